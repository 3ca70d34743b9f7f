"""No number that a flag hangs on is hidden: the profile shows each, with its default and what it does."""

import tomllib

import pytest

from assets.gaps.parameters import DEFAULTS
from pipelines.runtime.profile import load_profile
from tests.conftest import ROOT

ELSEWHERE = {"official_766_points", "office_hours"}


def test_every_number_of_the_judgement_is_in_the_profile():
    given = load_profile("hanoi").parameters
    assert set(given) - ELSEWHERE == set(DEFAULTS)


@pytest.mark.parametrize("profile", ["hanoi", "sample", "chicago"])
def test_defaults_are_those_of_the_code_and_both_languages_say_what_a_change_does(profile):
    for name, parameter in load_profile(profile).parameters.items():
        assert name in ELSEWHERE or float(parameter.default) == DEFAULTS[name], name
        assert parameter.effect_vi and parameter.effect_en and parameter.effect_vi != parameter.effect_en, name


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_parameter_has_a_name_that_people_can_read(language):
    words = tomllib.loads((ROOT / "dashboards" / "locales" / language / "parameters.toml").read_text(encoding="utf-8"))
    assert set(words["parameter"]) == set(load_profile("hanoi").parameters)
