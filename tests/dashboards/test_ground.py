"""How firm the law under a number is stands beside it, and what only informs never looks like a judgement."""

import re
from pathlib import Path

import pytest

from dashboards.canvas import WARN
from dashboards.words import Words
from tests.dashboards.reading import LANGUAGES, WINDOW, ask, body, grouped, lead, table, text, title

RULE = "complaint_first_settlement"
MARKS = r'<span class="marks">(?:<span[^>]*>[^<]*</span>|<a [^>]*>[^<]*</a>|[^<])*</span>'
LINK = re.compile(rf'<a href="[^"#]*standards/([^"#/]+)\.html">[^<]*</a>({MARKS}|)')
ASKED = "select count(*) from open_question where list_contains(string_split(standard_ids, ' '), s.standard_id)"
USE = f"""
    select s.standard_id, s.status, ({ASKED}),
        case when s.measure <> 'scored' then s.measure
            when exists (select 1 from gap where gap.standard_id = s.standard_id and assessable) then 'scored' else 'waiting' end
    from standard as s"""


def grounds(audit, language: str) -> dict[str, str]:
    """What has to stand at each standard, from the tables."""
    words = Words(language)
    said = {}
    for standard_id, status, asked, use in ask(audit, USE):
        parts = [words.word("law", status), words.word("use", use)] + ([words("questions.open", n=asked)] if asked else [])
        said[standard_id] = " · ".join(parts)
    return said


@pytest.mark.parametrize("language, folder", LANGUAGES)
def test_the_page_of_each_standard_says_its_status_its_use_and_its_questions(site: Path, audit, language: str, folder: str):
    wanted = grounds(audit, language)
    assert len({said.split(" · ")[1] for said in wanted.values()}) == 4 and len({said.split(" · ")[0] for said in wanted.values()}) == 2
    for standard_id, said in wanted.items():
        page = body(site / folder / "standards" / f"{standard_id}.html")
        assert text(re.search(r'<p class="ground">(.*?)</p>', page, re.DOTALL).group(1)) == said, standard_id
        asked = ask(
            audit,
            f"select question_vi, question_en from open_question where list_contains(string_split(standard_ids, ' '), '{standard_id}')",
        )
        seen = text(page.split('<h2 id="questions">')[1]) if asked else ""
        for vietnamese, english in asked:
            question = vietnamese if language == "vi" else english
            assert "_" in question or text(question) in seen, (standard_id, question)


@pytest.mark.parametrize("language, folder", LANGUAGES)
def test_wherever_a_standard_is_named_how_firm_it_is_stands_beside_it(site: Path, audit, language: str, folder: str):
    wanted, seen = grounds(audit, language), set()
    pages = ["index.html", "standards.html", "questions.html", "not-measured.html"]
    pages += [f"{kind}/{file.name}" for kind in ("agencies", "flags") for file in sorted((site / folder / kind).glob("*.html"))[:20]]
    for name in pages:
        for standard_id, marks in LINK.findall(body(site / folder / name)):
            assert text(marks) == wanted[standard_id], (name, standard_id)
            seen.add(standard_id)
    assert len(seen) > 150
    flags = body(site / folder / "flags.html")
    # what a plan or a data contract asks for and no rule of law has no status to show
    ((shown, of_rules),) = ask(
        audit, "select count(*), count(standard_id) from flag where audience = 'published' and life not in ('resolved', 'withdrawn')"
    )
    assert flags.count('<p class="law">') == shown >= of_rules == flags.count('<span class="marks">') > 0


def test_figures_say_how_firm_the_law_is_too(site: Path):
    figure = body(site / "index.html").split('data-figure="plot-cause">')[1].split("</script>")[0]
    assert (
        figure.count("có đánh giá")
        == figure.count("xác nhận")
        == len(table(site / "index.html", "Nguyên nhân chung hay do từng đơn vị?")[:10])
    )


