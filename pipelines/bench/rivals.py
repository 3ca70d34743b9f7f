"""What others do with the same counts: three ways to colour a dashboard, on the same worlds as ours. METHOD § 9.

Each takes the cells (agency × standard, 12 months) and gives the cells it accuses. None knows of chance, of the law's own faults,
or of many tests; that is why they are here.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd

KEY = ["agency_id", "standard_id"]
LEAGUE = -1.96
BOTTOM = 0.1


def traffic_light(cells: pd.DataFrame) -> pd.DataFrame:
    """Red where the raw rate lies below the line."""
    return cells.loc[_rate(cells) < cells["required"] - cells["tolerance"], KEY]


def league_table(cells: pd.DataFrame) -> pd.DataFrame:
    """Flagged where the z-score of the raw rate among the tier's agencies is below −1.96."""
    rate = _rate(cells)
    by = rate.groupby([cells["standard_id"], cells["tier"]])
    spread = by.transform("std")
    z = (rate - by.transform("mean")) / spread.where(spread > 0)
    return cells.loc[z < LEAGUE, KEY]


def composite_index(cells: pd.DataFrame) -> pd.DataFrame:
    """The plain mean of an agency's rates, ranked: the bottom tenth of each tier is accused of every rate below the line."""
    rate = _rate(cells)
    index = rate.groupby(cells["agency_id"]).transform("mean")
    low = index <= index.groupby(cells["tier"]).transform(lambda values: np.quantile(values, BOTTOM))
    return cells.loc[low & (rate < cells["required"] - cells["tolerance"]), KEY]


RIVALS: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "đèn giao thông theo tỷ lệ thô · raw-rate traffic light": traffic_light,
    "bảng xếp hạng điểm z · z-score league table": league_table,
    "chỉ số tổng hợp đơn giản · plain composite index": composite_index,
}


def _rate(cells: pd.DataFrame) -> pd.Series:
    return cells["numerator"] / cells["denominator"]
