"""Pages drawn at random: every number of their tables is asked for again in SQL, in both languages."""

import random
import re
from pathlib import Path

import pytest

from dashboards.desk import slug
from dashboards.words import NBSP, Words
from tests.dashboards.reading import LANGUAGES, WINDOW, ask, body, cells, text

DRAWN = random.Random(20261031)
NUMBERS = "met, late, overdue, pending, excused, unknown"


class Plain(Words):
    """Shares with the space a reader sees: `text` gives no other."""

    def share(self, value: float | None, places: int = 1) -> str:
        return super().share(value, places).replace(NBSP, " ")


def drawn(audit, sql: str, count: int) -> list[tuple]:
    return DRAWN.sample(sorted(ask(audit, sql)), count)


def tables(page: Path) -> list[list[list[str]]]:
    return [cells(rows) for rows in re.findall(r"<tbody>(.*?)</tbody>", body(page), re.DOTALL)]


def by_standard(table: list[list[str]]) -> dict[str, list[str]]:
    """The text of each row's cells after the first, by the standard its first cell leads to."""
    led = [(re.search(r"standards/([^\"#]+)\.html", row[0]), row) for row in table if row]
    return {found.group(1): [text(cell) for cell in row[1:]] for found, row in led if found}


@pytest.fixture(scope="module")
def agencies(audit) -> list[str]:
    return [a for (a,) in drawn(audit, "select distinct agency_id from gap where shrunk is not null", 8)]


@pytest.mark.parametrize("language, folder", LANGUAGES)
def test_duties_and_estimates_of_agencies_drawn_at_random(site: Path, audit, agencies: list[str], language: str, folder: str):
    t = Plain(language)
    for agency in agencies:
        found = [by_standard(table) for table in tables(site / folder / "agencies" / f"{slug(agency)}.html")]
        counted = {standard: row for table in found for standard, row in table.items() if len(row) == 8}
        wanted = {
            standard: [t.number(n) for n in (met + late + overdue, met, late, overdue, pending, excused, unknown)]
            + [t.share(met / (met + late + overdue)) if met + late + overdue else "–"]
            for standard, met, late, overdue, pending, excused, unknown in ask(
                audit,
                "select standard_id, "
                + ", ".join(f"count(*) filter (where status = '{status}')" for status in NUMBERS.split(", "))
                + f" from duty where agency_id = ? and (status = 'pending' or {WINDOW}) group by all",
                agency,
            )
        }
        assert counted and counted == wanted, agency
        estimated = {standard: row for table in found for standard, row in table.items() if len(row) == 5 and "–" in row[1]}
        judged = ask(
            audit,
            "select g.standard_id, shrunk, shrunk_lower, shrunk_upper, required - tolerance, (select median(o.shrunk) from gap as o "
            "inner join agency as a on o.agency_id = a.agency_id where o.standard_id = g.standard_id and o.agency_id <> g.agency_id "
            "and a.tier = (select tier from agency where agency_id = g.agency_id)), gap * denominator from gap as g "
            "where agency_id = ? and shrunk is not null and standard_id in (select standard_id from gap where assessable)",
            agency,
        )
        shown = {
            standard: [t.share(float(value)), f"{t.share(float(low))} – {t.share(float(high))}", t.share(float(line)),
                       t.share(None if median is None else float(median)), t.number(float(unmet), 1)]
            for standard, value, low, high, line, median, unmet in judged
        }  # fmt: skip
        assert estimated and estimated == shown, agency


@pytest.mark.parametrize("language, folder", LANGUAGES)
def test_the_agencies_of_rules_drawn_at_random(site: Path, audit, language: str, folder: str):
    t = Plain(language)
    for (standard,) in random.Random(7).sample(sorted(ask(audit, "select distinct standard_id from gap where assessable")), 6):
        rows = next(table for table in tables(site / folder / "standards" / f"{slug(standard)}.html") if "agencies/" in table[0][0])
        shown = sorted((re.search(r"agencies/([^\"]+)\.html", row[0]).group(1), *(text(cell) for cell in row[1:4])) for row in rows)
        counts = ask(
            audit,
            "select agency_id, count(*) filter (where status = 'met'), count(*) from duty where standard_id = ? "
            f"and status in ('met', 'late', 'overdue') and {WINDOW} group by 1",
            standard,
        )
        assert shown == sorted((slug(agency), t.number(met), t.number(due), t.share(met / due)) for agency, met, due in counts), standard


@pytest.mark.parametrize("language, folder", LANGUAGES)
def test_the_numbers_of_flags_drawn_at_random(site: Path, audit, language: str, folder: str):
    t = Plain(language)
    flags = ask(
        audit,
        "select f.flag_id, f.numerator, f.denominator, g.shrunk, g.shrunk_lower, g.shrunk_upper, g.gap from flag as f left join gap as g "
        "on f.agency_id = g.agency_id and f.standard_id = g.standard_id and f.kind = 'unmet' where f.audience = 'published' "
        "and f.kind not in ('dormant', 'contradicted') order by f.flag_id",
    )
    for flag_id, unmet, due, shrunk, low, high, gap in random.Random(7).sample(flags, 6):
        page = body(site / folder / "flags" / f"{slug(flag_id)}.html")
        numbers = text(re.search(r'<dl class="figures">(.*?)</dl>', page, re.DOTALL).group(1))
        assert t.number(unmet) in numbers and (due is None or t.number(due) in numbers), flag_id
        if shrunk is not None:
            assert f"{t.share(float(shrunk))} ({t.share(float(low))} – {t.share(float(high))})" in numbers, flag_id
            assert t.share(float(gap)) in numbers, flag_id


def test_the_worst_problem_of_the_law_and_its_rows_are_three_clicks_away(site: Path, audit):
    """As a newcomer: the overview, the entry in its head, the first problem, its evidence; and the slips that speak against it."""
    flagged = {
        slug(f) for (f,) in ask(audit, "select flag_id from flag where kind = 'unworkable' and life not in ('resolved', 'withdrawn')")
    }
    for _, folder in LANGUAGES:
        nav = re.search(r"<header>.*?</header>", body(site / folder / "index.html"), re.DOTALL).group(0)
        assert 'href="law-problems.html"' in nav
        problems = body(site / folder / "law-problems.html").split("<main", 1)[1]
        linked = re.findall(r'href="flags/([^"#]+)\.html(?:#evidence)?"', problems)
        first = next(flag for flag in linked if flag in flagged)
        for flag in (first, linked[0]):
            evidence = body(site / folder / "flags" / f"{flag}.html").split('id="evidence"', 1)[1]
            assert len(cells(re.findall(r"<tbody>(.*?)</tbody>", evidence, re.DOTALL)[-1])) >= 10
