"""Sign `burst` of kind `clock_doubt`: many dossiers closed by one person within one minute. METHOD § 7; a lead.

Exact, no probability: either the closings stand in the register or not. Null: nobody closes 20 dossiers a minute by hand; a
system that closes them in a batch, or a clerk who enters a day's paper at its end, does. Abstains on closings without a time of
day (00:00:00, the day alone is known) and without a person. The other two signs are shares: excess.py.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from assets.gaps.parameters import number

BURST = "burst"
COLUMNS = ["kind", "audience", "agency_id", "standard_id", "subject", "numerator", "denominator", "probability", "bursts", "expected_false"]


def in_burst(closings: pd.DataFrame, parameters: Mapping[str, Any] | None = None) -> pd.Series:
    """Which closings belong to a minute with at least `burst_closings` by one person; on the index of `closings`.

    closings: agency_id, person, closed_at. Minutes are those of the clock, as a register shows them.
    """
    minute = pd.to_datetime(closings["closed_at"]).dt.floor("min")
    timed = closings["person"].notna() & minute.notna() & ~_date_only(closings["closed_at"])
    size = closings[timed].groupby([closings["agency_id"], closings["person"], minute])["closed_at"].transform("size")
    return size.reindex(closings.index).ge(number(parameters, "burst_closings"))


def bursts(closings: pd.DataFrame, parameters: Mapping[str, Any] | None = None) -> pd.DataFrame:
    """One row an agency, most first: numerator = closings within bursts, denominator = closings with a time and a person."""
    timed = closings[closings["person"].notna() & closings["closed_at"].notna() & ~_date_only(closings["closed_at"])]
    frame = timed.assign(minute=pd.to_datetime(timed["closed_at"]).dt.floor("min"), found=in_burst(timed, parameters))
    counts = frame.groupby("agency_id").agg(numerator=("found", "sum"), denominator=("found", "size"))
    minutes = frame[frame["found"]].drop_duplicates(["agency_id", "person", "minute"]).groupby("agency_id").size()
    rows = counts[counts["numerator"] > 0].join(minutes.rename("bursts")).reset_index()
    rows = rows.assign(kind="clock_doubt", audience="lead", standard_id=None, subject=BURST, probability=1.0, expected_false=0.0)
    return rows.sort_values(["numerator", "agency_id"], ascending=[False, True], ignore_index=True)[COLUMNS]


def _date_only(times: pd.Series) -> pd.Series:
    stamp = pd.to_datetime(times)
    return stamp.eq(stamp.dt.normalize())
