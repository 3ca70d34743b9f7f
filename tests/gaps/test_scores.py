"""The steps of a composite index by hand, and an agency's score by an obvious second computation."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import gmean, hmean

from assets.gaps.composite import COLUMNS, composite
from assets.gaps.draws import Quantiles, stream
from assets.gaps.mixture import Mixture, Posterior, fit, posterior
from assets.gaps.scores import aggregate, band, coverage

PRIOR = Mixture(0.97, 60.0, 0.6, 5.0, 0.05)


def test_human_development_index_by_hand():
    # UNDP, technical notes: life expectancy 20 … 85, years of schooling 0 … 18 and 0 … 15, income 100 … 75,000 as logarithms;
    # what lies beyond a goalpost counts as the goalpost, and the three dimensions have a geometric mean
    life, income = 54.6 / 65, (np.log(10814) - np.log(100)) / (np.log(75000) - np.log(100))
    school = aggregate(np.array([1, 8.5 / 15]), [1, 1])
    by_hand = [life, (1 + 8.5 / 15) / 2, income]
    assert float(school) == pytest.approx(by_hand[1], abs=1e-12)
    assert aggregate(by_hand, [1, 1, 1], "geometric") == pytest.approx(np.prod(by_hand) ** (1 / 3), abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(0.01, 100), st.floats(0.01, 9)), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_means_equal_scipy_lie_in_order_and_do_not_see_the_order_of_scores(pairs, random):
    x, w = (np.array(part) for part in zip(*pairs, strict=True))
    means = [float(aggregate(x, w, method)) for method in ("harmonic", "geometric", "arithmetic")]
    assert means == pytest.approx([hmean(x, weights=w), gmean(x, weights=w), np.average(x, weights=w)], rel=1e-9)
    assert x.min() - 1e-9 <= means[0] <= means[1] + 1e-9 <= means[2] + 2e-9 <= x.max() + 3e-9
    mixed = random.sample(range(len(x)), len(x))
    assert float(aggregate(x[mixed], w[mixed], "geometric")) == pytest.approx(means[1], rel=1e-12)
    assert float(aggregate(x, 7 * w, "harmonic")) == pytest.approx(means[0], rel=1e-12)


def test_what_is_missing_is_left_out_and_too_little_is_no_score():
    scores = np.array([[80.0, np.nan, 60.0], [80.0, np.nan, np.nan], [np.nan] * 3])
    assert coverage(scores, [2, 1, 1]).tolist() == [0.75, 0.5, 0]
    assert aggregate(scores, [2, 1, 1]).tolist() == pytest.approx([220 / 3, np.nan, np.nan], nan_ok=True)
    assert aggregate(scores, [2, 1, 1], least_coverage=0.5).tolist() == pytest.approx([220 / 3, 80, np.nan], nan_ok=True)
    # six tenths of the weight are enough, whatever the floating sum says
    assert aggregate([1.0, 1.0, np.nan], [0.1, 0.5, 0.4]) == 1
    assert np.isnan(aggregate([], [])) and np.isnan(aggregate([5.0], [0.0])) and np.isnan(coverage([5.0], [0.0]))
    # a score without weight has no say, not even a zero
    assert aggregate([0.0, 50.0], [0, 1], "geometric") == pytest.approx(50)
    assert aggregate([0.0, 50.0], [1, 1], "geometric") == aggregate([0.0, 50.0], [1, 1], "harmonic") == 0


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: aggregate([1], [1], "median"), "known are arithmetic"),
        (lambda: aggregate([1, 2], [1]), "2 scores need 2 weights"),
        (lambda: aggregate([1], [-1]), "not negative"),
        (lambda: aggregate([1], [np.nan]), "finite"),
        (lambda: aggregate([-1, 2], [1, 1], "geometric"), "0 or more; the lowest is -1"),
    ],
)
def test_errors_say_what_is_wrong(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_bands():
    assert [band(s) for s in (100, 95, 94.999999, 85, 70, 50, 49.9, 0, float("nan"))] == ["A", "A", "B", "B", "C", "D", "E", "E", None]


def _world(agencies=12, seed=0):
    rng = np.random.default_rng(seed)
    rows = [
        (f"a{i:02d}", "commune", f"s{j}", 1 + j % 3, 1.0, 1.0 + j, True, j == 5)
        for i in range(agencies)
        for j in range(6)
    ]  # fmt: skip
    cells = pd.DataFrame(rows, columns=["agency_id", "tier", "standard_id", "plan_group", "required", "weight", "assessable", "common"])
    total = rng.integers(60, 300, len(cells))
    met = rng.binomial(total, np.where(cells["agency_id"] == "a03", 0.4, 0.97))
    return cells, posterior(PRIOR, met, total)


def _part(theta, rows):
    return Posterior(theta.a[rows], theta.b[rows], theta.weight[rows])


def test_draws_have_the_posterior_distribution():
    theta = posterior(PRIOR, [0, 40, 3], [0, 60, 3])
    table = Quantiles(theta)
    for cell in range(3):
        drawn = np.sort(table.draw(cell, "a", f"s{cell}", 20_000))
        assert drawn.mean() == pytest.approx(theta.mean[cell], abs=0.004)
        assert np.quantile(drawn, 0.025) == pytest.approx(theta.lower[cell], abs=0.012)
        assert np.quantile(drawn, 0.975) == pytest.approx(theta.upper[cell], abs=0.006)


def test_score_is_near_the_one_computed_from_means():
    cells, theta = _world()
    found = composite(cells, theta, {1: 2.0, 2: 1.0, 3: 1.0}).set_index(["agency_id", "plan_group"])
    assert list(found.reset_index().columns) == COLUMNS
    rate = pd.Series(100 * theta.mean, index=pd.MultiIndex.from_frame(cells[["agency_id", "standard_id"]]))
    for agency in ("a00", "a03"):
        by_group = [np.average([rate[agency, f"s{j}"], rate[agency, f"s{j + 3}"]], weights=[1 + j, 4 + j]) for j in range(3)]
        for group, value in enumerate(by_group, 1):
            assert found.loc[(agency, group), "score"] == pytest.approx(value, abs=1.5)
        overall = np.exp(np.average(np.log(by_group), weights=[2, 1, 1]))
        assert found.loc[(agency, 0), "score"] == pytest.approx(overall, abs=1.5)
    worst = found.loc[("a03", 0)]
    assert (worst["rank_lower"], worst["rank_upper"], worst["ranked_among"], worst["band"]) == (12, 12, 12, "E")
    assert (found["lower"] <= found["score"]).all() and (found["score"] <= found["upper"]).all()
    others = found.xs(0, level="plan_group").drop("a03")
    # alike agencies have no rank to speak of
    assert (others["rank_upper"] - others["rank_lower"]).median() >= 4


def test_required_caps_a_score_and_one_group_at_nothing_weighs_without_wiping_out():
    cells, _ = _world(agencies=1)
    huge = np.full(6, 10**6)
    # required 0.9: 0.97 is full marks, 0.45 is half of them; group 3 (s2, s5) does nothing at all
    theta = posterior(PRIOR, np.array([0.97, 0.45, 0.0, 0.97, 0.45, 0.0]) * huge, huge)
    found = composite(cells.assign(required=0.9), theta).set_index("plan_group")["score"]
    assert found.tolist() == pytest.approx([(100 * 50 * 1) ** (1 / 3), 100, 50, 0], abs=0.6)


def test_common_causes_are_shown_with_and_without():
    cells, theta = _world()
    theta = posterior(PRIOR, np.where(cells["common"], 20, 97), np.full(len(cells), 100))
    found = composite(cells, theta).set_index(["agency_id", "plan_group"])
    assert found.loc[("a00", 3), "score"] < 70 < 95 < found.loc[("a00", 3), "without_common"]
    assert found.loc[("a00", 1), "score"] == found.loc[("a00", 1), "without_common"]


def test_an_added_agency_moves_nobody_and_order_changes_nothing():
    cells, theta = _world()
    base = composite(cells, theta)
    shuffled = np.random.default_rng(1).permutation(len(cells))
    pd.testing.assert_frame_equal(composite(cells.iloc[shuffled], _part(theta, shuffled)), base)
    less = np.flatnonzero(cells["agency_id"] != "a00")
    fewer = composite(cells.iloc[less], _part(theta, less))
    own = ["agency_id", "plan_group", "score", "lower", "upper", "band", "coverage", "without_common"]
    pd.testing.assert_frame_equal(fewer[own], base.loc[base["agency_id"] != "a00", own].reset_index(drop=True))
    assert stream("a", "bc").random() != stream("ab", "c").random()


def test_under_six_tenths_no_score_and_nothing_is_imputed():
    cells, theta = _world()
    # group 1 has s0 (weight 1) and s3 (weight 4), group 2 has s1 (2) and s4 (5)
    blind = cells.assign(assessable=~((cells["agency_id"] == "a01") & cells["standard_id"].isin(["s3", "s1"])))
    nothing = Posterior(*(np.where(blind["assessable"].to_numpy()[:, None], part, np.nan) for part in (theta.a, theta.b, theta.weight)))
    found = composite(blind, nothing).set_index(["agency_id", "plan_group"])
    own = found.loc["a01"]
    assert own["coverage"].round(6).tolist() == pytest.approx([(0.2 + 5 / 7 + 1) / 3, 0.2, 5 / 7, 1], abs=1e-6)
    assert own["score"].isna().tolist() == [False, True, False, False]
    assert pd.isna(own.loc[1, "rank_lower"]) and pd.isna(own.loc[1, "band"])
    assert found.loc[("a00", 1), "ranked_among"] == 11


@pytest.mark.parametrize(("met", "total"), [(0, 1), (1, 1), (0, 10**6), (10**6, 10**6), (0, 0)])
def test_degenerate_counts_give_finite_scores(met, total):
    cells, _ = _world(agencies=1)
    theta = posterior(fit([met] * 6, [total] * 6), [met] * 6, [total] * 6)
    found = composite(cells, theta)
    assert np.isfinite(found[["score", "lower", "upper"]].to_numpy(float)).all()
    assert found["score"].between(0, 100).all()
    assert (found["rank_lower"] == 1).all() and (found["rank_upper"] == 1).all()


def test_empty_input_and_wrong_input():
    cells, theta = _world()
    assert list(composite(cells.head(0), _part(theta, slice(0, 0))).columns) == COLUMNS
    with pytest.raises(ValueError, match="lack"):
        composite(cells.drop(columns="weight"), theta)
    with pytest.raises(ValueError, match="two cells"):
        composite(pd.concat([cells, cells]), theta)
    with pytest.raises(ValueError, match="without weight"):
        composite(cells, theta, {1: 1.0})
