"""The probabilities behind the flags against SciPy and against brute force."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit, logit
from scipy.stats import beta, nbinom, nchypergeom_fisher, norm

from assets.gaps.dormant import fit_rates, p_no_case
from assets.gaps.effects import EDGES, GRID, Effects, fit_alike, fit_effects, posterior_mass, scaled
from assets.gaps.excess import USUAL, p_not_above
from assets.gaps.mixture import fit, posterior
from assets.gaps.unequal import REACH, log_likelihood, p_alike
from assets.gaps.worsening import REACH as FALL
from assets.gaps.worsening import p_not_worse, periods

STRATUM = st.tuples(st.integers(1, 25), st.integers(1, 25)).flatmap(
    lambda n: st.tuples(st.integers(0, n[0]), st.just(n[0]), st.integers(0, n[1]), st.just(n[1]))
)


@settings(max_examples=30, deadline=None)
@given(st.lists(STRATUM, min_size=1, max_size=4))
def test_conditional_likelihood_equals_scipy(strata):
    table = np.array(strata, float)
    expected = np.zeros(len(GRID))
    for met, total, met_other, total_other in strata:
        for i, effect in enumerate(GRID):
            expected[i] += nchypergeom_fisher.logpmf(met, total + total_other, met + met_other, total, np.exp(effect))
    found = log_likelihood(table)
    middle = len(GRID) // 2
    near = np.abs(GRID) < 2.5
    assert (found - found[middle])[near] == pytest.approx((expected - expected[middle])[near], abs=1e-6)
    assert np.array_equal(log_likelihood(table[::-1]), found)


def test_posterior_of_an_odds_ratio_equals_a_sum_by_hand():
    rng = np.random.default_rng(0)
    tables = [np.array([[rng.binomial(40, 0.8), 40, rng.binomial(60, 0.8), 60]], float) for _ in range(12)]
    tables[3][0, 0] = 8
    likelihood = scaled(np.array([log_likelihood(t) for t in tables]))
    (effects,) = fit_alike([likelihood], REACH)
    (p0,) = p_alike([tables], 2)
    for i, found in enumerate(p0):
        top = bottom = 0.0
        for g, low, high in zip(range(len(GRID)), EDGES[:-1], EDGES[1:], strict=True):
            bulk = norm.cdf(high, effects.centre, effects.spread) - norm.cdf(low, effects.centre, effects.spread)
            mass = (1 - effects.share) * bulk + effects.share * (norm.cdf(high, 0, REACH) - norm.cdf(low, 0, REACH))
            bottom += mass * likelihood[i, g]
            top += mass * likelihood[i, g] * (abs(GRID[g]) <= np.log(2))
        assert found == pytest.approx(top / bottom, abs=1e-6)
    assert p0[3] < 0.05 < 0.5 < np.delete(p0, 3).min()


def test_effects_are_recovered():
    rng = np.random.default_rng(1)
    true = np.where(rng.random(400) < 0.05, rng.normal(0, 1.5, 400), rng.normal(0.3, 0.25, 400))
    seen = true + rng.normal(0, 0.2, 400)
    likelihood = norm.pdf(seen[:, None], GRID, 0.2)
    effects = fit_effects(likelihood, 1.5)
    assert (effects.centre, effects.spread) == pytest.approx((0.3, 0.25), abs=0.05)
    assert effects.share == pytest.approx(0.05, abs=0.03)
    assert effects.mass.sum() == pytest.approx(1, abs=1e-12)
    assert posterior_mass(effects, likelihood).sum(axis=1) == pytest.approx(np.ones(400))
    assert fit_effects(likelihood[rng.permutation(400)], 1.5) == effects
    assert fit_effects(np.zeros((0, len(GRID))), 1.5) == Effects(0.0, 0.2, 0.01799, 1.5)


def test_a_fall_has_the_probability_that_simulation_gives():
    before = np.array([[57, 60], [280, 300], [95, 100], [40, 50], *[[98, 100]] * 10], float).T
    now = np.array([[20, 30], [110, 150], [48, 50], [35, 50], *[[49, 50]] * 10], float).T
    found = p_not_worse(*before, *now, 0.05)
    theta = posterior(fit(*before), *before)
    # the same prior of effects, from likelihoods integrated over a fine grid of θ
    grid = (np.arange(4000) + 0.5) / 4000
    density = np.array([(w * beta.pdf(grid[:, None], a, b)).sum(axis=1) for a, b, w in zip(theta.a, theta.b, theta.weight, strict=True)])
    moved = expit(logit(grid)[:, None] + GRID)
    fallen = moved < grid[:, None] - 0.05
    both = [(d[:, None] * np.exp(y * np.log(moved) + (n - y) * np.log1p(-moved))) for d, y, n in zip(density, *now, strict=True)]
    mass = fit_effects(np.array([b.sum(axis=0) / b.sum() for b in both]), FALL).mass
    expected = [1 - ((b * fallen).sum(axis=0) @ mass) / (b.sum(axis=0) @ mass) for b in both]
    assert found == pytest.approx(expected, abs=0.02)
    assert found[1] < 0.05 and found[2] > 0.8


def test_periods_are_six_months_after_twelve():
    months = [f"{2024 + i // 12}-{i % 12 + 1:02d}" for i in range(36)]
    frame = pd.DataFrame({"agency_id": "a", "standard_id": "s", "tier": "c", "month": months, "met": range(36), "total": range(100, 136)})
    row = periods(frame, "2026-10").iloc[0]
    assert row[["met", "total"]].tolist() == [sum(range(28, 34)), sum(range(128, 134))]
    assert row[["met_before", "total_before"]].tolist() == [sum(range(16, 28)), sum(range(116, 128))]


def test_no_case_has_the_negative_binomial_probability():
    for rate, shape, exposure in [(0.02, 3.0, 1000.0), (2.0, 0.7, 1.0), (1e-4, 50.0, 10.0)]:
        expected = nbinom.pmf(0, shape, shape / (shape + rate * exposure))
        assert p_no_case(rate, shape, np.array([exposure]))[0] == pytest.approx(expected, abs=1e-12)


def test_rates_of_peers_are_recovered_in_spite_of_the_dormant():
    rng = np.random.default_rng(3)
    exposure = rng.lognormal(7, 0.5, 2000)
    cases = rng.poisson(0.02 * exposure * rng.gamma(4, 1 / 4, 2000))
    cases[:60] = 0
    rate, shape = fit_rates(cases.astype(float), exposure, 0.03)
    assert (rate, shape) == pytest.approx((0.02, 4.0), rel=0.08)
    order = rng.permutation(2000)
    assert fit_rates(cases[order].astype(float), exposure[order], 0.03) == (rate, shape)


def test_share_far_above_the_peers_equals_integration():
    rng = np.random.default_rng(2)
    cases = rng.integers(30, 200, 40).astype(float)
    events = rng.binomial(cases.astype(int), rng.beta(4, 76, 40)).astype(float)
    events[0] = round(0.35 * cases[0])
    p0, typical = p_not_above(events, cases, 2)
    prior = fit(cases - events, cases)
    grid = (np.arange(100_000) + 0.5) / 100_000
    a, b, log_weight = prior.shapes
    density = (np.exp(log_weight) * beta.pdf(1 - grid[:, None], a, b)).sum(axis=1)
    limit = max(2 * typical, 1 - beta.ppf(1 - USUAL, a[0], b[0]))
    for i in (0, 1, 7):
        weight = density * grid ** events[i] * (1 - grid) ** (cases[i] - events[i])
        assert p0[i] == pytest.approx(weight[grid <= limit].sum() / weight.sum(), abs=1e-3)
    assert p0[0] < 0.01
