"""The pages in a real browser, served as `lawgap serve` does: drawn, still, and talking to nobody else."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

WIDTHS = (1440, 768, 390)
PAGES = {
    "overview": "index.html",
    "agencies": "agencies.html",
    "agency": "agencies/M0058.html",
    "standards": "standards.html",
    "rule with a common cause": "standards/proc_construction_permit_v2.html",
    "rule not measured": "standards/complaint_first_settlement_remote.html",
    "rule that only informs": "standards/sanction_executed.html",
    "law problems": "law-problems.html",
    "flags": "flags.html",
    "flag": "flags/unmet~M0017~complaint_first_settlement.html",
    "groups": "groups.html",
    "group": "groups/3.html",
    "indicators": "indicators.html",
    "indicator": "indicators/decided_on_time.html",
    "indicator of days": "indicators/dossier_days.html",
    "fairness": "fairness.html",
    "money": "money.html",
    "questions": "questions.html",
    "not measured": "not-measured.html",
    "Decision 766": "decision-766.html",
    "data quality": "data-quality.html",
    "method": "method.html",
    "archive": "archive.html",
    "open data": "open-data.html",
}
SHIFTED = """() => new Promise(done => new PerformanceObserver(list => done(
    list.getEntries().filter(e => !e.hadRecentInput).reduce((sum, e) => sum + e.value, 0))).observe({type: 'layout-shift', buffered: true})
    || setTimeout(() => done(0), 200))"""
FIGURES = """() => [...document.querySelectorAll('script[data-figure]')].map(script => {
    const box = document.getElementById(script.dataset.figure), svg = box.querySelector('svg.main-svg');
    const size = svg ? svg.getBoundingClientRect() : {width: 0, height: 0};
    return {id: box.id, width: size.width, height: size.height, room: box.getBoundingClientRect().width,
            marks: box.querySelectorAll('.point, .js-line').length};
})"""
CLIPPED = """() => [...document.querySelectorAll('h1, h2, h3, .lead, .say, .acts p, .tiles span')].filter(
    e => e.offsetParent && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline').map(e => e.textContent)"""
TOUCHING = """() => {
    const rect = e => e.getBoundingClientRect(), found = [];
    for (const plot of document.querySelectorAll('.plot')) {
        if (plot.id !== 'plot-cause' && plot.id !== 'plot-gaps') continue;
        const names = [...plot.querySelectorAll('.annotation')], bars = [...plot.querySelectorAll('.bars .point path')];
        const edge = rect(plot);
        names.forEach((name, i) => {
            const a = rect(name);
            if (a.left < edge.left - 1 || a.right > edge.right + 1) found.push(['outside', name.textContent]);
            for (const other of [...names.slice(i + 1), ...bars]) {
                const b = rect(other);
                if (b.width && a.left < b.right - 2 && b.left < a.right - 2 && a.top < b.bottom - 2 && b.top < a.bottom - 2)
                    found.push(['touching', name.textContent, other.textContent]);
            }
        });
    }
    return found;
}"""


@pytest.fixture(scope="module", params=WIDTHS)
def window(browser: Browser, request) -> Iterator[BrowserContext]:
    """One window a width, so that scripts are fetched and compiled once."""
    opened = browser.new_context(viewport={"width": request.param, "height": 900})
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    """One page of one width, for what does not hang on it."""
    opened = browser.new_page(viewport={"width": WIDTHS[-1], "height": 900})
    yield opened
    opened.close()


@pytest.fixture
def page(window: BrowserContext) -> Iterator[Page]:
    opened = window.new_page()
    yield opened
    opened.close()


def visit(page: Page, url: str) -> None:
    """Open and wait until the page says that its figures are drawn."""
    page.goto(url)
    page.wait_for_selector("html[data-drawn]", state="attached")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("window", "folder"),
    [
        *((width, "") for width in WIDTHS),
        (WIDTHS[0], "en/"),
        # between the two other widths English brings nothing new on every commit
        pytest.param(WIDTHS[1], "en/", marks=pytest.mark.slow),
        (WIDTHS[2], "en/"),
    ],
    indirect=["window"],
)
def test_a_page_is_drawn_fits_its_window_stays_still_and_asks_nobody_else(page: Page, address: str, name: str, folder: str):
    path = folder + PAGES[name]
    errors: list[str] = []
    hosts: set[str] = set()
    page.on("console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("requestfailed", lambda request: errors.append(request.url))
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    visit(page, address + path)
    assert errors == []
    assert {host for host in hosts if host} == {urlsplit(address).netloc}
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate(CLIPPED) == []
    assert page.evaluate(TOUCHING) == []
    assert page.evaluate(SHIFTED) < 0.01
    drawn = page.evaluate(FIGURES)
    assert len(drawn) == page.locator(".plot").count()
    for figure in drawn:
        assert figure["height"] >= 60 and 0.9 * figure["room"] <= figure["width"] <= figure["room"] + 1 and figure["marks"], figure


def test_the_search_finds_names_without_marks_and_leads_there_by_keyboard(page: Page, address: str):
    visit(page, address + "flags/unmet~M0017~complaint_first_settlement.html")
    page.focus("#q")
    page.keyboard.type("dang ky ho kinh")
    page.keyboard.press("Enter")
    page.wait_for_url("**/standards/proc_household_business.html", timeout=10_000)
    assert "Đăng ký hộ kinh doanh" in page.inner_text(".lead")


@pytest.mark.parametrize(
    "typed, first",
    [
        # an abbreviation of the name, spelled out by who searches, with and without marks
        ("giấy phép xây dựng", "proc_construction_permit"),
        ("giay phep xay dung", "proc_construction_permit"),
        ("GPXD", "proc_construction_permit"),
        ("uy ban nhan dan", "capital_committee_annual_report"),
        # pages by their own names
        ("canh bao", "flags.html"),
        ("chat luong du lieu", "data-quality.html"),
        ("du lieu mo", "open-data.html"),
        # words of the name before letters inside other words
        ("to cao", "denunciation"),
        ("phuong mau 4", "M0004"),
        ("217/2026", "proc_construction_permit_v2"),
    ],
)
def test_the_search_puts_whole_words_of_names_first(phone: Page, address: str, typed: str, first: str):
    if not phone.url.endswith("archive.html"):
        visit(phone, address + "archive.html")
    phone.fill("#q", typed)
    phone.wait_for_selector("#hits a")
    hits = phone.eval_on_selector_all("#hits a", "links => links.map(link => link.getAttribute('href'))")
    assert hits and first in hits[0], hits


def test_who_moves_by_keyboard_sees_where_he_is(page: Page, address: str):
    visit(page, address + "index.html")
    seen = []
    for _ in range(8):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("[document.activeElement.tagName, getComputedStyle(document.activeElement).outlineStyle]"))
    assert {tag for tag, _ in seen} >= {"A", "INPUT"} and all(style == "solid" for _, style in seen), seen


