"""Kinds that ask whether an agency's share lies far above its peers': `contradicted` (published) and the leads `bunched`,
`clock_stopped`, `refiled`, `clock_doubt`. METHOD § 7.

Null: the agency's true share is at most `ratio` times the typical one of its tier, or within what 97.5 % of the bulk of its
peers have: where agencies of good faith differ threefold, twice the typical share is no finding. p0 = P(share <= the larger
| data), with the posterior of mixture.py on the complement; typical (c) is the median of the posterior means. Multiplicity: Bayesian FDR within the kind. Abstains: fewer than `minimum_duties` in the denominator, fewer than
`minimum_events` in the numerator, fewer than `minimum_agencies` peers, and where ratio × c is 1 or more. A lead has innocent
explanations and is shown to auditors only.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import betaincinv

from assets.gaps.discovery import discoveries
from assets.gaps.kept import kept
from assets.gaps.mixture import DECIMALS, fit, posterior
from assets.gaps.parameters import number

Floats = NDArray[np.float64]
KEY = ["agency_id", "standard_id", "subject"]
COLUMNS = ["kind", "audience", *KEY, "tier", "numerator", "denominator", "typical", "p0", "probability", "expected_false"]
USUAL = 0.975
LEADS = ("bunched", "clock_stopped", "refiled", "clock_doubt")


def leads(kind: str, counts: pd.DataFrame, parameters: Mapping[str, Any] | None = None) -> pd.DataFrame:
    """The findings of one kind of LEADS, surest first; `typical` is the peers' share c.

    counts: KEY (None where it does not apply), tier, numerator, denominator; peers are the rows of one standard, subject and
    tier. `bunched`: closed on the due day or the working day before, of those closed in time under a limit that is longer.
    `clock_stopped`: saved from lateness by a pause or request entered at
    most a working day before due, of all due. `refiled`: filed again soon, of those returned. `clock_doubt`: one sign a
    subject, closed outside office hours of all closed, or registered late of all submitted online; bursts are clock.py's.
    """
    if kind not in LEADS:
        raise ValueError(f"{kind!r} is no lead; known are {', '.join(LEADS)}")
    rows = _compared(counts, number(parameters, f"{kind}_ratio"), parameters)
    return discoveries(rows.assign(kind=kind, audience="lead"), KEY, parameters)[COLUMNS]


def contradicted(reported: pd.DataFrame, signals: pd.DataFrame, parameters: Mapping[str, Any] | None = None) -> pd.DataFrame:
    """Agencies that report well while an independent source says otherwise; surest first, one row for each of KEY.

    reported: KEY, tier, rate (self-reported, higher = better). signals: KEY, tier, source, numerator (complaints of delay,
    failed inspections, dissatisfied answers, annulled judgments …) and denominator (cases, inspections, answers …). Only
    agencies whose own rate is in the top half of its tier are candidates. Several sources are several tests: of each agency
    the surest counts, its p0 times the number of sources (Bonferroni). Adds the column `source`.
    """
    rows = pd.concat(
        [
            _compared(part, number(parameters, "contradicted_ratio"), parameters).assign(source=source)
            for source, part in signals.groupby("source", sort=True)
        ]
        or [_compared(signals, 1.0, parameters)]
    )
    middle = reported.groupby(["standard_id", "subject", "tier"], dropna=False)["rate"].transform("median")
    top = reported[reported["rate"] >= middle][[*KEY, "tier"]]
    rows = rows.merge(top, on=[*KEY, "tier"])
    by_key = rows.groupby(KEY, dropna=False)["p0"]
    rows = rows.assign(p0=np.minimum(1.0, rows["p0"] * by_key.transform("size")).round(DECIMALS))
    rows = rows.sort_values(["p0", "source"], kind="stable").drop_duplicates(KEY)
    return discoveries(rows.assign(kind="contradicted", audience="published"), KEY, parameters)[[*COLUMNS, "source"]]


@kept
def p_not_above(events: Floats, cases: Floats, ratio: float) -> tuple[Floats, float]:
    """P(share <= limit) of each agency of one tier, (agencies,), and c. Raises ValueError where events exceed cases."""
    kept = cases - events
    prior = fit(kept, cases)
    theta = posterior(prior, kept, cases)
    typical = float(np.median(1 - theta.mean))
    a, b, _ = prior.shapes
    usual = 1 - float(betaincinv(a[0], b[0], 1 - USUAL))
    return np.round(1 - theta.below(1 - max(ratio * typical, usual)), DECIMALS), round(typical, DECIMALS)


def _compared(counts: pd.DataFrame, ratio: float, parameters: Mapping[str, Any] | None) -> pd.DataFrame:
    """Rows that may be listed, with p0 and typical."""
    rows = counts[counts["denominator"] > 0].astype({"numerator": "int64", "denominator": "int64"})
    parts = [rows.assign(p0=np.nan, typical=np.nan).head(0)]
    for _, group in rows.groupby(["standard_id", "subject", "tier"], sort=True, dropna=False):
        if len(group) >= number(parameters, "minimum_agencies"):
            p0, typical = p_not_above(group["numerator"].to_numpy(float), group["denominator"].to_numpy(float), ratio)
            parts.append(group.assign(p0=p0, typical=typical))
    rows = pd.concat(parts)
    enough = (rows["denominator"] >= number(parameters, "minimum_duties")) & (rows["numerator"] >= number(parameters, "minimum_events"))
    return rows[enough]
