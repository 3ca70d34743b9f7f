"""An agency's score by plan group and over all, with the interval and the ranks that its uncertainty allows. METHOD § 8.

No person is scored, nothing is imputed, no bare rank is made. What does not belong here: the rates' posterior (mixture.py)
and whether a standard is a common cause (verdict.py); both come in.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import rankdata

from assets.gaps.draws import DRAWS, Quantiles, weights
from assets.gaps.mixture import DECIMALS, Posterior
from assets.gaps.scores import LEAST_COVERAGE, aggregate, band, coverage

Floats = NDArray[np.float64]
OVERALL = 0
FLOOR = 1.0
TAIL = 0.05
CELL = ["agency_id", "tier", "standard_id", "plan_group", "required", "weight", "assessable", "common"]
COLUMNS = [
    "agency_id", "plan_group", "tier", "score", "lower", "upper", "band", "rank_lower", "rank_upper", "ranked_among",
    "coverage", "without_common",
]  # fmt: skip


@dataclass(frozen=True)
class _Weights:
    """Weight of each standard and plan group in every draw, (draws,) each, and of each group before it was moved."""

    standards: dict[str, Floats]
    groups: dict[int, Floats]
    base: dict[int, float]


def composite(cells: pd.DataFrame, theta: Posterior, groups: Mapping[int, float] | None = None, draws: int = DRAWS) -> pd.DataFrame:
    """One row for each agency × plan group it owes something in, and plan_group 0 over all; in that order.

    cells: columns CELL, one row for each standard that *applies* to the agency, also where `assessable` is false (then
    its row of `theta` is not read); `weight` is the standard's within its group, `common` marks common-cause standards.
    groups: weight of each plan group, equal if not given. Scores are 0 … 100: median of the draws and their 90 %
    interval; ranks (1 = best) are the 90 % interval of the agency's rank among those of its tier that have a score.
    `without_common` is the median with common-cause standards left out. No score where coverage is under 60 %.
    Raises ValueError for missing columns, two rows of one key, required <= 0 or a group without weight.
    """
    order = _order(cells)
    frame = cells.iloc[order].reset_index(drop=True)
    # what cannot be assessed is never drawn, whatever stands in its place
    safe = frame["assessable"].to_numpy(bool)[:, None]
    table = Quantiles(Posterior(*(np.where(safe, part[order], 1.0) for part in (theta.a, theta.b, theta.weight))))
    moved = _moved(frame, groups, draws)
    rows, samples = [], []
    for agency, part in frame.groupby("agency_id", sort=True):
        scores = _draw(str(agency), part, table, draws)
        common = part["common"].to_numpy(bool)
        everything = _levels(scores, part, moved)
        rest = _levels(scores[:, ~common], part[~common], moved)
        for group, (covered, sample) in everything.items():
            without = rest[group][1] if group in rest else np.full(draws, np.nan)
            head = {"agency_id": agency, "plan_group": group, "tier": part["tier"].iloc[0], "coverage": round(covered, DECIMALS)}
            rows.append(head | _summary(sample) | {"without_common": _quantile(without, 0.5)})
            samples.append(sample)
    found = pd.DataFrame(rows, columns=COLUMNS)
    return _ranked(found, np.array(samples).reshape(len(rows), draws)).sort_values(["agency_id", "plan_group"], ignore_index=True)


def _order(cells: pd.DataFrame) -> NDArray[np.intp]:
    missing = [name for name in CELL if name not in cells.columns]
    if missing:
        raise ValueError(f"cells lack the columns {missing}")
    if cells.duplicated(["agency_id", "standard_id"]).any():
        raise ValueError("two cells of one agency and standard")
    if (cells["required"].astype(float) <= 0).any():
        raise ValueError("required must be above 0")
    return np.lexsort((cells["standard_id"].astype(str), cells["agency_id"].astype(str)))


def _moved(frame: pd.DataFrame, groups: Mapping[int, float] | None, draws: int) -> _Weights:
    """The weights of every draw: one policy for all agencies, so that ranks compare like with like."""
    used = sorted(frame["plan_group"].unique())
    missing = [g for g in used if groups is not None and g not in groups]
    if missing:
        raise ValueError(f"plan groups without weight: {missing}")
    base = {g: 1.0 if groups is None else float(groups[g]) for g in used}
    names = sorted(frame["standard_id"].unique())
    standard = weights(names, np.ones(len(names)), draws)
    group = weights([f"group {g}" for g in used], np.array(list(base.values())), draws)
    return _Weights(dict(zip(names, standard.T, strict=True)), dict(zip(used, group.T, strict=True)), base)


def _draw(agency: str, part: pd.DataFrame, table: Quantiles, draws: int) -> Floats:
    """(draws, standards): 100 × min(1, θ / required), NaN where nothing can be assessed."""
    scores = np.full((draws, len(part)), np.nan)
    for j, (cell, row) in enumerate(zip(part.index, part.to_dict("records"), strict=True)):
        if row["assessable"]:
            scores[:, j] = 100 * np.minimum(1.0, table.draw(cell, agency, row["standard_id"], draws) / float(row["required"]))
    return scores


def _levels(scores: Floats, part: pd.DataFrame, moved: _Weights) -> dict[int, tuple[float, Floats]]:
    """Coverage and draws of each plan group, and over all; draws are NaN where too little is covered."""
    silent = np.full(len(scores), np.nan)
    own, base = part["plan_group"].to_numpy(), part["weight"].to_numpy(float)
    found: dict[int, tuple[float, Floats]] = {}
    for group in sorted(set(own)):
        mine = own == group
        covered = float(np.nan_to_num(coverage(scores[0, mine], base[mine])))
        kept = np.column_stack([moved.standards[name] for name in part.loc[mine, "standard_id"]]) * base[mine]
        found[group] = covered, aggregate(scores[:, mine], kept, least_coverage=0) if _enough(covered) else silent
    if not found:
        return {OVERALL: (0.0, silent)}
    pull = np.array([moved.base[group] for group in found])
    whole = float((pull * [covered for covered, _ in found.values()]).sum() / pull.sum()) if pull.sum() else 0.0
    # a floor, so that one group at nothing does not wipe out all others
    floored = np.column_stack([np.maximum(sample, FLOOR) for _, sample in found.values()])
    pulls = np.column_stack([moved.groups[group] for group in found])
    found[OVERALL] = whole, aggregate(floored, pulls, "geometric", least_coverage=0) if _enough(whole) else silent
    return found


def _enough(covered: float) -> bool:
    return covered >= LEAST_COVERAGE - 1e-9


def _summary(sample: Floats) -> dict[str, float | str | None]:
    score = _quantile(sample, 0.5)
    return {"score": score, "lower": _quantile(sample, TAIL), "upper": _quantile(sample, 1 - TAIL), "band": band(score)}


def _quantile(sample: Floats, share: float) -> float:
    return float("nan") if np.isnan(sample).any() else round(float(np.quantile(sample, share)), DECIMALS)


def _ranked(found: pd.DataFrame, samples: Floats) -> pd.DataFrame:
    """rank_lower, rank_upper, ranked_among within tier and plan group; empty where there is no score."""
    found = found.astype({"rank_lower": "Int64", "rank_upper": "Int64", "ranked_among": "Int64"})
    scored = found["score"].notna().to_numpy()
    for _, place in found[scored].groupby(["tier", "plan_group"], sort=True).groups.items():
        ranks = rankdata(-samples[place], method="min", axis=0)
        # whole ranks that some draw has given, none between
        low, high = (np.quantile(ranks, q, axis=1, method="inverted_cdf").astype(int) for q in (TAIL, 1 - TAIL))
        found.loc[place, "rank_lower"], found.loc[place, "rank_upper"], found.loc[place, "ranked_among"] = low, high, len(place)
    return found
