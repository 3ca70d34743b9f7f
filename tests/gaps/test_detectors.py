"""Every probabilistic kind against planted truth and on quiet worlds: METHOD § 9's targets, in small, with fixed seeds."""

import numpy as np
import pandas as pd
import pytest

from assets.gaps.dormant import dormant
from assets.gaps.excess import contradicted, leads
from assets.gaps.unequal import SIDES, unequal
from assets.gaps.worsening import worsening
from tests.gaps import planted


def _worsening(months):
    return worsening(months, planted.MONTHS[-1])


def _contradicted(signals):
    """Everybody reports 0.99 and the top half is everybody: what is left to find is in the signals."""
    reported = signals[["agency_id", "standard_id", "subject", "tier"]].assign(rate=0.99)
    return contradicted(reported, signals.assign(source="complaint"))


def _lead(kind):
    return lambda counts: leads(kind, counts)


# kind: detector, world(seed, number of planted cells), precision asked for (METHOD § 9)
KINDS = {
    "worsening": (_worsening, planted.fallen, 0.9),
    "dormant": (dormant, planted.empty, 0.9),
    "unequal": (unequal, planted.treated, 0.9),
    "contradicted": (_contradicted, lambda seed, number: planted.shares(seed, number, 0.02, 8, alike=300, size=150), 0.9),
    "bunched": (_lead("bunched"), lambda seed, number: planted.shares(seed, number, 0.3, 2.5), 0.8),
    "clock_stopped": (_lead("clock_stopped"), lambda seed, number: planted.shares(seed, number, 0.03, 8), 0.8),
    "refiled": (_lead("refiled"), lambda seed, number: planted.shares(seed, number, 0.08, 5), 0.8),
    "clock_doubt": (_lead("clock_doubt"), lambda seed, number: planted.shares(seed, number, 0.05, 6), 0.8),
}


def _found(flags):
    return set(zip(flags["agency_id"], flags["standard_id"], strict=True))


@pytest.mark.parametrize("kind", KINDS)
def test_a_quiet_city_gets_no_false_flag(kind):
    detect, world, _ = KINDS[kind]
    rows, truly, _ = world(11, 0)
    flags = detect(rows)
    # 756 … 2,520 cells; all published kinds together may be wrong three times in 3,000
    assert _found(flags) <= truly
    assert (flags["probability"] >= 0.8).all()


@pytest.mark.parametrize("kind", KINDS)
def test_serious_effects_are_found_and_hardly_anything_else(kind):
    detect, world, precision = KINDS[kind]
    hits = flagged = serious = seen = 0
    for seed in (21, 22):
        rows, truly, big = world(seed, 25)
        found = _found(detect(rows))
        hits, flagged = hits + len(found & truly), flagged + len(found)
        serious, seen = serious + len(big), seen + len(found & big)
    assert serious >= 8
    assert seen / serious >= 0.9
    assert hits / flagged >= precision


@pytest.mark.parametrize("kind", KINDS)
def test_order_of_rows_and_names_of_agencies_change_nothing(kind):
    detect, world, _ = KINDS[kind]
    rows, _, _ = world(21, 15)
    rows = rows[rows["standard_id"] < "s03"].reset_index(drop=True)
    flags = detect(rows)
    assert len(flags)
    pd.testing.assert_frame_equal(detect(rows.sample(frac=1, random_state=2)), flags)
    renamed = rows.assign(agency_id="y" + rows["agency_id"].str[::-1])
    assert _found(detect(renamed)) == {("y" + agency[::-1], standard) for agency, standard in _found(flags)}


def _counts(kind, met, total, agencies):
    """The same counts for every agency, in the form of the kind."""
    base = pd.DataFrame({"agency_id": [f"a{i:02d}" for i in range(agencies)], "standard_id": "s", "tier": "commune", "subject": None})
    if kind == "worsening":
        months = [base.assign(month=month, met=met, total=total) for month in planted.MONTHS]
        return pd.concat(months, ignore_index=True)
    if kind == "dormant":
        return base.assign(cases=met, exposure=float(total), in_force=True)
    if kind == "unequal":
        return base.assign(stratum="p", **dict(zip(SIDES, (met, total, met, total), strict=True)))
    return base.assign(numerator=total - met, denominator=total)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("met", "total"), [(0, 1), (1, 1), (0, 900), (900, 900), (450, 900), (0, 0)])
@pytest.mark.parametrize("agencies", [0, 1, 7, 30])
def test_nobody_is_flagged_where_all_are_alike(kind, met, total, agencies):
    flags = KINDS[kind][0](_counts(kind, met, total, agencies))
    assert flags.empty and "probability" in flags.columns


