"""What applies to an agency, and that a score stands on the same rates as the gap; properties a reader takes for granted."""

import datetime as dt

import duckdb
import numpy as np
import pandas as pd
import pytest

from assets.gaps.composite import composite_tables, drawn
from assets.gaps.gap import KEY, fits, gaps, rates
from assets.gaps.scoring import make_score, theta_of
from pipelines.runtime.profile import load_profile
from pipelines.runtime.sqlfile import read_sql
from pipelines.runtime.warehouse import connect
from tests.gaps.worlds import city

END = pd.Timestamp("2026-10-31")
# standard, computed by, source, in force from, to, measure, family
STANDARDS = [
    ("case", "clock", "full", "2020-01-01", None, "scored", "case"), ("longer", "clock", "full", "2020-01-01", None, "scored", "case"),
    ("period", "register", "full", "2020-01-01", None, "scored", "period"), ("late_source", "clock", "part_year", "2020-01-01", None, "scored", "late_source"),
    ("sampled", "clock", "sample", "2020-01-01", None, "scored", "sampled"), ("ended", "clock", "full", "2020-01-01", "2025-10-31", "scored", "ended"),
    ("ahead", "clock", "full", "2026-11-01", None, "scored", "ahead"), ("hint", "clock", "full", "2020-01-01", None, "indicative", "hint"),
    ("yearly", "register", "full", "2020-01-01", None, "scored", "yearly"), ("nothing", "clock", "full", "2020-01-01", None, "scored", "nothing"),
]  # fmt: skip


@pytest.fixture(scope="module")
def basis():
    """agency, standard → basis and weight, of three agencies and one that is no more."""
    con = duckdb.connect()
    con.execute("create schema sources; create schema duties; create schema gaps")
    con.execute(
        "create table sources.clock as select date '2025-11-01' as window_start, date '2026-10-31' as window_end, '2026-10' as last_month"
    )
    con.execute(
        "create table sources.source as select * from (values ('full', 'complete'), ('part_year', 'complete'), ('sample', 'sample')) t(source_id, completeness)"
    )
    standard = pd.DataFrame(
        STANDARDS, columns=["standard_id", "computed_by", "carried_by", "effective_from", "effective_to", "measure", "family"]
    )
    standard = standard.assign(plan_group=3, weight=1, required=1.0, owed_by="agency", city_agency="01")
    con.register("standard", standard)
    con.execute(
        "create table sources.standard as select * replace (effective_from::date as effective_from, effective_to::date as effective_to) from standard"
    )
    con.execute("create table sources.standard_tier as select standard_id, 'commune' as tier from sources.standard")
    con.execute(
        "create table sources.agency as select * from (values ('a', 'commune', null), ('b', 'commune', null), ('d', 'department', null), "
        "('old', 'commune', '2026-06-30')) t(agency_id, tier, gone)"
    )
    con.execute(
        "create or replace table sources.agency as select agency_id, tier, date '2020-01-01' as valid_from, gone::date as valid_to from sources.agency"
    )
    con.execute(
        "create table duties.covered as select source_id, agency_id, strftime(date '2025-11-01' + to_months(i::int), '%Y-%m') as month "
        "from (values ('full', '*', 12), ('sample', '*', 12), ('part_year', 'a', 12), ('part_year', 'b', 11)) t(source_id, agency_id, n), range(n) r(i)"
    )
    con.execute(
        "create table duties.duty as select * from (values ('a', 'yearly', 'pending', '2026-12'), ('a', 'nothing', 'excused', '2026-03'), "
        "('b', 'yearly', 'excused', '2024-03')) t(agency_id, standard_id, status, month)"
    )
    con.execute(
        "create table gaps.cell as select * from (values ('a', 'case', true, 9, 1), ('a', 'longer', true, 1, 0), ('a', 'period', true, 3, 3), "
        "('b', 'case', true, 3, 2), ('b', 'sampled', false, 3, 0), ('old', 'case', true, 3, 0)) t(agency_id, standard_id, assessable, total, unknown)"
    )
    rows = con.execute(f"select agency_id, standard_id, basis, weight from ({read_sql('gaps', 'score_basis').body})").fetchall()
    return {row[:2]: (row[2], float(row[3])) for row in rows}


def test_what_applies_and_what_can_be_assessed(basis):
    assert {key: kind for key, (kind, _) in basis.items()} == {
        ("a", "case"): "assessed", ("a", "longer"): "assessed", ("a", "period"): "outcome_unknown", ("a", "sampled"): "source_incomplete",
        # 3 of 5 outcomes are known
        ("b", "case"): "assessed", ("b", "period"): "not_registered", ("b", "sampled"): "source_incomplete",
        # a month of its own did not come, so nobody knows that no case arose
        ("b", "late_source"): "source_absent", ("b", "yearly"): "not_registered",
    }  # fmt: skip


