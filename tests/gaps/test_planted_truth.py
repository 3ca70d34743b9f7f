"""Worlds whose truth is known: do the flags find it, and nothing else? (METHOD § 9; the full bench is longer.)"""

import numpy as np
import pandas as pd
import pytest

from assets.gaps.flags import expected_false_flags, select
from assets.gaps.gap import gaps
from assets.gaps.verdict import verdicts
from tests.gaps.worlds import LINE, STANDARDS, city

NO_LIVES = pd.DataFrame(columns=["agency_id", "standard_id", "days_taken", "ended"])
RULES = pd.DataFrame({"standard_id": [f"s{j:02d}" for j in range(STANDARDS)], "limit_value": 10.0, "unit": "working_day"})
COMMON = {"s00", "s01", "s02"}


def _judge(world):
    gap = gaps(world)
    verdict = verdicts(gap, NO_LIVES, RULES)
    flags = select(gap, verdict)
    truth = gap.merge(world[["agency_id", "standard_id", "theta"]])
    return truth, verdict, flags


def _false(truth, verdict, flags):
    """Of each `unmet` flag: is θ really at or above the line it was judged by?"""
    unmet = flags[flags["kind"] == "unmet"].merge(truth[["agency_id", "standard_id", "theta", "median_shrunk"]])
    common = verdict.loc[verdict["verdict"] == "common_cause", "standard_id"]
    line = np.where(unmet["standard_id"].isin(common), unmet["median_shrunk"] - 0.05, LINE)
    return unmet["theta"].to_numpy() >= line


@pytest.fixture(scope="module")
def planted():
    return [_judge(city(seed)) for seed in range(100, 105)]


def test_precision(planted):
    false = np.concatenate([_false(*world) for world in planted])
    assert len(false) > 400
    assert 1 - false.mean() >= 0.95


def test_recall_of_serious_gaps(planted):
    found = []
    for truth, _, flags in planted:
        serious = truth[~truth["standard_id"].isin(COMMON) & (truth["theta"] < 0.85) & (truth["denominator"] >= 30)]
        flagged = set(zip(flags["agency_id"], flags["standard_id"], strict=True))
        found += [key in flagged for key in zip(serious["agency_id"], serious["standard_id"], strict=True)]
    assert len(found) > 200
    assert np.mean(found) >= 0.95


def test_common_cause_is_told_from_agencies(planted):
    for truth, verdict, flags in planted:
        assert set(verdict.loc[verdict["verdict"] == "common_cause", "standard_id"]) == COMMON
        assert set(flags.loc[flags["kind"] == "unworkable", "standard_id"]) == COMMON
        assert set(verdict.loc[verdict["standard_id"].isin(["s03", "s04"]), "verdict"]) == {"agency_cause"}
        by_all = truth["standard_id"].isin(COMMON)
        assert truth.loc[by_all, "common_part"].sum() >= 0.8 * truth.loc[by_all, "gap"].sum()
        assert truth.loc[~by_all, "common_part"].sum() == 0


def test_intervals_cover_on_average(planted):
    for truth, _, _ in planted:
        inside = (truth["theta"] >= truth["shrunk_lower"] - 1e-6) & (truth["theta"] <= truth["shrunk_upper"] + 1e-6)
        assert 0.92 <= inside.mean() <= 0.98


def test_expected_false_is_near_the_false(planted):
    expected = sum(expected_false_flags(flags) for _, _, flags in planted)
    false = sum(_false(*world).sum() for world in planted)
    assert false <= 2 * expected + 5


@pytest.mark.parametrize("size", [200.0, 1000.0])
def test_quiet_worlds_stay_quiet(size):
    worlds = [_judge(city(seed, common=0, widespread=0, single=0, size=size)) for seed in range(200, 203)]
    false = sum(_false(*world).sum() for world in worlds)
    cells = sum(len(truth) for truth, _, _ in worlds)
    assert false <= 3 * cells / 3000
    assert all((flags["kind"] == "unmet").all() for _, _, flags in worlds)
