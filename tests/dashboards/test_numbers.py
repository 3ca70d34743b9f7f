"""Numbers on the pages are numbers of audit.duckdb: each is asked for again in SQL."""

import re
from pathlib import Path

import duckdb
import pytest

from dashboards.words import Words
from tests.dashboards.reading import WINDOW, ask, body, cells, grouped, lead, text, title

STATUSES = ("met", "late", "overdue", "pending", "excused", "unknown")


@pytest.mark.parametrize("language, folder", [("vi", "."), ("en", "en")])
def test_the_overview_says_the_duties_due_and_unmet_and_the_flags_of_the_edition(site: Path, audit, language: str, folder: str):
    ((due, met),) = ask(
        audit,
        "select count(*), count(*) filter (where status = 'met') from duty where status in ('met', 'late', 'overdue') "
        f"and standard_id in (select standard_id from gap where assessable) and {WINDOW}",
    )
    ((flags,),) = ask(audit, "select count(*) from flag where audience = 'published' and life not in ('resolved', 'withdrawn')")
    page = site / folder / "index.html"
    assert title(page).startswith(f"{grouped(due - met, language)} ")
    assert f" {grouped(due, language)} " in lead(page)
    # the overview shows the first ten
    assert body(page).count("<h3><a href=") == min(flags, 10) and body(site / folder / "flags.html").count("<h3><a href=") == flags
    assert re.search(rf"\b{flags}\b", title(site / folder / "flags.html"))


def test_the_standing_common_causes_and_flagged_agencies_are_those_of_the_tables(site: Path, audit):
    ((common,),) = ask(audit, "select count(distinct standard_id) from standard_verdict where verdict = 'common_cause'")
    ((agencies,),) = ask(audit, "select count(distinct agency_id) from flag where kind = 'unmet' and life not in ('resolved', 'withdrawn')")
    assert f"{common} quy định" in lead(site / "index.html") and f"{agencies} đơn vị" in lead(site / "index.html")


def every_row(page: Path, heading: str) -> list[list[str]]:
    """The rows of all tables under a heading, folded ones too."""
    under = body(page).split(f"<h2>{heading}</h2>", 1)[1].split("</section>")[0]
    return [row for rows in re.findall(r"<tbody>(.*?)</tbody>", under, re.DOTALL) for row in cells(rows)]


@pytest.mark.parametrize("agency", ["M0017", "M0058", "M0090"])
def test_what_is_entirely_met_is_folded_away(site: Path, audit, agency: str):
    lacking = {s for (s,) in ask(audit, "select standard_id from gap where assessable and unmet_duties > 0 and agency_id = ?", agency)}
    part = body(site / "agencies" / f"{agency}.html").split("<h2>Nghĩa vụ theo từng quy định</h2>", 1)[1].split("</section>")[0]
    seen, _, folded = part.partition("<details>")
    link = r'<td><a href="[^"]*standards/([^"]+)\.html"'
    assert lacking == set(re.findall(link, seen)) and folded and not lacking & set(re.findall(link, folded))


@pytest.mark.parametrize("agency", ["M0017", "M0058", "M0090"])
def test_an_agencys_table_of_duties_is_a_count_of_its_duties(site: Path, audit, agency: str):
    counts = ", ".join(f"count(*) filter (where status = '{status}')" for status in STATUSES)
    wanted = {
        standard: [met + late + overdue, met, late, overdue, pending, excused, unknown]
        for standard, met, late, overdue, pending, excused, unknown in ask(
            audit, f"select standard_id, {counts} from duty where agency_id = ? and (status = 'pending' or {WINDOW}) group by all", agency
        )
    }
    judged = {standard for (standard,) in ask(audit, "select distinct standard_id from gap where assessable")}
    for heading, of_it in (("Nghĩa vụ theo từng quy định", True), ("Không dùng để đánh giá", False)):
        shown = {}
        for row in every_row(site / "agencies" / f"{agency}.html", heading):
            standard = re.search(r"standards/([^\"]+)\.html", row[0]).group(1)
            shown[standard] = [int(text(cell).replace(".", "")) for cell in row[1:8]]
        assert shown and shown == {standard: counts for standard, counts in wanted.items() if (standard in judged) == of_it}


def test_the_quality_page_adds_up_the_ledger(site: Path, audit):
    ((read, accepted, duplicate, rejected),) = ask(
        audit, "select sum(rows_read), sum(rows_accepted), sum(rows_duplicate), sum(rows_rejected) from source_file"
    )
    said = " ".join(grouped(int(n)) for n in (read, accepted, duplicate, rejected))
    assert " ".join(re.findall(r"[\d.]*\d", lead(site / "data-quality.html").split("Nguồn")[0])) == said


