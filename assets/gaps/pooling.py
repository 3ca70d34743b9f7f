"""Two classical ways to pool: an odds ratio over strata, and effects over units that differ among themselves.

Plain statistics, equal to statsmodels to the last digits. What does not belong here: whether anybody is flagged by them
(unequal.py has the posterior).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri
from scipy.stats import chi2

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class OddsRatio:
    """Pooled odds ratio with its interval, standard error of the log, and p of "no difference" (1 degree of freedom).

    NaN where no stratum has both sides and both outcomes; 0 or infinite, without interval, where one product is never seen.
    """

    value: float
    lower: float
    upper: float
    log_se: float
    p_null: float


@dataclass(frozen=True)
class Pooled:
    """Random-effects mean with interval; τ² between units, Cochran's Q and I² (share of the spread that is not chance)."""

    mean: float
    lower: float
    upper: float
    se: float
    tau2: float
    q: float
    i2: float


def mantel_haenszel(tables: ArrayLike, level: float = 0.95) -> OddsRatio:
    """Odds ratio of (a/b) : (c/d) over strata. tables: (strata, 2, 2), rows = sides compared, columns = met, unmet.

    Mantel & Haenszel 1959 (JNCI 22:719); variance of the log by Robins, Breslow & Greenland 1986 (Biometrics 42:311);
    p by the Mantel–Haenszel chi-square without continuity correction. Raises ValueError for negative counts.
    """
    cells = np.asarray(tables, float).reshape(-1, 2, 2)
    if np.any(cells < 0):
        raise ValueError("counts must not be negative")
    # a stratum with one side, or one outcome, compares nothing
    cells = cells[(cells.sum(axis=1) > 0).all(axis=1) & (cells.sum(axis=2) > 0).all(axis=1)]
    # in one order, so that sums of floats do not depend on the order of rows
    cells = cells[np.lexsort(cells.reshape(-1, 4).T)]
    a, b, c, d = cells[:, 0, 0], cells[:, 0, 1], cells[:, 1, 0], cells[:, 1, 1]
    total = cells.sum(axis=(1, 2))
    r, s = a * d / total, b * c / total
    if not r.sum() and not s.sum():
        return OddsRatio(*(float("nan"),) * 5)
    first, column = cells[:, 0].sum(axis=1), a + c
    variance = first * (total - first) * column * (total - column) / (total**2 * (total - 1))
    p_null = float(chi2.sf((a - first * column / total).sum() ** 2 / variance.sum(), 1))
    if not r.sum() or not s.sum():
        return OddsRatio(float(np.inf if r.sum() else 0.0), float("nan"), float("nan"), float("nan"), p_null)
    p, q = (a + d) / total, (b + c) / total
    spread = (p * r).sum() / (2 * r.sum() ** 2) + (p * s + q * r).sum() / (2 * r.sum() * s.sum()) + (q * s).sum() / (2 * s.sum() ** 2)
    value, se = float(r.sum() / s.sum()), float(np.sqrt(spread))
    reach = float(np.exp(ndtri(0.5 + level / 2) * se))
    return OddsRatio(value, value / reach, value * reach, se, p_null)


def dersimonian_laird(effects: ArrayLike, variances: ArrayLike, level: float = 0.95) -> Pooled:
    """Random-effects mean of (units,) effects with known variances; DerSimonian & Laird 1986 (Control Clin Trials 7:177).

    One unit is its own mean with τ² = 0; none gives NaN. Raises ValueError for variances that are not positive.
    """
    y, v = np.asarray(effects, float).ravel(), np.asarray(variances, float).ravel()
    if y.shape != v.shape or not np.isfinite(y).all() or np.any(~(v > 0)):
        raise ValueError("one positive variance for each finite effect")
    if not len(y):
        return Pooled(*(float("nan"),) * 7)
    order = np.lexsort((v, y))
    y, v = y[order], v[order]
    w = 1 / v
    q = float((w * (y - (w * y).sum() / w.sum()) ** 2).sum())
    free = len(y) - 1
    tau2 = max(0.0, (q - free) / float(w.sum() - (w**2).sum() / w.sum())) if free else 0.0
    w = 1 / (v + tau2)
    mean, se = float((w * y).sum() / w.sum()), float(1 / np.sqrt(w.sum()))
    reach = float(ndtri(0.5 + level / 2)) * se
    return Pooled(mean, mean - reach, mean + reach, se, tau2, q, max(0.0, 1 - free / q) if q > 0 else 0.0)
