"""Exact kinds: what stands in the register or does not, counted one by one. METHOD § 7.

No null, no multiplicity, no minimum: each rule names facts, and every fact is evidence. Each function takes the rows the rule
looks at and returns findings with numerator = facts found, denominator = rows the rule could judge, and the facts themselves, so
that a count and its evidence cannot differ. A rule abstains on a row whose dates are missing: a missing date is a defect of the
data (status unknown), never a finding. Times are local; `as_of` is the last moment that exists, later facts have not happened.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from assets.gaps.parameters import number

KEY = ["agency_id", "standard_id", "subject"]
COLUMNS = ["kind", "audience", *KEY, "numerator", "denominator", "probability", "expected_false"]
FACTS = ["kind", *KEY, "row_id"]


class Exact(NamedTuple):
    """findings: one row for each of KEY with something found; facts: the rows counted, by `row_id`."""

    findings: pd.DataFrame
    facts: pd.DataFrame


def promise_over_law(rows: pd.DataFrame) -> Exact:
    """The day promised on the slip lies after the legal due day as lawful pauses have moved it. rows: promised_at, due_at."""
    promised, due = _time(rows, "promised_at"), _time(rows, "due_at")
    return _exact("promise_over_law", rows, promised.dt.normalize() > due.dt.normalize(), promised.notna() & due.notna())


def overdue(rows: pd.DataFrame, as_of: pd.Timestamp, parameters: Mapping[str, Any] | None = None) -> Exact:
    """Duties past their limit and open, of standards that too few agencies of the tier carry to be compared.

    rows: tier, due_at, done_at. Standards with enough peers are judged by `unmet`; both would say one thing twice.
    """
    peers = rows.groupby(["standard_id", "tier"])["agency_id"].transform("nunique")
    alone = rows[peers < number(parameters, "minimum_agencies")]
    return _open_past("overdue", alone, as_of)


def unowned(rows: pd.DataFrame, as_of: pd.Timestamp) -> Exact:
    """A task or duty without a named person or a named collective, or open while its person has left office.

    rows: person, collective, assigned_at, done_at, left_at (the end of the person's last term of office; empty = in office, or
    not in the register: then nothing is known and nothing is said).
    """
    assigned, done, left = _time(rows, "assigned_at"), _time(rows, "done_at"), _time(rows, "left_at")
    nameless = _blank(rows["person"]) | _blank(rows["collective"])
    is_open = done.isna() | (done > as_of)
    return _exact("unowned", rows, nameless | (is_open & (left <= as_of)), assigned <= as_of)


def undocumented(rows: pd.DataFrame, as_of: pd.Timestamp) -> Exact:
    """An implementing document due and not issued, or issued only after the law took effect. rows: due_at, issued_at, law_effective_at."""
    due, issued, effect = (_time(rows, name) for name in ("due_at", "issued_at", "law_effective_at"))
    there = issued <= as_of
    late = there & (issued.dt.normalize() > effect.dt.normalize())
    missing = ~there & ((due <= as_of) | (effect <= as_of))
    return _exact("undocumented", rows, late | missing, (due <= as_of) | (effect <= as_of) | there)


def unresolved_contradiction(rows: pd.DataFrame, as_of: pd.Timestamp) -> Exact:
    """A review finding (contradiction, overlap, gap in law) past its due date and not settled. rows: due_at, done_at."""
    return _open_past("unresolved_contradiction", rows, as_of)


def not_executed(rows: pd.DataFrame, as_of: pd.Timestamp) -> Exact:
    """A sanction or recommendation past its limit and not executed, under indicative standards too: a fact, no rate. rows: due_at, done_at."""
    return _open_past("not_executed", rows, as_of)


def unreported(rows: pd.DataFrame, as_of: pd.Timestamp) -> Exact:
    """A source that must come did not. rows: subject (source and month), due_at, came_at; nothing due yet is missing.

    `as_of` is here the moment up to which files were received (`known_at`): last month's file is due in this one.
    """
    due, came = _time(rows, "due_at"), _time(rows, "came_at")
    return _exact("unreported", rows, (due <= as_of) & ~(came <= as_of), due <= as_of)


def unfunded(budgets: pd.DataFrame, as_of: pd.Timestamp, parameters: Mapping[str, Any] | None = None) -> Exact:
    """The city's money for legal work: under 0.5 % of regular expenditure, falling, or disbursed to less than 90 %.

    budgets: the city's rows: agency_id, standard_id, row_id, year, regular, allotment, disbursed (money of the year). The plan's
    promise is the city's: other agencies get no such flag. Only closed years count; `subject` names year and sign. Falling: the
    allotment is below that of the year before. An amount that is missing says nothing.
    """
    closed = budgets[pd.to_datetime(budgets["year"].astype(str) + "-12-31") <= as_of]
    rows = closed.sort_values(["agency_id", "year"], kind="stable")
    before = rows[["agency_id", "year", "allotment"]].assign(year=rows["year"] + 1).rename(columns={"allotment": "before"})
    rows = rows.merge(before, on=["agency_id", "year"], how="left")
    money = {name: pd.to_numeric(rows[name], errors="coerce") for name in ("regular", "allotment", "disbursed", "before")}
    signs = {
        "share": (money["allotment"], number(parameters, "legal_budget_share") * money["regular"]),
        "falling": (money["allotment"], money["before"]),
        "disbursed": (money["disbursed"], number(parameters, "legal_budget_disbursed") * money["allotment"]),
    }
    found = [
        # a share that is met to the đồng is met: the product of two floats may lie a rounding above it
        _exact("unfunded", rows.assign(subject=rows["year"].astype(str) + "~" + sign), has < must * (1 - 1e-14), has.notna() & must.notna())
        for sign, (has, must) in signs.items()
    ]
    return Exact(*(_together([part[i] for part in found]) for i in (0, 1)))


def _open_past(kind: str, rows: pd.DataFrame, as_of: pd.Timestamp) -> Exact:
    due, done = _time(rows, "due_at"), _time(rows, "done_at")
    return _exact(kind, rows, (due <= as_of) & ~(done <= as_of), due <= as_of)


def _exact(kind: str, rows: pd.DataFrame, found: pd.Series, judged: pd.Series) -> Exact:
    """Findings and their facts; `rows` has agency_id, standard_id, row_id and, where finer, subject. Raises ValueError for a row twice."""
    frame = rows.assign(kind=kind, subject=rows.get("subject"), found=found & judged)
    if frame.duplicated([*KEY, "row_id"]).any():
        raise ValueError(f"{kind}: row {frame.loc[frame.duplicated([*KEY, 'row_id']), 'row_id'].iloc[0]!r} stands twice")
    counts = frame[judged].groupby(["kind", *KEY], dropna=False, sort=True)["found"].agg(["sum", "size"]).reset_index()
    findings = counts.rename(columns={"sum": "numerator", "size": "denominator"}).query("numerator > 0")
    findings = findings.assign(audience="published", probability=1.0, expected_false=0.0)
    facts = frame.loc[frame["found"], FACTS].sort_values(["agency_id", "standard_id", "row_id"], kind="stable", ignore_index=True)
    return Exact(findings[COLUMNS].reset_index(drop=True), facts)


def _together(parts: list[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)


def _time(rows: pd.DataFrame, name: str) -> pd.Series:
    return pd.to_datetime(rows[name])


def _blank(names: pd.Series) -> pd.Series:
    return names.isna() | names.astype("string").str.strip().eq("").fillna(True).astype(bool)
