"""The page on the method: whoever doubts a number finds its formula, the formula's source, how right it proved and what it cannot say."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.dashboards.reading import LANGUAGES, ask, body, text

WORDS = {
    "vi": ("Nguồn:", "Những giới hạn đã biết", "tài liệu phương pháp"),
    "en": ("Source:", "Known limits", "method documents"),
}
PHONE = {"width": 390, "height": 900}


def formula(page: str, name: str) -> str:
    """A formula with its explanation and source."""
    return text(page.split(f'id="formula-{name}"', 1)[1].split("<h", 1)[0])


@pytest.mark.parametrize("language, folder", LANGUAGES)
def test_each_formula_stands_with_its_source_and_names_what_the_evidence_file_has(site: Path, audit, language, folder):
    page, (source, limits, elsewhere) = body(site / folder / "method.html"), WORDS[language]
    names = re.findall(r'id="formula-(\w+)"', page)
    assert set(names) == {"wilson", "mixture", "gap", "unmet", "unworkable", "workable", "scores"}
    assert all(source in formula(page, name) for name in names)
    for name, said in {"wilson": "Wilson 1927", "workable": "Brookmeyer & Crowley 1982", "scores": "OECD & JRC 2008"}.items():
        assert said in formula(page, name)
    known = {name for (name,) in ask(audit, "select name from parameter union select column_name from information_schema.columns")}
    shown = " ".join(re.findall(r'<p class="formula">(.*?)</p>', page, re.DOTALL))
    named = set(re.findall(r"\b[a-z]+(?:_[a-z0-9]+)+\b", text(shown)))
    assert len(named) > 6 and named <= known
    # what is not in the edition cannot be looked up there
    assert elsewhere not in page
    said = page.split(f">{limits}</h2>", 1)[1].split("</ul>", 1)[0]
    assert said.count("<li>") >= 6


@pytest.mark.parametrize("language, folder", LANGUAGES)
def test_targets_are_written_as_the_numbers_beside_them(site: Path, audit, language, folder):
    block = body(site / folder / "method.html").split('id="accuracy"', 1)[1].split("</table>", 1)[0]
    shown = [text(cell) for cell in re.findall(r'<td data-label="(?:Phải đạt|Wanted)">(.*?)</td>', block)]
    wanted = [row for (row,) in ask(audit, "select wanted from accuracy order by position")]
    assert shown == [row.replace(".", ",") if language == "vi" else row for row in wanted] and any("." in row for row in wanted)


@pytest.mark.parametrize("path, most", [("standards.html", 6_000), ("method.html", 10_000)])
def test_a_phone_shows_whole_rows_on_a_page_of_bearable_length(browser: Browser, address: str, path: str, most: int):
    page = browser.new_page(viewport=PHONE)
    page.goto(address + path)
    page.wait_for_selector("html[data-drawn]", state="attached")
    assert page.evaluate("document.documentElement.scrollHeight") < most
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    cut = page.evaluate(
        "[...document.querySelectorAll('.rows td')].filter(e => e.getClientRects().length && e.getBoundingClientRect().right > innerWidth)"
        ".map(e => e.textContent)"
    )
    assert cut == [] and page.locator(".rows tr").count() > 15
    page.close()


@pytest.mark.parametrize("language, folder", LANGUAGES)
def test_rules_that_need_a_look_come_first_and_none_is_lost_in_a_fold(site: Path, audit, language, folder):
    page = body(site / folder / "standards.html")
    first = page.split("<details", 1)[0]
    for rule, verdict in ask(
        audit,
        "select distinct standard_id, verdict from standard_verdict inner join standard using (standard_id)"
        " where measure = 'scored' and verdict <> 'not_assessable'",
    ):
        assert page.count(f'<td><a href="standards/{rule}.html"') == 1, rule
        assert (f"standards/{rule}.html" in first) == (verdict != "workable"), rule
