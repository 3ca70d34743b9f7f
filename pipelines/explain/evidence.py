"""What an edition holds about one duty: its row, its case, its events and the lines of files behind it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import duckdb

from assets.editions.publish import edition_folder
from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile, load_profile

Row = dict[str, Any]


@dataclass(frozen=True)
class Evidence:
    """`law` is the profile as it was when the edition was made: a later change of the law explains nothing about it."""

    duty: Row
    case: Row
    events: list[Row]
    rows: list[Row]
    others: list[Row]
    receptions: list[Row]
    as_of: dt.date
    law: Profile


def gather(profile: Profile, home: settings.Home, duty_id: str) -> Evidence:
    """The evidence in the latest edition. Raises LawgapError if it has no such duty."""
    folder = edition_folder(home, None)
    with duckdb.connect(str(folder / "audit.duckdb"), read_only=True) as audit:
        found = rows_of(audit, "select * from duty where duty_id = ?", duty_id)
        if not found:
            raise LawgapError(f"no duty {duty_id!r} in the latest edition", str(folder), _near(audit, duty_id))
        duty = found[0]
        key = (duty["case_kind"], duty["case_id"])
        return Evidence(
            duty=duty,
            case=_case(audit, *key),
            events=rows_of(audit, "select * from case_event where case_kind = ? and case_id = ? order by occurred_at, event", *key),
            rows=rows_of(audit, "select distinct role, file_name, sheet, row from trace(?) order by all", duty_id),
            others=rows_of(
                audit, "select * from duty where case_kind = ? and case_id = ? and duty_id <> ? order by duty_id", *key, duty_id
            ),
            receptions=_receptions(audit, duty),
            as_of=rows_of(audit, "select as_of from edition")[0]["as_of"],
            law=load_profile(folder / "profile") if (folder / "profile" / "profile.toml").exists() else profile,
        )


def rows_of(connection: duckdb.DuckDBPyConnection, sql: str, *arguments: Any) -> list[Row]:
    result = connection.execute(sql, list(arguments))
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def _tables(audit: duckdb.DuckDBPyConnection) -> set[str]:
    return {row["table_name"] for row in rows_of(audit, "select table_name from duckdb_tables() where schema_name = 'main'")}


def _case(audit: duckdb.DuckDBPyConnection, kind: str, case_id: str) -> Row:
    """The case's own row; a kind that is no table of this edition, or a duty made from the calendar, has none."""
    if kind not in _tables(audit):
        return {}
    return next(iter(rows_of(audit, f'select * from "{kind}" where case_id = ?', case_id)), {})


def _receptions(audit: duckdb.DuckDBPyConnection, duty: Row) -> list[Row]:
    """Reception days of the agency inside the duty's time: what a duty of so many days a period is counted from."""
    if duty["case_kind"] != "reception" or "reception" not in _tables(audit) or not duty["due_at"]:
        return []
    return rows_of(
        audit,
        "select scheduled_at, held_at, received_by from reception where agency_id = ? "
        "and coalesce(held_at, scheduled_at) between ? and ? order by coalesce(held_at, scheduled_at), received_by",
        duty["agency_id"], duty["arises_at"], duty["due_at"],
    )  # fmt: skip


def _near(audit: duckdb.DuckDBPyConnection, duty_id: str) -> str:
    """Other duties of the case, or of the standard: a mistyped number is nearly always one of these."""
    rule, _, case_id = duty_id.partition("~")
    found = rows_of(
        audit,
        "select duty_id from duty where case_id = ? or standard_id = ? "
        "order by case_id = ? desc, levenshtein(duty_id, ?), duty_id limit 5",
        case_id, rule, case_id, duty_id,
    )  # fmt: skip
    names = ", ".join(row["duty_id"] for row in found)
    return f"nearest: {names}" if names else "see: lawgap query 'select duty_id from duty limit 10'"
