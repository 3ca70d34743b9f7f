"""Kind `dormant`: a rule in force a whole year, peers had cases, this agency none. METHOD § 7.

Null: the agency works as its peers do and had no case by chance. Cases are Poisson with a rate per exposure (population, all
dossiers …) that differs among agencies by a gamma, fitted to the tier; a small share of agencies is dormant and has none
whatever its exposure. p0 = P(not dormant | no case), from the predictive probability of no case, (k / (k + μ × exposure))^k.
The share of dormant agencies is one for all standards of a tier: P(no case) alone would call one cell in twenty dormant where
twenty are expected to be empty. Multiplicity: Bayesian FDR within the kind. Abstains: standard not in force all year, exposure
unknown, fewer than `minimum_agencies` peers with cases.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import gammaln

from assets.gaps.discovery import discoveries
from assets.gaps.kept import kept
from assets.gaps.mixture import DECIMALS, significant
from assets.gaps.parameters import number

Floats = NDArray[np.float64]
KEY = ["agency_id", "standard_id"]
COLUMNS = ["kind", "audience", *KEY, "tier", "numerator", "denominator", "expected", "p0", "probability", "expected_false"]
# share of dormant cells before any data: Beta(0.5, 200), one in 400
DORMANT, ACTIVE = 0.5, 200.0
# log shape of the gamma: peers differ by a half to a double
SHAPE, WIDTH = np.log(3.0), 1.0
ROUNDS = 4


def dormant(cells: pd.DataFrame, parameters: Mapping[str, Any] | None = None) -> pd.DataFrame:
    """The findings, surest first; numerator = 1 (the empty cell), denominator = peers compared, `expected` = cases by peers' rate.

    cells: agency_id, standard_id, tier, cases and exposure of the 12 months, in_force (all of them); one row for each agency
    the standard applies to, also without cases. Raises ValueError for negative cases.
    """
    if (cells["cases"] < 0).any():
        raise ValueError("cases must not be negative")
    rows = cells[cells["in_force"].astype(bool) & (cells["exposure"] > 0)].sort_values(KEY, kind="stable", ignore_index=True)
    own = rows["cases"].gt(0).groupby([rows["standard_id"], rows["tier"]]).transform("sum")
    rows = rows[own >= number(parameters, "minimum_agencies")]
    parts = [rows.assign(p0=np.nan, expected=np.nan, denominator=0).head(0)]
    for _, tier in rows.groupby("tier", sort=True):
        parts.append(_tier(tier))
    found = pd.concat(parts).assign(kind="dormant", audience="published", numerator=1)
    return discoveries(found[found["cases"] == 0], KEY, parameters)[COLUMNS]


def p_no_case(rate: float, shape: float, exposure: Floats) -> Floats:
    """Predictive probability of no case from peers with this mean rate and gamma shape."""
    return np.exp(-shape * np.log1p(rate * exposure / shape))


def _tier(rows: pd.DataFrame) -> pd.DataFrame:
    """p0 and expected cases of all cells of a tier; peers' rates and the share of dormant ones in turns."""
    share = DORMANT / (DORMANT + ACTIVE)
    groups = [group for _, group in rows.groupby("standard_id", sort=True)]
    for _ in range(ROUNDS):
        fits = [fit_rates(group["cases"].to_numpy(float), group["exposure"].to_numpy(float), share) for group in groups]
        chance = [p_no_case(*fitted, group["exposure"].to_numpy(float)) for fitted, group in zip(fits, groups, strict=True)]
        empty = np.sort(np.concatenate([p[group["cases"].to_numpy() == 0] for p, group in zip(chance, groups, strict=True)]))
        share = _share(empty, len(rows))
    parts = []
    for (rate, _), p, group in zip(fits, chance, groups, strict=True):
        p0 = np.where(group["cases"] == 0, (1 - share) * p / (share + (1 - share) * p), 1.0)
        expected = (rate * group["exposure"]).round(DECIMALS)
        parts.append(group.assign(p0=p0.round(DECIMALS), expected=expected, denominator=len(group)))
    return pd.concat(parts)


def _share(empty: Floats, cells: int) -> float:
    """Share of dormant cells given the chance of each empty one to be empty anyway: EM to its end."""
    share = 0.01
    for _ in range(500):
        before, share = share, (DORMANT + (share / (share + (1 - share) * empty)).sum()) / (DORMANT + ACTIVE + cells)
        if abs(share - before) < 1e-9:
            break
    return significant(share)


@kept
def fit_rates(cases: Floats, exposure: Floats, share: float) -> tuple[float, float]:
    """Mean rate per exposure and gamma shape of the agencies that are not dormant, each to 4 significant digits."""
    pairs = np.column_stack([cases, exposure])
    y, e = pairs[np.lexsort(pairs.T)].T
    start = np.log(max(y.sum(), 0.5) / e.sum())

    def loss(x: Floats) -> float:
        rate, shape = np.exp(np.clip(x, [start - 10, -4], [start + 10, 8]))
        mean = rate * e
        chance = gammaln(y + shape) - gammaln(shape) - gammaln(y + 1) + y * np.log(mean / (shape + mean)) - shape * np.log1p(mean / shape)
        empty = np.where(y == 0, np.log(share), -np.inf)
        return float(-np.logaddexp(empty, np.log1p(-share) + chance).sum() + ((x[1] - SHAPE) / WIDTH) ** 2 / 2)

    found = minimize(loss, [start, SHAPE], method="BFGS", options={"gtol": 1e-5})
    rate, shape = np.exp(np.clip(found.x, [start - 10, -4], [start + 10, 8]))
    return significant(rate), significant(shape)
