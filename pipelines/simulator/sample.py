"""The sample city: 126 communes, departments and the city itself, two years, and a handful of planted truths.

Three kinds of cases are written here, every other source beside it (`life`).

Planted: `proc_construction_permit_v2` is unworkable everywhere; three cells are unmet; birth
registration is quiet. Everybody else keeps about 98.5 % of their duties. Dirty rows, one missing
file, one file that is not what its name says and one empty file are there to be found.
"""

import csv
import datetime as dt
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from pipelines.simulator import days
from pipelines.simulator.city import END, MONTHS
from pipelines.simulator.exact import write_exact
from pipelines.simulator.files import write_inbox
from pipelines.simulator.life import live

BULK, DISPERSION = 0.985, 250
UNWORKABLE = "proc_construction_permit_v2"
LAW_CHANGE = dt.date(2026, 7, 1)
UNMET = {("M0017", "complaint_first_settlement"): 0.6, ("M0033", "pakn_answered"): 0.7, ("M0058", "proc_household_business"): 0.72}
HOURS = ([8, 9, 10, 11, 13, 14, 15, 16], [0.15, 0.35, 0.53, 0.6, 0.73, 0.87, 0.95])
CHANNELS = (["Trực tuyến", "Trực tiếp", "Bưu chính"], [0.62, 0.97])
RESULTS = (["Đúng", "Đúng một phần", "Sai", "Rút"], [0.25, 0.55, 0.98])
COMPLAINT_FIELDS = ["Đất đai", "Xây dựng", "Môi trường", "Chính sách xã hội"]
PETITION_FIELDS = ["Hạ tầng", "Môi trường", "Trật tự đô thị", "Thủ tục hành chính"]
# a month's cases of a commune of usual size; a permit office has at least LEAST_PERMITS, so that every cell can be judged
DOSSIERS = (("business", 6.0), ("birth", 9.0), ("permit", 4.5))
LEAST_PERMITS, COMPLAINTS, PETITIONS = 6.0, 1.6, 4.5
PROFILES = Path(__file__).resolve().parents[2] / "profiles"


@dataclass
class City:
    """Rows by source; each row carries the day it began and the day it ended, for the monthly files."""

    rows: dict[str, list[dict]] = field(
        default_factory=lambda: {"ho_so_tthc": [], "su_kien_ho_so": [], "don_khieu_nai": [], "phan_anh_kien_nghi": []}
    )


def simulate_sample(out: Path, seed: int = 350) -> None:
    """Write `out`/inbox/…, its received.csv, `out`/truth.csv and `out`/truth_exact.csv. The same seed, the same bytes."""
    agencies = _agencies()
    city = City()
    for number, agency in enumerate(a for a in agencies if a["tier"] == "commune"):
        # keyed by agency: one more agency moves nobody else's numbers
        draw = np.random.Generator(np.random.Philox(key=[seed, number]))
        _commune(city, agency, draw)
    world = live(seed, city.rows)
    write_inbox(out / "inbox", city.rows, world.rows, [a["code"] for a in agencies], seed)
    _truth(out / "truth.csv")
    write_exact(out / "truth_exact.csv", world, city.rows["ho_so_tthc"])


