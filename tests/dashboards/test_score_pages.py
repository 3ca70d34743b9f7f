"""Scores on the pages are those of the table, as intervals; nobody has a bare rank, and silence is said."""

import re
from pathlib import Path

import pytest

from tests.dashboards.reading import LANGUAGES, ask, body, cells, table, text


def shown(value, language: str = "vi") -> str:
    number = f"{float(value):.1f}"
    return number.replace(".", ",") if language == "vi" else number


def after(page: Path, anchor: str) -> str:
    return body(page).split(f'id="{anchor}"', 1)[1]


@pytest.mark.parametrize("agency", ["M0017", "M0058", "MS03", "01"])
def test_an_agency_s_scores_are_the_table_s_rows(site: Path, audit, agency: str):
    wanted = [
        [
            shown(score), f"{shown(low)}–{shown(high)}", band, f"hạng {first}–{last} trong {among}" if among > 1 else "–",
            f"{100 * float(covered):.0f} %" if covered < 1 else "100 %", shown(without),
        ]
        for score, low, high, band, first, last, among, covered, without in ask(
            audit, "select score, lower, upper, band, rank_lower, rank_upper, ranked_among, coverage, without_common from score where agency_id = ? order by plan_group", agency
        )
    ]  # fmt: skip
    rows = cells(re.search(r"<tbody>(.*?)</tbody>", after(site / "agencies" / f"{agency}.html", "scores"), re.DOTALL).group(1))
    found = [[text(cell).replace("\u00a0", " ").replace("> 99 %", "100 %") for cell in row[1:]] for row in rows]
    assert found and found == [[*row[:4], row[4].replace("> 99 %", "100 %"), row[5]] for row in wanted]


def test_no_page_shows_a_bare_rank(site: Path):
    for page in [*(site / "agencies").glob("*.html"), site / "index.html", site / "method.html"]:
        for said in re.findall(r"hạng \d[^<]{0,24}", body(page)):
            assert re.match(r"hạng \d+–\d+ trong \d+", said), (page, said)


@pytest.mark.parametrize("language, folder", LANGUAGES)
def test_the_overview_shows_every_tier_s_groups(site: Path, audit, language, folder):
    block = after(site / folder / "index.html", "groups").split("<h2>", 1)[0]
    tiers = ask(
        audit,
        "select tier, list((score, lower, upper, scored, agencies) order by plan_group) from tier_score where plan_group > 0 group by tier order by max(agencies) desc, tier",
    )
    bodies = re.findall(r"<tbody>(.*?)</tbody>", block, re.DOTALL)
    assert len(bodies) == len(tiers) == 3
    for rows, (_, wanted) in zip(bodies, tiers, strict=True):
        found = [[text(cell) for cell in row[1:4]] for row in cells(rows)]
        assert found == [
            [shown(score, language), f"{shown(low, language)} – {shown(high, language)}", f"{scored}/{among}"]
            for score, low, high, scored, among in wanted
        ]


def test_without_enough_data_the_page_says_so_and_what_is_missing(changed_site):
    site = changed_site(
        "update score set score = null, lower = null, upper = null, band = null, rank_lower = null, rank_upper = null, ranked_among = null, "
        "without_common = null, coverage = 0.4 where agency_id = 'M0017'",
        "update score_basis set basis = 'source_absent' where agency_id = 'M0017' and standard_id = 'complaint_first_settlement'",
    )
    part = text(after(site / "agencies" / "M0017.html", "scores").split("<h2", 1)[0])
    assert "Chưa đủ cơ sở xếp điểm chung" in part and "chưa đủ cơ sở xếp điểm" in part and not re.search(r"hạng \d", part)
    assert "Giải quyết khiếu nại" in part and "nguồn chưa gửi đủ 12 tháng" in part


def test_the_worst_case_is_named_only_where_it_would_cross_the_line(site: Path, audit):
    for agency, lines in ask(
        audit,
        "select agency_id, count(*) filter (where crosses_line and channel <> 'together') from worst_case where agency_id in ('M0017', 'M0058', 'M0001') group by 1",
    ):
        page = site / "agencies" / f"{agency}.html"
        said = 'id="worst-case"' in body(page) and len(re.findall(r"<li>", after(page, "worst-case").split("<h2", 1)[0]))
        assert (said or 0) == lines, agency


@pytest.mark.parametrize("language, folder", LANGUAGES)
def test_the_method_page_holds_robustness_channels_and_effects(site: Path, audit, language, folder):
    page = site / folder / "method.html"
    rows = cells(re.search(r"<tbody>(.*?)</tbody>", after(page, "robustness"), re.DOTALL).group(1))
    wanted = ask(audit, "select gained, lost, median_move, largest_move from robustness where kind = 'all' order by variant, subject")
    assert [[text(row[i]) for i in (1, 2, 4, 5)] for row in rows] == [
        [str(gained), str(lost), shown(middle, language), shown(far, language)] for gained, lost, middle, far in wanted
    ]
    channels = cells(re.search(r"<tbody>(.*?)</tbody>", after(page, "worst-case"), re.DOTALL).group(1))
    totals = ask(audit, "select sum(duties), count(*), count(*) filter (where crosses_line) from worst_case group by channel")
    assert sorted(tuple(int(re.sub(r"\D", "", text(cell))) for cell in row[1:]) for row in channels) == sorted(totals)
    heading = "Tham số của kỳ này" if language == "vi" else "Parameters of this edition"
    effects = ask(audit, "select flags_lower, flags_higher from parameter order by name")
    found = [[re.search(r"(\d+) (?:cảnh báo|flag)", text(row[i])) for i in (3, 4)] for row in table(page, heading)]
    assert [tuple(int(match[1]) if match else None for match in pair) for pair in found] == effects


def test_robustness_starts_from_the_edition_s_own_flags(audit):
    standing = ask(audit, "select count(*) from flag where life not in ('resolved', 'withdrawn')")
    assert ask(audit, "select distinct flags from parameter where flags is not null") == standing
