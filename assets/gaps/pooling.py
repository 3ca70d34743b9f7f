"""The classical odds ratio over strata.

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
