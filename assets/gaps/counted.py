"""Exact kinds on the warehouse: the rows each rule looks at (sql/gaps/<kind>.sql), its findings, and where all do alike.

What does not belong here: the rules (exact.py) and the words (wording_kinds.py).
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import duckdb
import pandas as pd

from assets.gaps import exact
from assets.gaps.exact import KEY, Exact
from assets.gaps.parameters import number

Parameters = Mapping[str, Any] | None


class Clock(NamedTuple):
    """`as_of`: the last moment that exists; `known_at`: up to when files were received; `start`: first day of the window."""

    as_of: pd.Timestamp
    known_at: pd.Timestamp
    start: pd.Timestamp


def _promises(rows: pd.DataFrame, clock: Clock, parameters: Parameters) -> Exact:
    return in_common(exact.promise_over_law(rows), rows, parameters)


def _budgets(rows: pd.DataFrame, clock: Clock, parameters: Parameters) -> Exact:
    """Earlier years are there to be compared with; what is judged is the year that closed in the window."""
    found = exact.unfunded(rows, clock.as_of, parameters)
    return Exact(*(part[part["subject"].astype(str).str[:4] >= f"{clock.start.year}"] for part in found))


RULES: dict[str, Callable[[pd.DataFrame, Clock, Parameters], Exact]] = {
    "promise_over_law": _promises,
    "overdue": lambda rows, clock, parameters: exact.overdue(rows, clock.as_of, parameters),
    "unowned": lambda rows, clock, parameters: exact.unowned(rows, clock.as_of),
    "undocumented": lambda rows, clock, parameters: exact.undocumented(rows, clock.as_of),
    "unresolved_contradiction": lambda rows, clock, parameters: exact.unresolved_contradiction(rows, clock.as_of),
    "not_executed": lambda rows, clock, parameters: exact.not_executed(rows, clock.as_of),
    "unfunded": _budgets,
    "unreported": lambda rows, clock, parameters: exact.unreported(rows, clock.known_at),
}


def counted(connection: duckdb.DuckDBPyConnection, parameters: Parameters = None) -> Exact:
    """Findings of all exact kinds with flag_id, `agencies` and `began` (the earliest fact); facts with flag_id, fact and row_id."""
    return counted_in(looked_at(connection), clock_of(connection), parameters)


def looked_at(connection: duckdb.DuckDBPyConnection) -> dict[str, pd.DataFrame]:
    """The rows each rule looks at, by kind."""
    return {kind: connection.table(f"gaps.{kind}").order("row_id").df() for kind in RULES}


def clock_of(connection: duckdb.DuckDBPyConnection) -> Clock:
    return Clock(*map(pd.Timestamp, connection.execute("select as_of_end, known_at, window_start from sources.clock").fetchall()[0]))


def counted_in(looked: Mapping[str, pd.DataFrame], clock: Clock, parameters: Parameters = None) -> Exact:
    """`counted` on rows that are at hand."""
    parts = [_dated(RULES[kind](rows, clock, parameters), rows) for kind, rows in looked.items()]
    findings = pd.concat([part.findings for part in parts], ignore_index=True)
    facts = pd.concat([part.facts for part in parts], ignore_index=True)
    return Exact(findings.sort_values("flag_id", ignore_index=True), facts.sort_values(["flag_id", "row_id"], ignore_index=True))


def in_common(found: Exact, rows: pd.DataFrame, parameters: Parameters = None) -> Exact:
    """Where most agencies do the same, one finding on the standard (agency_id None) takes the place of one on each of them.

    Most: `common_share` of at least `minimum_agencies` agencies with rows. Dates that a whole city gets wrong come from
    what all share (software, an instruction): naming 126 agencies for it would accuse 126 who changed nothing.
    """
    carrying = rows.groupby("standard_id")["agency_id"].nunique()
    doing = found.findings.groupby("standard_id")["agency_id"].nunique()
    share = doing / carrying.reindex(doing.index)
    many = carrying.reindex(doing.index) >= number(parameters, "minimum_agencies")
    common = found.findings["standard_id"].isin(doing.index[many & (share >= number(parameters, "common_share"))])
    wide = found.findings[common].groupby(["kind", "audience", "standard_id"], as_index=False).agg(
        numerator=("numerator", "sum"), agencies=("agency_id", "nunique"), probability=("probability", "first"),
        expected_false=("expected_false", "first"),
    )  # fmt: skip
    # of all agencies that carry the standard, those too whose dates are right
    judged = rows[rows["promised_at"].notna() & rows["due_at"].notna()].groupby("standard_id").size()
    wide = wide.assign(agency_id=None, subject=None, denominator=wide["standard_id"].map(judged))
    findings = pd.concat([part for part in (found.findings[~common], wide) if len(part)] or [found.findings], ignore_index=True)
    return Exact(
        findings, found.facts.assign(agency_id=found.facts["agency_id"].mask(found.facts["standard_id"].isin(wide["standard_id"])))
    )


def flag_id(row: Mapping[str, Any]) -> str:
    """`kind~agency_id or -~standard_id or -[~subject]`: no dates of the run, so that it is stable."""
    parts = [row["kind"], row["agency_id"] or "-", row["standard_id"] or "-"]
    return "~".join([*parts, row["subject"]] if row["subject"] else parts)


def _dated(found: Exact, rows: pd.DataFrame) -> Exact:
    """With the id of the flag on both parts, and on each finding the day of its earliest fact."""
    findings, facts = (_named(part) for part in found)
    facts = facts.merge(rows[["row_id", "fact", "began_at"]], on="row_id")
    began = facts.assign(began=pd.to_datetime(facts["began_at"])).groupby("flag_id")["began"].min().reindex(findings["flag_id"])
    findings = findings.assign(began=began.to_numpy(), agencies=findings.get("agencies"))
    return Exact(findings, facts[["flag_id", "fact", "row_id"]])


def _named(part: pd.DataFrame) -> pd.DataFrame:
    keys = part[KEY].astype(object).where(part[KEY].notna(), None)
    part = part.assign(**{name: keys[name] for name in KEY})
    return part.assign(flag_id=[flag_id(row) for row in part.to_dict("records")])
