"""Odds ratios between like cases: `gaps.fairness`, for the jurisdiction, each procedure and each agency. METHOD § 7.

Counts come from the tables that the kind `unequal` looks at and from `gaps.like_case`; every comparison that some stratum
makes has a row, with estimates only where both sides have enough dossiers. What does not belong here: who is flagged (unequal.py, which also
allows for what the bulk of peers has).
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtr

from assets.gaps.compared import rows_beside, sides
from assets.gaps.effects import GRID, fit_alike, posterior_mass, scaled
from assets.gaps.mixture import DECIMALS
from assets.gaps.parameters import number
from assets.gaps.pooling import mantel_haenszel
from assets.gaps.unequal import REACH, SIDES, compares, log_likelihood
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import read_sql
from pipelines.runtime.warehouse import put_frame

Floats = NDArray[np.float64]
KEY = ["comparison", "agency_id", "standard_id", "procedure_code"]
ALL = "-"
COMPARISONS = ("channel", "applicant", "sector")
AREA = "area"
ESTIMATES = ["odds_ratio", "lower", "upper", "probability"]
# what stands for a set of strata: every agency and procedure, one procedure, one agency and procedure
LEVELS = ([], ["standard_id", "procedure_code"], ["agency_id", "standard_id", "procedure_code"])


def make_fairness(connection: duckdb.DuckDBPyConnection, profile: Profile) -> int:
    """`gaps.fairness`; returns its number of rows."""
    cases = connection.execute("select * from gaps.like_case order by agency_id, standard_id, procedure_code, stratum").df()
    frame = fairness(sides(rows_beside(connection, "unequal")), cases, profile.parameters)
    end = connection.execute("select window_end from sources.clock").fetchall()[0][0]
    frame = frame.assign(window_end=end).astype(object)
    types = {column: str(field["type"]) for column, field in read_sql("audit", "fairness").fields.items()}
    put_frame(connection, "gaps.fairness", frame.where(frame.notna(), None), types)
    return len(frame)


def fairness(strata: pd.DataFrame, cases: pd.DataFrame, parameters: Mapping[str, Any] | None = None) -> pd.DataFrame:
    """One row a comparison, in order of KEY: counts of the strata that compare something, and ESTIMATES where there is enough.

    strata: agency_id, tier, standard_id, subject (`procedure~comparison`), stratum and counts SIDES. cases: agency_id, tier,
    standard_id, procedure_code, stratum, met, total. Odds ratios are of being in time, first side over the other.
    """
    # unlike rpartition, which gives no columns where there are no rows
    named = strata["subject"].str.extract(r"\A(?P<procedure_code>.*)~(?P<comparison>[^~]*)\Z")
    sided = pd.concat([strata.join(named), beside_others(cases)], ignore_index=True)
    sided = sided[compares(sided)]
    places = sided["comparison"] == AREA
    rows = [row for level in LEVELS for row in _rows(sided[~places], level, parameters)]
    rows += _rows(sided[places], ["agency_id"], parameters)
    silent = sorted(set(COMPARISONS) - {row["comparison"] for row in rows})
    rows += [{**dict.fromkeys(KEY, ALL), **dict.fromkeys(["strata", *SIDES], 0), "comparison": name} for name in silent]
    frame = pd.DataFrame(rows, columns=[*KEY, "tier", "strata", *SIDES, *ESTIMATES, "table"])
    frame = _beside_peers(frame, parameters).drop(columns=["tier", "table"])
    frame[ESTIMATES] = frame[ESTIMATES].astype(float).round(DECIMALS)
    return frame.sort_values(KEY, ignore_index=True)


def beside_others(cases: pd.DataFrame) -> pd.DataFrame:
    """Each agency's dossiers beside those of all others of its tier, by procedure and quarter; columns as `strata`."""
    together = cases.groupby(["tier", "standard_id", "procedure_code", "stratum"])[["met", "total"]].transform("sum")
    return cases.assign(comparison=AREA, met_other=together["met"] - cases["met"], total_other=together["total"] - cases["total"])


def _rows(strata: pd.DataFrame, level: list[str], parameters: Mapping[str, Any] | None) -> Iterator[dict[str, Any]]:
    """One row for each comparison and value of `level`; over several agencies the pooled numbers are all there is."""
    by = ["comparison", *level, *(["tier"] if "agency_id" in level else [])]
    counts, keys = strata[SIDES].to_numpy(float), strata[by]
    for places in keys.groupby(by, sort=True).indices.values():
        table = counts[places]
        row = {**dict.fromkeys(KEY, ALL), **dict(zip(by, keys.iloc[places[0]], strict=True)), "strata": len(table), "table": table}
        row |= dict(zip(SIDES, table.sum(axis=0).astype(int).tolist(), strict=True))
        if min(row["total"], row["total_other"]) >= number(parameters, "minimum_duties"):
            row |= _pooled(table, np.log(number(parameters, "unequal_ratio")))
        yield row


def _pooled(table: Floats, band: float) -> dict[str, float]:
    """Mantel and Haenszel's ratio with its interval, and P(outside the band) as that interval has it."""
    met, total, met_other, total_other = table.T
    found = mantel_haenszel(np.stack([met, total - met, met_other, total_other - met_other], axis=1).reshape(-1, 2, 2))
    if not np.isfinite(found.log_se):
        return {}
    at = np.log(found.value)
    outside = ndtr((-band - at) / found.log_se) + ndtr((at - band) / found.log_se)
    return {"odds_ratio": found.value, "lower": found.lower, "upper": found.upper, "probability": float(outside)}


def _beside_peers(frame: pd.DataFrame, parameters: Mapping[str, Any] | None) -> pd.DataFrame:
    """An agency's probability is the posterior that its peers inform; without peers enough it has none."""
    outside = np.abs(GRID) > np.log(number(parameters, "unequal_ratio"))
    single = frame["agency_id"] != ALL
    frame.loc[single, "probability"] = np.nan
    enough = frame[["total", "total_other"]].min(axis=1) >= number(parameters, "minimum_duties")
    compared = frame[single].groupby(["comparison", "standard_id", "procedure_code", "tier"], sort=True)
    groups = [group for _, group in compared if len(group) >= number(parameters, "minimum_agencies")]
    for some in (_of(groups, AREA.__ne__), _of(groups, AREA.__eq__)):
        likelihoods = [scaled(np.array([log_likelihood(table) for table in group["table"]])) for group in some]
        for group, seen, effects in zip(some, likelihoods, fit_alike(likelihoods, REACH), strict=True):
            frame.loc[group.index, "probability"] = posterior_mass(effects, seen)[:, outside].sum(axis=1)
    frame.loc[~enough, "probability"] = np.nan
    return frame


def _of(groups: list[pd.DataFrame], wanted: Callable[[str], bool]) -> list[pd.DataFrame]:
    """Groups of the comparisons wanted: places differ in other ways than the sides of one counter, so each has its own spread."""
    return [group for group in groups if wanted(group["comparison"].iloc[0])]
