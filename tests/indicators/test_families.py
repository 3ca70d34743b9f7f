"""From counts to observations: what each family publishes, by month and over the 12 months that end with as_of's."""

import datetime as dt
import random
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import CensoredData, chi2, ecdf

from assets.indicators.build import OBSERVATION, make_indicator, make_observations, observe
from assets.indicators.intervals import median_days, poisson
from pipelines.runtime.sqlfile import list_sql, read_path
from pipelines.runtime.warehouse import connect
from tests.indicators.draw import Draw
from tests.indicators.spec import put, standing
from tests.indicators.tables import catalogue

HEADER = """/* ---
title: {{vi: a, en: a}}
family: {family}
better: {better}
over_12_months: {over}
minimum_denominator: {minimum}
--- */
"""
# 6-mercaptopurine arm of Freireich and others 1963 (Blood 21:699): weeks to relapse; with + still in remission
WEEKS = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"


def observed(
    folder: Path, family: str, rows: list[tuple], minimum: int = 1, better: str = "higher", over: str = "sum"
) -> dict[tuple, tuple]:
    """(period, months) → (numerator, denominator, value, lower, upper, value_if_unknown_unmet, suppressed)"""
    kinds = {"duration": ("bigint", "bigint"), "amount": ("decimal(38,6)",) * 2 + ("bigint",)}.get(family, ("bigint",) * 3)
    names = ("days", "ended") if family == "duration" else ("numerator", "denominator", "unknown")
    cells = [
        f"select 'A101' as agency_id, '-' as standard_id, '{period}' as period, "
        + ", ".join(f"cast({value} as {kind}) as {name}" for value, kind, name in zip(values, kinds, names, strict=True))
        for period, *values in rows
    ]
    path = folder / "indicators" / "mine.sql"
    path.parent.mkdir(exist_ok=True)
    path.write_text(HEADER.format(family=family, minimum=minimum, better=better, over=over) + " union all ".join(cells), encoding="utf-8")
    file = read_path(path)
    connection = connect(":memory:")
    try:
        put(connection, "sources.clock", standing("sources.clock"))
        make_indicator(connection, file)
        frame = observe(connection, file)
    finally:
        connection.close()
    shown = ["numerator", "denominator", "value", "lower", "upper", "value_if_unknown_unmet", "suppressed"]
    return {(row["period"], row["window_months"]): tuple(row[name] for name in shown) for row in frame.to_dict("records")}


def test_proportion_has_wilson_and_the_value_as_if_unknown_were_unmet(tmp_path):
    """Over 12 months the counts are added, not the rates; a month before them stays out."""
    found = observed(tmp_path, "proportion", [("2026-03", 8, 10, 2), ("2025-04", 1, 10, 0), ("2025-03", 0, 90, 0)])
    assert found["2026-03", 1] == (8, 10, 0.8, 0.490162, 0.943318, 0.666667, False)
    assert found["2026-03", 12][:3] == (9, 20, 0.45)
    assert found["2025-03", 1][:3] == (0, 90, 0.0)


def test_where_less_is_better_what_is_unknown_counts_as_the_fault(tmp_path):
    """Ten open duties, two of them overdue, and two of which nobody knows: at worst four of twelve are overdue, not two of twelve."""
    found = observed(tmp_path, "proportion", [("2026-03", 2, 10, 2)], better="lower")
    assert found["2026-03", 1] == (2, 10, 0.2, 0.056682, 0.509838, 0.333333, False)


def test_a_stock_is_the_newest_of_the_window_and_no_sum_of_months(tmp_path):
    """Eight posts, reported three times, are eight posts: six of them filled by the last report, however empty they stood before."""
    reports = [("2025-12", 4, 8, 0), ("2026-02", 6, 8, 1), ("2026-01", 5, 8, 0), ("2025-03", 8, 8, 0)]
    found = observed(tmp_path, "proportion", reports, over="newest")
    assert found["2026-03", 12][:3] == (6, 8, 0.75) and found["2026-03", 12][5] == 0.666667
    assert found["2025-12", 1][:3] == (4, 8, 0.5)


