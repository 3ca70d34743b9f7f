"""Text that comes from files is text: nothing in it becomes part of a page."""

import json
import re
from pathlib import Path

import pytest

SCRIPT = "<script>alert(1)</script>"
IMAGE = "</script><img src=x onerror=alert(2)>"
EMBEDDED = re.compile(r'<script type="application/json" data-figure="[\w-]+">(.*?)</script>', re.DOTALL)


def pages(site: Path) -> dict[str, str]:
    return {str(file.relative_to(site)): file.read_text(encoding="utf-8") for file in site.rglob("*.html")}


def check(site: Path, poison: str) -> dict[str, str]:
    """No page and no script holds the poison as markup, and the data in the pages still parse."""
    found = pages(site)
    for name, text in found.items():
        assert poison not in text, name
        assert "<img" not in text and "<script>" not in text, name
        for figure in EMBEDDED.findall(text):
            assert "<" not in figure and json.loads(figure)["data"], name
    index = (site / "static" / "search-index.js").read_text(encoding="utf-8")
    assert "<" not in index and json.loads(index.removeprefix("window.lawgapIndex=").rstrip().removesuffix(";"))
    return found


@pytest.mark.parametrize("poison", [SCRIPT, IMAGE])
def test_an_agency_may_be_called_anything(changed_site, poison: str):
    site = changed_site(f"update agency set name_vi = '{poison}', name_en = '{poison}' where agency_id = 'M0058'")
    found = check(site, poison)
    assert "&lt;" in found["agencies/M0058.html"] and "&lt;" in found["en/index.html"]


@pytest.mark.parametrize("poison", [SCRIPT, IMAGE])
def test_a_rule_may_be_called_anything_in_figures_too(changed_site, poison: str):
    site = changed_site(f"update standard set name_vi = '{poison}', name_en = '{poison}' where standard_id = 'proc_household_business'")
    figures = [json.loads(figure) for figure in EMBEDDED.findall(check(site, poison)["index.html"])]
    assert any("&lt;" in note["text"] for figure in figures for note in figure["layout"]["annotations"])


@pytest.mark.parametrize("poison", [SCRIPT, IMAGE])
def test_the_text_of_a_case_stays_text(changed_site, poison: str):
    late = "standard_id = 'proc_household_business' and agency_id = 'M0058' and status in ('late', 'overdue')"
    site = changed_site(
        f"update duty set case_id = '{poison}' where {late}",
        f"update duty set responsible_unit = '{poison}' where status = 'overdue'",
        f"update flag set statement_vi = '{poison}', statement_en = '{poison}', legal_basis = '{poison}', life_reason_vi = '{poison}'",
        f"update flag set reply = '{poison}', reply_status = 'answered', reply_at = date '2026-11-05', reply_accepted = false",
        f"update source_file set name = '{poison}'",
    )
    found = check(site, poison)
    flag = found["flags/unmet~M0058~proc_household_business.html"]
    assert flag.count("&lt;") > 30 and "&lt;" in found["data-quality.html"]


@pytest.mark.parametrize("poison", [SCRIPT, IMAGE])
def test_what_lawyers_write_stays_text(changed_site, poison: str):
    site = changed_site(
        f"update open_question set question_vi = '{poison}', question_en = '{poison}', blocks_vi = '{poison}'",
        f"update possible_contradiction set limits_vi = '{poison}', question_vi = '{poison}'",
        f"update legal_note set name_vi = '{poison}', why_vi = '{poison}', legal_basis = '{poison}'",
        f"update standard set not_measured_reason_vi = '{poison}' where measure = 'not_measured'",
        f"update official_766 set note_vi = '{poison}'",
    )
    found = check(site, poison)
    for page in ("questions.html", "not-measured.html", "decision-766.html", "standards/complaint_first_settlement.html"):
        assert "&lt;" in found[page], page


def test_words_of_the_locales_do_not_let_values_become_markup():
    from dashboards.words import Words

    assert "<b>" in Words("vi").rich("agency.head", office="x", since="y")
    assert "<i>" not in Words("vi").rich("agency.head", office="<i>**x**", since="y")
