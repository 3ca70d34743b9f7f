"""Would other choices give other flags, or another order of agencies? OECD & JRC 2008, step 7; METHOD § 8.

A reader who distrusts the geometric mean, the weights, the tolerance, the priors or one source sees here what each of them does.
Flags come from `flags_under` (under.py), ranks from the scores' own functions (composite.py). Moves are of the middle of the rank
interval, never of a bare rank, and are counted over agencies: no agency is named.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import duckdb
import numpy as np
import pandas as pd

from assets.gaps.composite import OVERALL, Drawn, Levels, drawn, levels, rank_interval
from assets.gaps.gap import rates
from assets.gaps.mixture import DECIMALS
from assets.gaps.parameters import number
from assets.gaps.scoring import basis_of, theta_of
from assets.gaps.under import Found, Prepared, differences, flags_under, prepared, with_one_changed, with_other_tables
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import read_sql
from pipelines.runtime.warehouse import put_frame

DRAWS = 250
KEY = ["variant", "subject"]
COLUMNS = [*KEY, "kind", "flags", "gained", "lost", "ranked", "median_move", "largest_move"]
EFFECTS = ["name", "lower", "higher", "flags", "flags_lower", "flags_higher"]
TOLERANCES = {"tolerance_half": 0.5, "tolerance_double": 2.0}
PRIORS = {"prior_narrow": 0.5, "prior_wide": 2.0}


class Variant(NamedTuple):
    """`tables` to find flags in, None where flags do not depend on it; `scores` to rank by, None where ranks do not."""

    name: str
    subject: str
    tables: Prepared | None
    scores: Levels | None


def make_robustness(connection: duckdb.DuckDBPyConnection, profile: Profile) -> int:
    """`gaps.robustness`: a row for each variant and kind; `gaps.parameter_effect`: flags at a lower and a higher value."""
    tables = prepared(connection)
    found = flags_under(tables, profile.parameters)
    variants = _variants(tables, basis_of(connection), profile)
    made = {
        "robustness": robustness(found, variants, profile.parameters),
        "parameter_effect": parameter_effects(tables, found, profile.parameters),
    }
    for name, frame in made.items():
        fields = read_sql("audit", "parameter" if name == "parameter_effect" else name).fields
        types = {column: str(fields[column]["type"]) for column in frame.columns}
        put_frame(connection, f"gaps.{name}", frame.astype(object).where(frame.notna(), None), types)
    return len(made["robustness"])


def robustness(found: Found, variants: Iterator[Variant], parameters: Mapping[str, Any]) -> pd.DataFrame:
    """COLUMNS, in order of KEY and kind; the first of `variants` is what is published. kind `all` carries the moves of ranks.

    `flags` are those under the variant, `gained` and `lost` against the published ones. `ranked`: agencies with an overall
    score in both; moves: of the middle of the 90 % rank interval within the tier, median and largest over these agencies.
    """
    published = next(variants)
    before, rows = _middles(published.scores), []
    for variant in variants:
        after = found.all if variant.tables is None else with_other_tables(found, variant.tables, parameters)
        moves = (_middles(variant.scores) - before).abs().dropna() if variant.scores else before.dropna() * 0
        for kind, flags, gained, lost in differences(found.all, after):
            moved = (len(moves), moves.median(), moves.max()) if kind == "all" else (None, None, None)
            rows.append((variant.name, variant.subject, kind, flags, gained, lost, *moved))
    return pd.DataFrame(rows, columns=COLUMNS).sort_values([*KEY, "kind"], ignore_index=True)


def parameter_effects(tables: Prepared, found: Found, parameters: Mapping[str, Any]) -> pd.DataFrame:
    """EFFECTS, in order of name: for each of the profile's parameters that some kind reads, the flags, leads included, at other values."""
    read = set().union(*found.read.values())
    rows = []
    for name in sorted(read & set(parameters)):
        tried = values_to_try(number(parameters, name), isinstance(getattr(parameters[name], "value", None), int))
        counts = [len(with_one_changed(found, tables, parameters, name, value)) for value in tried]
        rows.append((name, *tried, len(found.all), *counts))
    return pd.DataFrame(rows, columns=EFFECTS)


def values_to_try(value: float, whole: bool = False) -> tuple[float, float]:
    """Half and double; a share stays below 1 (half the way to it), a whole number stays one, at least 1."""
    lower, higher = value / 2, 2 * value
    if 0 < value < 1 and not whole:
        higher = min(higher, (1 + value) / 2)
    if whole:
        lower = float(max(1, np.ceil(lower)))
    return round(lower, DECIMALS), round(higher, DECIMALS)


def _variants(tables: Prepared, basis: pd.DataFrame, profile: Profile) -> Iterator[Variant]:
    """What is published, then one choice changed at a time."""
    groups = profile.group_weights or {int(group): 1.0 for group in basis["plan_group"].unique()}
    base = _drawn(tables, basis, profile)
    yield Variant("published", "", None, levels(base, groups))
    yield Variant("arithmetic", "", None, levels(base, groups, "arithmetic"))
    yield Variant("equal_weights", "", None, levels(Drawn(base.cells.assign(weight=1.0), base.scores)))
    for group in sorted(basis["plan_group"].unique()):
        yield Variant("without_group", str(group), None, levels(base, {**groups, group: 0.0}))
    for name, factor in TOLERANCES.items():
        yield Variant(name, "", replace(tables, tolerance=factor), None)
    for name, factor in PRIORS.items():
        other = replace(tables, spread=factor)
        yield Variant(name, "", other, levels(_drawn(other, basis, profile), groups))
    carrier = base.cells["carried_by"]
    for source in sorted({*carrier.dropna(), *tables.senders}):
        left = (carrier != source).to_numpy()
        rest = Drawn(base.cells[left].reset_index(drop=True), base.scores[:, left])
        yield Variant("without_source", source, replace(tables, without=source), levels(rest, groups))


def _drawn(tables: Prepared, basis: pd.DataFrame, profile: Profile) -> Drawn:
    return drawn(basis, theta_of(basis, rates(tables.cells, tables.fits(profile.parameters))), DRAWS)


def _middles(found: Levels) -> pd.Series:
    """The middle of each agency's overall rank interval, by agency; NaN without a score."""
    ranks = pd.DataFrame(rank_interval(*found), index=found.rows["agency_id"]).astype("float")
    return ((ranks["rank_lower"] + ranks["rank_upper"]) / 2)[(found.rows["plan_group"] == OVERALL).to_numpy()]
