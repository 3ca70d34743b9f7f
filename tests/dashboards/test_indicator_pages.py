"""Every indicator has a page whose numbers are those of audit.duckdb, and which says so where there is nothing to say."""

import json
import re
from pathlib import Path

import pytest

from tests.dashboards.reading import LANGUAGES, ask, body, cells, grouped, lead, text, title

TOTAL = "select sum(numerator), sum(denominator), sum(unknown) from observation where indicator_id = ? and window_months = 12"


def share(value: float, language: str) -> str:
    number = "< 0.1" if 0 < value < 0.0005 else f"{100 * value:.1f}".removesuffix(".0")
    return f"{number}%" if language == "en" else f"{number.replace('.', ',')} %"


def block(page: Path, anchor: str) -> list[list[str]]:
    """The cells of the table under a chart, row heads included."""
    rows = re.search(rf'<figure id="{anchor}">.*?<tbody>(.*?)</tbody>', body(page), re.DOTALL).group(1)
    return [
        [text(cell) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL)]
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", rows, re.DOTALL)
    ]


def figure(page: Path, anchor: str) -> dict:
    return json.loads(re.search(rf'data-figure="plot-{anchor}">(.*?)</script>', body(page), re.DOTALL).group(1))


def test_each_indicator_of_the_edition_has_its_page_in_both_languages(site: Path, audit):
    wanted = {name for (name,) in ask(audit, "select indicator_id from indicator")}
    assert len(wanted) > 60
    for folder in (site, site / "en"):
        assert {file.stem for file in (folder / "indicators").glob("*.html")} == wanted
        assert {href for href in re.findall(r'href="indicators/([^"]+)\.html"', body(folder / "indicators.html"))} == wanted


@pytest.mark.parametrize("language, folder", LANGUAGES)
@pytest.mark.parametrize("name", ["decided_on_time", "statute_unknown", "dossier_returned"])
def test_a_share_is_the_sum_of_the_observations(site: Path, audit, name: str, language: str, folder: str):
    ((met, due, unknown),) = ask(audit, TOTAL, name)
    ((better,),) = ask(audit, "select better from indicator where indicator_id = ?", name)
    page = site / folder / "indicators" / f"{name}.html"
    assert share(met / due, language) in title(page)
    assert f" {grouped(int(met), language)} " in lead(page) and grouped(int(due), language) in lead(page)
    worst = (met + unknown * (better == "lower")) / (due + unknown)
    assert (share(worst, language) in lead(page)) if unknown else ("chưa rõ" not in lead(page) and "unknown" not in lead(page))


@pytest.mark.parametrize("language, folder", LANGUAGES)
def test_months_are_those_of_the_observations_and_the_figure_draws_them(site: Path, audit, language: str, folder: str):
    wanted = ask(
        audit,
        "select strftime(strptime(period || '-01', '%Y-%m-%d'), '%m/%Y'), sum(numerator), sum(denominator) from observation "
        "where indicator_id = 'decided_on_time' and window_months = 1 group by period order by period",
    )
    page = site / folder / "indicators" / "decided_on_time.html"
    shown = [[row[0], row[2], row[3]] for row in block(page, "trend")]
    assert shown == [[month, grouped(int(met), language), grouped(int(due), language)] for month, met, due in wanted]
    drawn = figure(page, "trend")["data"][-1]["y"]
    assert drawn == pytest.approx([float(met / due) for _, met, due in wanted])


def test_an_agency_of_one_rule_shows_the_observation_with_its_interval_and_small_cells_show_counts_only(site: Path, audit):
    page = site / "indicators" / "reception_held.html"
    rows = ask(
        audit,
        "select a.name_vi, o.numerator, o.denominator, o.value, o.lower, o.upper from observation as o join agency as a using (agency_id) "
        "where indicator_id = 'reception_held' and window_months = 12",
    )
    shown = {row[0].removesuffix(" ◆"): row[1:5] for row in block(page, "peers")}
    assert len(shown) == len(rows)
    for name, met, due, value, low, high in rows:
        interval = f"{wide(low)} – {wide(high)}"
        assert shown[name] == [grouped(met), grouped(due), wide(value), interval], name
    few = body(site / "indicators" / "apology_sent.html")
    ((small,),) = ask(audit, "select count(*) from observation where indicator_id = 'apology_sent' and window_months = 12 and suppressed")
    assert small and few.count('<tr class="indicative"><th scope="row"><a href="../agencies/') == small
    assert few.count("<td>dưới 5: chỉ nêu số đếm</td>") == small


