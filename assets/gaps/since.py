"""Since when an agency has been below the line: the present run of months, by binomial change points.

The maximum-likelihood change point of a binomial sequence and its test by cumulative sums: Hinkley &
Hinkley 1970, Biometrika 57:477; Pettitt 1980, Biometrika 67:79; several ones by binary segmentation (Scott & Knott
1974). What does not belong here: whether the agency is flagged at all (flags.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import xlogy
from scipy.stats import chi2

Floats = NDArray[np.float64]
FALSE_CHANGE = 0.05
# columns of a flag
SINCE = ("since", "since_earliest", "since_latest")


@dataclass(frozen=True)
class Run:
    """The first month of the run, and the 95 % interval of months it may have begun in (all `YYYY-MM`).

    `earliest` is None where the run fills all months that the data hold: it may have begun before them.
    """

    month: str
    earliest: str | None
    latest: str


def present_run(months: Sequence[str], met: ArrayLike, total: ArrayLike, line: float, whole: bool = False) -> Run | None:
    """The present run below the line, None if the agency is not below it now.

    months: `YYYY-MM`, ascending; met, total: duties met and due in each, (months,); whole: the months reach back to the beginning
    of the duty itself, so that nothing can have begun before them. The run is whole segments between change
    points: one good month by chance does not end it, one bad month does not begin it. Its interval holds the splits the
    likelihood ratio does not reject. Raises ValueError where the lengths differ.
    """
    y, n = np.asarray(met, float), np.asarray(total, float)
    if not len(months) == len(y) == len(n):
        raise ValueError("months, met and total must be of one length")
    # a month without duties says nothing
    kept = np.flatnonzero(n > 0)
    names, y, n = [months[i] for i in kept], y[kept], n[kept]
    starts = _change_points(y, n, 0, len(y)) if len(y) else []
    edges = [*starts, len(y)]
    below = [y[a:b].sum() < line * n[a:b].sum() for a, b in pairwise(edges)]
    if not below or not below[-1]:
        return None
    first = len(below) - 1
    while first and below[first - 1]:
        first -= 1
    if first == 0:
        return Run(names[0], names[0] if whole else None, names[0])
    at = edges[first]
    low, high = _interval(y, n, edges[first - 1], at, edges[first + 1])
    return Run(names[at], names[low], names[high])


def _change_points(y: Floats, n: Floats, begin: int, end: int) -> list[int]:
    """Starts of the segments of [begin, end), ascending, `begin` first."""
    ratio = _ratios(y[begin:end], n[begin:end])
    # one test for every possible split, hence the smaller level of each
    if not len(ratio) or ratio.max() <= chi2.isf(FALSE_CHANGE / len(ratio), 1):
        return [begin]
    split = begin + 1 + int(np.argmax(np.round(ratio, 6)))
    return _change_points(y, n, begin, split) + _change_points(y, n, split, end)


def _ratios(y: Floats, n: Floats) -> Floats:
    """Twice the log likelihood ratio of a change before month 1 … m − 1 against none, (m − 1,)."""
    left_y, left_n = y.cumsum()[:-1], n.cumsum()[:-1]
    one = _fit(y.sum(), n.sum())
    return 2 * (_fit(left_y, left_n) + _fit(y.sum() - left_y, n.sum() - left_n) - one)


def _fit(y: Floats, n: Floats) -> Floats:
    """Log likelihood of a constant rate at its maximum."""
    return xlogy(y, y) + xlogy(n - y, n - y) - xlogy(n, n)


def _interval(y: Floats, n: Floats, begin: int, split: int, end: int) -> tuple[int, int]:
    ratio = _ratios(y[begin:end], n[begin:end])
    inside = begin + 1 + np.flatnonzero(ratio >= ratio.max() - chi2.isf(0.05, 1))
    return min(int(inside[0]), split), max(int(inside[-1]), split)
