"""How long cases of a standard really take, open ones included, and what limit would be workable.

Days are counted in the standard's own unit (working or calendar days). A case still open is censored at
the days it has already taken. What does not belong here: which agencies to pool (assets/gaps/verdict.py).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Survival:
    """Share of cases still open after `days`; arrays over the distinct days on which some case ended, ascending."""

    days: Floats
    share: Floats
    variance: Floats
    at_risk: Floats

    def at(self, limits: ArrayLike) -> tuple[Floats, Floats]:
        """Share open after each limit and its variance; 1 and 0 before the first end."""
        place = np.searchsorted(self.days, np.asarray(limits, float), side="right")
        return np.append(1.0, self.share)[place], np.append(0.0, self.variance)[place]


@dataclass(frozen=True)
class WorkableLimit:
    """Days with interval; NaN where the data do not reach that far (no bound is known)."""

    days: float
    lower: float
    upper: float


def kaplan_meier(days: ArrayLike, ended: ArrayLike) -> Survival:
    """Product-limit estimate (Kaplan & Meier 1958, JASA 53:457) with Greenwood's variance (1926).

    days: (cases,) finite and >= 0; ended: (cases,) true where the case ended on that day, false where it was open.
    Of cases ending and censored on one day, the censored ones were at risk of ending. Raises ValueError
    for negative or missing days.
    """
    t, closed = np.asarray(days, float).ravel(), np.asarray(ended, bool).ravel()
    if t.shape != closed.shape or not np.isfinite(t).all() or np.any(t < 0):
        raise ValueError("days must be finite, not negative, one for each case")
    points, ends = np.unique(t[closed], return_counts=True)
    at_risk = len(t) - np.searchsorted(np.sort(t), points, side="left")
    share = np.cumprod(1 - ends / at_risk)
    left = at_risk - ends
    # where the last case at risk ends, the curve is 0 and Greenwood's term is undefined: no spread is left
    steps = np.divide(ends, at_risk * left, out=np.zeros(len(points)), where=left > 0)
    return Survival(points, share, share**2 * np.cumsum(steps), at_risk)


def workable_limit(days: ArrayLike, ended: ArrayLike, level: float = 0.95) -> WorkableLimit:
    """The smallest limit within which the share `level` of cases ends, with its 95 % interval.

    Brookmeyer & Crowley 1982 (Biometrics 38:29) on the log-log scale: the interval holds the limits t at
    which |log(−log S(t)) − log(−log(1 − level))| <= 1.96 standard errors.
    """
    curve = kaplan_meier(days, ended)
    target = 1 - level
    low, high = _log_log_band(curve)
    return WorkableLimit(*(_first_at_or_under(curve.days, s, target) for s in (curve.share, low, high)))


def share_kept(days: ArrayLike, ended: ArrayLike, limits: ArrayLike) -> Floats:
    """Share of cases that end within each limit, (limits,); NaN without cases.

    Past the longest time observed the curve is carried on: open cases are not assumed to end.
    """
    if not np.size(days):
        return np.full(np.shape(limits), np.nan)
    return 1 - kaplan_meier(days, ended).at(limits)[0]


def share_kept_between(days: ArrayLike, ended: ArrayLike, limits: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """`share_kept` with its 95 % interval at each limit: three arrays (limits,); NaN without cases.

    The interval is that of `workable_limit`, read at the limit; before the first end it is the exact binomial one for 0 of n.
    """
    at = np.asarray(limits, float)
    if not np.size(days):
        nothing = np.full(at.shape, np.nan)
        return nothing, nothing, nothing
    curve = kaplan_meier(days, ended)
    low, high = _log_log_band(curve)
    place = np.searchsorted(curve.days, at, side="right")
    fewest = 0.025 ** (1 / np.size(days))
    share, lower, upper = (1 - np.append(first, line)[place] for first, line in ((1.0, curve.share), (1.0, high), (fewest, low)))
    return share, lower, upper


def _log_log_band(curve: Survival) -> tuple[Floats, Floats]:
    """Lower and upper 95 % bound of the share still open at each day of the curve."""
    z = float(ndtri(0.975))
    inside = (curve.share > 0) & (curve.share < 1)
    log_share = np.log(np.where(inside, curve.share, 0.5))
    spread = z * np.sqrt(curve.variance) / np.where(inside, curve.share, 1.0) / np.abs(log_share)
    low = np.where(inside, np.exp(log_share * np.exp(spread)), curve.share)
    high = np.where(inside, np.exp(log_share * np.exp(-spread)), curve.share)
    if len(high) and curve.share[-1] == 0:
        # all have ended and the formula has no spread left: the exact binomial bound for 0 of n, with n the number
        # of uncensored cases that would be as precise as the curve before its end
        before = curve.share[-2] * (1 - curve.share[-2]) / curve.variance[-2] if len(high) > 1 else curve.at_risk[0]
        high[-1] = 1 - 0.025 ** (1 / before)
    return low, high


def _first_at_or_under(days: Floats, share: Floats, target: float) -> float:
    reached = np.flatnonzero(share <= target + 1e-12)
    return float(days[reached[0]]) if len(reached) else float("nan")
