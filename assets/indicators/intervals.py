"""Uncertainty of a raw number, one function a family. Intervals of shrunk rates do not belong here: see assets/gaps/mixture.py."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaincinv, ndtr, ndtri

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


def poisson(events: ArrayLike, exposure: ArrayLike, level: float = 0.95) -> tuple[Floats, Floats]:
    """Exact interval of a rate per unit of exposure; shape of the broadcast inputs, NaN where exposure = 0.

    Garwood 1936, Biometrika 28:437: the bounds are gamma quantiles, of shape `events` below and `events + 1` above, so
    each is the posterior of a Poisson rate under one of the two limiting gamma priors.
    Raises ValueError where events or exposure is negative.
    """
    k, e = np.broadcast_arrays(np.asarray(events, float), np.asarray(exposure, float))
    if np.any(k < 0) or np.any(e < 0):
        raise ValueError("events and exposure must not be negative")
    size = np.where(e > 0, e, np.nan)
    tail = (1 - level) / 2
    lower = np.where(k == 0, 0.0, gammaincinv(np.where(k > 0, k, 1.0), tail)) / size
    return lower, gammaincinv(k + 1, 1 - tail) / size


def median_days(cases: pd.DataFrame, keys: list[str], level: float = 0.95) -> pd.DataFrame:
    """The median length by group, open cases included; one row a group: `keys`, ended, total, median, lower, upper.

    cases: a row for each of `keys` and `days` with the counts `ends` and `open` of cases that ended on that day, or were
    open when they had lasted so long. Kaplan & Meier 1958 (JASA 53:457) with Greenwood's variance; interval of Brookmeyer &
    Crowley 1982 (Biometrics 38:29) on the log-log scale. NaN where the curve, or its bound, does not come down to one half.
    """
    curve = _curve(cases, keys)
    low, high = _band(curve, keys, float(ndtri(0.5 + level / 2)))
    sums = curve.groupby(keys, as_index=False, sort=True).agg(ended=("ends", "sum"), total=("at_risk", "max"))
    for name, share in (("median", curve["share"]), ("lower", low), ("upper", high)):
        # rounding of the product must not hide a curve that stands exactly at one half
        reached = curve[share <= 0.5 + 1e-12].groupby(keys, as_index=False)["days"].min().rename(columns={"days": name})
        sums = sums.merge(reached, on=keys, how="left")
    return sums


def _curve(cases: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Share still open after each day, and Greenwood's variance of it. Of cases on one day, the open ones were at risk of ending."""
    curve = cases.sort_values([*keys, "days"], ignore_index=True)
    leaving = curve["ends"] + curve["open"]
    groups = [curve[key] for key in keys]
    total = leaving.groupby(groups).transform("sum")
    curve["at_risk"] = total - (leaving.groupby(groups).cumsum() - leaving)
    left = curve["at_risk"] - curve["ends"]
    curve["share"] = (left / curve["at_risk"]).groupby(groups).cumprod()
    # where the last case at risk ends the curve is 0 and Greenwood's term undefined: no spread is left
    step = (curve["ends"] / (curve["at_risk"] * left)).where(left > 0, 0.0)
    curve["variance"] = curve["share"] ** 2 * step.groupby(groups).cumsum()
    return curve


def _band(curve: pd.DataFrame, keys: list[str], z: float) -> tuple[pd.Series, pd.Series]:
    """Lower and upper bound of the share still open."""
    share, inside = curve["share"], (curve["share"] > 0) & (curve["share"] < 1)
    log_share = np.log(share.where(inside, 0.5))
    spread = z * np.sqrt(curve["variance"]) / share.where(inside, 1.0) / log_share.abs()
    low = np.exp(log_share * np.exp(spread)).where(inside, share)
    high = np.exp(log_share * np.exp(-spread)).where(inside, share)
    # all have ended and the formula has no spread left: the exact binomial bound for 0 of n, with n the number of
    # uncensored cases that would be as precise as the curve before its end
    groups = [curve[key] for key in keys]
    before, spread_before = share.groupby(groups).shift(1), curve["variance"].groupby(groups).shift(1)
    size = (before * (1 - before) / spread_before).where(spread_before > 0, curve["at_risk"])
    return low, high.where(share > 0, 1 - float(ndtr(-z)) ** (1 / size))