def wide(value) -> str:
    """A share as the page writes it: nothing under one is rounded up to it."""
    shown = share(float(value), "vi")
    return "> 99,9 %" if shown == "100 %" and value < 1 else shown


def test_lengths_are_told_rule_by_rule_and_never_pooled(site: Path, audit):
    page = site / "indicators" / "dossier_days.html"
    rules = re.search(r'<h2 id="standards">.*?<tbody>(.*?)</tbody>', body(page), re.DOTALL).group(1)
    ((count,),) = ask(
        audit, "select count(distinct standard_id) from observation where indicator_id = 'dossier_days' and window_months = 12"
    )
    assert len(cells(rules)) == count > 8 and '<figure id="trend">' not in body(page)
    ((middle,),) = ask(
        audit,
        "select median(value) from observation where indicator_id = 'complaint_days' and window_months = 12 and standard_id = 'complaint_first_settlement'",
    )
    assert f"{middle:.0f} ngày" in title(site / "indicators" / "complaint_days.html")


@pytest.mark.parametrize("language, folder, said", [("vi", ".", "chưa đủ cơ sở đánh giá"), ("en", "en", "not enough to judge")])
def test_an_indicator_without_rows_abstains_and_names_the_source(site: Path, audit, language: str, folder: str, said: str):
    silent = ask(audit, "select indicator_id, case_kinds from indicator where indicator_id not in (select indicator_id from observation)")
    assert silent
    for name, kind in silent:
        page = site / folder / "indicators" / f"{name}.html"
        ((source,),) = ask(audit, f"select title_{language} from source where kind = ? order by source_id limit 1", kind)
        assert said in title(page) and source in text(body(page).split('class="abstain"')[1].split("</div>")[0])
        assert "<figure" not in body(page)


def test_units_that_count_those_under_them_are_not_added_up(site: Path):
    page = site / "indicators" / "complaint_repeated.html"
    assert "đếm hai lần" in lead(page) and not re.search(r"\d", title(page))


def test_the_question_a_page_offers_returns_the_duties_it_counts(site: Path, audit):
    question = text(
        re.search(r'<h2 id="evidence">.*?<pre><code>(.*?)</code>', body(site / "indicators" / "decided_on_time.html"), re.DOTALL).group(1)
    )
    agency, name, period = re.findall(r"'([^']+)'", question)
    ((due, unknown),) = ask(
        audit,
        "select sum(denominator), sum(unknown) from observation where window_months = 1 and agency_id = ? and indicator_id = ? and period = ?",
        agency, name, period,
    )  # fmt: skip
    assert len(ask(audit, question)) == due + unknown > 0


def test_names_of_agencies_and_indicators_are_text_everywhere(changed_site):
    poison = "<script>alert(1)</script>"
    site = changed_site(
        f"update agency set name_vi = '{poison}', name_en = '{poison}'",
        f"update indicator set title_vi = '{poison}', title_en = '{poison}', why_vi = '{poison}', definition_sql = '{poison}'",
        f"update plan_task set content = '{poison}', responsible_unit = '{poison}'",
    )
    for page in [*(site / "indicators").glob("*.html"), *(site / "groups").glob("*.html"), site / "indicators.html"]:
        assert "<script>alert" not in body(page), page


def test_an_edition_made_before_there_was_a_list_has_no_such_pages_and_no_link_to_them(changed_site):
    site = changed_site("drop table indicator")
    assert not (site / "indicators").exists() and not (site / "indicators.html").exists()
    assert not [page for page in site.rglob("*.html") if re.search(r'href="[^"]*indicators[./]', body(page))]


def test_the_search_knows_indicators_and_groups(site: Path):
    index = json.loads(
        (site / "static" / "search-index.js").read_text(encoding="utf-8").removeprefix("window.lawgapIndex=").removesuffix(";\n")
    )
    known = {row[0]: row[1:] for row in index}
    assert known["indicators/decided_on_time.html"][:2] == ["Tỷ lệ giải quyết đúng hạn luật định", "Decided within the legal limit"]
    assert known["groups/3.html"][0] == "3 · Thi hành pháp luật"
    assert all((site / path).is_file() for path in known)
