"""The gap table: its identities, its silence where nothing is known, and its blindness to order."""

import numpy as np
import pandas as pd
import pytest

from assets.gaps.gap import COLUMNS, gaps
from tests.gaps.worlds import cells, city

ESTIMATED = ["shrunk", "shrunk_lower", "shrunk_upper", "gap", "common_part", "agency_part", "p_null"]


def _cells(*rows):
    table = pd.DataFrame(rows, columns=["agency_id", "tier", "standard_id", "met", "total"])
    return table.assign(window_end=pd.Timestamp("2026-10-31"), assessable=True, required=1.0, tolerance=0.05, unknown=0)


@pytest.fixture(scope="module")
def world():
    return city(7, single=5).query("standard_id < 's06'")


@pytest.fixture(scope="module")
def gap(world):
    return gaps(world)


def test_identities(gap):
    assert list(gap.columns) == COLUMNS
    assert np.allclose(gap["gap"], gap["common_part"] + gap["agency_part"], atol=1.1e-6)
    unmet = gap["numerator"] < gap["denominator"]
    assert np.allclose(gap["gap"], np.where(unmet, np.maximum(0, 0.95 - gap["shrunk"]), 0), atol=1.1e-6)
    assert np.allclose(gap["shortfall"], 1 - gap["numerator"] / gap["denominator"], atol=1.1e-6)
    assert (gap["unmet_duties"] == gap["denominator"] - gap["numerator"]).all()
    c = gap.groupby("standard_id")["shrunk"].median().round(6)
    assert np.allclose(gap["standard_id"].map(c), gap["median_shrunk"])
    decimals = gap[ESTIMATED]
    assert (decimals == decimals.round(6)).all().all()


def test_order_of_rows_changes_nothing(world, gap):
    pd.testing.assert_frame_equal(gaps(world.sample(frac=1, random_state=1)), gap)


def test_not_assessable_shows_counts_and_nothing_else(world):
    blind = gaps(world.assign(assessable=world["standard_id"] != "s00"))
    part = blind[blind["standard_id"] == "s00"]
    assert part[["achieved", "numerator", "denominator"]].notna().all().all()
    assert part[ESTIMATED].isna().all().all()
    assert blind[blind["standard_id"] != "s00"][ESTIMATED].notna().all().all()


def test_no_duty_due_gives_no_estimate():
    table = gaps(_cells(*[(f"a{i}", "commune", "s", 9, 10) for i in range(9)], ("z", "commune", "s", 0, 0)))
    assert table.set_index("agency_id").loc["z", [*ESTIMATED, "achieved"]].isna().all()
    assert table.set_index("agency_id").loc["a0", ESTIMATED].notna().all()


def test_single_agency_takes_its_prior_from_other_standards():
    others = [(f"a{i}", "commune", "s", 99, 100) for i in range(20)]
    table = gaps(_cells(*others, ("city", "city", "alone", 1, 1), ("city", "city", "missed", 2, 40)))
    row = table.set_index("standard_id").loc["alone"]
    # a bare Jeffreys prior would call this perfect record a gap with P = 0.72
    assert row["gap"] < 0.03
    assert row["p_null"] > 0.6
    missed = table.set_index("standard_id").loc["missed"]
    # peers it does not have cannot share its gap
    assert missed["agency_part"] > 0.5 * missed["gap"] > 0.2


def test_a_perfect_record_is_no_gap_however_strict_the_line():
    # one promise, kept, measured against a line its estimate cannot reach
    others = [(f"a{i}", "commune", "s", 97 if i % 2 else 100, 100) for i in range(20)]
    table = gaps(_cells(*others, ("city", "city", "kept", 1, 1)).assign(tolerance=0.0001)).set_index(["agency_id", "standard_id"])
    kept = table.loc[("city", "kept")]
    assert kept[["gap", "common_part", "agency_part"]].tolist() == [0, 0, 0]
    # what is believed of the rate stays: it is an estimate, no finding
    assert kept["shrunk"] < 0.9999 and kept["p_null"] < 0.6 and kept["shrunk_lower"] < kept["shrunk"]
    assert (table.loc[table["unmet_duties"] == 0, ["gap", "common_part", "agency_part"]] == 0).all(axis=None)
    assert (table.loc[table["unmet_duties"] > 0, "gap"] > 0).all()


def test_one_cell_alone_is_finite():
    table = gaps(_cells(("a", "city", "s", 1, 1)))
    assert np.isfinite(table[ESTIMATED].to_numpy()).all()
    assert table["gap"].iloc[0] == 0


def test_empty_input_is_an_empty_table():
    table = gaps(_cells())
    assert list(table.columns) == COLUMNS and table.empty


def test_two_rows_of_one_key_are_refused():
    with pytest.raises(ValueError, match="two cells"):
        gaps(_cells(("a", "city", "s", 1, 1), ("a", "city", "s", 1, 1)))
    with pytest.raises(ValueError, match="lack"):
        gaps(cells(np.ones((1, 1)), np.ones((1, 1), int), np.ones((1, 1), int)).drop(columns="unknown"))
