"""Classical statistics against statsmodels and against slow loops."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.contingency_tables import StratifiedTable

from assets.gaps.chart import p_chart
from assets.gaps.pooling import mantel_haenszel

TABLES = [[[90, 10], [80, 20]], [[45, 5], [60, 40]], [[30, 0], [25, 3]], [[7, 2], [4, 9]]]
COUNTS = st.lists(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1, max_size=30)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(*[st.integers(1, 60)] * 4), min_size=1, max_size=8))
def test_mantel_haenszel_equals_statsmodels(strata):
    tables = np.array(strata, float).reshape(-1, 2, 2)
    found, reference = mantel_haenszel(tables), StratifiedTable([table for table in tables])
    expected = [
        reference.oddsratio_pooled, *reference.oddsratio_pooled_confint(), reference.logodds_pooled_se,
        reference.test_null_odds(correction=False).pvalue,
    ]  # fmt: skip
    assert [found.value, found.lower, found.upper, found.log_se, found.p_null] == pytest.approx(expected, rel=1e-6)


def test_strata_with_one_side_or_one_outcome_say_nothing():
    silent = [[[5, 5], [0, 0]], [[8, 0], [9, 0]], [[0, 0], [0, 0]]]
    assert mantel_haenszel(TABLES + silent) == mantel_haenszel(TABLES)
    assert mantel_haenszel(TABLES[::-1]) == mantel_haenszel(TABLES)
    assert np.isnan(mantel_haenszel(silent).value) and np.isnan(mantel_haenszel([]).value)
    alone = mantel_haenszel([[[9, 0], [5, 4]]])
    assert alone.value == np.inf and np.isnan(alone.log_se) and 0 < alone.p_null < 0.05
    with pytest.raises(ValueError, match="negative"):
        mantel_haenszel([[[1, -1], [1, 1]]])


@settings(max_examples=40, deadline=None)
@given(COUNTS)
def test_p_chart_equals_the_textbook(counts):
    met, total = zip(*counts, strict=True)
    plain, wide = p_chart(met, total, laney=False), p_chart(met, total)
    mean = sum(met) / sum(total)
    z = []
    for i, (y, n) in enumerate(counts):
        sigma = (mean * (1 - mean) / n) ** 0.5
        assert plain.lower[i] == pytest.approx(max(0, mean - 3 * sigma), abs=1e-9)
        assert plain.upper[i] == pytest.approx(min(1, mean + 3 * sigma), abs=1e-9)
        z.append((y / n - mean) / sigma if sigma else 0.0)
    moving = [abs(b - a) for a, b in pairwise(z)]
    spread = sum(moving) / len(moving) / 1.128 if moving and 0 < mean < 1 else 1.0
    assert wide.spread == pytest.approx(spread, abs=1e-9)
    assert ((wide.lower >= 0) & (wide.upper <= 1) & (wide.lower <= wide.upper)).all()


def test_months_without_duties_have_no_limits():
    chart = p_chart([9, 0, 10], [10, 0, 10])
    assert np.isnan(chart.rate[1]) and np.isnan(chart.lower[1]) and np.isfinite(chart.lower[[0, 2]]).all()
    assert np.isnan(p_chart([], []).mean) and np.isnan(p_chart([0], [0]).mean)
    with pytest.raises(ValueError, match="met <= total"):
        p_chart([3], [2])


def test_the_adjusted_chart_stays_quiet_where_months_differ_by_habit():
    rng = np.random.default_rng(1)
    rates = np.clip(rng.normal(0.9, 0.02, (60, 24)), 0, 1)
    met = rng.binomial(4000, rates)
    outside = {laney: 0 for laney in (False, True)}
    for row in met:
        for laney in outside:
            chart = p_chart(row, np.full(24, 4000), laney)
            outside[laney] += int(((chart.rate < chart.lower) | (chart.rate > chart.upper)).sum())
    # of 1,440 quiet months the plain chart calls hundreds out of control
    assert outside[False] > 300 > 20 >= outside[True]
