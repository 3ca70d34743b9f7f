"""Every task group of the plan is seen through at least four numbers; one that loses them is named before anything runs."""

import pytest

from assets.indicators.definitions import indicator_assets
from assets.indicators.plan import check_plan_groups, indicators_of_group
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import load_profile
from pipelines.runtime.sqlfile import list_sql

FILES = list_sql("indicators")


@pytest.mark.parametrize("profile", ["hanoi", "sample", "chicago"])
def test_the_project_as_it_stands_passes(profile: str):
    check_plan_groups(FILES, load_profile(profile))


def test_what_a_group_has_is_what_counts_it_and_each_thing_once():
    found = indicators_of_group(FILES, load_profile("hanoi"), 4)
    assert found[0] == "international_task_done"
    assert sorted(name.partition(" of ")[2] for name in found[1:]) == [
        "intl_agreement_copy_sent", "intl_dispute_prevention", "intl_legal_coop_plan", "intl_legal_coop_report",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("removed", "group", "left"),
    [
        (["register_duty_done"], 4, ["international_task_done", "figure_reached of intl_agreement_copy_sent"]),
        (
            ["legal_posts_filled", "training_hours", "figure_reached"],
            5,
            ["legal_staff_qualified", "register_duty_done of legal_unit_exists"],
        ),
    ],
)
def test_a_group_that_lost_an_indicator_is_named_with_what_it_still_has(removed, group, left):
    with pytest.raises(LawgapError) as caught:
        check_plan_groups([file for file in FILES if file.name not in removed], load_profile("hanoi"))
    assert f"group {group} of the plan" in caught.value.what and f"has {len(left)} of at least 4" in caught.value.what
    assert caught.value.what.endswith(": " + ", ".join(left))
    assert {4: "Hợp tác quốc tế", 5: "Con người làm công tác pháp luật"}[group] in caught.value.what


def test_an_indicator_that_no_source_feeds_does_not_count_and_the_project_does_not_load():
    """Without the register of periodic duties nothing says whether a report exists: the same indicators, three numbers fewer."""
    profile = load_profile("sample")
    del profile.contracts["nghia_vu_dinh_ky"]
    with pytest.raises(LawgapError, match=r"group 4 of the plan .* has 2 of at least 4"):
        indicator_assets(profile)
