"""What standards have in common is learned from them: deviants where there are some, none where there are none."""

import numpy as np
import pytest

from assets.gaps.alike import LEAST_GROUPS, learned
from assets.gaps.gap import gaps
from assets.gaps.mixture import WEAK, pairs
from tests.gaps.worlds import cells, city

AGENCIES, STANDARDS = 126, 30


def _alike(seed: int, size: float, n: int, bad: float = 0.0):
    """Standards whose agencies differ by Beta(0.985, size); a share `bad` of agencies is at 0.6."""
    rng = np.random.default_rng(seed)
    theta = rng.beta(0.985 * size, 0.015 * size, (AGENCIES, STANDARDS))
    theta[rng.random(theta.shape) < bad] = 0.6
    total = rng.poisson(n, theta.shape) + 1
    return theta, total, rng.binomial(total, theta)


def _groups(total, met):
    return [pairs(met[:, j], total[:, j]) for j in range(total.shape[1])]


def test_where_hardly_anybody_deviates_deviants_are_believed_rare():
    (_, total, met), (_, some_total, some_met) = _alike(1, 250, 40), _alike(1, 250, 40, bad=0.1)
    none, some = learned(_groups(total, met)), learned(_groups(some_total, some_met))
    assert none.centre[4] < -3.3 and none.centre[4] < some.centre[4] - 0.8
    # a tenth is minus 2.2 on the logit scale
    assert some.centre[4] == pytest.approx(-2.2, abs=0.3)
    assert none.centre[0] == WEAK.centre[0] and none.spread[0] == WEAK.spread[0]


def test_few_standards_teach_nothing_and_order_says_nothing():
    _, total, met = _alike(2, 250, 40)
    groups = _groups(total, met)
    assert learned(groups[: LEAST_GROUPS - 1]) == WEAK == learned([])
    assert learned(groups[::-1]) == learned(groups) != WEAK


def test_three_of_seven_is_less_sure_in_a_city_where_nobody_deviates():
    theta, total, met = _alike(3, 250, 20)
    total[5, 3], met[5, 3] = 7, 4
    one = cells(theta, total, met)
    p0 = gaps(one).set_index(["agency_id", "standard_id"])["p_null"]
    alone = gaps(one[one["standard_id"] == "s03"]).set_index(["agency_id", "standard_id"])["p_null"]
    assert p0["x005", "s03"] > max(0.1, 2 * alone["x005", "s03"])
    # in a city where one in twelve does, it is
    theta, total, met = _alike(3, 250, 20, bad=0.08)
    total[5, 3], met[5, 3] = 7, 4
    assert gaps(cells(theta, total, met)).set_index(["agency_id", "standard_id"])["p_null"]["x005", "s03"] < 0.05


def test_intervals_hold_the_rate_as_often_as_they_say():
    held = []
    for world in (city(100), city(101), city(102), *(cells(*_alike(seed, 250, n)) for seed, n in ((4, 3), (5, 12), (6, 60)))):
        found = gaps(world).merge(world[["agency_id", "standard_id", "theta"]])
        held.append(found["theta"].between(found["shrunk_lower"], found["shrunk_upper"]).mean())
    assert 0.93 <= np.mean(held) <= 0.97
    assert min(held) > 0.9