RULE = "complaint_first_settlement"
ABSTAIN = (
    f"update gap set assessable = false where standard_id = '{RULE}'",
    f"update observation set unknown = 30 where standard_id = '{RULE}' and window_months = 12 and agency_id = 'M0017'",
    f"update observation set unknown = 12 where standard_id = '{RULE}' and window_months = 12 and agency_id = 'M0058'",
    f"update observation set unknown = 0 where standard_id = '{RULE}' and window_months = 12 and agency_id not in ('M0017', 'M0058')",
)


@pytest.mark.parametrize("language, folder", [("vi", "."), ("en", "en")])
def test_an_abstention_shows_what_is_unknown_and_the_rate_as_if_it_were_unmet(changed_site, small_audit: Path, language, folder):
    import duckdb

    site = changed_site(*ABSTAIN)
    with duckdb.connect(str(site.parent / "audit.duckdb"), read_only=True) as changed:
        ((met, due),) = ask(
            changed,
            "select count(*) filter (where status = 'met'), count(*) filter (where status in ('met', 'late', 'overdue')) "
            f"from duty where standard_id = ? and {WINDOW}",
            RULE,
        )
        ((unknown,),) = ask(
            changed,
            "select sum(u) from (select max(unknown) as u from observation where standard_id = ? and window_months = 12 group by agency_id)",
            RULE,
        )
    assert unknown == 42
    box = text(re.search(r'<div class="abstain".*?</div>', body(site / folder / "standards" / f"{RULE}.html"), re.DOTALL).group(0))
    number = f"{100 * met / (due + unknown):.1f}".removesuffix(".0")
    share = f"{number}%" if language == "en" else f"{number.replace('.', ',')} %"
    assert "42" in box and share in box and (f"{met}/{due} " if language == "vi" else f"{met} of {due} duties") in box
    assert (f"{met}/{due + unknown}" if language == "vi" else f"{met} of {due + unknown}") in box


def test_a_judged_rule_and_one_without_unknown_duties_say_nothing_of_them(changed_site):
    site = changed_site(ABSTAIN[0], f"update observation set unknown = 0 where standard_id = '{RULE}'")
    assert "chưa xác định được tình trạng" not in body(site / "standards" / f"{RULE}.html")
    assert 'class="abstain"' not in body(site / "standards" / "proc_household_business.html")


@pytest.mark.parametrize(
    "change, said",
    [
        ("limit_value = 0, cut_off_hour = 15, due_event = null", "sau 15 giờ thì sang ngày làm việc tiếp theo"),
        ("limit_value = 0, cut_off_hour = null, due_event = null", "Phải xong ngay trong ngày phát sinh."),
        ("limit_value = null, due_event = 'result_promised'", "chậm nhất khi đến ngày hẹn."),
        ("limit_value = -1, unit = 'calendar_day', due_event = 'result_promised'", "chậm nhất 1 ngày trước ngày ghi trong hồ sơ"),
        ("limit_value = 7, unit = 'working_day', due_event = null", "Phải xong trong 7 ngày làm việc kể từ khi"),
    ],
)
def test_the_duty_in_one_sentence_says_the_limit_as_the_law_does(changed_site, change: str, said: str):
    site = changed_site(f"update standard set {change} where standard_id = '{RULE}'")
    sentence = lead(site / "standards" / f"{RULE}.html")
    assert said in sentence
    # from event to event only where days run
    timed = "Tính từ khi thụ lý khiếu nại đến khi ký quyết định giải quyết khiếu nại." in sentence
    assert timed == ("due_event = null" in change)


def test_a_promise_that_was_kept_is_nowhere_said_to_be_broken(site: Path, audit):
    kept = [
        s
        for (s,) in ask(
            audit, "select standard_id from gap where assessable group by 1 having sum(unmet_duties) = 0 and sum(denominator) > 0"
        )
    ]
    strict = "law_budget_half_percent"
    # its estimate lies below its line, as one of one is not much to go by
    assert ask(audit, "select numerator, denominator, shrunk < required - tolerance from gap where standard_id = ?", strict) == [
        (1, 1, True)
    ]
    assert strict in kept and len(kept) > 20
    for standard in kept:
        assert "làm được" in title(site / "standards" / f"{standard}.html"), standard
    problems = body(site / "law-problems.html")
    assert not [standard for standard in kept if f"standards/{standard}.html" in problems]
    assert ask(audit, "select * from gap where unmet_duties = 0 and gap + common_part + agency_part > 0") == []


