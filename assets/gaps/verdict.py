"""Whose problem a standard is: everybody's, a few agencies', or nobody's. METHOD § 4.

A common cause is called a problem *of the law* only with support: a workable limit clearly above the legal
one, or a review finding on the provision. What does not belong here: the choice of flags (flags.py).
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from assets.gaps.flags import select_unmet, with_peers
from assets.gaps.lifetimes import WorkableLimit, share_kept, workable_limit
from assets.gaps.mixture import DECIMALS
from assets.gaps.parameters import number
from assets.indicators.intervals import wilson

COLUMNS = [
    "standard_id", "window_end", "agencies", "median_shrunk", "share_below", "verdict", "legal_limit",
    "workable_limit", "workable_lower", "workable_upper", "review_findings", "law_supported",
]  # fmt: skip
WHAT_IF = ["standard_id", "factor", "limit", "share_kept", "cases"]
FACTORS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
DAYS_IN_MONTH = 31  # the longest month: support for "the law is too tight" must not come from a short one
MEDIAN_AGENCIES = 5
MEDIAN_CASES = 100


def verdicts(
    gap: pd.DataFrame, lifetimes: pd.DataFrame, standards: pd.DataFrame, parameters: Mapping[str, Any] | None = None
) -> pd.DataFrame:
    """One row for each standard with cells, in order of standard_id.

    lifetimes: agency_id, standard_id, days_taken, ended. standards: standard_id, limit_value, unit and, if known,
    kind, direction, review_findings. Limits are in days: working days where the standard counts working days,
    calendar days otherwise. `common_cause` asks for enough agencies of one tier; with fewer, what lies
    below the line is `mixed`: without peers nobody can tell the law's part from the agency's.
    """
    rules = standards.drop_duplicates("standard_id").set_index("standard_id")
    table, limits = causes(gap, parameters), []
    flagged = set(select_unmet(gap, set(table.loc[table["verdict"] == "common_cause", "standard_id"]), parameters)["standard_id"])
    table.loc[(table["verdict"] == "workable") & table["standard_id"].isin(flagged), "verdict"] = "agency_cause"
    for standard in table["standard_id"]:
        rule = rules.loc[standard].to_dict() if standard in rules.index else {}
        group = gap[(gap["standard_id"] == standard) & gap["assessable"] & gap["shrunk"].notna()]
        limits.append(_limits(group, lifetimes[lifetimes["standard_id"] == standard], rule, parameters))
    table = table.join(pd.DataFrame(limits, columns=COLUMNS[6:-1], index=table.index))
    longer = table["workable_lower"].astype(float) > table["legal_limit"].astype(float)
    table["law_supported"] = (table["verdict"] == "common_cause") & (longer | (table["review_findings"] > 0))
    return table


def causes(gap: pd.DataFrame, parameters: Mapping[str, Any] | None = None) -> pd.DataFrame:
    """The verdicts before limits and flags are known: columns up to `verdict`, one row for each standard and window, in that order."""
    compared = with_peers(gap, parameters)
    rows = []
    for (standard, window), group in gap.groupby(["standard_id", "window_end"], sort=True):
        group = group[group["assessable"] & group["shrunk"].notna()]
        has_peers = bool((compared["standard_id"] == standard).any())
        rows.append({"standard_id": standard, "window_end": window, **_judge(group, has_peers, parameters)})
    return pd.DataFrame(rows, columns=COLUMNS[:6])


def what_if(lifetimes: pd.DataFrame, standards: pd.DataFrame, factors: tuple[float, ...] = FACTORS) -> pd.DataFrame:
    """Share of all cases that would be kept were the limit longer or shorter, in order of standard and factor.

    All agencies' cases count, so that factor 1 is the standard's own rate. Behaviour is taken as it is:
    people who work to a deadline would work to another one. Standards without a maximum limit are left out.
    """
    rows = []
    for rule in standards.drop_duplicates("standard_id").sort_values("standard_id").to_dict("records"):
        cases, limit = lifetimes[lifetimes["standard_id"] == rule["standard_id"]], legal_limit(rule)
        days, ended = _times(cases)
        if np.isnan(limit) or not len(days):
            continue
        limits = np.array(factors) * limit
        for factor, at, share in zip(factors, limits, share_kept(days, ended, limits), strict=True):
            rows.append((rule["standard_id"], factor, round(float(at), 6), round(float(share), DECIMALS), len(days)))
    return pd.DataFrame(rows, columns=WHAT_IF)


def legal_limit(rule: Mapping[str, Any]) -> float:
    """The law's limit in days of the standard's unit; NaN where it sets none, or a minimum."""
    value, unit = rule.get("limit_value"), rule.get("unit")
    if value is None or pd.isna(value) or rule.get("direction", "max") == "min" or rule.get("kind", "deadline") != "deadline":
        return float("nan")
    days = {"working_day": 1.0, "calendar_day": 1.0, "month": float(DAYS_IN_MONTH)}
    if unit == "hour":
        return float(np.ceil(float(value) / 24))
    return float(value) * days[unit] if unit in days else float("nan")


def near_median(group: pd.DataFrame, cases: pd.Series, least: int = MEDIAN_CASES) -> list[str]:
    """The agencies that stand for the median one: the middle fifth by shrunk rate, widened until it has cases.

    One agency's 95 % point hangs on three or four cases, so the median agency is a pool: agencies are ranked
    by shrunk rate (ties by id) and taken outward from the middle until they are a fifth of all, at least 5,
    with at least `least` cases. Ranking by the rate kept, not by the times themselves, keeps the choice
    from steering the answer, and the worst and best agencies do not enter: their problem is not the law's.
    `cases`: number of cases by agency_id.
    """
    ranked = group.sort_values(["shrunk", "agency_id"], ignore_index=True)["agency_id"]
    middle = (len(ranked) - 1) / 2
    outward = sorted(range(len(ranked)), key=lambda i: (abs(i - middle), i))
    wanted, chosen, found = max(MEDIAN_AGENCIES, round(len(ranked) / 5)), [], 0
    for i in outward:
        # stop only between pairs, so that the pool stays centred
        if len(chosen) >= wanted and found >= least and (len(ranked) - len(chosen)) % 2 == 0:
            break
        chosen.append(ranked[i])
        found += int(cases.get(ranked[i], 0))
    return sorted(chosen)


def _judge(group: pd.DataFrame, has_peers: bool, parameters: Mapping[str, Any] | None) -> dict[str, Any]:
    """agencies, median_shrunk, share_below and the verdict before flags are known."""
    if group.empty:
        return {"agencies": 0, "median_shrunk": np.nan, "share_below": np.nan, "verdict": "not_assessable"}
    c = round(float(group["shrunk"].median()), DECIMALS)
    line = round(float((group["required"] - group["tolerance"]).iloc[0]), DECIMALS)
    kept = not (group["numerator"] < group["denominator"]).any()
    # a rule that everybody kept has nobody below its line, however strict the line and few the duties
    below = 0.0 if kept else round(float((group["p_null"] < 0.5).mean()), DECIMALS)
    # a few misses of many small agencies pull every estimate under the line: all of them together must lie below it
    _, upper = wilson(np.array([float(group["numerator"].sum())]), np.array([float(group["denominator"].sum())]))
    common = has_peers and below >= number(parameters, "common_share") and float(upper[0]) < line
    verdict = "workable" if kept or c >= line else ("common_cause" if common else "mixed")
    return {"agencies": len(group), "median_shrunk": c, "share_below": below, "verdict": verdict}


def _limits(group: pd.DataFrame, lifetimes: pd.DataFrame, rule: Mapping[str, Any], parameters: Mapping[str, Any] | None) -> dict[str, Any]:
    """The legal limit, the workable one with its interval, and the number of review findings."""
    limit = legal_limit(rule)
    pool = near_median(group, lifetimes["agency_id"].value_counts())
    days, ended = _times(lifetimes[lifetimes["agency_id"].isin(pool)])
    workable = WorkableLimit(np.nan, np.nan, np.nan)
    if rule.get("kind", "deadline") == "deadline" and rule.get("direction", "max") != "min" and len(days):
        workable = workable_limit(days, ended, number(parameters, "workable_share"))
    findings = rule.get("review_findings", 0)
    return {
        "legal_limit": limit, "workable_limit": workable.days, "workable_lower": workable.lower,
        "workable_upper": workable.upper, "review_findings": 0 if pd.isna(findings) else int(findings),
    }  # fmt: skip


def _times(lifetimes: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Days and whether ended, of the cases whose days are known and not negative."""
    known = lifetimes[lifetimes["days_taken"].notna()]
    days = known["days_taken"].to_numpy(float)
    return days[days >= 0], known["ended"].to_numpy(bool)[days >= 0]
