"""Kinds the sample has none of: published ones have a page that says what they count, leads are on no page and in no count."""

import re
from pathlib import Path

import pytest

from tests.dashboards.reading import LANGUAGES, ask, body, cells, text

RULE = "proc_household_business"
COPY = "insert into flag select * replace ({}) from flag where kind = 'unmet' limit 1"
PUBLISHED = {
    # kind: subject, what is counted, the share met where the kind counts duties
    "unequal": ("1.001612~channel", "60/120 hồ sơ của một nhóm bị chậm", "50 %"),
    "contradicted": ("1.001612", "60 kết quả của nguồn độc lập", None),
    "dormant": ("", "không có vụ việc nào, so với 120 đơn vị cùng cấp", None),
}
# exact kinds of the sample: a head of the evidence, and what SQL says stands under it in each row
DAY = "strftime({}, '%d/%m/%Y')".format
CARRYING = {
    "promise_over_law": {"Hạn theo luật": DAY("d.due_at"), "Ngày hẹn": DAY("c.promised_at")},
    "unowned": {"Cá nhân phụ trách": "if(t.responsible_person is null, 'chưa ghi', 'đã ghi')", "Ngày giao": DAY("t.assigned_at")},
    "undocumented": {"Luật có hiệu lực": DAY("o.law_effective_at"), "Ban hành": f"coalesce({DAY('o.issued_at')}, 'chưa')"},
    "unresolved_contradiction": {"Hạn": DAY("f.due_at"), "Đã xử lý": f"coalesce({DAY('f.resolved_at')}, 'chưa')"},
    "not_executed": {"Hạn": DAY("d.due_at"), "Quá hạn (ngày)": "cast(d.days_late as text)"},
    "overdue": {"Hạn": DAY("d.due_at"), "Quá hạn (ngày)": "cast(d.days_late as text)"},
    "unreported": {"Tháng": DAY("cast(right(e.row_id, 7) || '-01' as date)").replace("%d/", "")},
}
ROWS = """
select {column} from flag_evidence as e left join duty as d on e.row_id = d.duty_id left join procedure_case as c on d.case_id = c.case_id
left join plan_task as t on d.case_id = t.case_id left join document as o on d.case_id = o.case_id
left join review_finding as f on e.row_id = f.case_id where e.flag_id = ?
"""
LEADS = {"bunched": "1.001612", "clock_doubt": "burst"}


def _flag(kind: str, subject: str, audience: str) -> str:
    values = {
        "flag_id": f"{kind}~M0017~{RULE}~{subject}",
        "kind": kind,
        "audience": audience,
        "agency_id": "M0017",
        "standard_id": RULE,
        "subject": subject,
    }
    said = {
        f"{part}_{language}": f"SAYS {kind}"
        for part in ("statement", "recommended_step", "other_explanations")
        for language in ("vi", "en")
    }
    texts = ", ".join(f"'{value}' as {name}" for name, value in {**values, **said}.items())
    return COPY.format(f"{texts}, 60 as numerator, 120 as denominator, 0.97 as probability")


def test_published_kinds_say_what_they_count_and_leads_are_nowhere(changed_site, small_audit):
    import duckdb

    site = changed_site(
        *(_flag(kind, told[0], "published") for kind, told in PUBLISHED.items()),
        *(_flag(kind, told, "lead") for kind, told in LEADS.items()),
    )
    pages = {
        str(file.relative_to(site)): file.read_text(encoding="utf-8")
        for file in site.rglob("*.*")
        if file.suffix in (".html", ".json", ".js")
    }
    assert not any(f"SAYS {kind}" in page or f"{kind}~" in page for kind in LEADS for page in pages.values())
    with duckdb.connect(str(small_audit), read_only=True) as connection:
        ((before,),) = ask(connection, "select count(*) from flag")
    assert f"{before + len(PUBLISHED)} cảnh báo đang có hiệu lực" in text(pages["flags.html"])
    for kind, (_, counted, met) in PUBLISHED.items():
        (page,) = [page for name, page in pages.items() if f"<code>{kind}~M0017~" in page and not name.startswith("en/")]
        figures = text(re.search(r'<dl class="figures">(.*?)</dl>', page, re.DOTALL).group(1)).replace("\xa0", " ")
        # a share met is a share of duties: other kinds have none
        assert counted in page and counted in pages["flags.html"] and (met in figures if met else "%" not in figures)


