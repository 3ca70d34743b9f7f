"""Funnel limits (METHOD § 5): what chance alone does to units of a given size.

Exact binomial limits, interpolated as in Spiegelhalter 2005 (Stat Med 24:1185, appendix A.1.1); where units differ
among themselves more than chance allows, an additive between-unit variance on the arcsine-square-root scale. For the
eye: whether a unit is flagged does not hang on it (flags.py).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import binom, chi2, norm

Floats = NDArray[np.float64]
LEVELS = (0.95, 0.998)
# E z² of a standard normal winsorised at its 10 % and 90 % points: winsorising shrinks the null mean from 1 to this
WINSORISED = 0.678
LEAST_UNITS = 8  # fewer units say nothing about how units differ


@dataclass(frozen=True)
class Funnel:
    """Limits along sizes: one (lower, upper) pair of lists a level. Without units: no sizes, mean NaN."""

    mean: float
    sizes: list[float]
    limits: dict[float, tuple[list[float], list[float]]]
    overdispersed: bool


def funnel(met: ArrayLike, due: ArrayLike) -> Funnel:
    """Limits for the sizes between the smallest and the largest unit, on a logarithmic grid.

    met, due: (units,) counts; units without duties are left out. Raises ValueError where met exceeds due.
    """
    y, n = _units(met, due)
    if not len(n):
        return Funnel(float("nan"), [], {level: ([], []) for level in LEVELS}, False)
    mean = float(y.sum() / n.sum())
    sizes = np.unique(np.round(np.geomspace(n.min(), max(n.max(), n.min() + 1), 60)))
    tau2 = between_variance(y, n, mean)
    limits = {level: band(sizes, mean, level, tau2) for level in LEVELS}
    return Funnel(mean, sizes.tolist(), limits, tau2 > 0)


def dispersion(y: Floats, n: Floats, mean: float) -> float:
    """φ: the mean winsorised z² on the arcsine-square-root scale over its value under the null; 1 if chance is all."""
    z = 2 * np.sqrt(n) * (np.arcsin(np.sqrt(y / n)) - np.arcsin(np.sqrt(mean)))
    z = np.clip(z, *np.quantile(z, (0.1, 0.9)))
    return float(np.mean(z**2) / WINSORISED)


def between_variance(met: ArrayLike, due: ArrayLike, mean: float) -> float:
    """τ² on the arcsine-square-root scale, 0 unless φ is significantly above 1 (5 %, against χ² of all units)."""
    y, n = _units(met, due)
    if len(n) < LEAST_UNITS or not 0 < mean < 1:
        return 0.0
    phi, units = dispersion(y, n, mean), len(n)
    if phi * units < chi2.ppf(0.95, units):
        return 0.0
    w = 4 * n
    return max(0.0, (units * phi - (units - 1)) / float(w.sum() - (w**2).sum() / w.sum()))


def band(sizes: Floats, mean: float, level: float, tau2: float) -> tuple[list[float], list[float]]:
    """Lower and upper limit at each size."""
    tail = (1 - level) / 2
    if not 0 < mean < 1:
        return [mean] * len(sizes), [mean] * len(sizes)
    if tau2 > 0:
        centre = np.arcsin(np.sqrt(mean))
        reach = norm.ppf(1 - tail) * np.sqrt(1 / (4 * sizes) + tau2)
        low, high = (np.sin(np.clip(centre + s * reach, 0, np.pi / 2)) ** 2 for s in (-1, 1))
        return low.tolist(), high.tolist()
    return exact(sizes, mean, tail), exact(sizes, mean, 1 - tail)


def exact(sizes: Floats, mean: float, quantile: float) -> list[float]:
    """Binomial quantile, interpolated between counts so that the curve does not saw."""
    r = binom.ppf(quantile, sizes, mean)
    above = binom.cdf(r, sizes, mean)
    share = (above - quantile) / np.maximum(above - binom.cdf(r - 1, sizes, mean), 1e-12)
    return np.clip((r - share) / sizes, 0, 1).tolist()


def _units(met: ArrayLike, due: ArrayLike) -> tuple[Floats, Floats]:
    y, n = np.asarray(met, float).ravel(), np.asarray(due, float).ravel()
    if y.shape != n.shape or np.any(y < 0) or np.any(y > n):
        raise ValueError("met and due must be of one length, with 0 <= met <= due")
    # in one order, so that sums of floats do not depend on the order of rows
    order = np.lexsort((y, n))
    order = order[n[order] > 0]
    return y[order], n[order]
