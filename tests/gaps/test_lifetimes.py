"""Kaplan–Meier against lifelines, SciPy and a slow, obvious one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from scipy.special import ndtri
from scipy.stats import CensoredData, ecdf

from assets.gaps.lifetimes import kaplan_meier, share_kept, workable_limit

CASES = st.lists(st.tuples(st.integers(0, 15), st.booleans()), min_size=1, max_size=60).filter(lambda c: any(e for _, e in c))


def _slow(days, ended, at):
    """Step by step through the days: of those still open, the share that stays open."""
    left = 1.0
    for day in range(int(at) + 1):
        risk = sum(d >= day for d in days)
        if risk:
            left *= 1 - sum(d == day and e for d, e in zip(days, ended, strict=True)) / risk
    return left


@settings(max_examples=40, deadline=None)
@given(CASES)
def test_equals_the_slow_curve(cases):
    days, ended = zip(*cases, strict=True)
    for limit in (0, 3, 7.5, 30):
        assert 1 - share_kept(days, ended, [limit])[0] == pytest.approx(_slow(days, ended, limit), abs=1e-12)


@settings(max_examples=40, deadline=None)
@given(CASES)
def test_curve_and_interval_equal_lifelines(cases):
    days, ended = (np.array(c) for c in zip(*cases, strict=True))
    curve = kaplan_meier(days, ended)
    reference = KaplanMeierFitter().fit(days, ended)
    assert curve.share == pytest.approx(reference.predict(curve.days), abs=1e-6)
    low = reference.confidence_interval_.iloc[:, 0].reindex(curve.days, method="ffill").to_numpy()
    inside = (curve.share > 1e-9) & (curve.share < 1)
    log_log = np.exp(
        np.log(curve.share[inside])
        * np.exp(ndtri(0.975) * np.sqrt(curve.variance[inside]) / (curve.share[inside] * -np.log(curve.share[inside])))
    )
    assert log_log == pytest.approx(low[inside], abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(CASES)
def test_variance_equals_scipy(cases):
    days, ended = (np.array(c) for c in zip(*cases, strict=True))
    curve = kaplan_meier(days, ended)
    reference = ecdf(CensoredData(days[ended], right=days[~ended])).sf
    assert curve.share == pytest.approx(reference.evaluate(curve.days), abs=1e-12)
    low = reference.confidence_interval(0.95, method="log-log").low
    inside = (curve.share > 1e-9) & (curve.share < 1)
    mine = np.log(curve.share[inside])
    spread = 1.959964 * np.sqrt(curve.variance[inside]) / curve.share[inside] / np.abs(mine)
    assert np.exp(mine * np.exp(spread)) == pytest.approx(low.evaluate(curve.days[inside]), abs=1e-6)


def test_workable_limit_without_censoring_is_the_quantile():
    days = np.arange(1, 1001)
    found = workable_limit(days, np.ones(1000, bool))
    assert found.days == 950
    assert 930 < found.lower < 950 < found.upper < 970


def test_workable_limit_covers_the_true_one():
    rng, hits = np.random.default_rng(5), 0
    for _ in range(200):
        life, watch = rng.exponential(10, 300), rng.uniform(20, 80, 300)
        found = workable_limit(np.minimum(life, watch), life <= watch)
        hits += found.lower <= 10 * np.log(20) <= (found.upper if np.isfinite(found.upper) else np.inf)
    assert hits / 200 >= 0.9


def test_no_bound_where_nothing_is_known():
    found = workable_limit([5, 6, 7], [False, False, False])
    assert np.isnan([found.days, found.lower, found.upper]).all()
    assert np.isnan(workable_limit([], []).days)
    assert np.isnan(share_kept([], [], [3])).all()
    assert share_kept([5, 6], [False, False], [10])[0] == 0


def test_negative_days_are_refused():
    with pytest.raises(ValueError, match="days"):
        kaplan_meier([-1], [True])
