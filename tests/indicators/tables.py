"""Tables of a spec: their columns and types, read from the headers of sql/, and the text form a reader sees."""

import csv
import datetime as dt
import re
from decimal import Decimal
from functools import cache
from typing import Any

from assets.sources.calendar import TYPES as CALENDAR
from assets.sources.calendar import calendar_days
from assets.sources.law import PROCEDURE, STANDARD
from assets.sources.profile_tables import AGENCY
from pipelines.runtime.profile import Profile, load_profile
from pipelines.runtime.sqlfile import read_sql
from tests.conftest import ROOT

Rows = list[dict[str, Any]]

CLOCK: dict[str, Any] = {
    "as_of": dt.date(2026, 3, 31), "as_of_end": dt.datetime(2026, 3, 31, 23, 59, 59), "known_at": dt.datetime(2026, 4, 10),
    "first_month": "2023-04", "last_month": "2026-03", "window_start": dt.date(2025, 4, 1), "window_end": dt.date(2026, 3, 31),
}  # fmt: skip
# a run within a month: what happened later in that month does not exist yet
MID_MONTH = CLOCK | {
    "as_of": dt.date(2026, 3, 17), "as_of_end": dt.datetime(2026, 3, 17, 23, 59, 59), "known_at": dt.datetime(2026, 3, 25),
}  # fmt: skip
CLOCK_TYPES = {
    "as_of": "DATE", "as_of_end": "TIMESTAMP", "known_at": "TIMESTAMP",
    "first_month": "TEXT", "last_month": "TEXT", "window_start": "DATE", "window_end": "DATE",
}  # fmt: skip
PLACE = {"source_file_id": "TEXT", "sheet": "TEXT", "row": "BIGINT"}
WITHOUT_FIELDS = {
    "sources.agency": AGENCY,
    "sources.procedure": PROCEDURE,
    "sources.calendar_day": CALENDAR,
    "sources.clock": CLOCK_TYPES,
    "sources.known_file": {
        "source_file_id": "TEXT", "source_id": "TEXT", "name": "TEXT", "received_at": "TIMESTAMP", "agency_id": "TEXT",
        "month": "TEXT", "completeness": "TEXT", "priority": "BIGINT", "owner_counts": "BOOLEAN",
    },
    "cases.case_ref": {
        "case_kind": "TEXT", "case_id": "TEXT", "agency_id": "TEXT", "procedure_code": "TEXT",
        "responsible_person": "TEXT", "responsible_unit": "TEXT", **PLACE,
    },
    "cases.case_trait": {"case_kind": "TEXT", "case_id": "TEXT", "trait": "TEXT", "value": "TEXT"},
    "duties.covered": {"source_id": "TEXT", "agency_id": "TEXT", "month": "TEXT"},
}  # fmt: skip


@cache
def hanoi() -> Profile:
    return load_profile("hanoi")


@cache
def catalogue() -> list[dict[str, Any]]:
    """The standards of profile hanoi, as its table has them; empty cells are NULL."""
    with (ROOT / "profiles" / "hanoi" / "standards.csv").open(encoding="utf-8-sig", newline="") as handle:
        rows = [{name: value or None for name, value in row.items() if name} for row in csv.DictReader(handle)]
    return [_standard(row) for row in rows]


def _standard(row: dict[str, Any]) -> dict[str, Any]:
    condition = row["condition"] or ""
    parts = [part.strip() for part in condition.split("&") if part.strip()]
    typed = {name: value and cell(value, STANDARD.get(name, "TEXT")) for name, value in row.items()}
    return {
        **typed, "family": row["variant_of"] or row["standard_id"],
        "conditions": len([part for part in parts if part != "procedure"]), "by_procedure": "procedure" in parts,
    }  # fmt: skip


@cache
def calendar() -> Rows:
    """Working days of 2021–2027, as the profile's calendar says."""
    frame = calendar_days(hanoi())
    days = frame[(frame["day"] >= dt.date(2021, 1, 1)) & (frame["day"] <= dt.date(2027, 12, 31))]
    return [{str(name): value for name, value in row.items()} for row in days.to_dict("records")]


@cache
def types_of(table: str) -> dict[str, str]:
    """Column → SQL type of a table that indicators may read."""
    if table == "sources.standard":
        return {name: STANDARD.get(name, "TEXT") for name in [*STANDARD, *catalogue()[0]]}
    if table in WITHOUT_FIELDS:
        return WITHOUT_FIELDS[table]
    room, name = table.split(".")
    fields = {field: str(entry["type"]) for field, entry in read_sql(room, name).fields.items()}
    if not fields:
        raise AssertionError(f"the header of sql/{room}/{name}.sql lists no fields: add the table to WITHOUT_FIELDS in {__file__}")
    if table == "cases.case_event":
        return {**fields, "origin": "TEXT", **PLACE}
    return {**fields, **PLACE} if room == "cases" else fields


def cell(text: str, kind: str) -> Any:
    """A written cell as the value the warehouse holds; `-` and `·` are NULL."""
    if text in ("-", "·", ""):
        return None
    if kind == "TIMESTAMP":
        return dt.datetime.fromisoformat(text)
    if kind == "DATE":
        return dt.date.fromisoformat(text)
    if kind == "BIGINT":
        return int(text)
    if kind.startswith("DECIMAL"):
        return Decimal(text)
    return text in ("yes", "true", "1") if kind == "BOOLEAN" else text


def lines_of(text: str) -> list[list[str]]:
    """Cells of every line that is not empty. Cells stand apart by two spaces or more, so that one may hold a space."""
    return [re.split(r"\s{2,}", line.strip()) for line in text.splitlines() if line.strip()]


def read_tables(text: str) -> dict[str, Rows]:
    """Tables written one below the other: a line with the table's name alone, a line of columns, then its rows."""
    tables: dict[str, Rows] = {}
    name, header = "", []
    for cells in lines_of(text):
        if len(cells) == 1 and re.fullmatch(r"(sources|cases|duties)\.[a-z_]+", cells[0]):
            name, header = cells[0], []
            tables[name] = []
        elif not name:
            raise AssertionError(f"name the table (cases.complaint, duties.duty …) above {cells}")
        elif not header:
            header = cells
            if strange := set(header) - set(types_of(name)):
                raise AssertionError(f"{name} has no column {sorted(strange)}")
        elif len(cells) != len(header):
            raise AssertionError(f"{name}: {len(cells)} cells under {len(header)} columns, two spaces between cells: {cells}")
        else:
            types = types_of(name)
            written = dict(zip(header, cells, strict=True))
            tables[name].append({column: cell(written.get(column, ""), kind) for column, kind in types.items()})
    return tables


def read_expected(text: str, columns: list[str]) -> list[tuple]:
    """The expected rows. A column standard_id that is left out is `-`: the indicator has no standard."""
    header, *lines = lines_of(text) or [[]]
    if (header and set(columns) - set(header) - {"standard_id"}) or set(header) - set(columns):
        raise AssertionError(f"expected table has the columns {header}, the indicator gives {columns}")
    found = []
    for cells in lines:
        written = {"standard_id": "-", **dict(zip(header, cells, strict=True))}
        found.append(tuple(written[name] if name in columns[:3] else Decimal(written[name]) for name in columns))
    return found
