"""The slider of a rule's page: every limit's share is a count of duties, the present one is marked, and it speaks."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.dashboards.reading import LANGUAGES, ask, body, cells, text

RULE = "proc_construction_permit_v2"


def points(page: Path) -> list[list]:
    return json.loads(re.search(r'id="what-if-data">(.*?)</script>', body(page)).group(1))


def test_the_curve_passes_through_the_table_of_the_edition(site: Path, audit):
    """Each rule, each factor of what_if: the page counts the same duties again and finds the same share."""
    seen = 0
    for rule, limit, share in ask(audit, "select standard_id, limit_value, share_kept from what_if order by all"):
        page = site / "standards" / f"{rule}.html"
        if "what-if-data" not in body(page):
            continue
        # between two whole days nothing ends
        before = [p for p in points(page) if p[0] <= float(limit)]
        if before and float(limit) - before[-1][0] < 1:
            assert before[-1][1] == pytest.approx(float(share), abs=1e-4), (rule, limit)
            seen += 1
    assert seen > 150


@pytest.mark.parametrize("language, folder", LANGUAGES)
def test_moving_the_slider_says_the_share_under_that_limit_with_its_interval(
    browser: Browser, address: str, site: Path, audit, language, folder
):
    ((limit,),) = ask(audit, "select limit_value from what_if where standard_id = ? and factor = 1", RULE)
    known = points(site / folder / "standards" / f"{RULE}.html")
    at = [p[0] for p in known].index(float(limit))
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(f"{address}{'en/' if language == 'en' else ''}standards/{RULE}.html")
    page.wait_for_selector("#what-if-slider[data-ready]")
    assert int(page.input_value("#limit")) == at and page.inner_text("#what-if-slider output") == known[at][3]
    page.focus("#limit")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    said = page.inner_text("#what-if-slider output")
    assert said == known[at + 2][3] != known[at][3] and "95" in said
    assert page.get_attribute("#limit", "aria-valuetext") == known[at + 2][2]
    page.wait_for_selector("html[data-drawn]", state="attached")
    page.keyboard.press("ArrowRight")
    moved = page.evaluate(
        "(() => { const d = document.getElementById('plot-what-if').data; return [d[d.length - 1].x[0], d[d.length - 1].y[0]]; })()"
    )
    assert moved == known[at + 3][:2]
    page.close()


def test_whatever_limit_the_pages_recommend_can_be_tried_and_is_marked(site: Path, audit):
    """Curve, buttons and both tables; on the page of law problems too."""
    found = ask(
        audit,
        "select standard_id, workable_limit, workable_upper from standard_verdict where verdict = 'common_cause' and workable_limit is not null",
    )
    assert found
    for rule, limit, upper in found:
        page = body(site / "standards" / f"{rule}.html")
        known = [p[0] for p in points(site / "standards" / f"{rule}.html")]
        assert float(limit) in known and known[-1] >= float(upper or limit)
        marked = f"{limit:.0f} ngày làm việc (khả thi)"
        assert re.search(rf'<button type="button" value="{known.index(float(limit))}">{re.escape(marked)}', page.replace("\u00a0", " "))
        rows = [text(row) for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL)]
        # opened with the chart, and below it
        assert sum(marked in row.replace("\u00a0", " ") for row in rows) == 2
        assert marked in text(body(site / "law-problems.html")).replace("\u00a0", " ")


def test_a_limit_being_tried_is_an_address_that_brings_it_back(browser: Browser, address: str, site: Path, audit):
    ((limit,),) = ask(audit, "select workable_limit from standard_verdict where standard_id = ?", RULE)
    known = points(site / "standards" / f"{RULE}.html")
    at = [p[0] for p in known].index(float(limit))
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(f"{address}standards/{RULE}.html")
    page.wait_for_selector("#what-if-slider[data-ready]")
    page.focus("#limit")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    assert f"?limit={known[-2][0]:g}#" in page.url
    page.click(f"#what-if-slider button[value='{at}']")
    kept = page.url
    assert f"?limit={float(limit):g}#" in kept
    page.click(".lang a")
    page.wait_for_selector("#what-if-slider[data-ready]")
    assert "/en/" in page.url and int(page.input_value("#limit")) == at
    page.goto("about:blank")
    page.goto(kept)
    page.wait_for_selector("html[data-drawn]", state="attached")
    assert page.inner_text("#what-if-slider output") == known[at][3]
    assert (
        page.evaluate("(d => [d[d.length - 1].x[0], d[d.length - 1].y[0]])(document.getElementById('plot-what-if').data)") == known[at][:2]
    )
    # below the band that stays at the top
    band = page.locator(".bands").bounding_box()
    assert band["y"] + band["height"] <= page.locator("#what-if-slider").bounding_box()["y"] < 900
    page.goto(f"{address}standards/{RULE}.html?limit=12345")
    page.wait_for_selector("#what-if-slider[data-ready]")
    assert page.inner_text("#what-if-slider output") == known[int(page.get_attribute("#limit", "value"))][3]
    page.close()


@pytest.mark.parametrize("path", [f"standards/{RULE}.html", "law-problems.html"])
def test_every_limit_is_seen_on_a_phone_without_scripts(browser: Browser, address: str, path: str):
    page = browser.new_context(viewport={"width": 390, "height": 900}, java_script_enabled=False).new_page()
    page.goto(address + path)
    for table in page.locator("table.limits").all():
        box = table.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390 and table.locator("tbody tr").count() >= 6
    assert page.locator("table.limits").count()
    page.context.close()


def test_the_interval_holds_the_share_and_the_present_limit_is_marked_in_the_table(site: Path, audit):
    block = body(site / "standards" / f"{RULE}.html").split('id="what-if"', 1)[1]
    rows = re.search(r"<tbody>(.*?)</tbody>", block, re.DOTALL).group(1)
    ((limit,),) = ask(audit, "select limit_value from what_if where standard_id = ? and factor = 1", RULE)
    for row in cells(rows):
        share, low, high = (float(n.replace(",", ".")) for n in re.findall(r"[\d,]+(?=\s%)", text(row[1] + " " + row[2])))
        assert low <= share <= high, row
    assert rows.count("(hiện hành)") == 1 and f"{limit:.0f}" in text(re.search(r'<tr class="now">(.*?)</tr>', rows).group(1))


def test_a_rule_without_a_limit_in_days_has_no_slider(site: Path):
    assert "what-if-slider" not in body(site / "standards" / "plan_task_head_named.html")


def test_a_review_finding_of_the_same_provision_and_rules_that_may_contradict_stand_on_the_page(site: Path, audit):
    page = body(site / "standards" / f"{RULE}.html").split('id="related"', 1)[1]
    ((finding,),) = ask(audit, "select case_id from review_finding where document = 'Nghị định 217/2026/NĐ-CP'")
    assert finding in text(page.split("</ul>", 1)[0])
    apart = body(site / "standards" / "onestop_apology_issued.html").split('id="related"', 1)[1]
    assert "onestop_apology_before_due.html" in apart.split("<h2", 1)[0]
