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
    # the longest tables of what is unmet, among them a department and the city
    most += [
        agency
        for (agency,) in ask(
            audit,
            "select agency_id from gap join agency using (agency_id) where assessable and unmet_duties > 0 group by tier, agency_id "
            "qualify row_number() over (partition by tier order by count(*) desc, agency_id) = 1",
        )
    ]
    assert "01" in most and len(set(most)) >= 3
    flagged = [
        agency
        for (agency,) in ask(audit, "select agency_id from flag where agency_id is not null group by 1 order by count(*) desc, 1 limit 2")
    ]
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    for agency in dict.fromkeys([*most, *flagged, "M0058"]):
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
    height = "['#plot-gaps', '#plot-trend'].map(id => document.querySelector(id + ' svg.main-svg').getBoundingClientRect().height)"
    tall, words = page.evaluate(height), page.locator("#plot-trend").inner_text()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(width) == 680 and all(low < high for low, high in zip(page.evaluate(height), tall, strict=True))
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(width) == before > 680
    assert page.evaluate(height) == tall and page.locator("#plot-trend").inner_text() == words
    page.close()


def test_what_is_printed_is_what_a_head_acts_on(browser: Browser, address: str, audit):
    page = browser.new_page(viewport={"width": 688, "height": 900})
    page.goto(address + "agencies/M0058.html")
    page.emulate_media(media="print")
    seen = [h.inner_text() for h in page.locator("main h2").all() if h.is_visible()]
    assert seen == [
        "Ba việc nên làm ngay",
        "Cảnh báo",
        "Điểm và khoảng hạng theo nhóm nhiệm vụ",
        "Việc đang quá hạn",
        "So với đơn vị cùng cấp",
        "Nghĩa vụ theo từng quy định",
        "Diễn biến theo tháng",
        "Dữ liệu đơn vị gửi",
    ]
    assert not page.is_visible("nav") and not page.is_visible(".search")
    # every rule with an unmet duty, and none that was kept
    unmet = ask(audit, "select count(*) from gap where agency_id = 'M0058' and assessable and unmet_duties > 0")[0][0]
    assert sum(row.is_visible() for row in page.locator(".duties tbody tr").all()) == unmet
    assert page.is_visible("#plot-trend") and page.is_visible("#plot-gaps")
    page.close()