def test_variants_of_one_duty_share_its_weight(basis):
    assert basis["a", "case"][1] == basis["a", "longer"][1] == 0.5 and basis["b", "case"][1] == 1


def _scored(cells: pd.DataFrame, fitted=None):
    basis = cells.assign(
        plan_group=1 + cells["standard_id"].str[1:].astype(int) % 3, weight=1.0, assessable=cells["total"] > 0, common=False
    )
    return composite_tables(drawn(basis, theta_of(basis, rates(cells, fitted or fits(cells))), 100))


@pytest.fixture(scope="module")
def cells():
    whole = city(3, single=5)
    return whole[whole["agency_id"].isin([f"x{i:03d}" for i in range(12)]) & whole["standard_id"].isin([f"s{j:02d}" for j in range(6)])]


def test_a_score_stands_on_the_posterior_of_the_gap(cells):
    gap = gaps(cells).set_index(KEY)["shrunk"]
    theta = theta_of(cells, rates(cells, fits(cells)))
    assert theta.mean.tolist() == gap.loc[[tuple(key) for key in cells[KEY].to_numpy()]].tolist()


def test_the_order_of_rows_changes_nothing(cells):
    for table, shuffled in zip(_scored(cells), _scored(cells.sample(frac=1, random_state=1)), strict=True):
        pd.testing.assert_frame_equal(table, shuffled)


def test_a_clean_agency_moves_the_others_through_nothing_but_the_fit(cells):
    clean = cells[cells["agency_id"] == "x000"].assign(agency_id="z", met=200, total=200)
    fitted = fits(cells)
    own = ["agency_id", "plan_group", "score", "lower", "upper", "without_common", "coverage"]
    before, after = _scored(cells, fitted)[0][own], _scored(pd.concat([clean, cells]), fitted)[0][own]
    pd.testing.assert_frame_equal(after[after["agency_id"] != "z"].reset_index(drop=True), before)
    again = _scored(pd.concat([cells, clean]))[0]
    assert (again.loc[again["agency_id"] != "z", "score"].to_numpy() - before["score"].to_numpy()).__abs__().max() < 5


@pytest.mark.parametrize(("met", "total"), [(0, 1), (1, 1), (0, 500), (500, 500)])
@pytest.mark.parametrize("agencies", [1, 12])
def test_alike_agencies_have_finite_scores_and_the_whole_tier_as_rank_interval(cells, met, total, agencies):
    same = cells[cells["agency_id"] < f"x{agencies:03d}"].assign(met=met, total=total)
    table, tier = _scored(same)
    assert np.isfinite(table[["score", "lower", "upper"]].to_numpy(float)).all() and table["score"].between(0, 100).all()
    assert (table["lower"] <= table["score"]).all() and (table["score"] <= table["upper"]).all()
    assert (table["ranked_among"] == agencies).all() and (table["rank_lower"] >= 1).all() and (table["rank_upper"] <= agencies).all()
    assert (table["rank_upper"] - table["rank_lower"]).min() >= agencies // 2
    assert (tier["scored"] == agencies).all() and np.isfinite(tier["score"]).all()
    assert (table["score"] > 60).all() if met else (table["score"] < 80).all()


@pytest.mark.parametrize("rows", [0, 1])
def test_the_warehouse_without_data_gives_no_score_and_no_error(rows):
    con = connect(":memory:")
    con.execute("create table sources.clock as select date '2026-10-31' as window_end")
    con.execute(
        "create table sources.standard (standard_id text, carried_by text); create table gaps.standard_verdict (standard_id text, verdict text)"
    )
    con.execute(
        "create table gaps.cell (agency_id text, tier text, standard_id text, window_end date, assessable boolean, required decimal(38,6), "
        "tolerance decimal(38,6), met bigint, total bigint, unknown bigint)"
    )
    con.execute(f"create table gaps.score_basis as select 'a' as agency_id, 's' as standard_id, date '2026-10-31' as window_end, 'commune' as tier, 3 as plan_group, "
                f"1.0 as required, 1.0 as weight, 'source_absent' as basis limit {rows}")  # fmt: skip
    con.execute("insert into sources.standard values ('s', 'full')")
    assert make_score(con, load_profile("sample")) == 2 * rows
    assert (
        con.execute("select distinct score, coverage, window_end from gaps.score").fetchall() == [(None, 0, dt.date(2026, 10, 31))][:rows]
    )