@pytest.mark.parametrize("language, folder", [("vi", "."), ("en", "en")])
def test_an_agency_has_a_gap_by_its_unmet_duties_and_not_for_what_nobody_manages(site: Path, audit, language: str, folder: str):
    ((own, common),) = ask(
        audit,
        "with a as (select agency_id, round(sum(gap * denominator), 1) > 0 as any_gap, "
        "round(coalesce(sum(gap * denominator) filter (where verdict <> 'common_cause'), 0), 1) > 0 as own from gap "
        "join standard_verdict using (standard_id, window_end) where assessable and unmet_duties > 0 group by 1) "
        "select count(*) filter (where any_gap and own), count(*) filter (where any_gap and not own) from a",
    )
    assert 0 < own < common
    tiles = text(body(site / folder / "index.html").split('id="tiles">')[1].split('id="scale"')[0])
    for said in (title(site / folder / "agencies.html"), tiles):
        assert [int(n) for n in re.findall(r"\d+", said)[:2]] == [own, common]


def test_no_head_is_told_to_mend_what_nobody_manages_or_what_a_case_or_two_say(site: Path, audit):
    least = int(ask(audit, "select value from parameter where name = 'minimum_duties'")[0][0])
    own = ask(
        audit,
        "select agency_id, s.name_vi, numerator, denominator from gap join standard as s using (standard_id) "
        "join standard_verdict as v using (standard_id, window_end) where agency_part > 0 and v.verdict <> 'common_cause' and denominator >= ? "
        "qualify row_number() over (partition by agency_id order by agency_part * denominator desc, standard_id desc) = 1",
        least,
    )
    wanted = {agency: f"{name} (thực hiện đúng {met}/{due})" for agency, name, met, due in own}
    ((common,),) = ask(audit, "select name_vi from standard join standard_verdict using (standard_id) where verdict = 'common_cause'")
    told = 0
    for page in (site / "agencies").glob("*.html"):
        steps = text(re.search(r'<ol class="steps">(.*?)</ol>', body(page), re.DOTALL).group(1))
        assert f": {common} (" not in steps, page.stem
        if "khoảng cách riêng" in steps:
            told += 1
            assert wanted[page.stem] in steps, page.stem
    assert told


@pytest.mark.parametrize("language, folder", [("vi", "."), ("en", "en")])
def test_what_no_single_agency_answers_for_names_the_head_of_the_body_that_leads_the_rule(site: Path, audit, language: str, folder: str):
    led = ask(
        audit,
        f"select f.flag_id, a.name_{language}, h.from_date from flag as f join standard as s using (standard_id) join agency as a on s.led_by = a.agency_id "
        "join head as h on h.agency_id = s.led_by and h.to_date is null where f.agency_id is null and f.audience = 'published'",
    )
    acts = body(site / folder / "index.html")
    assert len(led) >= 3
    for flag, leader, since in led:
        said = text(acts.split(f'href="flags/{flag}.html"', 1)[1].split("</li>")[0])
        month = f"{since:%d/%m/%Y}" if language == "vi" else f"{since.day} {since:%b %Y}"
        assert f"{leader}: " in said and month in said, flag


def test_the_period_before_stands_beside_the_rate_where_an_edition_was_published_for_it(changed_site):
    before = "2026-09-30.1"
    earlier = (
        f"update edition set compared_with = '{before}'",
        f"insert into earlier_edition by name (select '{before}' as edition_id, date '2026-09-30' as as_of, 'published' as status)",
    )
    site = changed_site(*earlier)
    with duckdb.connect(str(site.parent / "audit.duckdb"), read_only=True) as con:
        ((due, unmet),) = con.execute(
            "select count(*), count(*) filter (where status <> 'met') from duty where status in ('met', 'late', 'overdue') "
            "and month between '2025-10' and '2026-09' and standard_id in (select standard_id from gap where assessable)"
        ).fetchall()
    wanted = Words("vi")("overview.rate_before", edition=before, share=Words("vi").share(unmet / due)).replace("**", "")
    assert due and text(wanted) in lead(site / "index.html")
    # a second edition of the same months has no period before it
    again = (earlier[0], earlier[1].replace("date '2026-09-30'", "date '2026-10-31'"))
    assert "Kỳ trước" not in lead(changed_site(*again) / "index.html")


def test_coverage_stands_beside_each_bar_of_the_groups(site: Path, audit):
    page = body(site / "index.html")
    for tier, group, low, high in ask(
        audit, "select tier, plan_group, min(coverage), max(coverage) from score where plan_group > 0 group by all"
    ):
        figure = page.split(f'data-figure="plot-scores-{tier}">')[1].split("</script>")[0].replace("\u00a0", " ")
        for end in {Words("vi").share(float(low), 0), Words("vi").share(float(high), 0)}:
            assert f"{group} · " in figure and text(end) in figure, (tier, group)
