"""An agency's score by plan group and over all, with the interval and the ranks that its uncertainty allows. METHOD § 8.

OECD & JRC 2008, Handbook on Constructing Composite Indicators, steps 6 and 7. No person is scored, nothing is imputed: what
is missing is left out, the other weights keep their proportions, with too little left there is no score. What does not belong
here: plain means and bands (scores.py), the rates' posterior (mixture.py) and whether a standard is a common cause (verdict.py);
the last two come in. Other ways of adding up: robustness.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import rankdata

from assets.gaps.draws import DRAWS, Quantiles, weights
from assets.gaps.mixture import DECIMALS, Posterior
from assets.gaps.scores import band, enough, means_of_runs

Floats = NDArray[np.float64]
OVERALL = 0
FLOOR = 1.0
TAIL = 0.05
CELL = ["agency_id", "tier", "standard_id", "plan_group", "required", "weight", "assessable", "common"]
COLUMNS = [
    "agency_id", "plan_group", "tier", "score", "lower", "upper", "band", "rank_lower", "rank_upper", "ranked_among",
    "coverage", "without_common",
]  # fmt: skip
TIER = ["tier", "plan_group", "score", "lower", "upper", "agencies", "scored"]
LEVEL = ["agency_id", "plan_group", "tier", "coverage"]


@dataclass(frozen=True)
class Drawn:
    """cells: columns CELL in order of agency, plan group and standard; scores: (draws, cells), 0 … 100, NaN where not assessable."""

    cells: pd.DataFrame
    scores: Floats


class Levels(NamedTuple):
    """rows: LEVEL, an agency's plan groups and 0 over all, in that order; samples: (rows, draws), NaN without a score."""

    rows: pd.DataFrame
    samples: Floats


def drawn(cells: pd.DataFrame, theta: Posterior, draws: int = DRAWS) -> Drawn:
    """100 × min(1, θ / required) of every cell in every draw, from the cell's own stream of numbers.

    cells: columns CELL, one row for each standard that *applies* to the agency, also where `assessable` is false (then
    its row of `theta` is not read). Raises ValueError for missing columns, two rows of one key or required <= 0.
    """
    order = _order(cells)
    frame = cells.iloc[order].reset_index(drop=True)
    known = frame["assessable"].to_numpy(bool)
    table = Quantiles(Posterior(*(part[order][known] for part in (theta.a, theta.b, theta.weight))))
    scores = np.full((draws, len(frame)), np.nan)
    owners = frame.loc[known, ["agency_id", "standard_id", "required"]].itertuples(index=False)
    for cell, (place, (agency, standard, required)) in enumerate(zip(np.flatnonzero(known), owners, strict=True)):
        scores[:, place] = 100 * np.minimum(1.0, table.draw(cell, str(agency), str(standard), draws) / float(required))
    return Drawn(frame, scores)


def composite(cells: pd.DataFrame, theta: Posterior, groups: Mapping[int, float] | None = None, draws: int = DRAWS) -> pd.DataFrame:
    """One row for each agency × plan group it owes something in, and plan_group 0 over all; in that order.

    cells, theta: as for `drawn`; `weight` is the standard's within its group, `common` marks common-cause standards.
    groups: weight of each plan group, equal if not given. Scores are 0 … 100: median of the draws and their 90 %
    interval; ranks (1 = best) are the 90 % interval of the agency's rank among those of its tier that have a score.
    `without_common` is the median with common-cause standards left out. No score where coverage is under 60 %.
    Raises ValueError as `drawn` does, and for a group without weight.
    """
    return composite_tables(drawn(cells, theta, draws), groups)[0]


