"""Law problems: the numbers are the file's, the law is blamed only with support, and evidence is two steps from the overview."""

import re
from pathlib import Path

import pytest

from tests.dashboards.reading import LANGUAGES, WINDOW, ask, body, grouped, text, title

PAGE = "law-problems.html"
RULE = "proc_construction_permit_v2"
# days a duty took, less what moved its due date, in working days: the rule of the sample counts these
TAKEN = (
    "greatest(d.days_taken - greatest(coalesce((select b.work_no from calendar_day as b where b.day = cast(d.due_at as date)) "
    "- (select a.work_no from calendar_day as a where a.day = cast(d.original_due_at as date)), 0), 0), 0)"
)


def section(page: Path, rule: str) -> str:
    """The part of the page about one rule."""
    return next(
        part for part in re.findall(r'<section class="criterion">.*?</section>', body(page), re.DOTALL) if f"standards/{rule}.html" in part
    )


@pytest.mark.parametrize("language, folder", LANGUAGES)
def test_the_cases_another_limit_would_cure_are_counted_from_the_duties(site: Path, audit, language, folder):
    ((unmet, cured, low, high),) = ask(
        audit,
        f"select count(*), count(*) filter (where d.ended and {TAKEN} <= v.workable_limit), count(*) filter (where d.ended and {TAKEN} <= "
        f"v.workable_lower), count(*) filter (where d.ended and {TAKEN} <= v.workable_upper) from duty as d inner join standard_verdict as v "
        f"using (standard_id) where d.standard_id = ? and d.status in ('late', 'overdue') and d.{WINDOW}", RULE,
    )  # fmt: skip
    page = site / folder / PAGE
    assert 0 < low <= cured <= high < unmet
    assert grouped(cured, language) in title(page)
    said = text(section(page, RULE))
    assert grouped(cured, language) in said and grouped(unmet, language) in said
    assert f"{grouped(low, language)}–{grouped(high, language)}" in said


def test_the_worst_problem_s_evidence_is_three_steps_from_the_overview(site: Path, audit):
    ((flag,),) = ask(audit, "select flag_id from flag where kind = 'unworkable' and standard_id = ?", RULE)
    assert f'<a href="{PAGE}"' in body(site / "index.html")
    links = re.findall(r'href="(flags/[^"]+)#evidence"', section(site / PAGE, RULE))
    assert links == [f"flags/{flag}.html"] and 'id="evidence"' in body(site / links[0])


def test_each_missing_document_and_open_finding_stands_there_once(site: Path, audit):
    documents = ask(
        audit,
        "select distinct d.case_id from flag as f inner join flag_evidence as e using (flag_id) inner join duty as d on e.row_id = d.duty_id "
        "where f.kind = 'undocumented' and f.life not in ('resolved', 'withdrawn')",
    )
    findings = ask(
        audit,
        "select row_id from flag_evidence inner join flag using (flag_id) where kind = 'unresolved_contradiction' and life not in ('resolved', 'withdrawn')",
    )
    for anchor, wanted in (("documents", documents), ("findings", findings)):
        rows = body(site / PAGE).split(f'id="{anchor}"', 1)[1].split("<tbody>", 1)[1].split("</tbody>", 1)[0]
        assert wanted and rows.count("<tr>") == len(wanted) and all(f"· {case}<" in rows for (case,) in wanted)


def test_without_support_it_is_a_common_cause_and_the_law_is_not_blamed(changed_site):
    site = changed_site(
        f"update standard_verdict set law_supported = false, workable_lower = 5, workable_limit = 6, review_findings = 0 where standard_id = '{RULE}'"
    )
    said = text(section(site / PAGE, RULE))
    assert "Nguyên nhân chung." in said and "Vướng mắc của luật." not in said and "Chưa có căn cứ cho rằng do luật" in said
    assert "vướng mắc" not in title(site / PAGE).lower() and "Kiến nghị sửa thời hạn từ" not in said


def test_a_review_finding_of_the_provision_is_support_and_a_change(changed_site):
    site = changed_site(
        f"update standard_verdict set law_supported = true, workable_lower = 5, review_findings = 2 where standard_id = '{RULE}'"
    )
    said = text(section(site / PAGE, RULE))
    assert "2 kết quả rà soát nêu chính quy định này" in said and "Xử lý mâu thuẫn, chồng chéo" in said


def test_a_rule_without_a_workable_limit_abstains_from_the_number(changed_site):
    site = changed_site(
        f"update standard_verdict set workable_limit = null, workable_lower = null, workable_upper = null where standard_id = '{RULE}'"
    )
    said = text(section(site / PAGE, RULE))
    assert "Chưa đủ cơ sở ước lượng số vụ việc" in said and 'id="cured"' not in body(site / PAGE)


def test_a_city_without_unworkable_rules_says_so(changed_site):
    site = changed_site(
        "update standard_verdict set verdict = 'workable'",
        "delete from flag where kind in ('undocumented', 'unresolved_contradiction', 'unworkable')",
    )
    page = site / PAGE
    assert title(page) == "Không có quy định nào mà hầu hết đơn vị đều không làm kịp"
    assert "Không văn bản quy định chi tiết nào" in body(page) and "Không kết quả rà soát nào" in body(page)


def test_what_a_document_is_called_stays_text(changed_site, edition: Path):
    poison = "<script>alert(1)</script>"
    site = changed_site(
        # the small file has no flag of the city, whose documents and findings these are
        f"attach '{edition / 'audit.duckdb'}' as whole (read_only)",
        "insert into flag from whole.flag where kind in ('undocumented', 'unresolved_contradiction')",
        "insert into duty from whole.duty where case_kind = 'document'",
        f"update document set title = '{poison}', guided_document = '{poison}'",
        f"update review_finding set document = '{poison}'",
        f"update standard set name_vi = '{poison}'",
    )
    page = body(site / PAGE)
    assert poison not in page
    for anchor, count in (("documents", 8), ("findings", 4)):
        assert page.split(f'id="{anchor}"', 1)[1].split("</table>", 1)[0].count("&lt;script&gt;") == count
