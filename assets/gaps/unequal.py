"""Kind `unequal`: like cases treated differently by channel, type of applicant or sector. METHOD § 7.

Null: the odds of being served on time lie within a factor `unequal_ratio` of each other, like compared with like (one stratum
a procedure, or a quarter of one), or within what 97.5 % of the bulk of peers have on that side: where a whole tier serves one
side worse, no agency of it has done so by itself. p0 = P(log odds ratio within both | data). The data enter through the exact conditional
likelihood of each stratum (Fisher's noncentral hypergeometric), so that few unmet duties are no approximation; agencies of a
tier share a centre, all comparisons a spread and a share of deviants (effects.py: over-dispersion). The Mantel–Haenszel ratio is
beside it, for people.
Multiplicity: Bayesian FDR within the kind, over agencies, standards and comparisons. Abstains: fewer than `minimum_duties` on
either side in strata that compare something, fewer than `minimum_agencies` agencies of the tier.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import gammaln

from assets.gaps.discovery import discoveries
from assets.gaps.effects import GRID, Effects, fit_alike, posterior_mass, scaled
from assets.gaps.kept import kept
from assets.gaps.mixture import DECIMALS
from assets.gaps.parameters import number
from assets.gaps.pooling import mantel_haenszel

Floats = NDArray[np.float64]
# a deviant's odds are mostly within a factor 50 either way
REACH = 2.0
# normal quantile of 97.5 %
USUAL = 1.96
KEY = ["agency_id", "standard_id", "subject"]
SIDES = ["met", "total", "met_other", "total_other"]
COLUMNS = [
    "kind", "audience", *KEY, "tier", "numerator", "denominator", "odds_ratio", "lower", "upper", "p0", "probability",
    "expected_false",
]  # fmt: skip


def unequal(strata: pd.DataFrame, parameters: Mapping[str, Any] | None = None) -> pd.DataFrame:
    """The findings, surest first; numerator, denominator = unmet duties and duties of the side that is served worse.

    strata: KEY (subject names the comparison, e.g. `channel`), tier, stratum, and counts of the two sides compared: met, total,
    met_other, total_other. `odds_ratio` (met : unmet of the first side over the other) is Mantel and Haenszel's, with interval.
    Raises ValueError where met exceeds total.
    """
    if (strata["met"] > strata["total"]).any() or (strata["met_other"] > strata["total_other"]).any() or (strata[SIDES] < 0).any().any():
        raise ValueError("counts must satisfy 0 <= met <= total on both sides")
    rows = strata[compares(strata)]
    compared = [
        (*key, [(agency, part[SIDES].to_numpy(float)) for agency, part in group.groupby("agency_id", sort=True)])
        for key, group in rows.groupby(["standard_id", "subject", "tier"], sort=True, dropna=False)
        if group["agency_id"].nunique() >= number(parameters, "minimum_agencies")
    ]
    p0 = p_alike([[table for _, table in agencies] for *_, agencies in compared], number(parameters, "unequal_ratio"))
    parts = [pd.DataFrame(columns=[*COLUMNS, "enough"])]
    for (standard, subject, tier, agencies), chance in zip(compared, p0, strict=True):
        found = pd.DataFrame([_shown(table, parameters) for _, table in agencies])
        names = {"agency_id": [agency for agency, _ in agencies], "standard_id": standard, "subject": subject, "tier": tier}
        parts.append(found.assign(**names, p0=chance, kind="unequal", audience="published"))
    rows = pd.concat([part for part in parts if len(part)] or parts)
    return discoveries(rows[rows["enough"].astype(bool)], KEY, parameters)[COLUMNS]


def p_alike(groups: list[list[Floats]], ratio: float) -> list[Floats]:
    """P(log odds ratio as usual) of each agency, (agencies,) for each group of one comparison and tier.

    groups: for each the agencies' tables, (strata, 4) with columns SIDES.
    """
    likelihoods = [scaled(np.array([log_likelihood(table) for table in tables])) for tables in groups]
    return [
        np.round(posterior_mass(effects, likelihood)[:, _usual(effects, ratio)].sum(axis=1), DECIMALS)
        for likelihood, effects in zip(likelihoods, fit_alike(likelihoods, REACH), strict=True)
    ]


def _usual(effects: Effects, ratio: float) -> NDArray[np.bool_]:
    """Which points of GRID are within the ratio, or within what the bulk of peers has."""
    least, most = (effects.centre + sign * USUAL * effects.spread for sign in (-1, 1))
    return (min(least, -np.log(ratio)) <= GRID) & (max(most, np.log(ratio)) >= GRID)


@kept
def log_likelihood(table: Floats) -> Floats:
    """Log likelihood of each log odds ratio of GRID given the margins of every stratum; (grid,)."""
    value = np.zeros(len(GRID))
    # in one order, so that sums of floats do not depend on the order of rows
    for met, total, met_other, total_other in table[np.lexsort(table.T)]:
        # the rarer outcome has the shorter sum; odds of the other outcome are the inverse
        rare_met = met + met_other <= (total + total_other) / 2
        seen, both = (met, met + met_other) if rare_met else (total - met, total + total_other - met - met_other)
        x = np.arange(max(0, both - total_other), min(total, both) + 1)
        ways = -(gammaln(x + 1) + gammaln(total - x + 1) + gammaln(both - x + 1) + gammaln(total_other - both + x + 1))
        effect = GRID if rare_met else -GRID
        terms = ways + np.outer(effect, x)
        most = terms.max(axis=1)
        value += seen * effect - most - np.log(np.exp(terms - most[:, None]).sum(axis=1))
    return value


def compares(strata: pd.DataFrame) -> pd.Series:
    """Strata with both sides and both outcomes: the others say nothing of an odds ratio."""
    met, total = strata["met"] + strata["met_other"], strata["total"] + strata["total_other"]
    return (strata["total"] > 0) & (strata["total_other"] > 0) & (met > 0) & (met < total)


def _shown(table: Floats, parameters: Mapping[str, Any] | None) -> dict[str, Any]:
    """What people see of one agency's strata, and whether there is enough of it."""
    met, total, met_other, total_other = table.T
    pooled = mantel_haenszel(np.stack([met, total - met, met_other, total_other - met_other], axis=1).reshape(-1, 2, 2))
    worse = (met, total) if pooled.value < 1 else (met_other, total_other)
    least = min(total.sum(), total_other.sum())
    return {
        "odds_ratio": pooled.value, "lower": pooled.lower, "upper": pooled.upper, "numerator": int((worse[1] - worse[0]).sum()),
        "denominator": int(worse[1].sum()), "enough": bool(least >= number(parameters, "minimum_duties")),
    }  # fmt: skip
