"""Which of many uncertain findings are listed: METHOD § 7, one rule for every probabilistic kind.

Each candidate has p0, the posterior probability that there is nothing to find. The largest set in order of p0 whose mean
p0 is within the false discovery rate is listed (Newton et al. 2004, Biostatistics 5:155; Müller et al. 2006), within one
kind and one window. What does not belong here: where p0 comes from.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from assets.gaps.mixture import DECIMALS
from assets.gaps.parameters import number


def discoveries(candidates: pd.DataFrame, keys: list[str], parameters: Mapping[str, Any] | None = None) -> pd.DataFrame:
    """The candidates to list, surest first (ties by `keys`), with `probability` = 1 − p0 and `expected_false`.

    candidates: column p0, NaN where nothing can be said. A finding less sure than `candidate_p0` never rides on the back
    of many sure ones. `expected_false` is the sum of p0 over the set, repeated on each row.
    """
    rows = candidates[candidates["p0"] <= number(parameters, "candidate_p0")]
    rows = rows.sort_values(["p0", *keys], kind="stable", ignore_index=True)
    # p0 ascends, so its running mean does too: the set ends where the mean first passes the rate
    mean = rows["p0"].astype(float).expanding().mean()
    rows = rows[mean <= number(parameters, "false_discovery_rate")]
    probability = (1 - rows["p0"].astype(float)).round(DECIMALS)
    return rows.assign(probability=probability, expected_false=round(float(rows["p0"].sum()), DECIMALS))