def composite_tables(found: Drawn, groups: Mapping[int, float] | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The table of `composite`, and by tier and plan group (TIER) the median agency: of those with a score, in every draw."""
    rows, samples = levels(found, groups)
    common = found.cells["common"].to_numpy(bool)
    rest, without = levels(Drawn(found.cells[~common].reset_index(drop=True), found.scores[:, ~common]), groups)
    place = pd.MultiIndex.from_frame(rest[["agency_id", "plan_group"]]).get_indexer(
        pd.MultiIndex.from_frame(rows[["agency_id", "plan_group"]])
    )
    left = np.append(_quantile(without, 0.5), np.nan)[place]
    middle = _quantile(samples, 0.5)
    table = rows.assign(
        score=middle, lower=_quantile(samples, TAIL), upper=_quantile(samples, 1 - TAIL), band=[band(score) for score in middle],
        without_common=left, **rank_interval(rows, samples),
    )  # fmt: skip
    return table[COLUMNS], _tiers(rows, samples)


def levels(found: Drawn, groups: Mapping[int, float] | None = None, method: str = "geometric") -> Levels:
    """Scores by plan group (weighted mean of the standards) and over all (weighted mean of the groups by `method`)."""
    frame, draws = found.cells, len(found.scores)
    if frame.empty:
        return Levels(pd.DataFrame(columns=LEVEL), np.zeros((0, draws)))
    base, moved = _pulls(frame, groups, draws)
    first = _starts(frame["agency_id"], frame["plan_group"])
    known, weight = ~np.isnan(found.scores[0]), frame["weight"].to_numpy(float)
    covered = np.nan_to_num(_share(np.add.reduceat(np.where(known, weight, 0.0), first), np.add.reduceat(weight, first)))
    names = sorted(frame["standard_id"].unique())
    pull = weights(names, np.ones(len(names)), draws)[:, pd.Index(names).get_indexer(frame["standard_id"])] * weight
    samples = np.where(enough(covered), means_of_runs(found.scores, pull, first), np.nan)
    parts = frame.loc[first, ["agency_id", "plan_group", "tier"]].assign(coverage=covered.round(DECIMALS)).reset_index(drop=True)
    whole = _overall(parts, covered, samples, base, moved, method)
    rows = pd.concat([whole.rows, parts], ignore_index=True)
    order = np.lexsort((rows["plan_group"], rows["agency_id"].astype(str)))
    return Levels(rows.iloc[order].reset_index(drop=True), np.vstack([whole.samples, samples.T])[order])


def rank_interval(rows: pd.DataFrame, samples: Floats) -> dict[str, pd.array]:
    """rank_lower, rank_upper, ranked_among within tier and plan group; empty where there is no score."""
    low, high, among = (pd.array([pd.NA] * len(rows), dtype="Int64") for _ in range(3))
    has = ~np.isnan(samples).any(axis=1)
    for _, place in rows[has].groupby(["tier", "plan_group"], sort=True).groups.items():
        # whole ranks that some draw has given, none between; who ties may stand at either end of the tie
        for rank, method, share in ((low, "min", TAIL), (high, "max", 1 - TAIL)):
            ranks = rankdata(-samples[place], method=method, axis=0)
            rank[place] = np.quantile(ranks, share, axis=1, method="inverted_cdf").astype(int)
        among[place] = len(place)
    return {"rank_lower": low, "rank_upper": high, "ranked_among": among}


def _overall(parts: pd.DataFrame, covered: Floats, samples: Floats, base: Floats, moved: Floats, method: str) -> Levels:
    """Over all groups of each agency. base: (groups,), moved: (draws, groups) weights on the rows of `parts`."""
    first = _starts(parts["agency_id"])
    whole = np.nan_to_num(_share(np.add.reduceat(base * covered, first), np.add.reduceat(base, first)))
    # a floor, so that one group at nothing does not wipe out all others
    over = np.where(enough(whole), means_of_runs(np.maximum(samples, FLOOR), moved, first, method), np.nan)
    return Levels(parts.loc[first].assign(plan_group=OVERALL, coverage=whole.round(DECIMALS)), over.T)


def _pulls(frame: pd.DataFrame, groups: Mapping[int, float] | None, draws: int) -> tuple[Floats, Floats]:
    """Weight of the plan group of each agency × group, as given and as moved in the draws: one policy for all agencies."""
    used = sorted(frame["plan_group"].unique())
    missing = [g for g in used if groups is not None and g not in groups]
    if missing:
        raise ValueError(f"plan groups without weight: {missing}")
    given = np.array([1.0 if groups is None else float(groups[g]) for g in used])
    first = _starts(frame["agency_id"], frame["plan_group"])
    place = pd.Index(used).get_indexer(frame.loc[first, "plan_group"])
    return given[place], weights([f"group {g}" for g in used], given, draws)[:, place]


def _order(cells: pd.DataFrame) -> NDArray[np.intp]:
    missing = [name for name in CELL if name not in cells.columns]
    if missing:
        raise ValueError(f"cells lack the columns {missing}")
    if cells.duplicated(["agency_id", "standard_id"]).any():
        raise ValueError("two cells of one agency and standard")
    if (cells["required"].astype(float) <= 0).any():
        raise ValueError("required must be above 0")
    return np.lexsort((cells["standard_id"].astype(str), cells["plan_group"], cells["agency_id"].astype(str)))


def _starts(*keys: pd.Series) -> NDArray[np.intp]:
    """Where a new key begins in sorted rows."""
    new = np.zeros(len(keys[0]), bool)
    for key in keys:
        new |= (key != key.shift()).to_numpy()
    return np.flatnonzero(new)


def _share(part: Floats, whole: Floats) -> Floats:
    """part / whole; NaN where there is no weight at all."""
    return np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0)


def _quantile(samples: Floats, share: float) -> Floats:
    """Of each row; NaN where it has no score."""
    return np.round(np.quantile(samples, share, axis=1), DECIMALS) if len(samples) else np.zeros(0)


def _tiers(rows: pd.DataFrame, samples: Floats) -> pd.DataFrame:
    found = []
    has = ~np.isnan(samples).any(axis=1)
    for (tier, group), place in rows.groupby(["tier", "plan_group"], sort=True).groups.items():
        mine = place[has[place]]
        middle = np.median(samples[mine], axis=0) if len(mine) else np.full(samples.shape[1], np.nan)
        low, score, high = (float(q) for q in np.round(np.quantile(middle, [TAIL, 0.5, 1 - TAIL]), DECIMALS))
        found.append((tier, group, score, low, high, len(place), len(mine)))
    return pd.DataFrame(found, columns=TIER)
