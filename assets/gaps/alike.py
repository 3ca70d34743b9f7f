"""What the standards of a city have in common, learned from all of them and used in the fit of each. METHOD § 3.

Weak priors say that 8 % of agencies are deviants; where hardly any are, a commune with 3 of 10 duties unmet is then called a
deviant too easily, and where all standards have alike agencies, one standard with few duties cannot know it. So the priors of
four parameters of mixture.py (how alike the bulk is; mean, spread and share of deviants) are fitted to the standards themselves:
a hierarchical model by empirical Bayes (Carlin & Louis 2009, ch. 5), EM with the normal approximation of each standard's
posterior at its mode (Tierney & Kadane 1986). The bulk's mean stays each standard's own: what one rule asks says nothing of
another. With few standards nothing can be learned and the weak priors stand.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assets.gaps.kept import kept
from assets.gaps.mixture import WEAK, Prior, loss, mode, starts

Floats = NDArray[np.float64]
Counts = tuple[Floats, Floats, Floats]
LEAST_GROUPS = 8
# the weak priors count as much as this many standards
WEIGHT = 5
ROUNDS, SETTLED = 20, 0.05
# two decimals: no two machines may differ in what they learned
DIGITS = 2
STEP = 1e-3
OWN = 0


def learned(groups: Sequence[Counts]) -> Prior:
    """The priors under which each of `groups` (counts as `pairs` gives them: one standard and tier) is fitted."""
    if len(groups) < LEAST_GROUPS:
        return WEAK
    # in one order, so that sums of floats do not depend on the order of standards
    ordered = sorted(groups, key=lambda one: tuple(part.tobytes() for part in one))
    return _learned(*(part for one in ordered for part in one))


@kept
def _learned(*parts: Floats) -> Prior:
    """As `learned`; the arrays of all groups one after the other."""
    counts, prior = list(zip(parts[::3], parts[1::3], parts[2::3], strict=True)), WEAK
    modes = [mode(one, prior, starts(*one, prior)) for one in counts]
    for _ in range(ROUNDS):
        found = _maximised(np.array(modes), np.array([_variances(x, one, prior) for x, one in zip(modes, counts, strict=True)]))
        moved = max(abs(new - old) for new, old in zip(found.centre, prior.centre, strict=True))
        prior = found
        if moved < SETTLED:
            break
        modes = [mode(one, prior, [x]) for x, one in zip(modes, counts, strict=True)]
    return Prior(*(tuple(round(value, DIGITS) for value in part) for part in (prior.centre, prior.spread)))


def _maximised(modes: Floats, variances: Floats) -> Prior:
    """Centre and spread of the priors given every standard's parameters and their uncertainty, (standards, 5) each."""
    weak_centre, weak_spread = np.array(WEAK.centre), np.array(WEAK.spread)
    total = WEIGHT + len(modes)
    centre = (WEIGHT * weak_centre + modes.sum(axis=0)) / total
    spread = np.sqrt((WEIGHT * weak_spread**2 + ((modes - centre) ** 2 + variances).sum(axis=0)) / total)
    centre[OWN], spread[OWN] = weak_centre[OWN], weak_spread[OWN]
    return Prior(tuple(centre.tolist()), tuple(spread.tolist()))


def _variances(x: Floats, counts: Counts, prior: Prior) -> Floats:
    """Of each parameter at the mode, (5,): the diagonal of the inverse curvature; never more than the prior's own."""
    slope = loss(x, *counts, prior)[1]
    curvature = np.array([(loss(x + step, *counts, prior)[1] - slope) / STEP for step in STEP * np.eye(len(x))])
    values, vectors = np.linalg.eigh((curvature + curvature.T) / 2)
    most = np.array(prior.spread) ** 2
    return np.minimum(np.diag((vectors / np.maximum(values, 0.5 / most.max())) @ vectors.T), most)
