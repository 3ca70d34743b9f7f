"""Random draws that belong to their owner: a stream of numbers for each key, and no other key can move it.

Philox (Salmon et al. 2011, SC'11) with the key a hash of names. Adding an agency, dropping one or permuting rows leaves
every other agency's numbers as they were, on every machine. Rates are drawn by inverting the posterior, not by rejection:
a posterior that moves a little moves each draw a little.
"""

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, ndtr

from assets.gaps.mixture import Posterior

Floats = NDArray[np.float64]
DRAWS = 1000
JITTER = 0.25
# the quantile function is read between these points on the normal scale, where it is nearly straight
NODES = np.linspace(-4.5, 4.5, 55)


def stream(*names: str) -> np.random.Generator:
    """The generator of these names, always the same; ("a", "bc") and ("ab", "c") differ."""
    text = "".join(f"{len(name)}:{name}" for name in names)
    return np.random.Generator(np.random.Philox(key=int.from_bytes(blake2b(text.encode(), digest_size=16).digest(), "big")))


def weights(names: list[str], base: Floats, draws: int = DRAWS) -> Floats:
    """(draws, names): each weight moved by up to ±25 %, its own stream for each name, the same for every agency."""
    moved = [stream("weight", name).uniform(1 - JITTER, 1 + JITTER, draws) for name in names]
    return np.column_stack(moved) * base if names else np.zeros((draws, 0))


class Quantiles:
    """The two betas of each posterior as tables, made once for all cells; betas that occur again are computed once."""

    def __init__(self, theta: Posterior) -> None:
        shapes, place = np.unique(np.column_stack([theta.a.ravel(), theta.b.ravel()]), axis=0, return_inverse=True)
        self._table = betaincinv(shapes[:, :1], shapes[:, 1:], ndtr(NODES)) if len(shapes) else np.zeros((0, len(NODES)))
        self._place = place.reshape(theta.a.shape)
        self._deviant = theta.weight[:, 1]

    def draw(self, cell: int, agency_id: str, standard_id: str, draws: int = DRAWS) -> Floats:
        """(draws,) rates θ of one cell, from the stream of (agency, standard)."""
        generator = stream(agency_id, standard_id)
        component, z = generator.random(draws) < self._deviant[cell], generator.standard_normal(draws)
        bulk, deviant = (np.interp(z, NODES, self._table[place]) for place in self._place[cell])
        return np.where(component, deviant, bulk)