@pytest.mark.parametrize("kind", CARRYING)
def test_evidence_of_an_exact_kind_shows_what_it_found_and_no_rate_is_made_of_its_count(site: Path, audit, kind: str):
    flags = ask(audit, "select flag_id from flag where kind = ? and numerator <= 50 order by flag_id", kind)
    assert flags
    for (flag,) in flags:
        page = body(site / "flags" / f"{flag}.html")
        figures = text(re.search(r'<dl class="figures">(.*?)</dl>', page, re.DOTALL).group(1))
        assert "Tỷ lệ" not in figures and "%" not in figures and "Chưa thực hiện đúng" not in figures
        block = page.split('id="evidence"', 1)[1].split("</table>", 1)[0]
        heads = [text(head) for head in re.findall(r"<th[^>]*>(.*?)</th>", block, re.DOTALL)]
        rows = [[text(cell) for cell in row] for row in cells(block.split("<tbody>", 1)[1])]
        for head, column in CARRYING[kind].items():
            wanted = ask(audit, ROWS.format(column=column), flag)
            assert sorted(row[heads.index(head)] for row in rows) == sorted(value for (value,) in wanted), (flag, head)


def test_a_promise_beyond_the_law_kept_early_is_not_proven_by_its_being_early(site: Path, audit):
    ((flag, found, looked, met),) = ask(
        audit,
        "select flag_id, numerator, denominator, count(*) filter (where d.status = 'met') from flag inner join flag_evidence using (flag_id) "
        "inner join duty as d on row_id = d.duty_id where kind = 'promise_over_law' and flag.agency_id is not null group by all having count(*) = count(*) filter (where d.status = 'met') order by 1 limit 1",
    )
    assert met == found
    page = text(body(site / "flags" / f"{flag}.html"))
    assert (
        f"{found}/{looked} phiếu hẹn ghi ngày muộn hơn luật cho phép" in page
        and "Đúng hạn" not in page.split("Chứng cứ", 1)[1].split("Câu lệnh", 1)[0]
    )


def test_a_change_of_what_is_counted_is_not_told_as_duties_unmet(changed_site, edition: Path):
    flag = "promise_over_law~M0047~proc_social_allowance"
    site = changed_site(
        f"attach '{edition / 'audit.duckdb'}' as whole (read_only)",
        f"insert into flag from whole.flag where flag_id = '{flag}'",
        f"insert into change values ('2026-09-30.1', 'flag', '{flag}', '5/8', '7/9', 'new_cases')",
    )
    told = text(body(site / "flags" / f"{flag}.html").split('id="history"', 1)[1].split("</ol>", 1)[0])
    assert "từ 5/8 thành 7/9" in told and "chưa đúng" not in told


@pytest.mark.parametrize("language, folder", LANGUAGES)
def test_a_posterior_probability_is_said_once_and_as_what_it_is(site: Path, audit, language: str, folder: str):
    for flag, sure in ask(audit, "select flag_id, probability from flag where kind in ('unmet', 'unworkable') order by 1"):
        page = body(site / folder / "flags" / f"{flag}.html")
        heading = {"vi": "Vì sao không phải ngẫu nhiên", "en": "Why it is not chance"}[language]
        said = text(page.split(f"<h2>{heading}</h2>", 1)[1].split("<h2>", 1)[0])
        left = 1 - float(sure)
        shown = "< 0.0001" if left < 0.0001 else f"{left:.4f}"
        assert said.count(": " + (shown.replace(".", ",") if language == "vi" else shown)) == 1, flag
        # P(θ ≥ line | data) is no P(data | θ ≥ line), and one less the same number is no second reason
        assert not re.search("khả năng thấy số liệu|would appear|khoảng cách là thật|is real with", said)
        assert ("xét theo số liệu" if language == "vi" else "given the data") in said.lower()
