"""The mixture: sane on any counts, blind to order, and equal to brute-force integration."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime
from scipy.stats import beta, binom

from assets.gaps.mixture import WEAK, Mixture, fit, loss, pooled_prior, posterior

COUNTS = st.lists(st.integers(0, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), max_size=25)


def _arrays(counts):
    table = np.array(counts, float).reshape(-1, 2)
    return table[:, 0], table[:, 1]


@settings(max_examples=25, deadline=None)
@given(COUNTS, st.randoms(use_true_random=False))
def test_finite_ordered_and_blind_to_order(counts, random):
    met, total = _arrays(counts)
    prior = fit(met, total)
    theta = posterior(prior, met, total)
    assert prior.deviant_mean <= prior.bulk_mean
    for values in (theta.mean, theta.lower, theta.upper, theta.below(0.95)):
        assert values.shape == met.shape and np.isfinite(values).all() and ((values >= 0) & (values <= 1)).all()
    assert (theta.lower <= theta.upper).all()
    shuffled = random.sample(range(len(met)), len(met))
    assert fit(met[shuffled], total[shuffled]) == prior
    again = posterior(prior, met[shuffled], total[shuffled])
    assert np.array_equal(again.mean, theta.mean[shuffled])
    assert np.array_equal(again.upper, theta.upper[shuffled])


@pytest.mark.parametrize(
    ("met", "total"),
    [
        ([], []),
        ([0], [0]),
        ([1], [1]),
        ([0], [1]),
        ([5] * 126, [5] * 126),
        ([0] * 126, [9] * 126),
        ([10**6] * 9, [10**6] * 9),
        ([0] * 9, [10**6] * 9),
    ],
)
def test_degenerate_counts(met, total):
    for prior in (fit(met, total), pooled_prior(met, total)):
        theta = posterior(prior, met, total)
        assert np.isfinite([theta.mean, theta.lower, theta.upper]).all()
        assert 0 < prior.bulk_mean < 1 and 0 < prior.bulk_size < np.inf


def test_all_met_is_high_and_all_missed_is_low():
    assert posterior(fit([5] * 126, [5] * 126), [5], [5]).mean[0] > 0.98
    assert posterior(fit([0] * 126, [5] * 126), [0], [5]).mean[0] < 0.02


def test_one_kept_duty_of_one_is_no_gap_where_the_city_keeps_its_duties():
    prior = pooled_prior([96, 49, 70, 100, 99], [100, 50, 70, 101, 100])
    theta = posterior(prior, [1], [1])
    assert theta.mean[0] > 0.95
    assert theta.below(0.95)[0] < 0.5


def test_posterior_equals_integration_on_a_grid():
    prior = Mixture(0.97, 90.0, 0.6, 6.0, 0.1)
    grid = (np.arange(200_000) + 0.5) / 200_000
    for met, total in [(0, 0), (1, 1), (40, 50), (27, 30), (0, 4)]:
        a, b, log_weight = prior.shapes
        density = (np.exp(log_weight)[:, None] * beta.pdf(grid, a[:, None], b[:, None])).sum(axis=0) * binom.pmf(met, total, grid)
        density /= density.sum()
        theta = posterior(prior, [met], [total])
        cdf = density.cumsum()
        assert theta.mean[0] == pytest.approx((grid * density).sum(), abs=1e-4)
        assert theta.below(0.95)[0] == pytest.approx(density[grid < 0.95].sum(), abs=1e-4)
        assert theta.lower[0] == pytest.approx(grid[np.searchsorted(cdf, 0.025)], abs=1e-3)
        assert theta.upper[0] == pytest.approx(grid[np.searchsorted(cdf, 0.975)], abs=1e-3)


def test_gradient_is_the_slope():
    y, n, times = np.array([3.0, 50.0, 20.0]), np.array([9.0, 52.0, 20.0]), np.array([1.0, 4.0, 2.0])
    centre = np.array(WEAK.centre)
    for x in (centre, centre + 0.7, centre - 0.5):
        slope = approx_fprime(x, lambda x: loss(x, y, n, times, WEAK)[0], 1e-7)
        assert loss(x, y, n, times, WEAK)[1] == pytest.approx(slope, abs=1e-3)


def test_parameters_have_four_digits():
    prior = fit([95, 90, 60, 99, 97, 98, 100, 88], [100] * 8)
    assert float(f"{prior.bulk_size:.4g}") == prior.bulk_size
    assert float(f"{1 - prior.bulk_mean:.4g}") == pytest.approx(1 - prior.bulk_mean, abs=1e-15)


def test_impossible_counts_are_refused():
    with pytest.raises(ValueError, match="met <= total"):
        fit([3], [2])
