"""Money: amounts are exact sums of the budgets, the promise is the city's, and silence is said."""

import re
from pathlib import Path

import pytest

from tests.dashboards.reading import LANGUAGES, ask, body, cells, lead, text, title

PAGE = "money.html"


def number(value, places: int, language: str = "vi") -> str:
    said = f"{float(value):,.{places}f}"
    return said.translate(str.maketrans(",.", ".,")) if language == "vi" else said


def rows(page: Path, anchor: str) -> list[list[str]]:
    after = body(page).split(f'id="{anchor}"', 1)[1]
    found = cells(re.search(r"<tbody>(.*?)</tbody>", after, re.DOTALL).group(1))
    return [[text(cell).replace("\u00a0", " ") for cell in row] for row in found]


@pytest.mark.parametrize("language, folder", LANGUAGES)
def test_the_city_s_share_is_that_of_its_budget(site: Path, audit, language, folder):
    ((allotment, regular),) = ask(audit, "select legal_allotment, regular_expenditure from budget where agency_id = '01' and year = 2025")
    page = site / folder / PAGE
    assert "2025" in title(page) and number(100 * allotment / regular, 2, language) in title(page)
    assert number(allotment / 10**9, 1, language) in lead(page)
    years = rows(page, "share-by-year")
    assert [re.match(r"\d+", row[0])[0] for row in years] == ["2024", "2025", "2026"]
    assert re.search(r"chưa hết năm|not over yet", years[2][0]) and not re.search(r"chưa|not over", years[1][0])


def test_products_and_money_are_exact_sums_of_the_tasks(site: Path, audit):
    day = "(select as_of from edition)"
    since = f"date_trunc('month', {day}) - interval 11 month"
    wanted = ask(
        audit,
        f"select sum(norm_per_product * products_completed), sum(spent) from plan_task where completed_at between {since} and {day} "
        "and products_completed > 0 and norm_per_product is not null and spent is not null",
    )[0]
    said = text(body(site / PAGE).split('id="products"', 1)[1].split("<table", 1)[0])
    assert [number(amount / 10**9, 1) for amount in wanted] == re.findall(r"([\d.,]+)\s?tỷ đồng", said)
    assert (
        len(rows(site / PAGE, "products"))
        == ask(audit, "select count(distinct agency_id) from plan_task where products_assigned > 0")[0][0]
    )


def test_the_duties_kept_beside_the_cost_are_those_of_the_gaps(site: Path, audit):
    ((met, due),) = ask(
        audit,
        "select sum(numerator), sum(denominator) from gap where agency_id = 'M0058' and standard_id in (select standard_id from gap where assessable)",
    )
    row = next(
        row for row in rows(site / PAGE, "products") if row[0] == ask(audit, "select name_vi from agency where agency_id = 'M0058'")[0][0]
    )
    assert row[-1] == number(100 * met / due, 1) + " %"


def test_a_share_just_short_of_the_promise_is_short_to_the_last_unit(changed_site):
    """One đồng less than half a percent: no rounding may call it reached."""
    site = changed_site(
        "update budget set regular_expenditure = 60000000000000, legal_allotment = 299999999999 where agency_id = '01' and year = 2025"
    )
    assert "chưa đạt mức 0,50" in title(site / PAGE) and "Bổ sung ít nhất 1 đồng" in text(body(site / PAGE)).replace("\u00a0", " ")
    whole = changed_site(
        "update budget set regular_expenditure = 60000000000000, legal_allotment = 300000000000 where agency_id = '01' and year = 2025"
    )
    assert ": đạt mức 0,50" in title(whole / PAGE)


def test_single_agencies_are_below_without_being_accused(site: Path):
    said = text(body(site / PAGE).split('id="agencies"', 1)[1].split("<table", 1)[0])
    assert "không cho từng đơn vị" in said and "không sinh cảnh báo" in said
    assert 'class="bad"' not in body(site / PAGE).split('id="agencies"', 1)[1].split('id="products"', 1)[0]


def test_without_budgets_and_tasks_the_page_abstains_and_says_what_is_missing(changed_site):
    site = changed_site("delete from budget", "delete from plan_task")
    page = site / PAGE
    assert title(page) == "Chưa đủ cơ sở đánh giá kinh phí công tác pháp luật"
    said = text(body(page))
    assert "cần nguồn ngân sách" in said and "Chưa có nhiệm vụ nào đã hoàn thành" in said and "Quá ít đơn vị" in said
    assert "data-figure" not in body(page)
