"""The profile as tables of schema `sources`: what the SQL of the later rooms joins.

Written anew by every run, so that a change of the law changes the next edition and no other.
"""

import calendar as months
import datetime as dt
import re

import duckdb
import pandas as pd

from assets.sources.calendar import TYPES as CALENDAR_TYPES
from assets.sources.calendar import calendar_days
from assets.sources.law import law_tables
from assets.sources.registry import put_registry
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import read_sql
from pipelines.runtime.warehouse import make_table, put_frame

TREND_MONTHS = 36

AGENCY = {"agency_id": "TEXT", "code": "TEXT", "name_vi": "TEXT", "name_en": "TEXT", "tier": "TEXT", "parent_id": "TEXT",
          "valid_from": "DATE", "valid_to": "DATE"}  # fmt: skip
SUCCESSION = {"predecessor_id": "TEXT", "successor_id": "TEXT", "on_date": "DATE", "relation": "TEXT"}
HEAD = {"agency_id": "TEXT", "from_date": "DATE", "to_date": "DATE", "office_vi": "TEXT", "name": "TEXT"}
SOURCE = {"source_id": "TEXT", "kind": "TEXT", "title_vi": "TEXT", "title_en": "TEXT", "sender": "TEXT", "due_day": "BIGINT",
          "completeness": "TEXT", "note_vi": "TEXT", "note_en": "TEXT", "priority": "BIGINT"}  # fmt: skip
OFFICE_HOURS = {"morning_from": "BIGINT", "morning_minutes": "BIGINT", "afternoon_from": "BIGINT", "afternoon_minutes": "BIGINT"}
PARAMETER = {"name": "TEXT", "value": "TEXT", "default_value": "TEXT", "effect_vi": "TEXT", "effect_en": "TEXT"}


def put_profile(connection: duckdb.DuckDBPyConnection, profile: Profile) -> None:
    """Write every profile table. Raises LawgapError where the law contradicts itself or names nothing."""
    tables: dict[str, tuple[list[dict], dict[str, str]]] = {
        "agency": ([a.model_dump() for a in profile.agencies], AGENCY),
        "agency_succession": ([s.model_dump() for s in profile.succession], SUCCESSION),
        "head": ([h.model_dump() for h in profile.heads], HEAD),
        **law_tables(profile),
        "source": ([_source(c) for c in profile.contracts.values()], SOURCE),
        "parameter": ([_parameter(n, p) for n, p in profile.parameters.items()], PARAMETER),
        "office_hours": ([office_hours(profile)], OFFICE_HOURS),
    }
    for name, (rows, types) in tables.items():
        put_frame(connection, f"sources.{name}", pd.DataFrame(rows, columns=list(types), dtype=object), types)
    put_registry(connection, profile)
    put_frame(connection, "sources.calendar_day", calendar_days(profile), CALENDAR_TYPES)


def office_hours(profile: Profile) -> dict[str, int]:
    """Minutes of the day at which the two halves of office hours begin, and how long each is. Parameter `office_hours`."""
    given = profile.parameters.get("office_hours")
    text = str(given.value) if given else "08:00-12:00,13:00-17:00"
    match = re.fullmatch(r"(\d\d):(\d\d)-(\d\d):(\d\d),(\d\d):(\d\d)-(\d\d):(\d\d)", text)
    if not match:
        raise LawgapError(f"office_hours reads {text!r}", str(profile.find("parameters.toml")), "write 08:00-12:00,13:00-17:00")
    times = [int(match[i]) * 60 + int(match[i + 1]) for i in (1, 3, 5, 7)]
    return {
        "morning_from": times[0],
        "morning_minutes": times[1] - times[0],
        "afternoon_from": times[2],
        "afternoon_minutes": times[3] - times[2],
    }


def put_clock(connection: duckdb.DuckDBPyConnection, as_of: dt.date, known_at: dt.datetime) -> None:
    """What SQL may know: facts up to the end of `as_of`, files received up to `known_at` and not withdrawn by then."""
    window = months_back(as_of, 11)
    row = {
        "as_of": as_of, "as_of_end": dt.datetime.combine(as_of, dt.time(23, 59, 59)), "known_at": known_at,
        "first_month": f"{months_back(as_of, TREND_MONTHS - 1):%Y-%m}", "last_month": f"{as_of:%Y-%m}",
        "window_start": window, "window_end": dt.date(as_of.year, as_of.month, months.monthrange(as_of.year, as_of.month)[1]),
    }  # fmt: skip
    types = {"as_of": "DATE", "as_of_end": "TIMESTAMP", "known_at": "TIMESTAMP", "first_month": "TEXT", "last_month": "TEXT",
             "window_start": "DATE", "window_end": "DATE"}  # fmt: skip
    put_frame(connection, "sources.clock", pd.DataFrame([row], dtype=object), types)
    make_table(connection, read_sql("sources", "known_file"))


def months_back(day: dt.date, months_before: int) -> dt.date:
    """The first day of the month `months_before` months before the month of `day`."""
    number = day.year * 12 + day.month - 1 - months_before
    return dt.date(number // 12, number % 12 + 1, 1)


def _source(contract) -> dict:
    return {
        "source_id": contract.source_id, "kind": contract.kind, "title_vi": contract.title.vi, "title_en": contract.title.en,
        "sender": contract.sender, "due_day": contract.due_day, "completeness": contract.completeness,
        "note_vi": contract.note.vi, "note_en": contract.note.en, "priority": contract.priority,
    }  # fmt: skip


def _parameter(name: str, parameter) -> dict:
    return {
        "name": name, "value": str(parameter.value), "default_value": str(parameter.default),
        "effect_vi": parameter.effect_vi, "effect_en": parameter.effect_en,
    }  # fmt: skip
