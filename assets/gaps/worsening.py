"""Kind `worsening`: an agency's rate in the last 6 months lies below that of the 12 before, by more than the margin. METHOD § 6.

Null: the change of log odds is one of the tier's usual ones. All agencies of a tier share a centre (a season, a reform) and a
spread (habits that come and go: over-dispersion), both fitted; p0 = P(θ now >= θ before − margin | data). Multiplicity:
Bayesian FDR within the kind. Abstains: fewer than `minimum_duties` in either time, no duty missed in the last 6 months, fewer
than `minimum_agencies` agencies of the tier with duties in both times.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import betaincinv, expit, logit

from assets.gaps.discovery import discoveries
from assets.gaps.effects import GRID, fit_effects, scaled
from assets.gaps.kept import kept
from assets.gaps.mixture import DECIMALS, fit, posterior
from assets.gaps.parameters import number

Floats = NDArray[np.float64]
NOW, BEFORE = 6, 12
REACH = 1.5
NODES = (np.arange(16) + 0.5) / 16
KEY = ["agency_id", "standard_id"]
COLUMNS = [
    "kind",
    "audience",
    *KEY,
    "tier",
    "numerator",
    "denominator",
    "met_before",
    "total_before",
    "p0",
    "probability",
    "expected_false",
]


def worsening(months: pd.DataFrame, last_month: str, parameters: Mapping[str, Any] | None = None) -> pd.DataFrame:
    """The findings, surest first; numerator = unmet duties of the last 6 months, denominator = duties due in them.

    months: agency_id, standard_id, tier, month (`YYYY-MM`), met, total; months outside the 18 are left out.
    """
    cells = periods(months, last_month)
    both = cells[(cells["total"] > 0) & (cells["total_before"] > 0)]
    least = number(parameters, "minimum_duties")
    enough = (both["total"] >= least) & (both["total_before"] >= least) & (both["met"] < both["total"])
    # a rate that has not fallen is never a finding: a tier where none has costs nothing
    fallen = enough & (both["met"] * both["total_before"] < both["met_before"] * both["total"])
    parts = [both.assign(p0=np.nan).head(0)]
    for _, group in both.groupby(["standard_id", "tier"], sort=True):
        if len(group) >= number(parameters, "minimum_agencies") and fallen[group.index].any():
            counts = group[["met_before", "total_before", "met", "total"]].to_numpy(float).T
            parts.append(group.assign(p0=p_not_worse(*counts, number(parameters, "worsening_margin"))))
    rows = pd.concat(parts)
    rows = rows[enough[rows.index]]
    rows = rows.assign(kind="worsening", audience="published", numerator=rows["total"] - rows["met"], denominator=rows["total"])
    return discoveries(rows, KEY, parameters)[COLUMNS]


def first_of_now(last_month: str) -> pd.Timestamp:
    """The first day of the 6 months that end with `last_month`."""
    return pd.Timestamp(f"{last_month}-01") - pd.DateOffset(months=NOW - 1)


def periods(months: pd.DataFrame, last_month: str) -> pd.DataFrame:
    """Duties met and due in the 6 months up to `last_month` and in the 12 before, by agency, standard and tier."""
    year, month = (int(part) for part in last_month.split("-"))
    age = (year * 12 + month) - (months["month"].str[:4].astype(int) * 12 + months["month"].str[5:7].astype(int))
    frame = months[[*KEY, "tier"]].assign(
        met=months["met"].where(age.between(0, NOW - 1), 0), total=months["total"].where(age.between(0, NOW - 1), 0),
        met_before=months["met"].where(age.between(NOW, NOW + BEFORE - 1), 0),
        total_before=months["total"].where(age.between(NOW, NOW + BEFORE - 1), 0),
    )  # fmt: skip
    return frame.groupby([*KEY, "tier"], as_index=False, sort=True).sum()


@kept
def p_not_worse(met_before: Floats, total_before: Floats, met: Floats, total: Floats, margin: float) -> Floats:
    """P(θ now >= θ before − margin) of each agency of one tier, (agencies,).

    θ before has the mixture's posterior, each of its betas taken at equal steps of probability; θ now is it, moved by an
    effect on the log odds. Summed over both on a grid.
    """
    theta = posterior(fit(met_before, total_before), met_before, total_before)
    before = np.clip(betaincinv(theta.a[:, :, None], theta.b[:, :, None], NODES).reshape(len(met), -1), 1e-6, 1 - 1e-6)
    share = np.repeat(theta.weight / len(NODES), len(NODES), axis=1)[:, :, None]
    now = expit(logit(before)[:, :, None] + GRID)
    chance = met[:, None, None] * np.log(now) + (total - met)[:, None, None] * np.log1p(-now)
    weight = share * scaled(chance.reshape(len(met), -1)).reshape(chance.shape)
    likelihood = weight.sum(axis=1)
    fallen = np.where(now < before[:, :, None] - margin, weight, 0.0).sum(axis=1)
    mass = fit_effects(likelihood, REACH).mass
    return np.round(1 - (fallen @ mass) / (likelihood @ mass), DECIMALS)
