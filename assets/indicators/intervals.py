"""Uncertainty of a raw rate. Intervals of shrunk rates do not belong here: see assets/gaps/mixture.py."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]


def wilson(met: ArrayLike, total: ArrayLike, level: float = 0.95) -> tuple[Floats, Floats]:
    """Score interval of a proportion; shape of the broadcast inputs, rates in [0, 1], NaN where total = 0.

    Wilson 1927, JASA 22:209, without continuity correction: the values of p that the normal test
    with variance p(1 − p)/n does not reject.
    Raises ValueError where met or total is negative, or met exceeds total.
    """
    y, n = np.broadcast_arrays(np.asarray(met, float), np.asarray(total, float))
    if np.any(y < 0) or np.any(n < 0) or np.any(y > n):
        raise ValueError("met must lie between 0 and total")
    z = float(ndtri(0.5 + level / 2))
    size = np.where(n > 0, n, np.nan)
    rate = y / size
    centre = (rate + z**2 / (2 * size)) / (1 + z**2 / size)
    half = z / (1 + z**2 / size) * np.sqrt(rate * (1 - rate) / size + z**2 / (4 * size**2))
    # the bounds at 0 and n are exact: rounding must not move them off the edge
    lower = np.where(y == 0, np.where(n > 0, 0.0, np.nan), centre - half)
    upper = np.where(y == n, np.where(n > 0, 1.0, np.nan), centre + half)
    return lower, upper