@pytest.mark.parametrize("language, folder", LANGUAGES)
def test_the_overview_counts_the_judged_rules_by_status(site: Path, audit, language: str, folder: str):
    judged = "standard_id in (select standard_id from gap where assessable)"
    ((n, seen, unsure),) = ask(
        audit,
        f"select count(*), count(*) filter (where status = 'seen'), count(*) filter (where status = 'to_confirm') from standard where {judged}",
    )
    said = [text(line) for line in re.findall(r'<p class="ground">(.*?)</p>', body(site / folder / "index.html"), re.DOTALL)]
    assert [int(x) for x in re.findall(r"\d+", said[0])] == [n, 0, seen, unsure]
    ((every,),) = ask(audit, "select count(*) from standard")
    others = [int(x) for x in re.findall(r"\d+", said[1])]
    assert others[:2] == [every - n, every] and sum(others[2:]) == every - n


WHERE = f"""
    select case when measure = 'not_measured' then 'not_measured'
        when standard_id in (select standard_id from gap where assessable) then 'judged'
        when coalesce(effective_from, as_of) > as_of or coalesce(effective_to, as_of) < date_trunc('month', as_of) - interval 11 month then 'not_in_force'
        when not exists (select 1 from duty as d where d.standard_id = s.standard_id and status in ('met', 'late', 'overdue') and {WINDOW}) then 'nothing_due'
        when measure = 'indicative' then 'indicative' else 'waiting' end as place, count(*)
    from standard as s, edition group by 1"""


@pytest.mark.parametrize("language, folder", LANGUAGES)
def test_what_is_done_with_the_rules_is_counted_once_and_said_in_the_same_words_everywhere(site: Path, audit, language: str, folder: str):
    counts, words = dict(ask(audit, WHERE)), Words(language)
    every = sum(counts.values())
    names = [name for name in ("judged", "indicative", "waiting", "nothing_due", "not_measured", "not_in_force") if name in counts]
    said = [words(f"uses.{name}", n=counts[name]) for name in names]
    assert every == ask(audit, "select count(*) from standard")[0][0] and len(names) >= 5
    for page in ("not-measured.html", "standards.html", "groups.html"):
        assert words("uses.whole", all=every, listed=", ".join(said)) in lead(site / folder / page), page
    overview = text(body(site / folder / "index.html"))
    assert ", ".join(said[1:]) in overview
    assert words("overview.abstained", n=every - counts["judged"], all=every) in lead(site / folder / "index.html")


def test_a_confirmed_rule_says_so_and_names_the_officer_only_where_names_are_allowed(changed_site):
    changes = (
        f"update standard set status = 'confirmed' where standard_id = '{RULE}'",
        f"insert into confirmation values (1, '{RULE}', 'seen', 'A', '2026-10-01', 'B'), "
        f"(2, '{RULE}', 'confirmed', 'Nguyễn Văn Mẫu', '2026-10-02', 'Công báo số 1')",
    )
    for names in (False, True):
        site = changed_site(*changes, show_names=names)
        ground = text(re.search(r'<p class="ground">(.*?)</p>', body(site / "standards" / f"{RULE}.html"), re.DOTALL).group(1))
        assert ground.startswith("đã xác nhận · có đánh giá") and "02/10/2026: Công báo số 1" in ground
        assert ("Nguyễn Văn Mẫu" in ground) == ("Nguyễn Văn Mẫu" in body(site / "questions.html")) == names
        assert " 1 đã được cán bộ pháp chế xác nhận" in lead(site / "questions.html")


INDICATIVE = (
    f"update standard set measure = 'indicative', not_measured_reason_vi = 'Lý do A.', not_measured_reason_en = 'Reason A.' where standard_id = '{RULE}'",
    f"update gap set assessable = false where standard_id = '{RULE}'",
    f"delete from flag where standard_id = '{RULE}'",
)


