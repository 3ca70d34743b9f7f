"""The gap of every agency × standard over one window, and its split into a common and an agency part.

METHOD § 3 and § 4. Counts come in (sql/gaps/cell.sql), no clock is read here. What does not belong here:
whether a gap is worth a flag (assets/gaps/flags.py) and whose problem it is (assets/gaps/verdict.py).
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from assets.gaps.alike import learned
from assets.gaps.mixture import DECIMALS, Mixture, Posterior, fit, pairs, pooled_prior, posterior
from assets.gaps.parameters import number

KEY = ["agency_id", "standard_id", "window_end"]
CELL = ["agency_id", "tier", "standard_id", "window_end", "assessable", "required", "tolerance", "met", "total", "unknown"]
ESTIMATES = [
    "shrunk", "shrunk_lower", "shrunk_upper", "gap", "common_part", "agency_part", "p_null", "median_shrunk", "p_null_peers",
]  # fmt: skip
COLUMNS = [
    "agency_id", "standard_id", "window_end", "assessable", "required", "tolerance", "numerator", "denominator",
    "achieved", "shrunk", "shrunk_lower", "shrunk_upper", "gap", "common_part", "agency_part", "unmet_duties",
    "p_null", "tier", "unknown", "shortfall", "median_shrunk", "p_null_peers",
]  # fmt: skip


GROUP = ["window_end", "standard_id", "tier"]
SHAPES = ["bulk_a", "deviant_a", "bulk_b", "deviant_b", "bulk_weight", "deviant_weight"]


Fits = Mapping[tuple[Any, str, str], Mixture]


def fits(cells: pd.DataFrame, parameters: Mapping[str, Any] | None = None, spread: float = 1.0) -> Fits:
    """The prior of each window, standard and tier that has cells to judge; `spread`: width of its own priors, times the usual.

    A mixture fitted to the peers, under what all mixtures of the window have in common (alike.py); with too few peers, one
    beta from the city's other standards.
    """
    found: dict[tuple[Any, str, str], Mixture] = {}
    for _, judged in _judged(_checked(cells)).groupby("window_end", sort=True):
        groups = {key: (group["met"].to_numpy(), group["total"].to_numpy()) for key, group in judged.groupby(GROUP, sort=True)}
        peers = {key: counts for key, counts in groups.items() if len(counts[0]) >= number(parameters, "minimum_agencies")}
        prior = learned([pairs(*counts) for counts in peers.values()]).widened(spread)
        for key in groups:
            others = judged[judged["standard_id"] != key[1]]
            found[key] = fit(*peers[key], prior) if key in peers else pooled_prior(others["met"], others["total"], spread)
    return found


def gaps(cells: pd.DataFrame, parameters: Mapping[str, Any] | None = None, fitted: Fits | None = None) -> pd.DataFrame:
    """One row for each cell, in order of KEY: rates in [0, 1] to 6 decimals, counts as integers.

    Estimates are NaN where the standard is not assessable or no duty fell due: nothing is inferred from silence.
    `median_shrunk` is c of the agency's tier; `p_null` is P(θ >= line), `p_null_peers` is P(θ >= c − tolerance).
    `fitted`: the output of `fits`, made here if not given. Raises ValueError for missing columns or two rows of one key.
    """
    frame = _checked(cells)
    fitted = fits(cells, parameters) if fitted is None else fitted
    parts = [_estimates(group, fitted[key]) for key, group in _judged(frame).groupby(GROUP, sort=True)]
    estimates = pd.concat(parts) if parts else pd.DataFrame(columns=ESTIMATES, dtype=float)
    frame = frame.join(estimates[ESTIMATES].astype(float))
    frame["achieved"] = (frame["met"] / frame["total"].where(frame["total"] > 0)).round(DECIMALS)
    frame["shortfall"] = (frame["required"] - frame["achieved"]).round(DECIMALS)
    frame["unmet_duties"] = frame["total"] - frame["met"]
    return frame.rename(columns={"met": "numerator", "total": "denominator"})[COLUMNS]


def rates(cells: pd.DataFrame, fitted: Fits) -> pd.DataFrame:
    """θ behind `gaps`: KEY and SHAPES of the posterior (two betas with weights), one row for each cell that has estimates."""
    judged = _judged(_checked(cells))
    parts = [judged[KEY].head(0).reindex(columns=[*KEY, *SHAPES]).astype(dict.fromkeys(SHAPES, float))]
    for key, group in judged.groupby(GROUP, sort=True):
        theta = posterior(fitted[key], group["met"].to_numpy(), group["total"].to_numpy())
        shapes = pd.DataFrame(np.hstack([theta.a, theta.b, theta.weight]), columns=SHAPES, index=group.index)
        parts.append(group[KEY].join(shapes))
    return pd.concat(parts[1:] or parts).sort_values(KEY, kind="stable", ignore_index=True)


def _judged(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["assessable"] & (frame["total"] > 0)]


def _checked(cells: pd.DataFrame) -> pd.DataFrame:
    missing = [name for name in CELL if name not in cells.columns]
    if missing:
        raise ValueError(f"cells lack the columns {missing}")
    frame = cells[CELL].copy()
    if frame.duplicated(KEY).any():
        raise ValueError(f"two cells of one key: {frame[frame.duplicated(KEY)][KEY].iloc[0].to_dict()}")
    frame["assessable"] = frame["assessable"].eq(True).fillna(False).astype(bool)
    for name in ("required", "tolerance"):
        frame[name] = frame[name].astype(float)
    for name in ("met", "total", "unknown"):
        frame[name] = frame[name].astype("int64")
    return frame.sort_values(KEY, kind="stable", ignore_index=True)


def _estimates(group: pd.DataFrame, prior: Mixture) -> pd.DataFrame:
    """Columns ESTIMATES for the agencies of one standard and tier, on the index of `group`."""
    theta = posterior(prior, group["met"].to_numpy(), group["total"].to_numpy())
    line = (group["required"] - group["tolerance"]).to_numpy().round(DECIMALS)
    # an agency without peers cannot be its own "everybody": the prior stands for the others
    c = round(float(np.median(theta.mean)) if len(group) > 1 else prior.mean, DECIMALS)
    # the estimate of a perfect record stays below 1 by what its prior doubts; a duty that was met is no gap for all that
    unmet = (group["met"] < group["total"]).to_numpy()
    gap = np.where(unmet, np.maximum(0.0, line - theta.mean), 0.0).round(DECIMALS)
    common = np.minimum(gap, np.maximum(0.0, line - c)).round(DECIMALS)
    return pd.DataFrame(
        {
            "shrunk": theta.mean, "shrunk_lower": theta.lower, "shrunk_upper": theta.upper, "gap": gap,
            "common_part": common, "agency_part": (gap - common).round(DECIMALS), "p_null": _at_or_over(theta, line),
            "median_shrunk": c, "p_null_peers": _at_or_over(theta, c - group["tolerance"].to_numpy()),
        },
        index=group.index,
    )  # fmt: skip


def _at_or_over(theta: Posterior, line: np.ndarray) -> np.ndarray:
    return (1 - theta.below(line)).round(DECIMALS)
