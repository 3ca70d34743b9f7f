"""A world's folder: the inbox with its files, when each came, and truth.csv."""

import csv
import datetime as dt
from functools import cache
from pathlib import Path

from pipelines.simulator.files import months_of
from pipelines.simulator.formats import SHEETS, Sheet
from pipelines.simulator.worlds import calendar
from pipelines.simulator.worlds.ground import JUDGED, LAST, LINE, RECENT, TRUTH, Floats, Ground
from pipelines.simulator.worlds.kinds import COUNTED
from pipelines.simulator.worlds.sheets import Line, spoiled

By = dict[tuple[str, int], list[Line]]
# counted or measured where they arise, not as they were wished for
TOLD_ELSEWHERE = (*COUNTED, "promise_over_law", "dormant")
# files of the city's systems in which rows go wrong: positions of the agency and of the first date
SPOILED = {"ho_so_tthc": (2, 7), "phan_anh_kien_nghi": (1, 6), "xu_phat_hanh_chinh": (1, 4)}
# a fall of less is no worsening, METHOD § 6
MARGIN = 0.05
CORRECTED, TARDY = "so_lieu_dinh_ky", "tiep_cong_dan"


@cache
def _cell(value: object) -> object:
    if type(value) is str or not isinstance(value, dt.date):
        return value
    day = f"{value.day:02d}/{value.month:02d}/{value.year}"
    return f"{day} {value.hour:02d}:{value.minute:02d}" if isinstance(value, dt.datetime) else day


def lines_of(ground: Ground, source: str, sheet: Sheet) -> By:
    """(agency or '', month) → lines; what was known before the first file stands in the first, as it was known then."""
    first = calendar.month_number(ground.spec.agencies_from if sheet.by_agency else ground.spec.first)
    found: By = {}
    known: dict[tuple, tuple[str, Line]] = {}
    columns = sheet.columns
    for (year, number), rows in sorted(months_of(sheet, ground.rows.get(source, [])).items()):
        month = year * 12 + number - 1
        for row in rows if month <= LAST else ():
            sender, line = row["Mã đơn vị"] if sheet.by_agency else "", [_cell(row[name]) for name in columns]
            if month <= first:
                known[(sender, *line[:4])] = (sender, line)
            else:
                found.setdefault((sender, month), []).append(line)
    for sender, line in known.values():
        found.setdefault((sender, first), []).append(line)
    return found


