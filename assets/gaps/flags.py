"""Which gaps a person must act on: kinds `unmet` (agency × standard) and `unworkable` (standard).

METHOD § 4 and § 7. Each finding has p0, the posterior probability that there is nothing to find; which of them are
listed is the rule of discovery.py. What does not belong here: words and severity (wording.py).
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from assets.gaps.discovery import discoveries
from assets.gaps.mixture import DECIMALS
from assets.gaps.parameters import number

COLUMNS = ["kind", "agency_id", "standard_id", "window_end", "probability", "numerator", "denominator", "expected_false"]
KEYS = ["agency_id", "standard_id"]


def select(gap: pd.DataFrame, verdict: pd.DataFrame, parameters: Mapping[str, Any] | None = None) -> pd.DataFrame:
    """The flags of both kinds, surest first within a kind; numerator = unmet duties, denominator = duties due.

    `expected_false` is the sum of p0 over the kind's set, repeated on each of its rows.
    """
    unworkable = set(verdict.loc[verdict["verdict"] == "common_cause", "standard_id"])
    parts = [select_unworkable(gap, unworkable, parameters), select_unmet(gap, unworkable, parameters)]
    return pd.concat([part.astype(object) for part in parts], ignore_index=True).astype(
        {"probability": float, "numerator": "int64", "denominator": "int64", "expected_false": float}
    )


def select_unmet(gap: pd.DataFrame, unworkable: set[str], parameters: Mapping[str, Any] | None = None) -> pd.DataFrame:
    """Agencies below the line; where the standard is unworkable, agencies far below their peers (c − tolerance)."""
    rows = with_peers(gap, parameters)
    p0 = rows["p_null_peers"].where(rows["standard_id"].isin(unworkable), rows["p_null"])
    rows = rows.assign(p0=p0, kind="unmet", numerator=rows["unmet_duties"])
    enough = (rows["numerator"] >= 1) & (rows["denominator"] >= number(parameters, "minimum_duties"))
    return discoveries(rows[enough], KEYS, parameters)[COLUMNS]


def select_unworkable(gap: pd.DataFrame, unworkable: set[str], parameters: Mapping[str, Any] | None = None) -> pd.DataFrame:
    """Standards most agencies are below the line of; p0 = P(at most half of the agencies are below it)."""
    compared = with_peers(gap, parameters)
    found = [
        {
            "kind": "unworkable", "agency_id": None, "standard_id": standard, "window_end": group["window_end"].iloc[0],
            "numerator": group["unmet_duties"].sum(), "denominator": group["denominator"].sum(),
            "p0": p_not_common(group["p_null"].to_numpy()),
        }
        for standard, group in compared[compared["standard_id"].isin(unworkable)].groupby("standard_id", sort=True)
    ]  # fmt: skip
    rows = pd.DataFrame(found, columns=[*COLUMNS[:4], "numerator", "denominator", "p0"])
    return discoveries(rows, KEYS, parameters)[COLUMNS]


def with_peers(gap: pd.DataFrame, parameters: Mapping[str, Any] | None = None) -> pd.DataFrame:
    """Rows with estimates, of tiers in which enough agencies owe the standard to be compared."""
    rows = gap[gap["assessable"] & gap["shrunk"].notna()]
    peers = rows.groupby(["standard_id", "tier", "window_end"])["agency_id"].transform("size")
    return rows[peers >= number(parameters, "minimum_agencies")]


def below(group: pd.DataFrame) -> int:
    """How many of these agencies are probably below the line and left a duty unmet: nobody is said to fall short who kept all."""
    return int(((group["p_null"] < 0.5) & (group["unmet_duties"] > 0)).sum())


def p_not_common(p_null: np.ndarray) -> float:
    """P(at most half of the agencies are below the line), agencies independent: Poisson-binomial, by convolution."""
    counts = np.ones(1)
    for p in np.sort(p_null):
        counts = np.convolve(counts, [p, 1 - p])
    return round(float(counts[: len(p_null) // 2 + 1].sum()), DECIMALS)


def expected_false_flags(flags: pd.DataFrame) -> float:
    """How many of these flags are expected to be false: the sum of p0 over all probabilistic flags."""
    return round(float((1 - flags["probability"]).sum()), DECIMALS)
