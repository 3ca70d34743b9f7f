"""Task groups: the numbers are those of audit.duckdb, every agency stands on its interval, and no score is made up."""

import re
from pathlib import Path

import pytest

from tests.dashboards.reading import LANGUAGES, ask, body, grouped, lead, text, title

JUDGED = """
    select s.plan_group, sum(g.denominator) as due, sum(g.denominator - g.numerator) as unmet
    from gap as g inner join standard as s using (standard_id)
    where g.standard_id in (select standard_id from gap where assessable) and g.denominator > 0
    group by all"""
STANDING = "audience = 'published' and life not in ('resolved', 'withdrawn')"


def rows(page: Path, heading: str) -> list[list[str]]:
    """The cells of the first table after an anchor, row heads included."""
    inside = re.search(r"<tbody>(.*?)</tbody>", body(page).split(heading, 1)[1], re.DOTALL).group(1)
    return [
        [text(cell) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL)]
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", inside, re.DOTALL)
    ]


@pytest.mark.parametrize("language, folder", LANGUAGES)
def test_each_group_says_its_unmet_duties_and_flags(site: Path, audit, language: str, folder: str):
    found = ask(audit, JUDGED)
    assert len(found) == 7
    for number, due, unmet in found:
        ((flags,),) = ask(audit, f"select count(*) from flag where plan_group = ? and {STANDING}", number)
        page = site / folder / "groups" / f"{number}.html"
        said = re.findall(r"\d[\d.,]*", title(page).replace("%", ""))
        assert said[0] == grouped(int(unmet or due), language), number
        assert unmet == 0 or said[-1] == str(flags)
        assert grouped(int(due), language) in lead(page) and grouped(int(due - unmet), language) in lead(page)


@pytest.mark.parametrize("language, folder", LANGUAGES)
def test_the_list_of_groups_adds_up_to_the_overview_and_counts_what_cannot_be_judged(site: Path, audit, language: str, folder: str):
    shown = rows(site / folder / "groups.html", "<h2>")
    unmet = sum(int(re.sub(r"\D", "", row[1]) or 0) for row in shown)
    assert title(site / folder / "groups.html").startswith(grouped(unmet, language))
    assert title(site / folder / "index.html").startswith(grouped(unmet, language))
    waiting = ask(
        audit,
        "select count(*) from standard where plan_group is not null and (measure <> 'scored' or standard_id not in "
        "(select standard_id from gap where assessable)) group by plan_group order by plan_group",
    )
    assert [int(row[5]) for row in shown] == [n for (n,) in waiting]
    tasks = ask(
        audit,
        "select count(*) filter (where due_at < as_of + interval 1 day and coalesce(completed_at >= as_of + interval 1 day, true)), "
        "count(*) filter (where due_at < as_of + interval 1 day) from plan_task, edition group by task_group order by task_group",
    )
    assert [tuple(int(n) for n in re.findall(r"\d+", row[7])) for row in shown] == tasks


def test_scores_by_tier_and_agency_by_agency_are_those_of_the_tables(site: Path, audit):
    page = site / "groups" / "3.html"
    tiers = ask(audit, "select score, lower, upper, scored, agencies from tier_score where plan_group = 3 order by agencies desc")
    assert [row[1:4] for row in rows(page, 'id="scores"')] == [
        [points(score), f"{points(low)} – {points(high)}", f"{scored}/{every}"] for score, low, high, scored, every in tiers
    ]
    own = ask(
        audit,
        "select a.name_vi, s.score, s.lower, s.upper from score as s join agency as a using (agency_id) "
        "where s.plan_group = 3 and s.tier = 'commune' and s.score is not null order by s.agency_id",
    )
    assert [row[:3] for row in rows(page, 'id="agencies-commune"')] == [
        [n, points(s), f"{points(lo)}–{points(hi)}"] for n, s, lo, hi in own
    ]
    # a rank never stands bare
    assert all(re.fullmatch(r"hạng \d+–\d+ trong 126", row[3]) for row in rows(page, 'id="agencies-commune"'))


def points(value) -> str:
    return f"{float(value):.1f}".replace(".", ",")


@pytest.mark.parametrize("language, folder, said", [("vi", ".", "Chưa đủ cơ sở xếp điểm"), ("en", "en", "Not enough to score")])
def test_without_coverage_there_is_no_score_and_the_page_says_what_is_missing(changed_site, language: str, folder: str, said: str):
    site = changed_site(
        "update tier_score set score = null, lower = null, upper = null, scored = 0 where plan_group = 6",
        "update score set score = null, lower = null, upper = null, coverage = 0.41 where plan_group = 6",
        "update score_basis set basis = 'source_absent' where plan_group = 6 and tier = 'city'",
        "delete from gap where standard_id in (select standard_id from standard where plan_group = 5)",
    )
    page = site / folder / "groups" / "6.html"
    box = text(re.search(r'<div class="abstain".*?</div>', body(page), re.DOTALL).group(0))
    assert said in box and "60" in box and ("nguồn chưa gửi đủ 12 tháng" in box if language == "vi" else "source" in box)
    assert "41" in text(body(page).split('class="abstain"')[1]) and 'id="agencies-commune"' not in body(page)
    assert ("chưa đủ cơ sở đánh giá" if language == "vi" else "not enough to judge") in title(site / folder / "groups" / "5.html")


def test_the_overview_leads_to_every_group(site: Path):
    for page in (site / "index.html", site / "en" / "index.html"):
        assert set(re.findall(r'href="groups/(\d)\.html"', body(page))) == set("1234567")


def test_tasks_that_are_overdue_or_unowned_are_listed_with_why(changed_site):
    site = changed_site(
        "update plan_task set due_at = timestamp '2026-09-01 23:59:59', completed_at = null where case_id = (select min(case_id) from plan_task where task_group = 5)",
        "update plan_task set responsible_person = ' ' where case_id = (select max(case_id) from plan_task where task_group = 5)",
    )
    listed = rows(site / "groups" / "5.html", '<h2 id="tasks">')
    assert "quá hạn, chưa xong" in listed[0][4] and any("chưa rõ người chịu trách nhiệm" in row[4] for row in listed)
