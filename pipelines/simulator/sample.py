"""The sample city: 126 communes, two years, three kinds of cases, and a handful of planted truths.

Planted: `proc_construction_permit_v2` is unworkable everywhere; three cells are unmet; birth
registration is quiet. Everybody else keeps about 98.5 % of their duties. Dirty rows, one missing
file, one file that is not what its name says and one empty file are there to be found.
"""

import csv
import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from pipelines.simulator import days
from pipelines.simulator.files import write_inbox

MONTHS = [(2024 + (10 + i) // 12, (10 + i) % 12 + 1) for i in range(24)]
END = dt.date(2026, 10, 31)
BULK, DISPERSION = 0.985, 250
LAW_CHANGE = dt.date(2026, 7, 1)
UNMET = {("M0017", "complaint_first_settlement"): 0.6, ("M0033", "pakn_answered"): 0.7, ("M0058", "proc_household_business"): 0.72}
PROFILES = Path(__file__).resolve().parents[2] / "profiles"


@dataclass
class City:
    """Rows by source; each row carries the day it began and the day it ended, for the monthly files."""

    rows: dict[str, list[dict]] = field(
        default_factory=lambda: {"ho_so_tthc": [], "su_kien_ho_so": [], "don_khieu_nai": [], "phan_anh_kien_nghi": []}
    )


def simulate_sample(out: Path, seed: int = 350) -> None:
    """Write `out`/inbox/…, `out`/inbox/received.csv and `out`/truth.csv. The same seed, the same bytes."""
    agencies = _agencies()
    city = City()
    for number, agency in enumerate(a for a in agencies if a["tier"] == "commune"):
        # keyed by agency: one more agency moves nobody else's numbers
        draw = np.random.Generator(np.random.Philox(key=[seed, number]))
        _commune(city, agency, draw)
    write_inbox(out / "inbox", city.rows, [a["code"] for a in agencies], MONTHS, seed)
    _truth(out / "truth.csv")


def _agencies() -> list[dict]:
    with (PROFILES / "sample" / "agencies.csv").open(encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


def _theta(draw: np.random.Generator, agency: dict, standard: str) -> float:
    usual = float(draw.beta(BULK * DISPERSION, (1 - BULK) * DISPERSION))
    return UNMET.get((agency["agency_id"], standard), usual)


def _commune(city: City, agency: dict, draw: np.random.Generator) -> None:
    size = float(draw.lognormal(0, 0.45))
    theta = {name: _theta(draw, agency, name) for name in (
        "proc_household_business", "proc_birth_registration", "proc_construction_permit_house_v1",
        "complaint_first_acceptance", "complaint_first_settlement", "pakn_answered",
    )}  # fmt: skip
    for year, month in MONTHS:
        open_days = days.of_month(year, month)
        for kind, usual in (("business", 6), ("birth", 9), ("permit", 4.5)):
            for _ in range(draw.poisson(usual * size)):
                _dossier(city, agency, draw, kind, _moment(draw, open_days), theta)
        for _ in range(draw.poisson(3.2 * size**0.5)):
            _complaint(city, agency, draw, _moment(draw, open_days).date(), theta)
        for _ in range(draw.poisson(4.5 * size)):
            _petition(city, agency, draw, _moment(draw, open_days), theta)


def _moment(draw: np.random.Generator, open_days: list[dt.date]) -> dt.datetime:
    day = open_days[draw.integers(len(open_days))]
    hour = draw.choice([8, 9, 10, 11, 13, 14, 15, 16], p=[0.15, 0.2, 0.18, 0.07, 0.13, 0.14, 0.08, 0.05])
    return dt.datetime.combine(day, dt.time(int(hour), int(draw.integers(60))))


def _dossier(city: City, agency: dict, draw: np.random.Generator, kind: str, accepted: dt.datetime, theta: dict) -> None:
    code, limit, took = _procedure(draw, kind, accepted, theta)
    number = f"{agency['code']}-{len(city.rows['ho_so_tthc']) + 1:06d}"
    start = accepted.date()
    promised = days.after(start, limit)
    pause = 0
    if kind != "birth" and draw.random() < 0.03:
        pause = _supplement(city, number, accepted, draw)
    day = days.after(start, took + pause)
    finished = dt.datetime.combine(day, dt.time(int(draw.integers(14, 17)), int(draw.integers(60))))
    withdrawn = draw.random() < 0.006 and took > 0
    row = {
        "Mã hồ sơ": number, "Mã TTHC": code, "Mã đơn vị": agency["code"], "Kênh nộp": str(draw.choice(["Trực tuyến", "Trực tiếp", "Bưu chính"], p=[0.62, 0.35, 0.03])),
        "Loại người nộp": "Doanh nghiệp tư nhân" if kind == "permit" and draw.random() < 0.1 else "Cá nhân", "Mã người nộp": f"SIM{int(draw.integers(10**7)):07d}",
        "Thời điểm nộp": accepted, "Thời điểm tiếp nhận": accepted, "Ngày hẹn trả": promised, "Thời điểm hoàn tất": finished, "Thời điểm trả kết quả": finished + dt.timedelta(days=int(draw.integers(0, 4))),
        "Tình trạng": "Rút" if withdrawn else "Đã có kết quả", "Cán bộ thụ lý": f"Cán bộ {int(draw.integers(1, 7)):02d}", "Bộ phận thụ lý": "Bộ phận một cửa",
        "Số hóa": "Có", "Có phí": "Không" if kind == "birth" else "Có", "Thanh toán trực tuyến": "Có" if draw.random() < 0.6 else "Không",
        "_began": start, "_ended": day,
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
        return "1.009994", 10, int(draw.integers(4, 8)) if on_time else 12 + int(draw.geometric(0.2))
    # the limit fell to 7 working days and the work did not: about one in four makes it, nearly everywhere
    return "1.009994", 16, max(3, int(np.round(draw.lognormal(np.log(9.3), 0.28))))


def _supplement(city: City, number: str, accepted: dt.datetime, draw: np.random.Generator) -> int:
    """A request for papers the next working day; the working days the clock stands still."""
    asked = dt.datetime.combine(days.after(accepted.date(), 1), dt.time(9, int(draw.integers(60))))
    length = int(draw.integers(2, 6))
    received = dt.datetime.combine(days.after(asked.date(), length), dt.time(10, int(draw.integers(60))))
    for event, moment in (("Yêu cầu bổ sung", asked), ("Nhận bổ sung", received)):
        city.rows["su_kien_ho_so"].append({
            "Mã hồ sơ": number, "Sự kiện": event, "Thời điểm": moment, "Thời điểm ghi nhận": moment, "Căn cứ": "Phiếu yêu cầu bổ sung" if event.startswith("Yêu") else "",
            "Ngày hẹn trả mới": "", "Mã đơn vị mới": "", "_began": moment.date(), "_ended": moment.date(),
        })  # fmt: skip
    return length


def _complaint(city: City, agency: dict, draw: np.random.Generator, received: dt.date, theta: dict) -> None:
    on_time = draw.random() < theta["complaint_first_acceptance"]
    accepted = days.after(received, int(draw.integers(2, 6)) if on_time else 9 + int(draw.geometric(0.3)))
    complex_case = draw.random() < 0.05
    limit = 45 if complex_case else 30
    settled = draw.random() < theta["complaint_first_settlement"]
    length = int(draw.integers(12, limit - 1)) if settled else limit + 4 + int(draw.geometric(0.04))
    decided = accepted + dt.timedelta(days=length)
    city.rows["don_khieu_nai"].append({
        "Mã đơn": f"KN-{agency['code']}-{len(city.rows['don_khieu_nai']) + 1:05d}", "Mã đơn vị": agency["code"],
        "Lĩnh vực": str(draw.choice(["Đất đai", "Xây dựng", "Môi trường", "Chính sách xã hội"])), "Mã TTHC": "", "Lần giải quyết": 1,
        "Ngày nhận": received, "Ngày thụ lý": accepted, "Văn bản xác định phức tạp": f"{int(draw.integers(1, 400))}/BC-UBND" if complex_case else "",
        "Ngày ra quyết định": decided, "Kết quả": str(draw.choice(["Đúng", "Đúng một phần", "Sai", "Rút"], p=[0.25, 0.3, 0.43, 0.02])), "Nội dung": "Nội dung mô phỏng",
        "Người phụ trách": f"Cán bộ {int(draw.integers(1, 7)):02d}", "_began": received, "_accepted": accepted, "_ended": decided,
    })  # fmt: skip


def _petition(city: City, agency: dict, draw: np.random.Generator, received: dt.datetime, theta: dict) -> None:
    on_time = draw.random() < theta["pakn_answered"]
    length = int(draw.integers(2, 20)) if on_time else 24 + int(draw.geometric(0.06))
    answered = dt.datetime.combine(received.date() + dt.timedelta(days=length), dt.time(int(draw.integers(8, 17)), 15))
    city.rows["phan_anh_kien_nghi"].append({
        "Mã phản ánh": f"PA-{agency['code']}-{len(city.rows['phan_anh_kien_nghi']) + 1:05d}", "Mã đơn vị": agency["code"],
        "Lĩnh vực": str(draw.choice(["Hạ tầng", "Môi trường", "Trật tự đô thị", "Thủ tục hành chính"])), "Mã TTHC": "", "Chậm giải quyết": "Có" if draw.random() < 0.1 else "Không",
        "Kênh": "Trực tuyến", "Thời điểm nhận": received, "Hạn trả lời": received.date() + dt.timedelta(days=20), "Thời điểm trả lời": answered,
        "Kết quả": "Đã trả lời", "Mức hài lòng": int(draw.integers(2, 6)), "Nội dung": "Nội dung mô phỏng", "_began": received.date(), "_ended": answered.date(),
    })  # fmt: skip


def _truth(path: Path) -> None:
    """What a perfect detector would find as of the end."""
    rows = [
        ["unworkable", "", "proc_construction_permit_v2", "1.009994", "2026-07-01", "2026-10-31", "0.75", "limit cut to 7 working days"]
    ]
    rows += [
        ["unmet", agency, standard, "", "2024-11-01", "2026-10-31", f"{1 - theta:.2f}", ""] for (agency, standard), theta in UNMET.items()
    ]
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["kind", "agency_id", "standard_id", "procedure_code", "from", "to", "size", "note"])
        writer.writerows(rows)
