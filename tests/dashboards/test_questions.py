"""Questions for the legal officer and what is not measured: every one of the tables, with what hangs on it."""

import re
from pathlib import Path

import pytest

from tests.dashboards.reading import LANGUAGES, WINDOW, ask, body, grouped, lead, text, title

DEPENDS = f"""
    select q.question_id, (select count(*) from duty where list_contains(string_split(q.standard_ids, ' '), standard_id) and (status = 'pending' or {WINDOW})),
        (select count(*) from flag where list_contains(string_split(q.standard_ids, ' '), standard_id) and audience = 'published'
            and life not in ('resolved', 'withdrawn'))
    from open_question as q"""
NOT_DUE = f"""
    select standard_id from standard as s, edition as e
    where s.measure <> 'not_measured' and coalesce(s.effective_from, e.as_of) <= e.as_of
        and coalesce(s.effective_to, e.as_of) >= date_trunc('month', e.as_of) - interval 11 month
        and not exists (select 1 from duty where duty.standard_id = s.standard_id and status in ('met', 'late', 'overdue') and {WINDOW})"""


def entries(page: Path) -> dict[str, str]:
    """Each entry of the page's lists by its anchor."""
    return dict(re.findall(r'<li id="q-([^"]+)">(.*?)\n</li>', body(page), re.DOTALL))


@pytest.mark.parametrize("language, folder", LANGUAGES)
def test_each_question_stands_there_with_its_articles_and_the_duties_that_hang_on_it(site: Path, audit, language: str, folder: str):
    page = site / folder / "questions.html"
    found = entries(page)
    wanted = {question: (duties, flags) for question, duties, flags in ask(audit, DEPENDS)}
    assert set(wanted) <= set(found) and len(wanted) > 100 and str(len(wanted)) in title(page)
    for question, (duties, flags) in wanted.items():
        said = text(found[question])
        assert re.search(rf"(?<![\d.,]){re.escape(grouped(duties, language))} (nghĩa vụ phụ thuộc|dut)", said), question
        assert bool(flags) == bool(re.search(rf"(?<!\d){flags} (cảnh báo|flag)", said)), question
    listed = [question for question in found if question in wanted]
    assert [wanted[q][0] for q in listed] == sorted((duties for duties, _ in wanted.values()), reverse=True)
    for standard_id, law, question in ask(
        audit,
        "select s.standard_id, s.legal_basis, q.question_id from open_question as q, standard as s "
        "where list_contains(string_split(q.standard_ids, ' '), s.standard_id)",
    ):
        assert f"standards/{standard_id}.html" in found[question] and text(law) in text(found[question])
        assert f"questions.html#q-{question}" in body(site / folder / "standards" / f"{standard_id}.html")


def test_the_lead_counts_the_rules_by_status(site: Path, audit):
    counts = dict(ask(audit, "select status, count(*) from standard group by 1"))
    numbers = [sum(counts.values()), counts.get("confirmed", 0), counts["seen"], counts["to_confirm"]]
    for folder in (".", "en"):
        assert [int(n) for n in re.findall(r"\d+", lead(site / folder / "questions.html"))] == numbers


@pytest.mark.parametrize("language, folder", LANGUAGES)
def test_possible_contradictions_stand_on_the_page_and_at_each_of_their_rules(site: Path, audit, language: str, folder: str):
    found = entries(site / folder / "questions.html")
    rows = ask(audit, f"select contradiction_id, standard_ids, limits_{language}, question_{language} from possible_contradiction")
    assert rows
    for ident, standards, limits, question in rows:
        assert text(limits) in text(found[ident]) and text(question) in text(found[ident])
        for standard in standards.split():
            assert f"standards/{standard}.html" in found[ident]
            assert text(limits) in text(body(site / folder / "standards" / f"{standard}.html"))


def test_two_limits_for_one_matter_found_in_the_catalogue_are_shown_and_none_is_called_a_finding(changed_site):
    site = changed_site(
        "insert into law_contradiction (standard_id, other_standard_id, from_date, limit_value, unit, other_limit_value, other_unit) "
        "values ('complaint_first_settlement', 'proc_household_business', '2026-07-01', 30, 'calendar_day', 3, 'working_day')"
    )
    page = text(body(site / "questions.html"))
    assert "30 ngày" in page and "3 ngày làm việc" in page and "01/07/2026" in page and "chưa phải kết luận" in page
    for standard in ("complaint_first_settlement", "proc_household_business"):
        assert "questions.html#contradictions" in body(site / "standards" / f"{standard}.html")
    assert "không có hai quy định nào" in body(changed_site() / "questions.html")


def test_without_questions_the_page_says_so(changed_site):
    site = changed_site("delete from open_question", "update standard set question = null")
    assert title(site / "questions.html") == "Chưa ghi câu hỏi nào cho cán bộ pháp chế"
    assert "câu hỏi còn mở" not in body(site / "standards.html")


@pytest.mark.parametrize("language, folder", LANGUAGES)
def test_what_is_not_measured_stands_there_with_its_reason_and_the_source_it_needs(site: Path, audit, language: str, folder: str):
    page = site / folder / "not-measured.html"
    without, _, silent = body(page).partition("Có nguồn, chưa có nghĩa vụ đến hạn" if language == "vi" else "With a source, no duty due")
    link = r'<h3><a href="standards/([^"]+)\.html">'
    rows = ask(audit, f"select standard_id, not_measured_reason_{language} from standard where measure = 'not_measured'")
    assert set(re.findall(link, without)) == {standard for standard, _ in rows} and all(text(why) in text(without) for _, why in rows)
    waiting = {standard for (standard,) in ask(audit, NOT_DUE)}
    assert waiting and set(re.findall(link, silent)) == waiting
    sources = ask(audit, f"select s.standard_id, t.title_{language} from standard as s join source as t on s.carried_by = t.source_id")
    for standard, source in sources:
        if standard in waiting:
            assert source in text(silent.split(f"standards/{standard}.html", 1)[1].split("</li>")[0]), standard
    assert re.findall(r"\d+", title(page))[:2] == [str(len(rows)), str(len(waiting))]
    for standard in [*waiting, *(standard for standard, _ in rows)]:
        assert "not-measured.html" in body(site / folder / "standards" / f"{standard}.html").split("</header>")[1]


def test_the_source_a_rule_without_one_needs_is_the_one_of_its_kind_of_case(site: Path, audit):
    ((kind, source),) = ask(audit, "select s.case_kind, t.title_vi from standard s join source t on t.kind = s.case_kind "
                                   "where s.standard_id = 'complaint_first_settlement_remote'")  # fmt: skip
    assert kind == "complaint"
    entry = body(site / "not-measured.html").split("standards/complaint_first_settlement_remote.html", 1)[1].split("</li>")[0]
    assert f"{source}, ghi thêm điều còn thiếu" in entry