def test_what_is_indicative_is_set_apart_in_every_list_and_says_why(changed_site):
    site = changed_site(*INDICATIVE)
    agency = site / "agencies" / "M0017.html"
    assert not [row for row in table(agency, "Nghĩa vụ theo từng quy định") if f"/{RULE}.html" in row[0]]
    assert [row for row in table(agency, "Không dùng để đánh giá") if f"/{RULE}.html" in row[0]]
    rows = [row for row in re.findall(r"<tr.*?</tr>", body(agency), re.DOTALL) if f"standards/{RULE}.html" in row]
    assert rows and all(row.startswith('<tr class="indicative">') for row in rows)
    judged, others = body(site / "standards.html").split("<h2>Không dùng để đánh giá</h2>")
    assert f"/{RULE}.html" not in judged and f"/{RULE}.html" in others
    page = body(site / "standards" / f"{RULE}.html")
    assert title(site / "standards" / f"{RULE}.html") == "Chỉ để tham khảo" and "Lý do A." in page and "quá ít đơn vị" not in page.lower()
    assert title(site / "en" / "standards" / f"{RULE}.html") == "Indicative only" and "Reason A." in body(
        site / "en" / "standards" / f"{RULE}.html"
    )
    assert WARN not in page and 'id="plot-funnel"' not in page and ' class="short"' not in page


# cases that a standing flag lists one by one
LISTED = (
    "duty_id in (select row_id from flag_evidence inner join flag using (flag_id) where fact = 'duty' and audience = 'published' "
    "and life not in ('resolved', 'withdrawn'))"
)


@pytest.mark.parametrize("language, folder", LANGUAGES)
def test_rules_that_only_inform_raise_the_flags_the_pages_say_and_no_others(site: Path, audit, language: str, folder: str):
    flags = ask(
        audit,
        "select f.flag_id, f.kind, f.agency_id, f.standard_id from flag as f inner join standard as s using (standard_id) "
        "where s.measure = 'indicative' and f.audience = 'published'",
    )
    assert flags and {kind for _, kind, _, _ in flags} <= {"not_executed", "unowned"}
    rule = {
        "vi": "Cảnh báo đếm từng trường hợp thì vẫn nêu từng việc cụ thể: quyết định xử phạt, kiến nghị quá hạn chưa thi hành",
        "en": "Flags that count single cases still name facts one by one: sanctions and recommendations past due and not executed",
    }[language]
    told = [site / folder / page for page in ("standards.html", "method.html")]
    told += [site / folder / "standards" / f"{standard}.html" for _, _, _, standard in flags]
    told += [site / folder / "agencies" / f"{agency}.html" for _, _, agency, _ in flags]
    for page in told:
        assert rule in text(body(page)) and not re.search("không sinh cảnh báo[.:]|raise no flags[.:]|and no flags:", text(body(page))), (
            page
        )
    for _, _, agency, standard in flags:
        ((cases,),) = ask(audit, f"select list(case_id) from duty where agency_id = ? and standard_id = ? and {LISTED}", agency, standard)
        page = body(site / folder / "agencies" / f"{agency}.html")
        hinted = [d for d in re.findall("<details>.*?</details>", page, re.DOTALL) if re.search("có vẻ quá hạn|overdue under rules", d)]
        late = page.split('<div class="overdue">', 1)[1].split("</table>", 1)[0]
        assert cases and all(f"<code>{case}</code>" in late for case in cases)
        assert not any(f"<code>{case}</code>" in part for case in cases for part in hinted)


@pytest.mark.parametrize("agency", ["M0017", "M0058", "M0090", "M0041"])
def test_overdue_now_counts_what_is_judged_and_shows_the_rest_apart(site: Path, audit, agency: str):
    counts = dict(
        ask(
            audit,
            f"select standard_id in (select standard_id from gap where assessable) or {LISTED}, count(*) from duty where status = 'overdue' and agency_id = ? group by 1",
            agency,
        )
    )
    page = body(site / "agencies" / f"{agency}.html")
    judged, hinted = counts.get(True, 0), counts.get(False, 0)
    assert judged == 0 or f"{grouped(judged)} việc đã quá hạn" in page
    assert (f"{grouped(hinted)} việc có vẻ quá hạn" in page) == bool(hinted)
    (row,) = [row for row in re.findall(r"<tr.*?</tr>", body(site / "agencies.html"), re.DOTALL) if f"agencies/{agency}.html" in row]
    assert int(text(re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)[-2]).replace(".", "")) == judged
