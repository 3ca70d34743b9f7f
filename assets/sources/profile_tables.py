"""The profile as tables of schema `sources`: what the SQL of the later rooms joins.

Written anew by every run, so that a change of the law changes the next edition and no other.
"""

import calendar as months
import datetime as dt

import duckdb
import pandas as pd

from assets.sources.calendar import TYPES as CALENDAR_TYPES
from assets.sources.calendar import calendar_days
from assets.sources.registry import put_registry
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile, Standard
from pipelines.runtime.sqlfile import read_sql
from pipelines.runtime.warehouse import make_table, put_frame

TREND_MONTHS = 36

AGENCY = {"agency_id": "TEXT", "code": "TEXT", "name_vi": "TEXT", "name_en": "TEXT", "tier": "TEXT", "parent_id": "TEXT",
          "valid_from": "DATE", "valid_to": "DATE"}  # fmt: skip
SUCCESSION = {"predecessor_id": "TEXT", "successor_id": "TEXT", "on_date": "DATE", "relation": "TEXT"}
HEAD = {"agency_id": "TEXT", "from_date": "DATE", "to_date": "DATE", "office_vi": "TEXT", "name": "TEXT"}
STANDARD = {
    "standard_id": "TEXT", "plan_group": "BIGINT", "name_vi": "TEXT", "name_en": "TEXT", "legal_basis": "TEXT",
    "case_kind": "TEXT", "kind": "TEXT", "direction": "TEXT", "tier": "TEXT", "start_event": "TEXT", "end_event": "TEXT",
    "limit_value": "DECIMAL(38,6)", "unit": "TEXT", "cut_off_hour": "BIGINT", "condition": "TEXT", "variant_of": "TEXT",
    "required": "DECIMAL(38,6)", "tolerance": "DECIMAL(38,6)", "effective_from": "DATE", "effective_to": "DATE",
    "status": "TEXT", "evidence": "TEXT", "carried_by": "TEXT", "due_event": "TEXT", "ends_on_working_day": "BOOLEAN",
    "extendable": "BOOLEAN", "led_by": "TEXT", "note": "TEXT", "family": "TEXT", "conditions": "BIGINT",
    "by_procedure": "BOOLEAN",
}  # fmt: skip
PROCEDURE = {"procedure_code": "TEXT", "standard_id": "TEXT", "name_vi": "TEXT", "name_en": "TEXT",
             "limit_value": "DECIMAL(38,6)", "unit": "TEXT", "effective_from": "DATE", "effective_to": "DATE",
             "status": "TEXT"}  # fmt: skip
SOURCE = {"source_id": "TEXT", "kind": "TEXT", "title_vi": "TEXT", "title_en": "TEXT", "sender": "TEXT", "due_day": "BIGINT",
          "completeness": "TEXT", "note_vi": "TEXT", "note_en": "TEXT", "priority": "BIGINT"}  # fmt: skip
PARAMETER = {"name": "TEXT", "value": "TEXT", "default_value": "TEXT", "effect_vi": "TEXT", "effect_en": "TEXT"}


def put_profile(connection: duckdb.DuckDBPyConnection, profile: Profile) -> None:
    """Write every profile table. Raises LawgapError where the law contradicts itself or names nothing."""
    check_standards(profile)
    conditions = {s.standard_id: conditions_of(s) for s in profile.standards}
    tables: dict[str, tuple[list[dict], dict[str, str]]] = {
        "agency": ([a.model_dump() for a in profile.agencies], AGENCY),
        "agency_succession": ([s.model_dump() for s in profile.succession], SUCCESSION),
        "head": ([h.model_dump() for h in profile.heads], HEAD),
        "standard": ([_standard(s, len(conditions[s.standard_id])) for s in profile.standards], STANDARD),
        "standard_tier": (
            [{"standard_id": s.standard_id, "tier": t} for s in profile.standards for t in s.tier.split("|")],
            {"standard_id": "TEXT", "tier": "TEXT"},
        ),
        "standard_condition": (
            [{"standard_id": s, "trait": t, "value": v} for s, pairs in conditions.items() for t, v in pairs],
            {"standard_id": "TEXT", "trait": "TEXT", "value": "TEXT"},
        ),
        "procedure": ([p.model_dump() for p in profile.procedures], PROCEDURE),
        "source": ([_source(c) for c in profile.contracts.values()], SOURCE),
        "parameter": ([_parameter(n, p) for n, p in profile.parameters.items()], PARAMETER),
    }
    for name, (rows, types) in tables.items():
        put_frame(connection, f"sources.{name}", pd.DataFrame(rows, columns=list(types), dtype=object), types)
    put_registry(connection, profile)
    put_frame(connection, "sources.calendar_day", calendar_days(profile), CALENDAR_TYPES)


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


def conditions_of(standard: Standard) -> list[tuple[str, str]]:
    """`trait=value & trait=value` as pairs; `procedure` alone means: chosen through procedures.csv."""
    parts = [part.strip() for part in (standard.condition or "").split("&") if part.strip()]
    return [(trait.strip(), value.strip()) for trait, _, value in (p.partition("=") for p in parts if p != "procedure")]


def check_standards(profile: Profile) -> None:
    """Refuse a catalogue that cannot be right, naming the row."""
    where = str(profile.find("standards.csv"))
    seen: set[str] = set()
    for standard in profile.standards:
        name = standard.standard_id
        if name in seen:
            raise LawgapError(f"standard {name} stands twice", where, "give each dated version its own id")
        seen.add(name)
        if not standard.legal_basis.strip():
            raise LawgapError(f"standard {name} cites no instrument", where, "name the instrument and its article")
        if standard.effective_to and standard.effective_to < standard.effective_from:
            raise LawgapError(f"standard {name} ends before it begins", where, "correct effective_from or effective_to")
        if standard.carried_by not in profile.contracts:
            raise LawgapError(f"standard {name}: no source {standard.carried_by!r}", where, "add sources/<id>.toml")
        if standard.kind == "deadline" and not standard.due_event and (standard.limit_value is None or not standard.unit):
            raise LawgapError(f"standard {name}: a deadline needs limit_value and unit, or due_event", where, "fill them in")


def _standard(standard: Standard, conditions: int) -> dict:
    row = standard.model_dump()
    by_procedure = "procedure" in [part.strip() for part in (standard.condition or "").split("&")]
    return {**row, "family": standard.variant_of or standard.standard_id, "conditions": conditions, "by_procedure": by_procedure}


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
