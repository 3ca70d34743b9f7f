"""Would another way of adding up change the order? Ranks under other choices, beside the published ones. METHOD § 8.

A reader who distrusts the geometric mean or the weights sees here what they do (OECD & JRC 2008, step 7). Ranks are of medians,
without their uncertainty: for the method page only, never for an agency's own page, where a bare rank has no place.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from assets.gaps.composite import FLOOR, OVERALL
from assets.gaps.scores import aggregate

COLUMNS = ["variant", "agency_id", "tier", "rank", "ranked_among"]


def sensitivity(scores: pd.DataFrame, groups: Mapping[int, float]) -> pd.DataFrame:
    """Rank (1 = best, within the tier) of every agency with an overall score, by variant; agencies in order of id.

    scores: output of `composite`. Variants: `published`, `arithmetic`, `equal_weights`, `without_<group>` for each plan group; an
    agency that has nothing but the group left out is not ranked there. Raises ValueError for a group without weight.
    """
    overall = scores[(scores["plan_group"] == OVERALL) & scores["score"].notna()]
    table = scores[(scores["plan_group"] != OVERALL) & scores["agency_id"].isin(overall["agency_id"])]
    wide = table.pivot(index="agency_id", columns="plan_group", values="score").sort_index()
    missing = [g for g in wide.columns if g not in groups]
    if missing:
        raise ValueError(f"plan groups without weight: {missing}")
    weights = np.array([float(groups[g]) for g in wide.columns])
    variants = {
        "published": ("geometric", weights),
        "arithmetic": ("arithmetic", weights),
        "equal_weights": ("geometric", np.ones(len(weights))),
        **{f"without_{g}": ("geometric", np.where(wide.columns == g, 0.0, weights)) for g in wide.columns},
    }
    floored = np.maximum(wide.to_numpy(float), FLOOR)
    tiers = overall.set_index("agency_id")["tier"].reindex(wide.index)
    parts = [
        _ranks(name, wide.index, tiers, aggregate(floored, weight, method, least_coverage=0)) for name, (method, weight) in variants.items()
    ]
    return pd.concat(parts, ignore_index=True) if len(wide) else pd.DataFrame(columns=COLUMNS)


def _ranks(variant: str, agencies: pd.Index, tiers: pd.Series, values: np.ndarray) -> pd.DataFrame:
    rows = pd.DataFrame({"variant": variant, "agency_id": agencies, "tier": tiers.to_numpy(), "value": values}).dropna(subset="value")
    by_tier = rows.groupby("tier")["value"]
    ranks = by_tier.transform(lambda part: rankdata(-part, method="min")).astype("int64")
    return rows.assign(rank=ranks, ranked_among=by_tier.transform("size"))[COLUMNS]
