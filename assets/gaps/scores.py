"""Plain steps of a composite index: take the weighted mean of values on one scale, say how much is covered.

OECD & JRC 2008, Handbook on Constructing Composite Indicators, steps 5 and 6. Nothing is imputed: what is missing is left
out, the other weights keep their proportions, and with too little left there is no score (METHOD § 8). What does not
belong here: an agency's score with its uncertainty (composite.py).
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
METHODS = ("arithmetic", "geometric", "harmonic")
LEAST_COVERAGE = 0.6
BANDS = ((95.0, "A"), (85.0, "B"), (70.0, "C"), (50.0, "D"))


def coverage(scores: ArrayLike, weights: ArrayLike) -> Floats:
    """Share of the weight along the last axis that has a score; NaN where there is no weight at all."""
    x, w = _scores_and_weights(scores, weights)
    total = w.sum(axis=-1)
    return np.divide(np.where(np.isnan(x), 0.0, w).sum(axis=-1), total, out=np.full(total.shape, np.nan), where=total > 0)


def aggregate(scores: ArrayLike, weights: ArrayLike, method: str = "arithmetic", least_coverage: float = LEAST_COVERAGE) -> Floats:
    """Weighted mean along the last axis; NaN where less than `least_coverage` of the weight has a score.

    scores: (…, k), NaN = missing; weights: (k,) or (…, k), need not sum to 1. Geometric and harmonic means of a zero with
    weight are 0, their limit; a floor above 0 is the caller's to set. Raises ValueError for an unknown method, negative or
    missing weights, shapes that do not fit, and negative scores where a geometric or harmonic mean is asked for.
    """
    if method not in METHODS:
        raise ValueError(f"method is {method!r}; known are {', '.join(METHODS)}")
    x, w = _scores_and_weights(scores, weights)
    if method != "arithmetic" and np.any(x < 0):
        raise ValueError(f"a {method} mean needs scores of 0 or more; the lowest is {np.nanmin(x)}")
    if not x.shape[-1]:
        return np.full(x.shape[:-1], np.nan)
    mean = means_of_runs(x, w, np.zeros(1, np.intp), method)[..., 0]
    return np.where(enough(coverage(scores, weights), least_coverage), mean, np.nan)


def enough(covered: ArrayLike, least: float = LEAST_COVERAGE) -> NDArray[np.bool_]:
    """Is enough of the weight covered? A sum may be short by a rounding: 0.6 of the weight is 0.6 of the weight."""
    return np.asarray(covered) >= least - 1e-9


def means_of_runs(scores: Floats, weights: Floats, first: NDArray[np.intp], method: str = "arithmetic") -> Floats:
    """Weighted mean of each run of the last axis, a run beginning at each of `first`; NaN where nothing in it has a score and weight.

    scores: (…, k), NaN = missing; weights: (…, k), not negative; result: (…, runs).
    """
    w = np.where(np.isnan(scores), 0.0, weights)
    x = np.where(w > 0, scores, 1.0)
    total = np.add.reduceat(w, first, axis=-1)

    def mean(values: Floats) -> Floats:
        return np.divide(np.add.reduceat(w * values, first, axis=-1), total, out=np.full(total.shape, np.nan), where=total > 0)

    if method == "arithmetic":
        return mean(x)
    # a score of 0 with weight makes either mean 0, its limit
    zero = np.maximum.reduceat((x == 0).astype(float), first, axis=-1) > 0
    safe = np.where(x > 0, x, 1.0)
    return np.where(zero, 0.0, np.exp(mean(np.log(safe))) if method == "geometric" else 1 / mean(1 / safe))


def band(score: float) -> str | None:
    """A letter for a score of 0 … 100: A from 95, B from 85, C from 70, D from 50, else E; None without a score."""
    if np.isnan(score):
        return None
    return next((letter for least, letter in BANDS if score >= least), "E")


def _scores_and_weights(scores: ArrayLike, weights: ArrayLike) -> tuple[Floats, Floats]:
    x, w = np.atleast_1d(np.asarray(scores, float)), np.atleast_1d(np.asarray(weights, float))
    if not np.isfinite(w).all() or np.any(w < 0):
        raise ValueError("weights must be finite and not negative")
    if x.shape[-1] != w.shape[-1]:
        raise ValueError(f"{x.shape[-1]} scores need {x.shape[-1]} weights, not {w.shape[-1]}")
    x, w = np.broadcast_arrays(x, w)
    return x, w