def test_hours_add_up_and_the_people_they_went_to_do_not(tmp_path):
    """Ten hours a quarter for five people are eight hours each in the year; a report without hours is no report of people."""
    quarters = [("2025-06", 10, 5, 0), ("2025-09", 10, 4, 0), ("2025-12", 10, 4, 0), ("2026-01", 10, 5, 0), ("2026-03", 0, 0, 1)]
    found = observed(tmp_path, "amount", quarters, over="newest_base")
    assert found["2026-03", 12][:3] == (40, 5, 8.0)
    assert found["2026-03", 1][:3] == (0, 0, None)


def test_rate_has_the_exact_poisson_interval(tmp_path):
    """10 events have the interval 4.795 to 18.390 in every table of Garwood's; a rate may exceed 1."""
    found = observed(tmp_path, "rate", [("2026-03", 10, 4, 0), ("2026-02", 0, 4, 0), ("2026-01", 3, 0, 0)])
    assert found["2026-03", 1] == (10, 4, 2.5, 1.198847, 4.597589, None, False)
    assert found["2026-02", 1] == (0, 4, 0.0, 0.0, 0.92222, None, False)
    assert found["2026-01", 1] == (3, 0, None, None, None, None, True)


def test_amount_has_no_interval(tmp_path):
    found = observed(tmp_path, "amount", [("2026-03", "45000000000", "50000000000", 0), ("2026-02", "0", "50000000000", 1)])
    assert found["2026-03", 1] == (45_000_000_000, 50_000_000_000, 0.9, None, None, None, False)
    assert found["2026-03", 12] == (45_000_000_000, 100_000_000_000, 0.45, None, None, None, False)


def test_duration_is_the_median_with_open_cases_counted(tmp_path):
    """Two ended after 3 and 5 days, two are open since 4 and 9: 3/4 stay after day 3, 3/8 after day 5, so the median is 5.

    Of the two that have ended the plain median would be 4, and the slowest two would have vanished.
    """
    found = observed(tmp_path, "duration", [("2026-03", 3, 1), ("2026-03", 5, 1), ("2026-03", 4, 0), ("2026-03", 9, 0)])
    ended, cases, median, lower, upper, as_if_unmet, suppressed = found["2026-03", 1]
    assert (ended, cases, median, as_if_unmet, suppressed) == (2, 4, 5.0, None, False)
    assert lower == 3.0 and upper is None


def test_a_median_that_half_have_not_reached_is_not_given(tmp_path):
    """That it is no less than the lower bound is known all the same."""
    found = observed(tmp_path, "duration", [("2026-03", 3, 1), ("2026-03", 9, 0), ("2026-03", 9, 0)])
    assert found["2026-03", 1] == (1, 3, None, 3.0, None, None, False)


@pytest.mark.parametrize(("family", "row"), [("proportion", (3, 4, 0)), ("rate", (3, 4, 0)), ("amount", (3, 4, 0))])
def test_below_the_minimum_the_counts_are_given_and_no_rate(tmp_path, family, row):
    assert observed(tmp_path, family, [("2026-03", *row)], minimum=5)["2026-03", 1] == (3, 4, None, None, None, None, True)


def curve_of(weeks: str) -> pd.DataFrame:
    cases = [(int(week.rstrip("+")), 0 if week.endswith("+") else 1) for week in weeks.split()]
    return by_day(cases)


def by_day(cases: list[tuple[int, int]], group: str = "a") -> pd.DataFrame:
    frame = pd.DataFrame(cases, columns=["days", "ended"]).assign(group=group, open=lambda f: 1 - f["ended"], ends=lambda f: f["ended"])
    return frame.groupby(["group", "days"], as_index=False)[["ends", "open"]].sum()


