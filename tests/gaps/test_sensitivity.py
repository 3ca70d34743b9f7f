"""Ranks under other choices, on a table small enough to rank by eye."""

import pandas as pd
import pytest

from assets.gaps.sensitivity import COLUMNS, sensitivity

WEIGHTS = {1: 3.0, 2: 1.0}


def _scores(*rows):
    frame = pd.DataFrame(rows, columns=["agency_id", "plan_group", "score"])
    return frame.assign(tier="commune")


# even: alike in both groups; steep: very good where the weight is, bad elsewhere; flat: the other way round
TABLE = _scores(
    ("even", 0, 78), ("even", 1, 78), ("even", 2, 78), ("steep", 0, 75), ("steep", 1, 100), ("steep", 2, 30), ("flat", 0, 60), ("flat", 1, 50),
    ("flat", 2, 100), ("silent", 0, None), ("silent", 1, 90),
)  # fmt: skip


def test_ranks_by_hand():
    found = sensitivity(TABLE, WEIGHTS)
    order = {variant: list(part.sort_values("rank")["agency_id"]) for variant, part in found.groupby("variant")}
    assert order == {
        "published": ["even", "steep", "flat"],
        "arithmetic": ["steep", "even", "flat"],
        "equal_weights": ["even", "flat", "steep"],
        "without_1": ["flat", "even", "steep"],
        "without_2": ["steep", "even", "flat"],
    }
    assert (found["ranked_among"] == 3).all() and list(found.columns) == COLUMNS
    pd.testing.assert_frame_equal(sensitivity(TABLE[::-1], WEIGHTS), found)


def test_what_has_only_the_group_left_out_is_not_ranked():
    found = sensitivity(pd.concat([TABLE, _scores(("single", 0, 90), ("single", 1, 90))]), WEIGHTS)
    assert "single" not in set(found.loc[found["variant"] == "without_1", "agency_id"])
    assert "single" in set(found.loc[found["variant"] == "without_2", "agency_id"])


def test_empty_and_wrong():
    assert sensitivity(TABLE.head(0), WEIGHTS).empty
    with pytest.raises(ValueError, match="without weight"):
        sensitivity(TABLE, {1: 1.0})