def test_the_entry_of_the_present_page_is_visible_in_the_navigation(page: Page, address: str):
    visit(page, address + "method.html")
    box = page.locator("nav .on").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= page.viewport_size["width"] + 1


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("window", [WIDTHS[0], pytest.param(WIDTHS[1], marks=pytest.mark.slow), WIDTHS[2]], indirect=True)
def test_a_page_keeps_the_rules_of_accessibility(page: Page, address: str, name: str):
    """axe-core, WCAG 2.2 A and AA with its best practices; Vietnamese wide, English narrow."""
    visit(page, address + ("en/" if page.viewport_size["width"] < 500 else "") + PAGES[name])
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).response
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found["violations"]] == [] and len(found["passes"]) > 10


def test_on_a_phone_an_agencys_sheet_answers_before_it_lists_and_every_column_is_in_view(browser: Browser, address: str):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    for language, overdue, peers, duties in (
        ("", "Việc đang quá hạn", "So với đơn vị cùng cấp", "Nghĩa vụ theo từng quy định"),
        ("en/", "Overdue now", "Beside agencies of the same tier", "Duties by rule"),
    ):
        page.goto(f"{address}{language}agencies/M0058.html")
        page.wait_for_selector("html[data-drawn]", state="attached")
        tops = [page.locator("h2", has_text=heading).first.bounding_box()["y"] for heading in (overdue, peers, duties)]
        assert tops == sorted(tops) and tops[1] < 4000 and page.evaluate("document.documentElement.scrollHeight") < 10_000
        outside = """() => [...document.querySelectorAll('table.rows td')].filter(
            e => e.offsetParent && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.textContent)"""
        assert page.evaluate(outside) == []
        shown = "e => getComputedStyle(e, '::before').content"
        label = {"": "Quá hạn (ngày)", "en/": "Days over"}[language]
        cell = page.locator(f'td[data-label="{label}"]').first
        assert cell.is_visible() and label in cell.evaluate(shown)
    page.close()
