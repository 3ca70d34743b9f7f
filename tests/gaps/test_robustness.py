"""Other choices, on a small city: what each changes, and what it cannot change."""

from dataclasses import replace

import pandas as pd
import pytest

from assets.gaps import under
from assets.gaps.composite import drawn, levels
from assets.gaps.counted import RULES, Clock
from assets.gaps.gap import rates
from assets.gaps.robustness import Variant, parameter_effects, robustness, values_to_try
from assets.gaps.scoring import theta_of
from assets.gaps.under import Prepared, differences, flags_under, with_one_changed, with_other_tables
from pipelines.runtime.profile import load_profile
from tests.gaps.worlds import city

PARAMETERS = load_profile("hanoi").parameters
BUDGET = pd.DataFrame(
    [("01", "money", "budget", "b25", pd.Timestamp("2025-01-01"), 2025, 1000.0, 7.0, 7.0)],
    columns=["agency_id", "standard_id", "fact", "row_id", "began_at", "year", "regular", "allotment", "disbursed"],
)


@pytest.fixture(scope="module")
def tables():
    cells = city(5, common=1, widespread=0, single=4)
    cells = cells[(cells["agency_id"] < "x030") & (cells["standard_id"] < "s06")].reset_index(drop=True)
    # one far below, one a little: 92 % of many
    cells.loc[(cells["agency_id"] == "x003") & (cells["standard_id"] == "s05"), ["met", "total"]] = [40, 100]
    cells.loc[(cells["agency_id"] == "x004") & (cells["standard_id"] == "s04"), ["met", "total"]] = [920, 1000]
    months = pd.DataFrame(columns=["agency_id", "standard_id", "tier", "month", "met", "total"]).astype({"met": int, "total": int})
    clock = Clock(pd.Timestamp("2026-10-31 23:59:59"), pd.Timestamp("2026-11-05"), pd.Timestamp("2025-11-01"))
    carrier = {f"s{j:02d}": "first" if j < 4 else "second" for j in range(6)} | {"money": "ngan_sach"}
    return Prepared(cells, months, "2026-10", {"unfunded": BUDGET}, clock, carrier)


@pytest.fixture(autouse=True)
def only_these_steps(monkeypatch):
    """The other exact kinds have no rows here."""
    kept = {name: step for name, step in under.STEPS.items() if name in ("judged", "worsening", "unfunded")}
    monkeypatch.setattr(under, "STEPS", kept)
    assert set(RULES) > {"unfunded"}


@pytest.fixture
def found(tables):
    return flags_under(tables, PARAMETERS)


def _ids(frame: pd.DataFrame) -> set[str]:
    return set(frame["flag_id"])


def test_flags_are_those_of_the_edition_s_own_functions(tables, found):
    from assets.gaps.flags import select
    from assets.gaps.gap import gaps
    from assets.gaps.verdict import causes

    gap = gaps(tables.cells, PARAMETERS)
    own = select(gap, causes(gap, PARAMETERS), PARAMETERS)
    assert len(own) == len(found.all) >= 3 and "unmet~x003~s05" in _ids(found.all) and "unworkable~-~s00" in _ids(found.all)


def test_a_smaller_tolerance_adds_and_a_larger_one_takes_away(tables, found):
    half, double = (with_other_tables(found, replace(tables, tolerance=factor), PARAMETERS) for factor in (0.5, 2.0))
    assert _ids(half) > _ids(found.all) and "unmet~x004~s04" in _ids(half)
    assert _ids(double) < _ids(half)


def test_without_a_source_its_flags_go_and_no_other(tables, found):
    left = with_other_tables(found, replace(tables, without="second"), PARAMETERS)
    of_it = {flag for flag in _ids(found.all) if flag.endswith(("s04", "s05"))}
    assert of_it and _ids(left) == _ids(found.all) - of_it
    assert _ids(with_other_tables(found, replace(tables, without="none"), PARAMETERS)) == _ids(found.all)


def test_one_parameter_changed_is_all_found_anew_with_it(tables, found):
    for name, value in (("minimum_duties", 200.0), ("false_discovery_rate", 0.2), ("minimum_agencies", 60.0), ("legal_budget_share", 0.01)):
        quick = with_one_changed(found, tables, PARAMETERS, name, value)
        assert _ids(quick) == _ids(flags_under(tables, {**PARAMETERS, name: value}).all), name


def test_the_effect_of_every_parameter_that_some_kind_reads(tables, found):
    table = parameter_effects(tables, found, PARAMETERS).set_index("name")
    # what only sorts or words flags has no effect on their number
    assert set(table.index) >= {"minimum_duties", "false_discovery_rate", "common_share", "legal_budget_share"}
    assert not set(table.index) & {"severity_2", "workable_share", "official_766_points"}
    assert (table["flags"] == len(found.all)).all()
    money = table.loc["legal_budget_share"]
    assert (money["lower"], money["higher"], money["flags_lower"], money["flags_higher"]) == (
        0.0025,
        0.01,
        len(found.all),
        len(found.all) + 1,
    )


@pytest.mark.parametrize(
    "value, whole, tried", [(5, True, (3, 10)), (1, True, (1, 2)), (0.6, False, (0.3, 0.8)), (0.05, False, (0.025, 0.1)), (2.0, False, (1, 4)), (0.95, False, (0.475, 0.975))]
)  # fmt: skip
def test_values_to_try(value, whole, tried):
    assert values_to_try(value, whole) == tried


def test_differences_by_kind():
    before = pd.DataFrame([("a", "a1"), ("a", "a2"), ("b", "b1")], columns=["kind", "flag_id"]).assign(audience="published")
    after = pd.DataFrame([("a", "a2"), ("a", "a3"), ("a", "a4"), ("c", "c1")], columns=["kind", "flag_id"]).assign(audience="published")
    assert list(differences(before, after)) == [("a", 3, 2, 1), ("b", 0, 0, 1), ("c", 1, 1, 0), ("all", 4, 3, 2)]
    assert list(differences(before.head(0), before.head(0))) == [("all", 0, 0, 0)]


def test_rows_say_how_far_ranks_move(tables, found):
    basis = tables.cells.assign(plan_group=1 + (tables.cells["standard_id"] > "s02"), weight=1.0, common=False, carried_by="first")
    base = drawn(basis, theta_of(basis, rates(tables.cells, tables.fits(PARAMETERS))), 100)
    variants = [
        Variant("published", "", None, levels(base)),
        Variant("same", "", None, levels(base, {1: 5.0, 2: 5.0})),
        Variant("without_group", "1", None, levels(base, {1: 0.0, 2: 1.0})),
        Variant("tolerance_half", "", replace(tables, tolerance=0.5), None),
    ]
    table = robustness(found, iter(variants), PARAMETERS).set_index(["variant", "kind"])
    assert table.loc[("same", "all"), ["gained", "lost", "ranked", "largest_move"]].tolist() == [0, 0, 30, 0]
    assert table.loc[("without_group", "all"), "largest_move"] > 1
    assert table.loc[("tolerance_half", "all"), ["ranked", "largest_move"]].tolist() == [30, 0]
    kinds = table.drop("all", level="kind")
    for variant in ("without_group", "tolerance_half"):
        assert kinds.loc[variant, ["gained", "lost"]].sum().tolist() == table.loc[(variant, "all"), ["gained", "lost"]].tolist()
    assert table.loc[("tolerance_half", "all"), "gained"] > 0
