"""Effects of many agencies at once, when each is known through its likelihood on a grid: a bulk, a few deviants.

An effect is a difference of log odds: a fall over time (worsening.py), a difference between like cases (unequal.py). Most
agencies share a centre and a spread, which is the over-dispersion chance alone does not explain; a few lie anywhere. Centre,
spread and share of deviants are fitted by maximum marginal likelihood with weak priors, as in mixture.py and for its reasons:
same numbers in any order of rows, fitted parameters rounded to 4 significant digits.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit, ndtr

from assets.gaps.mixture import significant

Floats = NDArray[np.float64]
# fine near 0, where most agencies lie, coarse at the ends: ± 4.1 is from 50 % to 98 %
GRID: Floats = 0.15 * np.sinh(np.linspace(-4, 4, 121))
EDGES: Floats = np.concatenate([[-np.inf], (GRID[1:] + GRID[:-1]) / 2, [np.inf]])
# centre, log spread, logit share of deviants: normal priors
CENTRE = np.array([0.0, np.log(0.2), -4.0])
WIDTH = np.array([1.0, 0.7, 1.5])
STARTS = ((0.0, -1.6, -4.0), (0.0, -0.7, -2.0))


@dataclass(frozen=True)
class Effects:
    """How effects lie among agencies: bulk N(centre, spread²), and a share of deviants N(0, reach²)."""

    centre: float
    spread: float
    share: float
    reach: float

    @property
    def mass(self) -> Floats:
        """Probability of each point of GRID."""
        return (1 - self.share) * _normal(self.centre, self.spread) + self.share * _normal(0.0, self.reach)


def fit_effects(likelihood: Floats, reach: float) -> Effects:
    """The effects most likely to have made these likelihoods, (agencies, grid), each row up to a factor of its own.

    `reach`: how far a deviant's effect goes, one standard deviation, given and not fitted: deviants are too few to tell.
    Without agencies it is the centre of the priors.
    """
    # in one order, so that sums of floats do not depend on the order of rows
    rows = likelihood[np.lexsort(likelihood.T)] if len(likelihood) else likelihood
    best, best_loss = CENTRE, np.inf
    for start in STARTS if len(rows) else ():
        found = minimize(_loss, start, args=(rows, reach), method="BFGS", options={"gtol": 1e-5})
        if found.fun < best_loss - 1e-5:
            best, best_loss = found.x, found.fun
    return _effects(best, reach)


def fit_alike(groups: Sequence[Floats], reach: float) -> list[Effects]:
    """Effects of several groups that differ in their centre alone: one spread and one share of deviants fit them all.

    A group with few events cannot tell a wide bulk from two deviants; all groups together can. `groups`: likelihoods as in
    `fit_effects`, which gives each its centre.
    """
    rows = [part[np.lexsort(part.T)] for part in groups]
    centres = [fit_effects(part, reach).centre for part in groups]

    def loss(x: Floats) -> float:
        spread, share = np.clip(x, [-5, -15], [1, 0])
        masses = (Effects(centre, float(np.exp(spread)), float(expit(share)), reach).mass for centre in centres)
        seen = sum(np.log(np.maximum(part @ mass, 1e-300)).sum() for part, mass in zip(rows, masses, strict=True))
        return float(-seen + (((x - CENTRE[1:]) / WIDTH[1:]) ** 2).sum() / 2)

    best, best_loss = CENTRE[1:], np.inf
    for _, *start in STARTS if groups else ():
        found = minimize(loss, np.array(start), method="BFGS", options={"gtol": 1e-5})
        if found.fun < best_loss - 1e-5:
            best, best_loss = found.x, found.fun
    return [_effects(np.array([centre, *best]), reach) for centre in centres]


def posterior_mass(effects: Effects, likelihood: Floats) -> Floats:
    """(agencies, grid): probability of each effect given the agency's own data."""
    mass = likelihood * effects.mass
    return mass / mass.sum(axis=1, keepdims=True)


def scaled(log_likelihood: Floats) -> Floats:
    """exp of each row with its maximum at 1: only proportions matter, and sums of logs would run under."""
    return np.exp(log_likelihood - log_likelihood.max(axis=1, keepdims=True))


def _normal(centre: float, spread: float) -> Floats:
    return np.diff(ndtr((EDGES - centre) / spread))


def _effects(x: Floats, reach: float) -> Effects:
    x = np.clip(x, [-4, -5, -15], [4, 1, 0])
    return Effects(significant(x[0]), significant(np.exp(x[1])), significant(float(expit(x[2]))), reach)


def _loss(x: Floats, likelihood: Floats, reach: float) -> float:
    centre, spread, share = np.clip(x, [-4, -5, -15], [4, 1, 0])
    mass = Effects(float(centre), float(np.exp(spread)), float(expit(share)), reach).mass
    return float(-np.log(np.maximum(likelihood @ mass, 1e-300)).sum() + (((x - CENTRE) / WIDTH) ** 2).sum() / 2)
