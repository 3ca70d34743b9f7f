"""The funnel: its limits by brute force, its silence about chance, its widening where agencies really differ."""

import numpy as np
import pytest
from scipy.stats import binom

from assets.gaps.funnel import WINSORISED, between_variance, dispersion, exact, funnel


def test_limits_enclose_what_chance_does():
    for size in (10, 40, 400):
        for tail in (0.025, 0.001):
            low, high = (exact(np.array([float(size)]), 0.9, q)[0] * size for q in (tail, 1 - tail))
            # interpolated between the count whose cdf passes the quantile and the one before
            assert binom.cdf(np.ceil(low) - 1, size, 0.9) <= tail <= binom.cdf(np.ceil(low), size, 0.9)
            assert binom.cdf(np.ceil(high) - 1, size, 0.9) <= 1 - tail <= binom.cdf(np.ceil(high), size, 0.9)


def test_winsorising_constant_is_the_null_mean():
    z = np.random.default_rng(0).standard_normal(400_000)
    z = np.clip(z, *np.quantile(z, (0.1, 0.9)))
    assert np.mean(z**2) == pytest.approx(WINSORISED, abs=0.003)


def test_between_variance_equals_the_formula():
    rng = np.random.default_rng(4)
    n = rng.integers(20, 400, 60).astype(float)
    y = rng.binomial(n.astype(int), rng.beta(18, 4, 60)).astype(float)
    mean, units = y.sum() / n.sum(), 60
    z = sorted((np.arcsin(np.sqrt(a / b)) - np.arcsin(np.sqrt(mean))) * 2 * b**0.5 for a, b in zip(y, n, strict=True))
    low, high = np.quantile(z, 0.1), np.quantile(z, 0.9)
    phi = sum(min(max(v, low), high) ** 2 for v in z) / units / 0.678
    w = 4 * n
    assert dispersion(y, n, mean) == pytest.approx(phi, abs=1e-9)
    assert between_variance(y, n, mean) == pytest.approx((units * phi - 59) / (w.sum() - (w**2).sum() / w.sum()), abs=1e-12)


def test_finds_the_spread_that_was_put_in_and_none_where_there_is_none():
    rng = np.random.default_rng(2)
    found, false = [], 0
    for _ in range(100):
        n = rng.integers(30, 500, 126)
        centre = np.arcsin(np.sqrt(0.85)) + rng.normal(0, 0.1, 126)
        y = rng.binomial(n, np.sin(np.clip(centre, 0, np.pi / 2)) ** 2)
        found.append(between_variance(y, n, y.sum() / n.sum()))
        quiet = rng.binomial(n, 0.85)
        false += between_variance(quiet, n, quiet.sum() / n.sum()) > 0
    assert np.mean(found) == pytest.approx(0.01, rel=0.15)
    assert false <= 10


def test_order_of_units_changes_nothing_and_units_without_duties_do_not_count():
    met, due = [9, 50, 300, 0, 18, 25, 31, 44, 60], [10, 60, 310, 3, 20, 30, 40, 50, 66]
    assert funnel(met[::-1], due[::-1]) == funnel(met, due) == funnel([*met, 0], [*due, 0])


@pytest.mark.parametrize(("met", "due"), [([], []), ([0], [0]), ([1], [1]), ([5] * 9, [5] * 9), ([0] * 9, [7] * 9), ([3], [9])])
def test_degenerate_units(met, due):
    found = funnel(met, due)
    assert not found.overdispersed
    for low, high in found.limits.values():
        assert len(low) == len(high) == len(found.sizes)
        assert all(0 <= a <= b <= 1 for a, b in zip(low, high, strict=True))


def test_impossible_counts_are_refused():
    with pytest.raises(ValueError, match="met <= due"):
        funnel([3], [2])
