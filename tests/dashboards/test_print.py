"""What a head receives on paper: two A4 sheets, each saying that its numbers are simulated, with the figure on them."""

import re
import zlib

import pytest
from playwright.sync_api import Browser

from tests.dashboards.reading import ask

BAND = b"1 .9569 .8392 rg"  # the colour of the band, as the printer is told


def streams(pdf: bytes) -> list[bytes]:
    """What is drawn on each page, in order."""
    objects = {int(n): rest for n, rest in re.findall(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", pdf, re.DOTALL)}
    pages = [o for o in objects.values() if re.search(rb"/Type\s*/Page\b", o)]
    drawn = [objects[int(re.search(rb"/Contents (\d+) 0 R", page).group(1))] for page in pages]
    return [zlib.decompress(re.search(rb"stream\r?\n(.*)\r?\nendstream", stream, re.DOTALL).group(1)) for stream in drawn]


@pytest.mark.parametrize("language", ["", "en/"])
def test_an_agency_sheet_prints_on_two_pages_each_under_the_band(browser: Browser, address: str, audit, language: str):
    most = [agency for (agency,) in ask(audit, "select agency_id from duty group by 1 order by count(*) desc limit 1")]
    flagged = [
        agency
        for (agency,) in ask(audit, "select agency_id from flag where agency_id is not null group by 1 order by count(*) desc, 1 limit 2")
    ]
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    for agency in [*most, *flagged, "M0058"]:
        page.goto(f"{address}{language}agencies/{agency}.html")
        page.wait_for_selector("html[data-drawn]", state="attached")
        sheets = streams(page.pdf(prefer_css_page_size=True, print_background=True))
        assert len(sheets) == 2, agency
        assert all(BAND in sheet for sheet in sheets), agency
    page.close()


def test_figures_are_as_wide_as_the_sheet_while_printing_and_as_the_window_afterwards(browser: Browser, address: str):
    width = "document.querySelector('#plot-gaps svg.main-svg').getBoundingClientRect().width"
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + "agencies/M0058.html")
    page.wait_for_selector("html[data-drawn]", state="attached")
    before = page.evaluate(width)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(width) == 680
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(width) == before > 680
    page.close()


def test_what_is_printed_is_what_a_head_acts_on(browser: Browser, address: str):
    page = browser.new_page(viewport={"width": 688, "height": 900})
    page.goto(address + "agencies/M0058.html")
    page.emulate_media(media="print")
    seen = [h.inner_text() for h in page.locator("main h2").all() if h.is_visible()]
    assert seen == [
        "Ba việc nên làm ngay",
        "Cảnh báo",
        "Điểm và khoảng hạng theo nhóm nhiệm vụ",
        "So với đơn vị cùng cấp",
        "Việc đang quá hạn",
        "Dữ liệu đơn vị gửi",
    ]
    assert not page.is_visible("nav") and not page.is_visible(".search")
    page.close()
