"""Worlds for one detector each: counts drawn from a known truth, quiet ones and ones with planted effects. No detector is used here."""

import numpy as np
import pandas as pd
from scipy.special import expit, logit

AGENCIES = 126
MONTHS = [f"{2025 + (4 + i) // 12}-{(4 + i) % 12 + 1:02d}" for i in range(18)]


def _frame(shape, **columns):
    """One row for each agency × standard (× …) of arrays of this shape."""
    agency, standard = np.indices(shape)[:2]
    names = {"agency_id": [f"x{i:03d}" for i in agency.ravel()], "standard_id": [f"s{j:02d}" for j in standard.ravel()]}
    return pd.DataFrame({**names, "tier": "commune", **{name: np.broadcast_to(v, shape).ravel() for name, v in columns.items()}})


def _plant(rng, shape, number):
    """`number` of cells, drawn without repetition."""
    planted = np.zeros(shape[0] * shape[1], bool)
    planted[rng.choice(len(planted), number, replace=False)] = True
    return planted.reshape(shape[:2])


def cells_of(planted):
    return {(f"x{i:03d}", f"s{j:02d}") for i, j in zip(*np.nonzero(planted), strict=True)}


def fallen(seed, number, drop=0.3, standards=10, habit=0.2, season=-0.2):
    """18 months; θ ~ Beta(mean 0.98), one standard poorly kept by all; months differ by habit, the last 6 by season.

    Returns months, cells that truly fell by more than 0.05, and planted ones with >= 30 duties in both times.
    """
    rng = np.random.default_rng(seed)
    shape = (AGENCIES, standards)
    theta = rng.beta(0.98 * 150, 0.02 * 150, shape)
    theta[:, 0] = rng.beta(20, 10, AGENCIES)
    total = rng.poisson(np.maximum(0.1, rng.lognormal(np.log(67 / 12), 1, shape))[:, :, None] * np.ones(18))
    odds = logit(theta)[:, :, None] + habit * rng.standard_normal((*shape, 18))
    odds[:, :, 12:] += season
    rate, planted = expit(odds), _plant(rng, shape, number)
    rate[planted, 12:] = np.maximum(0.05, rate[planted, 12:] - drop)
    months = _frame((*shape, 18), month=np.array(MONTHS), met=rng.binomial(total, rate), total=total)
    truly = rate[:, :, :12].mean(axis=2) - rate[:, :, 12:].mean(axis=2) > 0.05
    big = (total[:, :, 12:].sum(axis=2) >= 30) & (total[:, :, :12].sum(axis=2) >= 30)
    return months, cells_of(truly), cells_of(planted & big)


def empty(seed, number, shape_of_peers=4.0, standards=20):
    """Cases by exposure, peers differing by a gamma; returns cells, the dormant, and the dormant of whom >= 25 cases are expected."""
    rng = np.random.default_rng(seed)
    shape = (AGENCIES, standards)
    exposure = rng.lognormal(np.log(1000), 0.6, AGENCIES)[:, None] * np.ones(shape)
    expected = exposure * rng.lognormal(np.log(0.02), 1, standards)
    dormant = _plant(rng, shape, number)
    cases = np.where(dormant, 0, rng.poisson(expected * rng.gamma(shape_of_peers, 1 / shape_of_peers, shape)))
    return _frame(shape, cases=cases, exposure=exposure, in_force=True), cells_of(dormant), cells_of(dormant & (expected >= 25))


def shares(seed, number, base, times, alike=80.0, size=67, agencies=AGENCIES, standards=12):
    """Events of n, share ~ Beta(mean base, concentration alike), planted ones `times` as high; returns counts, truth, and big truth.

    Truth is what lies over twice the median share, or one and a half times where base is over 0.2: planted or not.
    """
    rng = np.random.default_rng(seed)
    shape = (agencies, standards)
    share = rng.beta(base * alike, (1 - base) * alike, shape)
    planted = _plant(rng, shape, number)
    share[planted] = min(0.95, base * times)
    total = np.maximum(1, rng.lognormal(np.log(size), 1, shape)).astype(int)
    counts = _frame(shape, subject=None, numerator=rng.binomial(total, share), denominator=total)
    truly = planted | (share > (1.5 if base > 0.2 else 2) * np.median(share, axis=0))
    return counts, cells_of(truly), cells_of(planted & (total >= 50))


def treated(seed, number, effect=2.2, standards=4, strata=4, spread=0.15):
    """On-time duties of two sides in strata, base 0.8; returns strata, cells whose odds truly differ over twice, planted big ones."""
    rng = np.random.default_rng(seed)
    shape = (AGENCIES, standards)
    odds_ratio, planted = spread * rng.standard_normal(shape), _plant(rng, shape, number)
    odds_ratio[planted] = rng.choice([-1, 1], planted.sum()) * effect
    size = np.maximum(2, rng.lognormal(np.log(300), 1, shape))[:, :, None] * rng.dirichlet(np.ones(strata), shape)
    total = rng.poisson(size)
    first = rng.binomial(total, 0.4)
    odds = logit(0.8) + 0.5 * rng.standard_normal((*shape, strata))
    counts = _frame(
        (*shape, strata), subject="channel", stratum=np.arange(strata), total=first, total_other=total - first,
        met=rng.binomial(first, expit(odds + odds_ratio[:, :, None])), met_other=rng.binomial(total - first, expit(odds)),
    )  # fmt: skip
    return counts, cells_of(np.abs(odds_ratio) > np.log(2)), cells_of(planted & (total.sum(axis=2) >= 400))
