"""How good the data are, counted by hand on a world of a dozen rows."""

import pandas as pd
import pytest

from assets.cases.quality import make_quality, quality_observations
from pipelines.runtime.profile import load_profile
from tests.cases.world import World, empty_world

COMPLAINTS, DOSSIERS = "don_khieu_nai", "ho_so_tthc"


@pytest.fixture
def world():
    """Two communes. P2's file of October never came, P1's came a day late; a file was withdrawn, another is not known yet."""
    world = empty_world()
    for agency_id in ("P1", "P2"):
        world.put("sources.agency", agency_id=agency_id, code=agency_id, tier="commune", valid_from="2020-01-01")
    world.put("sources.source", source_id=COMPLAINTS, kind="complaint", sender="agency", due_day=5, completeness="complete", priority=0)
    world.put("sources.source", source_id=DOSSIERS, kind="procedure_case", sender="city", due_day=5, completeness="complete", priority=0)
    world.put_file(COMPLAINTS, "2026-09", "P1", rows=10, rows_accepted=8, rows_rejected=2)
    world.put_file(COMPLAINTS, "2026-09", "P1", rows=3, rows_accepted=2, rows_rejected=1, source_file_id="again", received_at="2026-10-20")
    world.put_file(COMPLAINTS, "2026-10", "P1", rows=0, received_at="2026-11-06 00:00:00")
    world.put_file(COMPLAINTS, "2026-11", "P1", rows=9, rows_rejected=9, received_at="2026-11-15")
    world.put_file(COMPLAINTS, "2026-09", "P2", rows=5, received_at="2026-10-05 23:30:00")
    world.put_file(COMPLAINTS, "2026-08", "P2", rows=7, rows_rejected=7)
    world.put("sources.withdrawal", source_file_id="don_khieu_nai_P2_2026-08", withdrawn_at="2026-11-01", reason="nhầm đơn vị")
    world.put_file(DOSSIERS, "2026-10", rows=4, rows_accepted=3, rows_rejected=1)
    world.put_file(DOSSIERS, "2026-09", rows=4, rows_rejected=4, received_at="2026-12-01")
    _cases(world)
    yield world
    world.connection.close()


def _cases(world: World) -> None:
    first = "don_khieu_nai_P1_2026-09"
    world.put_case("complaint", case_id="A", source_file_id=first, responsible_person="CB01")
    # two rules of consistency find this one: it is one case
    world.put_case("complaint", case_id="B", source_file_id=first, accepted_at="2026-08-30", promised_at="2026-08-31")
    world.put_case("complaint", case_id="C", agency_id="P2", source_file_id="don_khieu_nai_P2_2026-09", instance=None)
    # a month after as_of
    world.put_case("complaint", case_id="D", received_at="2026-11-10", source_file_id="don_khieu_nai_P1_2026-11")
    world.put_case("procedure_case", case_id="E", has_fee=False, source_file_id="ho_so_tthc__2026-10")
    world.put_case("procedure_case", case_id="F", source_file_id="ho_so_tthc__2026-09")


def lines(world: World, dimension: str) -> list[tuple]:
    return world.connection.execute(
        "select source_id, agency_id, month, checked, failed from cases.quality where dimension = ? order by all", [dimension]
    ).fetchall()


def test_completeness_counts_empty_cells_of_the_expected_fields(world):
    make_quality(world.connection)
    assert lines(world, "completeness") == [
        # instance and person of A and B: B has no person
        (COMPLAINTS, "P1", "2026-09", 4, 1),
        (COMPLAINTS, "P2", "2026-09", 2, 2),
        # eight expected fields; person and unit are empty. The row's agency, not the city that sent it
        (DOSSIERS, "P1", "2026-10", 8, 2),
    ]


def test_validity_counts_refused_rows_of_every_file_of_the_month(world):
    make_quality(world.connection)
    assert lines(world, "validity") == [
        (COMPLAINTS, "P1", "2026-09", 13, 3),
        (COMPLAINTS, "P2", "2026-09", 5, 0),
        (DOSSIERS, "", "2026-10", 4, 1),
    ]