def _agencies() -> list[dict]:
    with (PROFILES / "sample" / "agencies.csv").open(encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


def _theta(draw: np.random.Generator, agency: dict, standard: str) -> float:
    usual = float(draw.beta(BULK * DISPERSION, (1 - BULK) * DISPERSION))
    return UNMET.get((agency["agency_id"], standard), usual)


def _commune(city: City, agency: dict, draw: np.random.Generator) -> None:
    size = float(draw.lognormal(0, 0.45))
    # who settles few complaints in time also has more of them: enough to judge
    complaints = COMPLAINTS * size**0.5 * (2 if (agency["agency_id"], "complaint_first_settlement") in UNMET else 1)
    theta = {name: _theta(draw, agency, name) for name in (
        "proc_household_business", "proc_birth_registration", "proc_construction_permit_house_v1",
        "complaint_first_acceptance", "complaint_first_settlement", "pakn_answered",
    )}  # fmt: skip
    for year, month in MONTHS:
        open_days = days.of_month(year, month)
        for kind, usual in DOSSIERS:
            least = LEAST_PERMITS if kind == "permit" else 0.0
            for _ in range(draw.poisson(max(usual * size, least))):
                _dossier(city, agency, draw, kind, _moment(draw, open_days), theta)
        for _ in range(draw.poisson(complaints)):
            _complaint(city, agency, draw, _moment(draw, open_days).date(), theta)
        for _ in range(draw.poisson(PETITIONS * size)):
            _petition(city, agency, draw, _moment(draw, open_days), theta)


def _moment(draw: np.random.Generator, open_days: list[dt.date]) -> dt.datetime:
    day = open_days[draw.integers(len(open_days))]
    return dt.datetime.combine(day, dt.time(_weighted(draw, *HOURS), int(draw.integers(60))))


def _weighted(draw: np.random.Generator, options: Sequence, cumulative: Sequence[float]):
    """One of `options`; `cumulative` holds their summed shares but the last. Generator.choice is too slow one by one."""
    return options[bisect(cumulative, draw.random())]


def _one_of(draw: np.random.Generator, options: Sequence[str]) -> str:
    return options[int(draw.integers(len(options)))]


def _dossier(city: City, agency: dict, draw: np.random.Generator, kind: str, accepted: dt.datetime, theta: dict) -> None:
    code, limit, took = _procedure(draw, kind, accepted, theta)
    number = f"{agency['code']}-{len(city.rows['ho_so_tthc']) + 1:06d}"
    start = accepted.date()
    promised = days.after(start, limit)
    pause = 0
    if kind != "birth" and draw.random() < 0.03:
        pause = _supplement(city, number, accepted, draw)
    day = days.after(start, took + pause)
    if kind != "birth" and day > days.after(promised, pause):
        _late(city, number, promised, day, draw)
    finished = dt.datetime.combine(day, dt.time(int(draw.integers(14, 17)), int(draw.integers(60))))
    collected = dt.datetime.combine(days.after(day, int(draw.integers(0, 4))), finished.time())
    withdrawn = draw.random() < 0.006 and took > 0
    row = {
        "Mã hồ sơ": number, "Mã TTHC": code, "Mã đơn vị": agency["code"], "Kênh nộp": _weighted(draw, *CHANNELS),
        "Loại người nộp": "Doanh nghiệp tư nhân" if kind == "permit" and draw.random() < 0.1 else "Cá nhân", "Mã người nộp": f"SIM{int(draw.integers(10**7)):07d}",
        "Thời điểm nộp": accepted, "Thời điểm tiếp nhận": accepted, "Ngày hẹn trả": promised, "Thời điểm hoàn tất": finished, "Thời điểm trả kết quả": "" if withdrawn else collected,
        "Tình trạng": "Rút" if withdrawn else "Đã có kết quả", "Cán bộ thụ lý": f"Cán bộ {int(draw.integers(1, 7)):02d}", "Bộ phận thụ lý": "Bộ phận một cửa",
        "Số hóa": "Có", "Có phí": "Không" if kind == "birth" else "Có", "Thanh toán trực tuyến": "Có" if draw.random() < 0.6 and kind != "birth" else "Không",
        "_began": start, "_ended": day, "_collected": collected.date(),
    }  # fmt: skip
    city.rows["ho_so_tthc"].append(row)


def _procedure(draw: np.random.Generator, kind: str, accepted: dt.datetime, theta: dict) -> tuple[str, int, int]:
    """(procedure code, working days promised, working days taken)."""
    if kind == "business":
        on_time = draw.random() < theta["proc_household_business"]
        return "1.001612", 3, int(draw.integers(1, 4)) if on_time else 3 + int(draw.geometric(0.25))
    if kind == "birth":
        late_slot = accepted.hour >= 15
        on_time = draw.random() < theta["proc_birth_registration"]
        return "1.001193", int(late_slot), int(late_slot) if on_time else int(late_slot) + int(draw.geometric(0.5))
    if accepted.date() < LAW_CHANGE:
        on_time = draw.random() < theta["proc_construction_permit_house_v1"]
        start = accepted.date()
        # over Tết 15 calendar days hold few working days: whoever keeps the law is done by then
        by_law = days.between(start, days.on_or_after(start + dt.timedelta(days=15)))
        return "1.009994", 10, min(int(draw.integers(4, 8)), by_law) if on_time else 12 + int(draw.geometric(0.2))
    # the limit fell to 7 working days and the work did not: about one in four makes it, nearly everywhere
    return "1.009994", 16, max(3, int(np.round(draw.lognormal(np.log(9.3), 0.28))))


def _supplement(city: City, number: str, accepted: dt.datetime, draw: np.random.Generator) -> int:
    """A request for papers the next working day; the working days the clock stands still."""
    asked = dt.datetime.combine(days.after(accepted.date(), 1), dt.time(9, int(draw.integers(60))))
    length = int(draw.integers(2, 6))
    received = dt.datetime.combine(days.after(asked.date(), length), dt.time(10, int(draw.integers(60))))
    for event, moment in (("Yêu cầu bổ sung", asked), ("Nhận bổ sung", received)):
        _event(city, number, event, moment, "Phiếu yêu cầu bổ sung" if event.startswith("Yêu") else "")
    return length


def _late(city: City, number: str, promised: dt.date, day: dt.date, draw: np.random.Generator) -> None:
    """What a late office writes on the promised day: mostly an apology, seldom an extension, often nothing."""
    dice, moment = draw.random(), dt.datetime.combine(promised, dt.time(10, int(draw.integers(60))))
    if dice < 0.5:
        _event(city, number, "Xin lỗi", moment, "Phiếu xin lỗi và hẹn lại ngày trả kết quả", day)
    elif dice < 0.6:
        _event(city, number, "Gia hạn", moment, "Văn bản gia hạn thời hạn giải quyết", day)


def _event(city: City, number: str, event: str, moment: dt.datetime, ground: str, new_due: dt.date | str = "") -> None:
    city.rows["su_kien_ho_so"].append({
        "Mã hồ sơ": number, "Sự kiện": event, "Thời điểm": moment, "Thời điểm ghi nhận": moment, "Căn cứ": ground,
        "Ngày hẹn trả mới": new_due, "Mã đơn vị mới": "", "_began": moment.date(), "_ended": moment.date(),
    })  # fmt: skip


def _complaint(city: City, agency: dict, draw: np.random.Generator, received: dt.date, theta: dict) -> None:
    on_time = draw.random() < theta["complaint_first_acceptance"]
    accepted = days.after(received, int(draw.integers(2, 6)) if on_time else 9 + int(draw.geometric(0.3)))
    if on_time:
        accepted = min(accepted, days.on_or_after(received + dt.timedelta(days=10)))
    complex_case = draw.random() < 0.05
    limit = 45 if complex_case else 30
    settled = draw.random() < theta["complaint_first_settlement"]
    length = int(draw.integers(12, limit - 1)) if settled else limit + 4 + int(draw.geometric(0.04))
    decided = days.on_or_after(accepted + dt.timedelta(days=length))
    city.rows["don_khieu_nai"].append({
        "Mã đơn": f"KN-{agency['code']}-{len(city.rows['don_khieu_nai']) + 1:05d}", "Mã đơn vị": agency["code"],
        "Lĩnh vực": _one_of(draw, COMPLAINT_FIELDS), "Mã TTHC": "", "Lần giải quyết": 1,
        "Ngày nhận": received, "Ngày thụ lý": accepted, "Văn bản xác định phức tạp": f"{int(draw.integers(1, 400))}/BC-UBND" if complex_case else "",
        "Ngày ra quyết định": decided, "Kết quả": _weighted(draw, *RESULTS), "Nội dung": "Nội dung mô phỏng",
        "Người phụ trách": f"Cán bộ {int(draw.integers(1, 7)):02d}", "_began": received, "_accepted": accepted, "_ended": decided,
    })  # fmt: skip


def _petition(city: City, agency: dict, draw: np.random.Generator, received: dt.datetime, theta: dict) -> None:
    on_time = draw.random() < theta["pakn_answered"]
    length = int(draw.integers(2, 20)) if on_time else 24 + int(draw.geometric(0.06))
    answered = dt.datetime.combine(days.on_or_after(received.date() + dt.timedelta(days=length)), dt.time(int(draw.integers(8, 17)), 15))
    city.rows["phan_anh_kien_nghi"].append({
        "Mã phản ánh": f"PA-{agency['code']}-{len(city.rows['phan_anh_kien_nghi']) + 1:05d}", "Mã đơn vị": agency["code"],
        "Lĩnh vực": _one_of(draw, PETITION_FIELDS), "Mã TTHC": "", "Chậm giải quyết": "Có" if draw.random() < 0.1 else "Không",
        "Kênh": "Trực tuyến", "Thời điểm nhận": received, "Hạn trả lời": received.date() + dt.timedelta(days=20), "Thời điểm trả lời": answered,
        "Kết quả": "Đã trả lời", "Mức hài lòng": int(draw.integers(2, 6)), "Nội dung": "Nội dung mô phỏng", "_began": received.date(), "_ended": answered.date(),
    })  # fmt: skip


def _truth(path: Path) -> None:
    """What a perfect detector would find as of the end. Promised dates broken at M0058 follow from its late registrations."""
    with (PROFILES / "hanoi" / "standards.csv").open(encoding="utf-8", newline="") as handle:
        in_force = {row["standard_id"]: row["effective_from"] for row in csv.DictReader(handle)}
    first, end = f"{MONTHS[0][0]}-{MONTHS[0][1]:02d}-01", END.isoformat()
    codes = {"proc_household_business": "1.001612"}
    rows = [["unworkable", "", UNWORKABLE, "1.009994", in_force[UNWORKABLE], end, "0.78", "limit cut to 7 working days"]]
    for (agency, standard), theta in UNMET.items():
        since = max(first, in_force[standard])
        rows.append(["unmet", agency, standard, codes.get(standard, ""), since, end, f"{1 - theta:.2f}", ""])
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["kind", "agency_id", "standard_id", "procedure_code", "from", "to", "size", "note"])
        writer.writerows(rows)
