"""Sign `burst` of kind `clock_doubt`: many dossiers closed by one person within one minute. METHOD § 7; a lead.

Exact, no probability: either the closings stand in the register or not. Null: nobody closes 20 dossiers a minute by hand; a
system that closes them in a batch, or a clerk who enters a day's paper at its end, does. Where most agencies of a tier have
bursts it is the system they share, and nothing is said of any of them. Closings without a time of day or without a person are
not among the counts (sql/gaps/clock_doubt.sql). The other two signs are shares: excess.py.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from assets.gaps.parameters import number

BURST = "burst"
COLUMNS = ["kind", "audience", "agency_id", "standard_id", "subject", "numerator", "denominator", "probability", "bursts", "expected_false"]


def bursts(minutes: pd.DataFrame, parameters: Mapping[str, Any] | None = None) -> pd.DataFrame:
    """One row an agency, most first: numerator = closings within bursts, denominator = closings with a time and a person.

    minutes: agency_id, tier, in_minute (closings by one person in one minute), numerator (closings in minutes of that size).
    `bursts` are the minutes with at least `burst_closings`.
    """
    crowded = minutes["in_minute"] >= number(parameters, "burst_closings")
    frame = minutes.assign(
        found=minutes["numerator"].where(crowded, 0), bursts=(minutes["numerator"] // minutes["in_minute"]).where(crowded, 0)
    )
    counts = frame.groupby(["tier", "agency_id"], as_index=False)[["found", "numerator", "bursts"]].sum()
    agencies = counts.groupby("tier")["agency_id"].transform("size")
    share = counts["found"].gt(0).groupby(counts["tier"]).transform("mean")
    common = (agencies >= number(parameters, "minimum_agencies")) & (share >= number(parameters, "common_share"))
    rows = counts[(counts["found"] > 0) & ~common].rename(columns={"numerator": "denominator", "found": "numerator"})
    rows = rows.assign(kind="clock_doubt", audience="lead", standard_id=None, subject=BURST, probability=None, expected_false=0.0)
    return rows.sort_values(["numerator", "agency_id"], ascending=[False, True], ignore_index=True)[COLUMNS]
