"""Fairness: ratios are those of the table, worst first, with their interval; too few cases are called too few."""

import json
import re
from pathlib import Path

import pytest

from tests.dashboards.reading import LANGUAGES, ask, body, cells, lead, text, title

PAGE = "fairness.html"
ONE = "comparison = 'channel' and agency_id = '-' and standard_id = '-'"
LOUD = (
    "update fairness set odds_ratio = 0.2, lower = 0.1, upper = 0.4, probability = 0.97 where comparison = 'area' and agency_id = 'M0058'"
)
QUIET = "update fairness set probability = 0.5 where probability >= 0.95"


def ratio(row: tuple, language: str = "vi") -> str:
    value, low, high = (f"{float(number):.2f}" for number in row)
    said = f"{value} ({low}–{high})"
    return said.replace(".", ",") if language == "vi" else said


def rows(page: Path, anchor: str) -> list[list[str]]:
    after = body(page).split(f'<figure id="{anchor}">', 1)[1]
    return [[text(cell) for cell in row] for row in cells(re.search(r"<tbody>(.*?)</tbody>", after, re.DOTALL).group(1))]


@pytest.mark.parametrize("language, folder", LANGUAGES)
def test_the_city_s_ratios_are_those_of_the_table(site: Path, audit, language, folder):
    wanted = ask(
        audit,
        "select odds_ratio, lower, upper from fairness where agency_id = '-' and standard_id = '-' and odds_ratio is not null "
        "order by greatest(ln(lower), -ln(upper)) desc",
    )
    assert wanted and [row[5] for row in rows(site / folder / PAGE, "city")] == [ratio(row, language) for row in wanted]


def test_comparisons_with_and_without_enough_cases_are_counted(site: Path, audit):
    ((found, few),) = ask(audit, "select count(odds_ratio), count(*) - count(odds_ratio) from fairness")
    assert re.findall(r"[\d.]+ phép so sánh", lead(site / PAGE)) == [f"{n:,}".replace(",", ".") + " phép so sánh" for n in (found, few)]


def test_the_worst_comes_first_and_is_named_with_what_it_may_be_wrong_about(changed_site):
    site = changed_site(QUIET, LOUD)
    assert title(site / PAGE).startswith("Ở 1 nơi") and "dự kiến không quá 0,1 trường hợp là sai" in lead(site / PAGE)
    first = rows(site / PAGE, "areas")[0]
    assert first[5] == "0,20 (0,10–0,40)" and first[6] == "97 %"


def test_where_nothing_is_sure_nobody_is_accused(changed_site):
    site = changed_site(QUIET)
    assert title(site / PAGE) == "Chưa thấy nơi nào mà hồ sơ cùng loại chắc chắn không được giải quyết như nhau"
    assert 'class="short"' not in body(site / PAGE)


def test_a_comparison_with_too_few_cases_says_what_is_missing(changed_site):
    site = changed_site(f"update fairness set odds_ratio = null, lower = null, upper = null, probability = null where {ONE}")
    box = text(re.search(r'<div class="abstain".*?</div>', body(site / PAGE), re.DOTALL).group(0))
    assert "Chưa đủ cơ sở đánh giá" in box and "cần hồ sơ của cả hai kênh" in box
    # the sample's files name no state-owned enterprise
    assert "doanh nghiệp nhà nước" in box


@pytest.mark.parametrize("change", ["delete from fairness", "drop table fairness"])
def test_without_any_comparison_the_page_abstains(changed_site, change):
    site = changed_site(change)
    assert title(site / PAGE).startswith("Chưa đủ cơ sở đánh giá") and "data-figure" not in body(site / PAGE)


def test_the_band_and_the_log_axis_are_drawn_and_names_stay_text(changed_site):
    poison = "<script>alert(1)</script>"
    site = changed_site(LOUD, f"update agency set name_vi = '{poison}' where agency_id = 'M0058'")
    page = body(site / PAGE)
    assert poison not in page and "&lt;script&gt;" in page
    figure = json.loads(re.search(r'data-figure="plot-areas">(.*?)</script>', page, re.DOTALL).group(1))
    assert figure["layout"]["xaxis"]["type"] == "log" and (figure["layout"]["shapes"][0]["x0"], figure["layout"]["shapes"][0]["x1"]) == (
        0.5,
        2.0,
    )
    assert any("&lt;script&gt;" in note["text"] for note in figure["layout"]["annotations"])
