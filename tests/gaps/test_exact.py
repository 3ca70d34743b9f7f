"""Exact kinds against truth planted in random registers: precision and recall are 1, dates that lack are never a finding."""

import numpy as np
import pandas as pd
import pytest

from assets.gaps import exact
from assets.gaps.clock import bursts

AS_OF = pd.Timestamp("2026-10-31 23:59:59")
DAY = pd.Timedelta(days=1)


def _rows(*rows, **columns):
    names = ["agency_id", "standard_id", "row_id", *columns.get("names", [])]
    return pd.DataFrame(rows, columns=names)


def _register(seed, size=400):
    """Rows whose dates lie around as_of; every tenth date is missing."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame({"agency_id": rng.choice([f"a{i}" for i in range(12)], size), "standard_id": rng.choice(["s", "t"], size)})
    frame = frame.assign(row_id=[f"r{i:03d}" for i in range(size)], tier=np.where(frame["agency_id"] == "a0", "city", "commune"))
    for name in ("due_at", "done_at", "promised_at", "issued_at", "law_effective_at", "came_at", "assigned_at", "left_at"):
        days = pd.Series(AS_OF - pd.to_timedelta(rng.integers(-200, 400, size) * 24 + rng.integers(0, 24, size), unit="h"))
        frame[name] = days.where(rng.random(size) > 0.1)
    frame["person"] = rng.choice(["x", "", None, "  "], size, p=[0.85, 0.05, 0.05, 0.05])
    frame["collective"] = rng.choice(["y", None], size, p=[0.9, 0.1])
    return frame


def _known(*times):
    return all(pd.notna(t) for t in times)


def _happened(t):
    return pd.notna(t) and t <= AS_OF


def _nameless(name):
    return not isinstance(name, str) or not name.strip()


SLOW = {
    "promise_over_law": lambda r: _known(r.promised_at, r.due_at) and r.promised_at.date() > r.due_at.date(),
    "unresolved_contradiction": lambda r: _happened(r.due_at) and not _happened(r.done_at),
    "not_executed": lambda r: _happened(r.due_at) and not _happened(r.done_at),
    "unreported": lambda r: _happened(r.due_at) and not _happened(r.came_at),
    "unowned": lambda r: (
        _happened(r.assigned_at) and (_nameless(r.person) or _nameless(r.collective) or (not _happened(r.done_at) and _happened(r.left_at)))
    ),
    "undocumented": lambda r: (
        (_happened(r.issued_at) and _known(r.law_effective_at) and r.issued_at.date() > r.law_effective_at.date())
        or (not _happened(r.issued_at) and (_happened(r.due_at) or _happened(r.law_effective_at)))
    ),
}


@pytest.mark.parametrize("kind", SLOW)
@pytest.mark.parametrize("seed", [1, 2])
def test_finds_all_that_is_there_and_nothing_else(kind, seed):
    rows = _register(seed)
    rule = getattr(exact, kind)
    found = rule(rows) if kind == "promise_over_law" else rule(rows, AS_OF)
    truth = {row.row_id for row in rows.itertuples() if SLOW[kind](row)}
    assert truth and set(found.facts["row_id"]) == truth
    # a flag's number is the number of its rows
    assert found.findings["numerator"].sum() == len(truth)
    by_cell = found.facts.groupby(["agency_id", "standard_id"]).size()
    assert found.findings.set_index(["agency_id", "standard_id"])["numerator"].to_dict() == by_cell.to_dict()
    assert (found.findings["numerator"] <= found.findings["denominator"]).all() and (found.findings["kind"] == kind).all()
    again = rule(rows[::-1]) if kind == "promise_over_law" else rule(rows[::-1], AS_OF)
    pd.testing.assert_frame_equal(again.findings, found.findings)
    pd.testing.assert_frame_equal(again.facts, found.facts)
    empty = rule(rows.head(0)) if kind == "promise_over_law" else rule(rows.head(0), AS_OF)
    assert empty.findings.empty and empty.facts.empty and list(empty.findings.columns) == exact.COLUMNS


def test_overdue_is_listed_only_where_nobody_can_be_compared():
    rows = _register(3)
    found = exact.overdue(rows, AS_OF)
    # the communes are eleven: unmet judges them; the city has no peers
    assert set(found.facts["agency_id"]) == {"a0"}
    assert set(found.facts["row_id"]) == {r.row_id for r in rows.itertuples() if r.tier == "city" and SLOW["not_executed"](r)}
    few = exact.overdue(rows[rows["agency_id"].isin(["a1", "a2"])], AS_OF)
    assert set(few.facts["agency_id"]) == {"a1", "a2"}


def test_a_promise_on_the_due_day_keeps_the_law_at_any_hour():
    rows = _rows(
        ("a", "s", "evening", "2026-10-05 23:59:59", "2026-10-05 10:00:00"),
        ("a", "s", "next day", "2026-10-06 00:00:00", "2026-10-05 23:59:59"),
        ("a", "s", "no slip", None, "2026-10-05 00:00:00"),
        names=["promised_at", "due_at"],
    )
    found = exact.promise_over_law(rows)
    assert list(found.facts["row_id"]) == ["next day"]
    assert found.findings[["numerator", "denominator"]].to_numpy().tolist() == [[1, 2]]


def test_a_row_twice_is_refused():
    rows = _register(1, 5)
    with pytest.raises(ValueError, match="'r000' stands twice"):
        exact.not_executed(pd.concat([rows, rows.head(1)]), AS_OF)


def _budget(*rows):
    frame = pd.DataFrame(rows, columns=["year", "regular", "allotment", "disbursed"])
    return frame.assign(agency_id="01", standard_id="law_budget", row_id=frame["year"].astype(str))


def test_unfunded_names_year_and_sign_and_leaves_open_years_alone():
    found = exact.unfunded(_budget((2023, 1000, 5, 5), (2024, 1000, 6, 5.4), (2025, 1000, 4, 3.5), (2026, 1000, 1, 0)), AS_OF)
    # 2024: 0.6 %, rising, 90 %: kept to the letter; 2026 is not over
    assert sorted(found.findings["subject"]) == ["2025~disbursed", "2025~falling", "2025~share"]
    assert exact.unfunded(_budget((2024, None, 6, None), (2025, 1000, None, 3)), AS_OF).findings.empty
    assert exact.unfunded(_budget(), AS_OF).findings.empty
    kept = exact.unfunded(_budget((2025, 1000, 5, 4.5)), AS_OF, {"legal_budget_share": 0.006})
    assert list(kept.findings["subject"]) == ["2025~share"]


def test_bursts_are_minutes_with_at_least_so_many_closings():
    rows = [("a", 20, 40), ("a", 1, 60), ("b", 19, 19), ("b", 2, 4), ("c", 30, 30)]
    minutes = pd.DataFrame(rows, columns=["agency_id", "in_minute", "numerator"]).assign(tier="commune")
    found = bursts(minutes)
    assert found[["agency_id", "numerator", "denominator", "bursts"]].to_numpy().tolist() == [["a", 40, 100, 2], ["c", 30, 30, 1]]
    assert found["audience"].tolist() == ["lead"] * 2 and found["probability"].isna().all()
    assert len(bursts(minutes, {"burst_closings": 19})) == 3
    # where most of enough agencies have them it is the system they share
    assert bursts(minutes, {"minimum_agencies": 3}).empty and bursts(minutes.head(0)).empty
