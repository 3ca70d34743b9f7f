"""The exact truth: findings that are counted, not estimated. Written beside truth.csv, with the same columns."""

import csv
import datetime as dt
from collections import Counter
from pathlib import Path

from pipelines.simulator import days
from pipelines.simulator.city import END, World
from pipelines.simulator.dossiers import OVER_LAW, PROCEDURES
from pipelines.simulator.files import MISSING

COLUMNS = ("kind", "agency_id", "standard_id", "procedure_code", "from", "to", "size", "note")
PERMIT, BIRTH, LAW_CHANGE = "1.009994", "1.001193", dt.date(2026, 7, 1)


def write_exact(path: Path, world: World, first: list[dict]) -> None:
    """`first`: the dossiers of the first files, whose slips promise what the old law gave."""
    rows = [*world.planted, *_promises(world), *_slips(first), *_unreported()]
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda row: [str(row[name]) for name in COLUMNS]))


def _promises(world: World) -> list[dict]:
    """Planted: offices that write more days on the slip than the law gives."""
    codes = {procedure.standard: procedure.code for procedure in PROCEDURES}
    found = []
    for (agency, standard), (promised, since) in OVER_LAW.items():
        slips = [
            row for row in world.rows["ho_so_tthc"]
            if row["Mã đơn vị"] == agency and row["Mã TTHC"] == codes[standard] and row["Thời điểm tiếp nhận"].date() >= since
        ]  # fmt: skip
        note = f"slips promise {promised} working days"
        found.append(_line("promise_over_law", agency, standard, codes[standard], since, END, len(slips), note))
    return found


def _slips(first: list[dict]) -> list[dict]:
    """What follows from the law and nobody planted: the old term for permits, and births of 15:00 sharp put off to the next day."""
    counted: Counter[tuple[str, str, str]] = Counter()
    since: dict[tuple[str, str, str], dt.date] = {}
    for row in first:
        standard, due = _law(row)
        if standard and row["Ngày hẹn trả"] > due:
            key = (row["Mã đơn vị"], standard, row["Mã TTHC"])
            counted[key] += 1
            since[key] = min(row["_began"], since.get(key, row["_began"]))
    note = "follows from the law, not planted here; every slip counts as written, before any pause, withdrawn dossiers too"
    return [_line("promise_over_law", *key, since[key], END, size, note) for key, size in counted.items()]


def _law(row: dict) -> tuple[str, dt.date]:
    """(standard, the last day it allows) of a first dossier; ('', …) where slips never promise more."""
    start = row["_began"]
    if row["Mã TTHC"] == PERMIT and start >= LAW_CHANGE:
        return "proc_construction_permit_v2", days.after(start, 7)
    if row["Mã TTHC"] == PERMIT:
        return "proc_construction_permit_house_v1", days.on_or_after(start + dt.timedelta(days=15))
    if row["Mã TTHC"] == BIRTH:
        # only what comes after 15:00 may wait for the next working day
        return "proc_birth_registration", days.after(start, int(row["Thời điểm tiếp nhận"].time() > dt.time(15)))
    return "", start


def _unreported() -> list[dict]:
    found = []
    for source, code, (year, month) in sorted(MISSING):
        open_days = days.of_month(year, month)
        first, last = open_days[0].replace(day=1), dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
        found.append(_line("unreported", code, "", "", first, last, 1, source))
    return found


def _line(kind: str, agency: str, standard: str, procedure: str, since: dt.date, until: dt.date, size: int, note: str) -> dict:
    return dict(zip(COLUMNS, (kind, agency, standard, procedure, since.isoformat(), until.isoformat(), size, note), strict=True))
