"""Scores on the warehouse: `gaps.score` and `gaps.tier_score` from the counts, the basis and the verdicts. METHOD § 8.

θ is the posterior of `gaps.gap` (gap.py: same counts, same fit). What does not belong here: how scores add up (composite.py) and
which standards apply (sql/gaps/score_basis.sql).
"""

import duckdb
import numpy as np
import pandas as pd

from assets.gaps.composite import CELL, composite_tables, drawn
from assets.gaps.draws import DRAWS
from assets.gaps.gap import KEY, SHAPES, fits, rates
from assets.gaps.mixture import Posterior
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import read_sql
from pipelines.runtime.warehouse import put_frame


def make_score(connection: duckdb.DuckDBPyConnection, profile: Profile) -> int:
    """`gaps.score`: agency × plan group, 0 over all; `gaps.tier_score`: the median agency of each tier."""
    cells = connection.execute("select * from gaps.cell").df()
    basis = basis_of(connection)
    end = connection.execute("select window_end from sources.clock").fetchall()[0][0]
    theta = theta_of(basis, rates(cells, fits(cells, profile.parameters)))
    tables = composite_tables(drawn(basis, theta, DRAWS), profile.group_weights or None)
    for name, table in zip(("score", "tier_score"), tables, strict=True):
        types = {column: str(field["type"]) for column, field in read_sql("audit", name).fields.items()}
        table = table.assign(window_end=end).astype(object)
        put_frame(connection, f"gaps.{name}", table.where(table.notna(), None), types)
    return len(tables[0])


def basis_of(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """The standards that apply, with the columns that `drawn` wants and the source that carries each."""
    frame = connection.execute(
        "select b.agency_id, b.standard_id, b.window_end, b.tier, b.plan_group, cast(b.required as double) as required, "
        "cast(b.weight as double) as weight, b.basis = 'assessed' as assessable, "
        "coalesce(v.verdict = 'common_cause', false) as common, s.carried_by from gaps.score_basis as b "
        "inner join sources.standard as s on b.standard_id = s.standard_id "
        "left join gaps.standard_verdict as v on b.standard_id = v.standard_id order by b.agency_id, b.standard_id"
    ).df()
    return frame[[*CELL, "window_end", "carried_by"]]


def theta_of(basis: pd.DataFrame, shapes: pd.DataFrame) -> Posterior:
    """The posterior of every row of the basis, in its order; NaN where no duty was judged."""
    found = basis[KEY].merge(shapes, on=KEY, how="left")[SHAPES].to_numpy(float)
    bulk = np.arange(0, 6, 2)
    a, b, weight = (found[:, [first, first + 1]] for first in bulk)
    return Posterior(a, b, weight)