def test_timeliness_counts_files_that_came_late_or_not_at_all(world):
    make_quality(world.connection)
    assert lines(world, "timeliness") == [
        # a correction on 20 October does not make the month late; 23:30 of the due day is in time
        (COMPLAINTS, "P1", "2026-09", 1, 0),
        (COMPLAINTS, "P1", "2026-10", 1, 1),
        (COMPLAINTS, "P2", "2026-09", 1, 0),
        (COMPLAINTS, "P2", "2026-10", 1, 1),
        (DOSSIERS, "", "2026-10", 1, 0),
    ]


def test_consistency_counts_a_case_once_however_many_rules_it_breaks(world):
    make_quality(world.connection)
    assert lines(world, "consistency") == [
        (COMPLAINTS, "P1", "2026-09", 2, 1),
        (COMPLAINTS, "P2", "2026-09", 1, 0),
        (DOSSIERS, "P1", "2026-10", 1, 1),
    ]


def test_the_number_of_lines_and_no_second_line_for_a_key(world):
    number = make_quality(world.connection)
    keys = world.rows("select distinct source_id, agency_id, month, dimension from cases.quality")
    assert number == len(keys) == 14


def test_observations_are_the_share_that_passed_for_a_month_and_for_twelve(world):
    make_quality(world.connection)
    frame = quality_observations(world.connection)
    mine = frame[(frame["standard_id"] == COMPLAINTS) & (frame["agency_id"] == "P1")]
    found = sorted(mine[["indicator_id", "period", "window_months", "numerator", "denominator"]].itertuples(index=False, name=None))
    assert found == [
        ("data_completeness", "2026-09", 1, 3, 4),
        ("data_completeness", "2026-10", 12, 3, 4),
        ("data_consistency", "2026-09", 1, 1, 2),
        ("data_consistency", "2026-10", 12, 1, 2),
        ("data_timeliness", "2026-09", 1, 1, 1),
        ("data_timeliness", "2026-10", 1, 0, 1),
        ("data_timeliness", "2026-10", 12, 1, 2),
        ("data_validity", "2026-09", 1, 10, 13),
        ("data_validity", "2026-10", 12, 10, 13),
    ]
    assert set(frame["family"]) == {"proportion"} and set(frame["unknown"]) == {0}


def test_months_before_the_window_stay_out_of_the_twelve(world):
    world.put_file(DOSSIERS, "2025-10", rows=8, rows_rejected=8)
    make_quality(world.connection)
    frame = quality_observations(world.connection)
    city = frame[(frame["indicator_id"] == "data_validity") & (frame["standard_id"] == DOSSIERS)]
    assert city.set_index(["period", "window_months"])["denominator"].to_dict() == {
        ("2025-10", 1): 8,
        ("2026-10", 1): 4,
        ("2026-10", 12): 4,
    }


def test_observations_take_rates_like_every_other_indicator(world):
    from assets.indicators.build import OBSERVATION, with_rates

    make_quality(world.connection)
    rated = with_rates(quality_observations(world.connection), minimum=5)
    assert set(OBSERVATION) <= set(rated.columns)
    validity = rated[(rated["indicator_id"] == "data_validity") & (rated["agency_id"] == "P1") & (rated["window_months"] == 12)]
    assert validity["value"].tolist() == [round(10 / 13, 6)]
    assert rated[rated["denominator"] < 5]["value"].map(pd.isna).all()


def test_nothing_came_and_nothing_is_claimed():
    world = empty_world()
    assert make_quality(world.connection) == 0
    assert quality_observations(world.connection).empty


def test_a_field_that_the_format_never_had_is_nobodys_omission(world):
    """Chicago's 311 file has neither instance nor person: with its contracts, no cell of it can be empty."""
    profile = load_profile("chicago")
    source_id = next(name for name, contract in profile.contracts.items() if contract.kind == "complaint")
    world.connection.execute("update sources.source_file set source_id = ? where source_id = ?", [source_id, COMPLAINTS])
    make_quality(world.connection, profile)
    assert lines(world, "completeness") == []