def test_median_of_a_published_trial():
    """Textbooks give 9 relapses of 21 and a median of 23 weeks; the log-log interval begins at 13 and has no end."""
    found = median_days(curve_of(WEEKS), ["group"]).iloc[0]
    assert (found["ended"], found["total"], found["median"], found["lower"]) == (9, 21, 23, 13)
    assert np.isnan(found["upper"])


def test_when_all_end_on_one_day_the_interval_depends_on_how_many_they_are():
    """Ten cases that all took 3 days leave no doubt about 3; two cases leave the upper bound open."""
    ten, two = (median_days(by_day([(3, 1)] * n), ["group"]).iloc[0] for n in (10, 2))
    assert (ten["median"], ten["lower"], ten["upper"]) == (3, 3, 3)
    assert two["median"] == 3 and np.isnan(two["upper"])


lengths = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 1)), min_size=2, max_size=60)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(lengths, min_size=1, max_size=4))
def test_groups_equal_scipy_one_by_one(groups):
    """SciPy's survival curve and its log-log band, read at one half; the band at 0, which SciPy leaves out, is left out."""
    found = median_days(pd.concat([by_day(cases, str(place)) for place, cases in enumerate(groups)]), ["group"]).set_index("group")
    for place, cases in enumerate(groups):
        ended = [day for day, over in cases if over]
        if not ended:
            assert found.loc[str(place), "ended"] == 0 and np.isnan(found.loc[str(place), "median"])
            continue
        curve = ecdf(CensoredData(uncensored=ended, right=[day for day, over in cases if not over])).sf
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            band = curve.confidence_interval(method="log-log")
        reached = curve.quantiles[curve.probabilities <= 0.5 + 1e-9]
        assert found.loc[str(place), "median"] == (reached[0] if len(reached) else pytest.approx(np.nan, nan_ok=True))
        below = curve.quantiles[(band.high.probabilities <= 0.5) & (curve.probabilities > 0)]
        if len(below):
            assert found.loc[str(place), "upper"] == below[0]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(0, 4000), st.integers(1, 4000))
def test_poisson_interval_equals_chi_square(events, exposure):
    lower, upper = poisson(events, exposure)
    assert lower * exposure == pytest.approx(chi2.ppf(0.025, 2 * events) / 2 if events else 0.0, rel=1e-9)
    assert upper * exposure == pytest.approx(chi2.ppf(0.975, 2 * events + 2) / 2, rel=1e-9)


@pytest.mark.parametrize(("events", "exposure"), [(-1, 3), (2, -1)])
def test_impossible_exposure_is_refused(events, exposure):
    with pytest.raises(ValueError, match="must not be negative"):
        poisson(events, exposure)


def test_the_clock_of_the_specs_is_as_of_march():
    """The 12 months of these tests are those of the clock they run on."""
    assert standing("sources.clock")[0]["window_start"] == dt.date(2025, 4, 1)


def test_every_indicator_of_the_project_becomes_observations():
    """All files over one set of random tables: one row an indicator, agency, standard, period and window, in the audit table's types."""
    files = list_sql("indicators")
    connection = connect(":memory:")
    try:
        for table in sorted({table for file in files for table in file.reads}):
            draw = Draw(files[0], random.Random(table), 0, {"standard_id": [row["standard_id"] for row in catalogue()]})
            put(connection, table, standing(table) or draw.table(table, 60))
        for file in files:
            make_indicator(connection, file)
        connection.execute(
            "create table cases.quality (source_id text, agency_id text, month text, dimension text, checked bigint, failed bigint)"
        )
        rows = make_observations(connection)
        keys = connection.execute(
            "select count(*), count(distinct (indicator_id, agency_id, standard_id, period, window_months)), count(value) "
            "from indicators.observation"
        ).fetchall()[0]
        types = {row[0]: row[1].replace("VARCHAR", "TEXT") for row in connection.execute("describe indicators.observation").fetchall()}
    finally:
        connection.close()
    assert keys[0] == keys[1] == rows and keys[2] > 0
    assert types == OBSERVATION
