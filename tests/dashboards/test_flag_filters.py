"""The list of flags in a real browser: what a filter leaves is what SQL finds, its address keeps it, and a reader without scripts has all."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.dashboards.reading import LANGUAGES, ask, body

SHOWN = "() => [...document.querySelectorAll('.plainacts > li')].filter(e => e.offsetParent).map(e => e.querySelector('h3 a').getAttribute('href'))"


def table(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff"), "a spreadsheet would not read Vietnamese"
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.fixture
def page(browser: Browser):
    opened = browser.new_page(viewport={"width": 390, "height": 900})
    yield opened
    opened.close()


def visit(page: Page, url: str) -> list[str]:
    page.goto(url)
    page.wait_for_selector("#flag-filters:not([hidden])")
    return page.evaluate(SHOWN)


def found(audit, condition: str, order: str = "flag_id") -> list[str]:
    rows = ask(audit, f"select flag_id from flag where audience = 'published' and {condition} order by {order}, flag_id")
    return [f"flags/{flag}.html" for (flag,) in rows]


def test_a_filter_leaves_what_sql_finds_says_how_many_and_has_an_address(page: Page, address: str, audit):
    asked = {
        "kind=unmet": "kind = 'unmet'",
        "kind=unmet&severity=3": "kind = 'unmet' and severity = 3",
        "tier=department": "agency_id in (select agency_id from agency where tier = 'department')",
        "agency=-": "agency_id is null",
        "agency=M0058&group=3": "agency_id = 'M0058' and plan_group = 3",
        "life=new": "life = 'new'",
        "q=giai+quyet+KHIEU+nai": "kind = 'unmet' and standard_id = 'complaint_first_settlement'",
        "kind=nonsense": "true",
    }
    for query, condition in asked.items():
        wanted = found(audit, condition)
        assert sorted(visit(page, f"{address}flags.html?{query}")) == sorted(wanted) and wanted, query
        assert f"Hiện {len(wanted)} trong" in page.inner_text("#flag-count"), query
    assert page.get_attribute("#flag-count", "aria-live") == "polite"
    assert visit(page, f"{address}flags.html?q=khong+co+gi+nhu+vay") == [] and "bỏ bớt điều kiện" in page.inner_text("#flag-count")


def test_choosing_writes_the_address_and_back_takes_it_away(page: Page, address: str, audit):
    visit(page, address + "flags.html")
    page.select_option("[name=kind]", "unmet")
    page.select_option("[name=sort]", "since")
    assert page.url.endswith("flags.html?kind=unmet&sort=since")
    assert page.evaluate(SHOWN) == found(audit, "kind = 'unmet'", "since, severity desc, numerator desc")
    assert page.get_attribute(".lang a", "href").endswith("flags.html?kind=unmet&sort=since")
    page.go_back()
    page.go_back()
    assert (
        page.url.endswith("flags.html") and page.input_value("[name=kind]") == "" and len(page.evaluate(SHOWN)) == len(found(audit, "true"))
    )
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_what_is_shown_can_be_downloaded(page: Page, address: str, audit):
    visit(page, address + "flags.html?kind=unmet&sort=number")
    with page.expect_download() as download:
        page.click("#flag-download")
    head, *rows = table(Path(download.value.path()).read_text(encoding="utf-8"))
    wanted = ask(
        audit,
        "select flag_id, numerator, denominator, probability from flag where kind = 'unmet' order by numerator desc, severity desc, flag_id",
    )
    assert head[0] == "Mã cảnh báo"
    assert [(r[0], int(r[13]), int(r[14]), float(r[12])) for r in rows] == [(flag, n, of, float(p)) for flag, n, of, p in wanted]


@pytest.mark.parametrize("language, folder", LANGUAGES)
def test_without_scripts_the_whole_list_and_its_csv_are_there(
    browser: Browser, address: str, site: Path, audit, language: str, folder: str
):
    opened = browser.new_context(java_script_enabled=False)
    page = opened.new_page()
    page.goto(f"{address}{'en/' if language == 'en' else ''}flags.html")
    assert not page.is_visible("#flag-filters") and page.locator(".plainacts > li").count() == len(found(audit, "true"))
    opened.close()
    _, *rows = table((site / folder / "flags.csv").read_bytes().decode("utf-8"))
    assert sorted(f"flags/{row[0]}.html" for row in rows) == sorted(found(audit, "true"))


def test_a_cell_that_a_spreadsheet_would_run_is_text(changed_site):
    site = changed_site(
        "update agency set name_vi = '=cmd|''/c calc''!A1' where agency_id = 'M0058'",
        "update flag set legal_basis = '+1+1' where agency_id = 'M0017'",
        "update standard set name_vi = '@SUM(A1)' where standard_id = 'proc_household_business'",
    )
    cells = [cell for row in table((site / "flags.csv").read_bytes().decode("utf-8")) for cell in row]
    assert {"'=cmd|'/c calc'!A1", "'+1+1", "'@SUM(A1)"} <= set(cells)
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []


def test_a_thousand_flags_stand_on_pages_that_load_and_are_filtered_as_one_list(changed_site, browser: Browser):
    site = changed_site(
        "insert into flag select flag.* replace (flag.flag_id || '~' || r.n as flag_id, r.n as numerator) from flag, range(1, 1001) as r(n) "
        "where flag.flag_id = 'unmet~M0058~proc_household_business'"
    )
    listed = [file for file in site.glob("flags*.html")]
    assert len(listed) >= 5 and max(len(body(file).encode()) for file in listed) <= 300_000
    assert sum(body(file).count("<h3><a href=") for file in listed) > 1000
    page = browser.new_page()
    page.goto((site / "flags.html").as_uri() + "?agency=M0058&sort=number")
    page.wait_for_selector("#flag-filters:not([hidden])")
    shown = page.evaluate(SHOWN)
    assert len(shown) >= 1000 and shown[0].endswith("~1000.html") and shown[1].endswith("~999.html")
    page.close()
