"""Kinds judged beside peers on the warehouse, but for unmet and worsening: counts (sql/gaps/<kind>.sql) to findings and counted rows.

The SQL leaves one row for agency × standard × subject, with the ids of what it counted in `row_ids`: Python reads the counts of
all and the ids of what is flagged, so neither grows with the dossiers. What does not belong here: the statistics (dormant.py,
unequal.py, excess.py, clock.py) and the words (wording_compared.py).
"""

from collections.abc import Callable, Mapping
from typing import Any

import duckdb
import pandas as pd

from assets.gaps import clock, dormant, excess, unequal
from assets.gaps.counted import flag_id
from assets.gaps.exact import KEY, Exact
from assets.gaps.parameters import number

Parameters = Mapping[str, Any] | None


def no_cases(rows: pd.DataFrame, parameters: Parameters = None) -> pd.DataFrame:
    """Kind `dormant`; exposure is the agency's dossiers, or alike for all where too few agencies of the tier have any."""
    sized = rows[rows["dossiers"] > 0].groupby("tier")["agency_id"].nunique()
    enough = rows["tier"].map(sized).fillna(0) >= number(parameters, "minimum_agencies")
    cells = rows.assign(exposure=rows["dossiers"].where(enough, 1), in_force=True)
    found = dormant.dormant(cells, parameters).merge(rows[KEY[:2]].assign(sized=enough), on=KEY[:2])
    return found.assign(subject=None)


def unlike(rows: pd.DataFrame, parameters: Parameters = None) -> pd.DataFrame:
    """Kind `unequal`: both sides of a stratum beside each other; `side` is the one served worse, `*_better` the other's counts."""
    found = unequal.unequal(sides(rows), parameters)
    found = found.assign(side=(found["odds_ratio"] < 1).astype(bool)).drop(columns=["numerator", "denominator"])
    # quarters with one side or one outcome tell nothing of a ratio; what they hold is counted and shown all the same
    whole = rows.groupby([*KEY, "side"], as_index=False)[["met", "total"]].sum().astype({"side": bool})
    better = whole.assign(side=~whole["side"]).rename(columns={"met": "met_better", "total": "total_better"})
    found = found.merge(whole, on=[*KEY, "side"]).merge(better, on=[*KEY, "side"])
    return found.assign(numerator=found["total"] - found["met"], denominator=found["total"])


def sides(rows: pd.DataFrame) -> pd.DataFrame:
    """Both sides of each stratum of `gaps.unequal` in one row: KEY, tier, stratum, met, total, met_other, total_other."""
    keys = [*KEY, "tier", "stratum"]
    mine, other = (rows[rows["side"] == side].set_index(keys)[["met", "total"]] for side in (True, False))
    return mine.join(other, rsuffix="_other", how="outer").fillna(0).astype("int64").reset_index()


def disputed(rows: pd.DataFrame, parameters: Parameters = None) -> pd.DataFrame:
    """Kind `contradicted`: numerator and denominator are rows of the source, `said` and `asked` what was tested."""
    own = rows["source"] == "reported"
    reported = rows[own].assign(rate=lambda part: part["numerator"] / part["denominator"])[[*KEY, "tier", "rate"]]
    signals = rows[~own]
    found = excess.contradicted(reported, signals[[*KEY, "tier", "source", "numerator", "denominator"]], parameters)
    found = found.rename(columns={"numerator": "said", "denominator": "asked"}).merge(
        signals[[*KEY, "source", "found", "looked"]], on=[*KEY, "source"]
    )
    return found.rename(columns={"found": "numerator", "looked": "denominator"}).merge(reported[[*KEY, "rate"]], on=KEY)


def doubted(rows: pd.DataFrame, parameters: Parameters = None) -> pd.DataFrame:
    """Kind `clock_doubt`: two signs are shares beside peers', bursts stand in the register."""
    crowded = rows["subject"] == clock.BURST
    return pd.concat([excess.leads("clock_doubt", rows[~crowded], parameters), clock.bursts(rows[crowded], parameters)], ignore_index=True)


def _lead(kind: str) -> Callable[[pd.DataFrame, Parameters], pd.DataFrame]:
    return lambda rows, parameters: excess.leads(kind, rows, parameters)


FINDERS: dict[str, Callable[[pd.DataFrame, Parameters], pd.DataFrame]] = {
    "dormant": no_cases,
    "unequal": unlike,
    "contradicted": disputed,
    "bunched": _lead("bunched"),
    "clock_stopped": _lead("clock_stopped"),
    "refiled": _lead("refiled"),
    "clock_doubt": doubted,
}


def compared(connection: duckdb.DuckDBPyConnection, parameters: Parameters = None) -> Exact:
    """Findings of all kinds of FINDERS with flag_id and `began` (the earliest counted row); facts with flag_id, fact and row_id."""
    parts = [_kind(connection, kind, find, parameters) for kind, find in FINDERS.items()]
    findings, facts = (pd.concat([part[i] for part in parts], ignore_index=True) for i in (0, 1))
    return Exact(findings.sort_values("flag_id", ignore_index=True), facts.sort_values(["flag_id", "row_id"], ignore_index=True))


def rows_beside(connection: duckdb.DuckDBPyConnection, kind: str) -> pd.DataFrame:
    """The rows that a finder of FINDERS looks at, in order, without the ids they count."""
    # a text for each counted dossier is what makes these tables large
    rows = connection.table(f"gaps.{kind}").project("* exclude (row_ids)").df()
    rows = rows.assign(**{name: rows[name].astype(object).where(rows[name].notna(), None) for name in KEY})
    return rows.sort_values([*KEY, *(name for name in ("stratum", "side", "source", "in_minute") if name in rows)], ignore_index=True)


def _kind(connection: duckdb.DuckDBPyConnection, kind: str, find: Callable[..., pd.DataFrame], parameters: Parameters) -> Exact:
    rows = rows_beside(connection, kind)
    found = find(rows, parameters).assign(agencies=None)
    found = found.assign(**{name: found[name].astype(object).where(found[name].notna(), None) for name in KEY})
    found = found.assign(flag_id=[flag_id(row) for row in found.to_dict("records")])
    # what a finding counts of its cell: one side of a comparison, one source, the crowded minutes
    marks = [name for name in ("side", "source") if name in found and name in rows]
    cells = connection.execute(
        f"select * exclude (row_ids), unnest(row_ids) as row_id from gaps.{kind} where agency_id in (select unnest(?::text[]))",
        [sorted(found["agency_id"].unique())],
    ).df()
    if "in_minute" in cells:
        cells = cells[cells["in_minute"].isna() | (cells["in_minute"] >= number(parameters, "burst_closings"))]
    cells = cells.assign(**{name: cells[name].astype(object).where(cells[name].notna(), None) for name in KEY})
    facts = found[["flag_id", *KEY, *marks]].merge(cells[[*KEY, *marks, "fact", "row_id", "began_at"]], on=[*KEY, *marks])
    began = facts.groupby("flag_id")["began_at"].min().reindex(found["flag_id"])
    return Exact(found.assign(began=pd.to_datetime(began.to_numpy())), facts[["flag_id", "fact", "row_id"]])
