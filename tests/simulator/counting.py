"""What the files of a world say without any chance: facts that are counted, read plainly and apart from the simulator."""

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from pipelines.simulator import days
from tests.conftest import ROOT
from tests.simulator.reading import day, newest

END, WINDOW = dt.date(2026, 10, 31), dt.date(2025, 11, 1)
Fact = tuple[str, str, str]


@cache
def pauses(world: Path) -> dict[str, tuple[dt.date, dt.date]]:
    """Dossier → (papers asked for, brought)."""
    found: dict[str, list[dt.date]] = defaultdict(list)
    for row in newest(world, "su_kien_ho_so", "Mã hồ sơ", "Sự kiện"):
        if row["Sự kiện"] in ("Yêu cầu bổ sung", "Nhận bổ sung"):
            found[row["Mã hồ sơ"]].append(day(row["Thời điểm"]))
    # asked for before they are brought; what is not brought yet leaves the day of the end
    return {name: (min(dates), max(dates) if len(dates) > 1 else END) for name, dates in found.items()}


@cache
def dossiers(world: Path) -> list[tuple[dict[str, str], dt.date, dt.date | None]]:
    """(row, the promised day as pauses moved it, the day it was ready) of all that neither left nor came back."""
    moved = pauses(world)
    found = []
    for row in newest(world, "ho_so_tthc", "Mã hồ sơ"):
        due = day(row["Ngày hẹn trả"])
        if row["Mã hồ sơ"] in moved:
            asked, brought = moved[row["Mã hồ sơ"]]
            due = days.after(due, days.between(asked, days.on_or_before(brought)))
        if row["Tình trạng"] not in ("Rút", "Trả lại"):
            found.append((row, due, day(row["Thời điểm hoàn tất"])))
    return found


def facts(world: Path) -> dict[tuple[str, str, str], int]:
    """What counts without any chance, read from the files: (kind, agency, standard or source) → how many."""
    found: dict[tuple[str, str, str], int] = defaultdict(int)
    for kind, agency, standard in (fact for part in PARTS for fact in part(world)):
        found[kind, agency, standard] += 1
    return dict(found)


def open_past(world: Path) -> Iterator[Fact]:
    standards = {}
    with (ROOT / "profiles" / "hanoi" / "procedures.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            standards.setdefault(row["procedure_code"], []).append((row["effective_from"], row["standard_id"]))
    for row, due, done in dossiers(world):
        # a department has no peers in its procedures
        if row["Mã đơn vị"].startswith("MS") and due <= END and not done:
            start = day(row["Thời điểm tiếp nhận"]).isoformat()
            yield "overdue", row["Mã đơn vị"], next(name for first, name in reversed(standards[row["Mã TTHC"]]) if first <= start)
            yield "overdue", row["Mã đơn vị"], "onestop_result_by_due_date"


def nobody(world: Path) -> Iterator[Fact]:
    for row in newest(world, "nhiem_vu_ke_hoach", "Mã"):
        if not row["Cá nhân phụ trách"] or not row["Tập thể phụ trách"]:
            yield "unowned", row["Mã đơn vị"], "plan_task_head_named"


def papers(world: Path) -> Iterator[Fact]:
    for row in newest(world, "van_ban_huong_dan", "Số ký hiệu"):
        issued, effect, due = (day(row[name]) for name in ("Ngày ban hành", "Ngày hiệu lực của luật", "Hạn ban hành"))
        if not issued and due <= END:
            yield "undocumented", row["Mã đơn vị"], "implementing_docs_assigned_issued"
        if issued and effect and issued > effect:
            yield "undocumented", row["Mã đơn vị"], "implementing_docs_same_time"
    for row in newest(world, "ket_qua_ra_soat", "Mã"):
        if not row["Ngày xử lý"] and day(row["Hạn xử lý"]) <= END:
            yield "unresolved_contradiction", row["Mã đơn vị"], ""


def debts(world: Path) -> Iterator[Fact]:
    for row in newest(world, "xu_phat_hanh_chinh", "Số biên bản"):
        served = day(row["Ngày nhận quyết định"])
        if served and not row["Ngày thi hành"] and days.on_or_after(served + dt.timedelta(days=10)) <= END:
            yield "not_executed", row["Mã đơn vị"], "sanction_executed"
    for row in newest(world, "kien_nghi_thuc_hien", "Mã kiến nghị"):
        if row["Nguồn"] == "Thanh tra" and not row["Ngày thực hiện"] and day(row["Hạn thực hiện"]) <= END:
            yield "not_executed", row["Mã đơn vị"], "inspection_recommendation_done"


def money(world: Path) -> Iterator[Fact]:
    city = {
        row["Năm"]: [int(row[name]) for name in list(row)[2:]]
        for row in newest(world, "ngan_sach", "Năm", "Mã đơn vị")
        if row["Mã đơn vị"] == "01"
    }
    regular, allotted, spent = city["2025"]
    if allotted < 0.005 * regular or allotted < city["2024"][1] or spent < 0.9 * allotted:
        yield "unfunded", "01", "law_budget_half_percent"


def files(world: Path) -> Iterator[Fact]:
    with (ROOT / "profiles" / "sample" / "agencies.csv").open(encoding="utf-8", newline="") as handle:
        codes = [row["agency_id"] for row in csv.DictReader(handle)]
    for folder in (world / "inbox").iterdir():
        names = {path.stem for path in folder.iterdir()} if folder.is_dir() else set()
        months = {name.rsplit("_", 1)[-1] for name in names if not name.endswith("_v2")}
        if any("_" in name for name in names):
            yield from (("unreported", code, folder.name) for code in codes for month in months if f"{code}_{month}" not in names)


def promises(world: Path) -> Iterator[Fact]:
    limits = {"TTHC-proc_marital_status_certificate": 3, "TTHC-proc_social_allowance": 10, "1.001612": 3, "TTHC-proc_enterprise": 3}
    standards = {"1.001612": "proc_household_business"}
    for row, _, _ in dossiers(world):
        if row["Mã TTHC"] in limits and days.between(day(row["Thời điểm tiếp nhận"]), day(row["Ngày hẹn trả"])) > limits[row["Mã TTHC"]]:
            due = days.after(day(row["Thời điểm tiếp nhận"]), limits[row["Mã TTHC"]])
            if WINDOW <= due <= END:
                yield "promise_over_law", row["Mã đơn vị"], standards.get(row["Mã TTHC"], row["Mã TTHC"].removeprefix("TTHC-"))


PARTS: tuple[Callable, ...] = (open_past, nobody, papers, debts, money, files, promises)
