"""Both languages say the same things, and codes of the data have words in both."""

import csv
import re
import string

import pytest

from dashboards.words import LANGUAGES, Words, strings
from tests.conftest import ROOT

EVENTS = ("start_event", "end_event", "due_event")


def placeholders(text: str) -> set[str]:
    """Names a string asks for; {n:duty|duties} asks for n."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def rules(profile: str) -> list[dict[str, str]]:
    """Standards of a profile; one that extends another without its own file has the other's."""
    folder = ROOT / "profiles" / profile
    base = re.search(r'^extends\s*=\s*"(\w+)"', (folder / "profile.toml").read_text(encoding="utf-8"), re.MULTILINE)
    own = folder / "standards.csv"
    if not own.exists():
        assert base, f"{profile} has no standards and extends nothing"
        return rules(base.group(1))
    with own.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_both_languages_have_the_same_keys():
    assert set(strings("vi")) == set(strings("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty(language: str):
    assert [key for key, text in strings(language).items() if not text.strip()] == []


def test_both_languages_ask_for_the_same_values():
    vi, en = strings("vi"), strings("en")
    assert {key: (vi[key], en[key]) for key in vi if placeholders(vi[key]) != placeholders(en.get(key, ""))} == {}


@pytest.mark.parametrize("profile", ["hanoi", "chicago", "sample"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_event_unit_and_group_of_a_profile_has_words(profile: str, language: str):
    words, found = Words(language), rules(profile)
    assert found
    # a share is between two quantities, which happen at no time
    of = {True: "quantity", False: "event"}
    codes = {(of[words.has(f"quantity.{rule[column]}")], rule[column]) for rule in found for column in EVENTS if rule.get(column)}
    codes |= {("unit", rule["unit"]) for rule in found if rule["unit"]} | {("group", rule["plan_group"]) for rule in found}
    codes |= {("law", rule["status"]) for rule in found} | {("tier", tier) for rule in found for tier in rule["tier"].split("|")}
    assert {f"{group}.{code}" for group, code in codes if not words.has(f"{group}.{code}")} == set()


def test_vietnamese_words_are_not_the_english_ones():
    vi, en = strings("vi"), strings("en")
    same = {key for key in vi if vi[key] == en[key]}
    assert same == set()


def test_a_probability_is_never_rounded_to_certainty():
    assert Words("vi").certainty(1.0) == "> 99,9\u00a0%" and Words("en").certainty(0.999999) == "> 99.9%"
    assert Words("en").certainty(0.97) == "97%"


def test_something_never_prints_as_nothing():
    assert (
        Words("vi").share(0.0004) == "< 0,1\u00a0%"
        and Words("en").share(0.0004) == "< 0.1%"
        and Words("vi").share(0.004, 0) == "< 1\u00a0%"
    )
    assert Words("vi").number(0.04, 1) == "< 0,1" and Words("en").number(0.4) == "< 1"
    # what was set is written as it was set
    assert Words("vi").fixed(0.00025) == "0,025\u00a0%" and Words("vi").fixed(0.05) == "5\u00a0%" and Words("en").fixed(1.0) == "100%"
    assert Words("vi").share(0.0) == "0\u00a0%" and Words("vi").number(0) == "0" and Words("vi").number(0.96, 1) == "1,0"