def write_inbox(ground: Ground, inbox: Path, ready: dict[str, By]) -> None:
    """`ready`: lines of sources that are written already, by month."""
    received: list[tuple[str, str]] = []
    codes = [agency.code for agency in ground.agencies]
    for source, sheet in SHEETS.items():
        folder = inbox / source
        folder.mkdir(parents=True)
        found = lines_of(ground, source, sheet)
        for key, lines in ready.get(source, {}).items():
            found.setdefault(key, []).extend(lines)
        if source == "phan_hoi":
            received.append(_write(folder, "2026-10", sheet.columns, [], LAST, 3))
        elif sheet.by_agency:
            received += _agencies(ground, folder, sheet, found, codes)
        else:
            for month in range(calendar.month_number(ground.spec.first), LAST + 1):
                lines = found.get(("", month), [])
                received.append(_write(folder, _name(month), sheet.columns, lines + _dirty(ground, source, month, lines), month, 3))
    with (inbox / "received.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["path", "received_at"])
        writer.writerows(sorted(received))


def _agencies(ground: Ground, folder: Path, sheet: Sheet, found: By, codes: list[str]) -> list[tuple[str, str]]:
    """A file an agency and month, but for those that never come; a few late, a few corrected."""
    received, source = [], folder.name
    silent = {
        (effect.agency_id, calendar.month_number(effect.since))
        for effect in ground.effects
        if (effect.kind, effect.note) == ("unreported", source)
    }
    for month in range(calendar.month_number(ground.spec.agencies_from), LAST + 1):
        for code in codes:
            accident = ground.lot(source, code, str(month)) < ground.spec.dirty * 2**32
            lines = found.get((code, month), [])
            if (code, month) in silent:
                ground.found("unreported", code, "", calendar.first_of(month), source)
                continue
            stem = f"{code}_{_name(month)}"
            if accident and source == CORRECTED:
                received.append(_write(folder, f"{stem}_v2", sheet.columns, lines, month, 12))
                lines = [[*line[:3], 10 * int(line[3]), line[4]] for line in lines]
            received.append(_write(folder, stem, sheet.columns, lines, month, 9 if accident and source == TARDY else 4))
    return received


def _dirty(ground: Ground, source: str, month: int, lines: list[Line]) -> list[Line]:
    """Rows no file should hold, and rows that stand twice: a share of what is there."""
    if source not in SPOILED:
        return []
    most = ground.spec.dirty * 2**32
    chosen = [line for line in lines if ground.lot(source, line[0], str(month)) < most]
    ways = [ground.lot("way", line[0], str(month)) % 6 for line in chosen]
    return [line if way > 3 else spoiled(way, line, *SPOILED[source]) for way, line in zip(ways, chosen, strict=True)]


def _name(month: int) -> str:
    return f"{month // 12}-{month % 12 + 1:02d}"


def _write(folder: Path, stem: str, header: list[str], lines: list[Line], month: int, day: int) -> tuple[str, str]:
    with (folder / f"{stem}.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(lines)
    later = month + 1
    return f"{folder.name}/{stem}.csv", f"{later // 12}-{later % 12 + 1:02d}-{day:02d} 08:30:00"


def write_truth(ground: Ground, path: Path) -> None:
    """Planted effects, facts that are counted, and the true rate of every cell whose duties are drawn with a known probability."""
    for effect in ground.effects:
        if effect.kind not in TOLD_ELSEWHERE and effect.note != "burst":
            ground.tell(effect.kind, effect.agency_id, effect.standard_id, effect.since, effect.size, effect.note, effect.procedure_code)
    for (kind, agency, standard, procedure), facts in ground.facts.items():
        if kind == "unreported":
            for since, source in facts:
                last = calendar.first_of(calendar.month_number(since) + 1) - dt.timedelta(days=1)
                ground.tell(kind, agency, standard, since, 1, source, to=last)
        else:
            names = " ".join(name for _, name in facts if name)
            ground.tell(kind, agency, standard, min(since for since, _ in facts), len(facts), names, procedure)
    for (agency, standard), months in ground.rates.items():
        if (agency, standard) not in ground.approximate:
            _rates(ground, agency, standard, months)
    _follows(ground)
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, TRUTH, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(ground.truth, key=lambda row: [str(row[name]) for name in TRUTH]))


def _rates(ground: Ground, agency: str, standard: str, months: Floats) -> None:
    """The true rate of the 12 months, where anything was left to chance; and a fall that follows from another effect."""
    total, number = months[-JUDGED:].sum(axis=0)
    if number and total < number:
        ground.tell("rate", agency, standard, calendar.first_of(LAST - JUDGED + 1), round(total / number, 6))
    before, now = months[:-RECENT].sum(axis=0), months[-RECENT:].sum(axis=0)
    if before[1] and now[1] and not ground.effect_at(agency, standard, "worsening"):
        fall = before[0] / before[1] - now[0] / now[1]
        if fall > MARGIN:
            ground.tell("worsening", agency, standard, calendar.first_of(LAST - RECENT + 1), round(fall, 3), "follows from another effect")


def _follows(ground: Ground) -> None:
    """A limit nobody can keep drags down the results promised by it: where most communes fall below the line, that is a truth too."""
    cuts = [effect for effect in ground.effects if effect.kind == "unworkable" and effect.procedure_code]
    rates = [row["size"] for row in ground.truth if (row["kind"], row["standard_id"]) == ("rate", "onestop_result_by_due_date")]
    if cuts and sum(rate < LINE for rate in rates) >= 0.6 * len(rates):
        since = max(cuts[0].since, calendar.first_of(LAST - JUDGED + 1))
        ground.tell(
            "unworkable",
            "",
            "onestop_result_by_due_date",
            since,
            round(1 - sum(rates) / len(rates), 3),
            f"follows from {cuts[0].standard_id}",
        )
