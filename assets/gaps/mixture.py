"""How the agencies of one tier really keep one standard: a bulk, a few deviants, and each agency between.

θ of an agency is drawn from a mixture of two betas, its met duties are binomial given θ. The five
parameters are fitted by maximum marginal likelihood with weak priors (empirical Bayes; Carlin & Louis
2009, ch. 5; the mixture so that a few bad agencies do not widen the bulk: Efron 2010, ch. 1). What
does not belong here: what the law requires (assets/gaps/gap.py).

Given the same counts in any order the result is the same to the last digit: pairs are sorted and
merged, fitted parameters are rounded to 4 significant digits before use, outputs to 6 decimals.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize
from scipy.special import betainc, betaln, digamma, expit, log_expit

from assets.gaps.kept import kept

Floats = NDArray[np.float64]

BOUND = 15.0
POOLED_SIZE = 10.0
DIGITS = 4
DECIMALS = 6
BISECTIONS = 26


@dataclass(frozen=True)
class Prior:
    """Normal priors of the five parameters: where the centre lies, and how far one standard deviation reaches.

    Order: logit mean and log concentration of the bulk, the same of the deviants, logit weight of the deviants.
    """

    centre: tuple[float, ...]
    spread: tuple[float, ...]

    def widened(self, factor: float) -> "Prior":
        return Prior(self.centre, tuple(factor * reach for reach in self.spread))


# what is believed before any standard of the city was seen
WEAK = Prior((2.5, 4.0, 0.5, 1.5, -2.5), (2.0, 1.5, 1.5, 1.0, 1.5))


@dataclass(frozen=True)
class Mixture:
    """Two betas by mean and concentration (a + b), and the share of agencies in the deviant one."""

    bulk_mean: float
    bulk_size: float
    deviant_mean: float
    deviant_size: float
    deviant_share: float

    @property
    def mean(self) -> float:
        """Expected θ of an agency that is not known yet."""
        return (1 - self.deviant_share) * self.bulk_mean + self.deviant_share * self.deviant_mean

    @property
    def shapes(self) -> tuple[Floats, Floats, Floats]:
        """a, b and log weight, each of shape (2,): bulk, deviant."""
        mean = np.array([self.bulk_mean, self.deviant_mean])
        size = np.array([self.bulk_size, self.deviant_size])
        with np.errstate(divide="ignore"):
            weight = np.log(np.array([1 - self.deviant_share, self.deviant_share]))
        return mean * size, (1 - mean) * size, weight


@dataclass(frozen=True)
class Posterior:
    """θ of each agency given its counts: a mixture of two betas with shapes a, b and weights, each (agencies, 2)."""

    a: Floats
    b: Floats
    weight: Floats

    @cached_property
    def mean(self) -> Floats:
        return np.round((self.weight * self.a / (self.a + self.b)).sum(axis=1), DECIMALS)

    @cached_property
    def lower(self) -> Floats:
        return self.quantile(0.025)

    @cached_property
    def upper(self) -> Floats:
        return self.quantile(0.975)

    def below(self, line: ArrayLike) -> Floats:
        """P(θ < line | data), one for each agency; `line` is one rate or one for each agency."""
        return np.round(self._cdf(np.broadcast_to(np.asarray(line, float), self.a.shape[:1])), DECIMALS)

    def quantile(self, share: float) -> Floats:
        """The rate below which θ lies with probability `share`, by bisection of the cdf."""
        low, high = np.zeros(len(self.a)), np.ones(len(self.a))
        for _ in range(BISECTIONS):
            middle = (low + high) / 2
            under = self._cdf(middle) < share
            low, high = np.where(under, middle, low), np.where(under, high, middle)
        return np.round((low + high) / 2, DECIMALS)

    def _cdf(self, rate: Floats) -> Floats:
        return (self.weight * betainc(self.a, self.b, np.clip(rate, 0, 1)[:, None])).sum(axis=1)


def fit(met: ArrayLike, total: ArrayLike, prior: Prior = WEAK) -> Mixture:
    """The mixture most likely to have made these counts; agencies without duties say nothing.

    Without any data it is the centre of the priors. Raises ValueError where met exceeds total.
    """
    return _fit(*pairs(met, total), prior)


@kept
def _fit(y: Floats, n: Floats, times: Floats, prior: Prior) -> Mixture:
    return _mixture(mode((y, n, times), prior, starts(y, n, times, prior)))


def mode(counts: tuple[Floats, Floats, Floats], prior: Prior, starts: list[Floats]) -> Floats:
    """The five parameters with the largest posterior, (5,); counts as `pairs` gives them."""
    best, best_loss = starts[0], np.inf
    for start in starts:
        # BFGS of SciPy is plain NumPy: the threads of L-BFGS-B's small solves cost more than they save
        found = minimize(loss, start, args=(*counts, prior), jac=True, method="BFGS", options={"gtol": 1e-6})
        # a later start must be clearly better: two machines must not choose between equals
        if found.fun < best_loss - 1e-5:
            best, best_loss = found.x, found.fun
    return best


def pooled_prior(met: ArrayLike, total: ArrayLike, spread: float = 1.0) -> Mixture:
    """One beta (deviant share 0) over the counts of other standards: the prior where peers are too few.

    Weak priors on mean and concentration keep it proper with little data; with none it is their centre,
    Beta(mean 0.97, concentration 10), never Jeffreys, under which one kept duty of one would be a "gap".
    The concentration is capped at 10: how alike agencies are within other standards says little about how alike
    standards are, and a city that keeps 99 % of everything else must not turn 2 of 40 into 91 %. `spread`: width
    of these priors, times the usual.
    """
    return _pooled(*pairs(met, total), spread)


@kept
def _pooled(y: Floats, n: Floats, times: Floats, spread: float) -> Mixture:
    centre, wide = np.array([3.5, np.log(POOLED_SIZE)]), spread * np.array([2.0, 1.5])

    def loss(x: Floats) -> tuple[float, Floats]:
        value, slope = _log_beta_binomial(y, n, x[0], x[1])
        prior = (x - centre) / wide
        return float(-(times * value).sum() + (prior**2).sum() / 2), -(slope * times).sum(axis=1) + prior / wide

    found = minimize(loss, centre, jac=True, method="BFGS", options={"gtol": 1e-6})
    mean, size = significant(expit(found.x[0])), significant(min(np.exp(found.x[1]), POOLED_SIZE))
    return Mixture(mean, size, mean, size, 0.0)


def posterior(mixture: Mixture, met: ArrayLike, total: ArrayLike) -> Posterior:
    """θ of each agency (in the order given) given its counts; without duties it is the mixture itself."""
    y, n = _counts(met, total)
    a, b, weight = mixture.shapes
    shape_a, shape_b = a + y[:, None], b + (n - y)[:, None]
    log_weight = weight + betaln(shape_a, shape_b) - betaln(a, b)
    return Posterior(shape_a, shape_b, np.exp(log_weight - np.logaddexp(log_weight[:, :1], log_weight[:, 1:])))


def _counts(met: ArrayLike, total: ArrayLike) -> tuple[Floats, Floats]:
    y, n = np.atleast_1d(np.asarray(met, float)), np.atleast_1d(np.asarray(total, float))
    if y.shape != n.shape or np.any(y < 0) or np.any(y > n) or not np.isfinite(n).all():
        raise ValueError("met and total must be of one shape, with 0 <= met <= total")
    return y, n


def pairs(met: ArrayLike, total: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """Sorted distinct (met, total) with how many agencies have each; total = 0 left out."""
    y, n = _counts(met, total)
    if not np.any(n > 0):
        return np.zeros(0), np.zeros(0), np.zeros(0)
    # pairs as complex numbers sort as pairs do, ten times as fast
    pairs, times = np.unique((n + 1j * y)[n > 0], return_counts=True)
    return pairs.imag.copy(), pairs.real.copy(), times.astype(float)


def _log_beta_binomial(y: Floats, n: Floats, logit_mean: float, log_size: float) -> tuple[Floats, Floats]:
    """Log probability of the counts but for the binomial coefficient, (pairs,), and its slope, (2, pairs)."""
    # far outside what the priors allow, where a line search may look, rates and sizes stay finite
    logit_mean, log_size = np.clip([logit_mean, log_size], -BOUND, BOUND)
    mean, size = expit(logit_mean), np.exp(log_size)
    a, b = mean * size, expit(-logit_mean) * size
    value = betaln(a + y, b + n - y) - betaln(a, b)
    of_sum = digamma(size) - digamma(size + n)
    by_a = digamma(a + y) - digamma(a) + of_sum
    by_b = digamma(b + n - y) - digamma(b) + of_sum
    return value, np.array([(by_a - by_b) * a * expit(-logit_mean), by_a * a + by_b * b])


def loss(x: Floats, y: Floats, n: Floats, times: Floats, prior: Prior) -> tuple[float, Floats]:
    """Minus log posterior of the five parameters, and its gradient (5,)."""
    bulk, bulk_slope = _log_beta_binomial(y, n, x[0], x[1])
    deviant, deviant_slope = _log_beta_binomial(y, n, x[2], x[3])
    together = np.array([log_expit(-x[4]) + bulk, log_expit(x[4]) + deviant])
    total = np.logaddexp(*together)
    share = np.exp(together - total)
    by_weight = share[1] - expit(x[4])
    slope = np.vstack([share[0] * bulk_slope, share[1] * deviant_slope, by_weight])
    spread = np.array(prior.spread)
    off = (x - prior.centre) / spread
    return float(-(times * total).sum() + (off**2).sum() / 2), -(slope * times).sum(axis=1) + off / spread


def starts(y: Floats, n: Floats, times: Floats, prior: Prior) -> list[Floats]:
    """Where the search begins: few deviants, many deviants, a wide bulk, a low bulk."""
    if not len(y):
        return [np.array(prior.centre)]
    rates = np.repeat((y + 0.5) / (n + 1), times.astype(int))
    middle, low = (_logit(q) for q in np.quantile(rates, [0.5, 0.1]))
    return [
        np.array([middle, 4.5, low - 1.0, 1.5, -3.0]),
        np.array([middle, 5.0, low, 2.0, -1.0]),
        np.array([middle, 2.0, middle - 2.0, 1.5, -4.0]),
        np.array([_logit(np.quantile(rates, 0.75)), 5.0, middle, 2.0, 0.0]),
    ]


def _mixture(x: Floats) -> Mixture:
    """The parameters as means and sizes, the deviants being those with the lower mean."""
    x = np.clip(x, -BOUND, BOUND)
    bulk, deviant, share = (x[0], x[1]), (x[2], x[3]), expit(x[4])
    if bulk[0] < deviant[0]:
        bulk, deviant, share = deviant, bulk, expit(-x[4])
    mean_size = [significant(v) for m, s in (bulk, deviant) for v in (expit(m), np.exp(s))]
    return Mixture(*mean_size, significant(share))


def significant(value: float) -> float:
    """Rounded to 4 significant digits; a rate above one half by its distance from 1, so that it never becomes 1."""
    value = float(value)
    if 0.5 < value < 1:
        return 1 - float(f"{1 - value:.{DIGITS}g}")
    return float(f"{value:.{DIGITS}g}")


def _logit(rate: float) -> float:
    return float(np.log(rate / (1 - rate)))