@pytest.mark.parametrize("kind", KINDS)
def test_too_few_peers_is_no_finding(kind):
    detect, world, _ = KINDS[kind]
    rows, truly, _ = world(21, 15)
    flagged = sorted(_found(detect(rows)) & truly)[0]
    same = rows[rows["standard_id"] == flagged[1]]
    few = sorted(set(same["agency_id"]) - {flagged[0]})[:6]
    assert detect(same[same["agency_id"].isin([flagged[0], *few])]).empty


def test_worsening_looks_at_the_last_six_months_alone():
    months, _, _ = planted.fallen(21, 15, standards=3)
    older = months.assign(month=months["month"].map(dict(zip(planted.MONTHS, planted.MONTHS[6:] + ["2030-01"] * 6, strict=True))))
    assert len(_worsening(months)) and not _found(worsening(older, "2026-10")) & _found(_worsening(months))


def test_a_season_that_all_share_is_nobodys_worsening():
    rng = np.random.default_rng(5)
    before, now = rng.binomial(60, 0.93, 126), rng.binomial(30, 0.89, 126)
    frames = [pd.DataFrame({"agency_id": [f"a{i:03d}" for i in range(126)], "standard_id": "s", "tier": "c", "month": m, "met": y, "total": n})
              for m, y, n in (("2025-10", before, 60), ("2026-10", now, 30))]  # fmt: skip
    assert _worsening(pd.concat(frames)).empty


def test_dormant_abstains_where_the_rule_is_new_or_exposure_unknown():
    cells, _, big = planted.empty(21, 15)
    assert big & _found(dormant(cells))
    assert dormant(cells.assign(in_force=False)).empty
    assert dormant(cells.assign(exposure=np.nan)).empty
    with pytest.raises(ValueError, match="negative"):
        dormant(cells.assign(cases=-1))


def test_dormant_abstains_where_hardly_anybody_had_cases():
    names = [f"a{i:02d}" for i in range(40)]
    cells = pd.DataFrame(
        {"agency_id": names, "standard_id": "s", "tier": "c", "cases": [500] * 7 + [0] * 33, "exposure": 1.0, "in_force": True}
    )
    everything = {"candidate_p0": 1.0, "false_discovery_rate": 1.0}
    assert dormant(cells, everything).empty
    assert len(dormant(cells.assign(cases=[500] * 8 + [0] * 32), everything)) == 32


def test_dormant_needs_more_than_an_empty_cell():
    # every agency expects three cases: 6 of 126 are empty by chance, and none is flagged
    rng = np.random.default_rng(1)
    names = [f"a{i:03d}" for i in range(126)]
    cells = pd.DataFrame(
        {"agency_id": names, "standard_id": "s", "tier": "c", "cases": rng.poisson(3, 126), "exposure": 1.0, "in_force": True}
    )
    assert (cells["cases"] == 0).sum() >= 3
    assert dormant(cells).empty


def test_a_good_report_is_what_makes_a_contradiction():
    signals, truly, big = planted.shares(21, 15, 0.02, 8, alike=300, size=150)
    found = _found(_contradicted(signals))
    reported = signals[["agency_id", "standard_id", "subject", "tier"]]
    # those with the worst signals say so themselves
    honest = reported.assign(rate=[0.5 if key in truly else 0.99 for key in zip(signals["agency_id"], signals["standard_id"], strict=True)])
    assert found & big and contradicted(honest, signals.assign(source="complaint")).empty


def test_more_sources_are_more_tests():
    signals, _, _ = planted.shares(21, 15, 0.02, 8, alike=300, size=150)
    quiet, _, _ = planted.shares(12, 0, 0.02, 8, alike=300, size=150)
    reported = signals[["agency_id", "standard_id", "subject", "tier"]].assign(rate=0.99)
    everything = {"candidate_p0": 1.0, "false_discovery_rate": 1.0, "minimum_events": 0}
    one = contradicted(reported, signals.assign(source="complaint"), everything)
    two = contradicted(reported, pd.concat([signals.assign(source="complaint"), quiet.assign(source="survey")]), everything)
    assert not two.duplicated(["agency_id", "standard_id"]).any()
    both = one.merge(two[two["source"] == "complaint"], on=["agency_id", "standard_id"], suffixes=("", "_two"))
    assert len(both) > 100 and (both["p0"] > 0).any()
    assert both["p0_two"].to_numpy() == pytest.approx(np.minimum(1, 2 * both["p0"]), abs=2e-6)


def test_where_peers_differ_threefold_twice_the_typical_share_is_no_finding():
    counts, truly, _ = planted.shares(3, 0, 0.03, 1, alike=40, size=300)
    assert len(truly) > 100
    assert len(leads("refiled", counts)) <= 0.03 * len(counts)
    with pytest.raises(ValueError, match="no lead"):
        leads("lazy", counts)
