"""The p-chart of one series of months (METHOD § 6): what chance alone does to a share from month to month.

For the eye. Chart rules raise no flag: over 3,000 quiet cells they would give dozens (worsening.py is the flag's rule).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
SIGMAS = 3.0
# mean distance of two standard normals, 2/√π to the four digits in which control charts have it (d2 for pairs)
PAIR = 1.128


@dataclass(frozen=True)
class Chart:
    """mean: overall share. rate, lower, upper: (months,), NaN in months without duties. spread: Laney's σ_z, 1 = chance."""

    mean: float
    spread: float
    rate: Floats
    lower: Floats
    upper: Floats


def p_chart(met: ArrayLike, total: ArrayLike, laney: bool = True) -> Chart:
    """Limits p̄ ± 3 σ_z √(p̄(1 − p̄)/n) of each month, cut to [0, 1]; months in order of time.

    With many duties a month, months differ by more than binomial chance and the plain chart calls nearly all of them
    out of control; Laney 2002 (Quality Engineering 14:531) widens the limits by the spread of successive z-scores,
    σ_z = mean |z_i − z_(i−1)| / 1.128. `laney=False` is the plain chart, σ_z = 1; so it is with fewer than two months
    or a share of exactly 0 or 1, where nothing varies. Raises ValueError where met exceeds total.
    """
    y, n = np.asarray(met, float).ravel(), np.asarray(total, float).ravel()
    if y.shape != n.shape or np.any(y < 0) or np.any(y > n):
        raise ValueError("met and total must be of one length, with 0 <= met <= total")
    size = np.where(n > 0, n, np.nan)
    rate = y / size
    if not np.any(n > 0):
        return Chart(float("nan"), 1.0, rate, rate, rate)
    mean = float(y.sum() / n.sum())
    sigma = np.sqrt(mean * (1 - mean) / size)
    spread = _laney(rate, sigma, mean) if laney else 1.0
    reach = SIGMAS * spread * sigma
    return Chart(mean, spread, rate, np.clip(mean - reach, 0, 1), np.clip(mean + reach, 0, 1))


def _laney(rate: Floats, sigma: Floats, mean: float) -> float:
    if not 0 < mean < 1:
        return 1.0
    z = ((rate - mean) / sigma)[np.isfinite(rate)]
    return float(np.abs(np.diff(z)).mean() / PAIR) if len(z) > 1 else 1.0
