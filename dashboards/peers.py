"""Funnel limits (METHOD § 5): what chance alone does to units of a given size.

Exact binomial limits, interpolated as in Spiegelhalter 2005 (Stat Med 24:1185); when units differ
among themselves more than chance allows, an additive between-unit variance on the arcsine scale.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import binom, chi2, norm

LEVELS = (0.95, 0.998)
SHRUNK_NULL = 0.678


@dataclass(frozen=True)
class Funnel:
    """Limits along sizes: one (lower, upper) pair of lists a level."""

    mean: float
    sizes: list[float]
    limits: dict[float, tuple[list[float], list[float]]]
    overdispersed: bool


def funnel(met: list[int], due: list[int]) -> Funnel:
    """Limits for the sizes between the smallest and the largest unit, on a logarithmic grid."""
    y, n = np.asarray(met, float), np.asarray(due, float)
    mean = float(y.sum() / n.sum())
    sizes = np.unique(np.round(np.geomspace(n.min(), max(n.max(), n.min() + 1), 60)))
    tau2 = between_variance(y, n, mean)
    limits = {level: band(sizes, mean, level, tau2) for level in LEVELS}
    return Funnel(mean, sizes.tolist(), limits, tau2 > 0)


def between_variance(y: np.ndarray, n: np.ndarray, mean: float) -> float:
    """τ² on the arcsine-square-root scale, 0 unless the dispersion is significantly above 1."""
    if len(n) < 8 or not 0 < mean < 1:
        return 0.0
    z = 2 * np.sqrt(n) * (np.arcsin(np.sqrt(y / n)) - np.arcsin(np.sqrt(mean)))
    z = np.clip(z, *np.quantile(z, (0.1, 0.9)))
    phi = float(np.mean(z**2) / SHRUNK_NULL)
    if phi * len(n) < chi2.ppf(0.95, len(n)):
        return 0.0
    w = 4 * n
    return max(0.0, (len(n) * phi - (len(n) - 1)) / float(w.sum() - (w**2).sum() / w.sum()))


def band(sizes: np.ndarray, mean: float, level: float, tau2: float) -> tuple[list[float], list[float]]:
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


def exact(sizes: np.ndarray, mean: float, quantile: float) -> list[float]:
    """Binomial quantile, interpolated between counts so that the curve does not saw."""
    r = binom.ppf(quantile, sizes, mean)
    above = binom.cdf(r, sizes, mean)
    share = (above - quantile) / np.maximum(above - binom.cdf(r - 1, sizes, mean), 1e-12)
    return np.clip((r - share) / sizes, 0, 1).tolist()


def wilson(met: int, due: int, z: float = 1.959964) -> tuple[float, float] | None:
    """Wilson 95 % interval of a share, for counts shown without a model."""
    if not due:
        return None
    p, z2 = met / due, z * z
    centre, reach = p + z2 / (2 * due), z * (p * (1 - p) / due + z2 / (4 * due * due)) ** 0.5
    return max(0.0, (centre - reach) / (1 + z2 / due)), min(1.0, (centre + reach) / (1 + z2 / due))
