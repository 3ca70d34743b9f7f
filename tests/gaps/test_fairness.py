"""Odds ratios between like cases: those of statsmodels, for the city, a procedure and an agency, and silent where too little compares."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.contingency_tables import StratifiedTable

from assets.gaps.fairness import make_fairness
from pipelines.runtime.sqlfile import read_sql
from pipelines.runtime.warehouse import make_table
from tests.gaps.beside import BIRTH, BUSINESS, MONDAY, PEERS, PROFILE, RULE


def served(world) -> pd.DataFrame:
    """The table, made from what the world holds."""
    world.store()
    for name in ("unequal", "like_case"):
        make_table(world.con, read_sql("gaps", name))
    make_fairness(world.con, PROFILE)
    frame = world.con.execute("select * from gaps.fairness").df().set_index(["comparison", "agency_id", "procedure_code"])
    return frame.sort_index()


@pytest.fixture
def uneven(world):
    """Twelve communes in two quarters: the portal late 1 in 20, the counter 1 in 20 but for M0003 with half."""
    for agency in PEERS:
        for quarter in range(2):
            at = MONDAY + dt.timedelta(weeks=13 * quarter)
            world.dossiers(agency, 40, late=2, at=at, channel="online", applicant_type="citizen")
            world.dossiers(agency, 40, late=20 if agency == "M0003" else 2, at=at, channel="direct", applicant_type="citizen")
    return served(world)


def test_the_ratio_and_its_interval_are_those_of_statsmodels(uneven):
    table = np.array([[[38, 2], [38, 2]]] * 22 + [[[38, 2], [20, 20]]] * 2, float).transpose(1, 2, 0)
    wanted = StratifiedTable(table)
    for key in (("channel", "-", "-"), ("channel", "-", BUSINESS)):
        row = uneven.loc[key]
        assert (row["strata"], row["total"], row["total_other"]) == (24, 960, 960)
        assert [float(row[n]) for n in ("odds_ratio", "lower", "upper")] == pytest.approx(
            [wanted.oddsratio_pooled, *wanted.oddsratio_pooled_confint()], abs=1e-5
        )


def test_one_agency_stands_out_and_its_peers_do_not(uneven):
    agencies = uneven.loc["channel"].drop("-", level=0)["probability"].astype(float)
    assert agencies.loc[("M0003", BUSINESS)] > 0.99 and agencies.drop(("M0003", BUSINESS)).max() < 0.2
    areas = uneven.loc["area"]["probability"].astype(float)
    assert areas.loc[("M0003", "-")] > 0.99 and areas.drop(("M0003", "-")).max() < 0.3 and len(areas) == len(PEERS)
    own = uneven.loc[("area", "M0003", "-")]
    assert (own["met"], own["total"], own["met_other"], own["total_other"]) == (116, 160, 11 * 152, 11 * 160)


def test_procedures_are_not_mixed(world):
    """Online files the slow procedure and the counter the quick one: nobody is served worse."""
    for agency in PEERS:
        for code, online, direct, share in ((BUSINESS, 40, 10, 0.5), (BIRTH, 10, 40, 0.1)):
            world.dossiers(agency, online, late=int(online * share), code=code, channel="online")
            world.dossiers(agency, direct, late=int(direct * share), code=code, channel="direct")
    row = served(world).loc[("channel", "-", "-")]
    assert float(row["odds_ratio"]) == pytest.approx(1) and float(row["probability"]) < 0.01


def test_too_few_or_nothing_to_compare_gives_counts_and_no_estimate(world):
    world.dossiers("M0001", 4, late=1, channel="online")
    world.dossiers("M0001", 4, late=1, channel="direct")
    frame = served(world)
    assert (
        frame.loc[("channel", "M0001", BUSINESS), "total"] == 4 and frame["odds_ratio"].isna().all() and frame["probability"].isna().all()
    )
    silent = frame.loc[("sector", "-", "-")]
    assert (silent["strata"], silent["total"], silent["standard_id"]) == (0, 0, "-")
    assert frame.loc[("channel", "-", BUSINESS), "standard_id"] == RULE[BUSINESS]


def test_a_city_that_has_sent_nothing_compares_nothing(world):
    frame = served(world)
    assert sorted(frame.index) == [(name, "-", "-") for name in ("applicant", "channel", "sector")] and not frame["strata"].any()
