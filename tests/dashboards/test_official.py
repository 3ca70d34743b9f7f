"""Decision 766 beside our own count: both are those of v_official_766, and no total hides what nobody has."""

import re
from pathlib import Path

import pytest

from dashboards.words import Words
from tests.dashboards.reading import LANGUAGES, ask, body, cells, grouped, text, title

DIFFER = "official_minus_ours is not null and official_minus_ours <> 0"


def fraction(part, whole, language: str) -> str:
    """`90,1 % (308/342)`."""
    if not whole:
        return "–"
    return f"{Words(language).share(part / whole)} ({grouped(int(part), language)}/{grouped(int(whole), language)})".replace("\u00a0", " ")


@pytest.mark.parametrize("language, folder", LANGUAGES)
def test_every_agency_and_criterion_with_data_shows_both_counts(site: Path, audit, language: str, folder: str):
    page = body(site / folder / "decision-766.html")
    names = dict(ask(audit, f"select agency_id, coalesce(name_{language}, name_vi) from agency"))
    criteria = [criterion for (criterion,) in ask(audit, "select distinct criterion from official_766")]
    assert len(criteria) == 13
    for criterion in criteria:
        section = page.split(f'id="{criterion}"')[1].split("</section>")[0]
        rows = ask(
            audit,
            "select agency_id, numerator, denominator, our_numerator, our_denominator, points, max_points from v_official_766 "
            "where criterion = ? and status <> 'no_data'",
            criterion,
        )
        shown = {}
        for row in cells(re.search(r"<tbody>(.*?)</tbody>", section, re.DOTALL).group(1)) if rows else []:
            row = [text(cell) for cell in row]
            shown[row[0]] = (row[1], row[-3], row[-1])
        wanted = {}
        for agency, met, due, our_met, our_due, points, most in rows:
            said = "–" if points is None else Words(language)("official.of", value=Words(language).number(points, 1), most=int(most))
            wanted[names[agency]] = (fraction(met, due, language), fraction(our_met, our_due, language), said)
        assert shown == wanted, criterion
        ((differ, compared),) = ask(
            audit, f"select count(*) filter (where {DIFFER}), count(official_minus_ours) from v_official_766 where criterion = ?", criterion
        )
        assert not rows or (f"{differ}/{compared} " if language == "vi" else f"{differ} of {compared} ") in text(section)


@pytest.mark.parametrize("language, folder", LANGUAGES)
def test_the_title_counts_where_the_two_part(site: Path, audit, language: str, folder: str):
    ((differ, compared),) = ask(audit, f"select count(*) filter (where {DIFFER}), count(official_minus_ours) from v_official_766")
    assert [int(n) for n in re.findall(r"\d+", title(site / folder / "decision-766.html"))] == [differ, compared] and differ


@pytest.mark.parametrize("language, folder", LANGUAGES)
def test_an_agencys_page_has_a_sentence_for_each_criterion_where_the_two_part(site: Path, audit, language: str, folder: str):
    agencies = [a for (a,) in ask(audit, "select agency_id from v_official_766 group by 1 order by 1")]
    some = [*agencies[::12], "M0058"]
    for agency in some:
        section = body(site / folder / "agencies" / f"{agency}.html").split('id="decision-766">')[1].split("<details>")[0]
        rows = ask(
            audit,
            f"select numerator, denominator, our_numerator, our_denominator from v_official_766 where agency_id = ? and {DIFFER}",
            agency,
        )
        assert section.count("<li>") == len(rows)
        for met, due, our_met, our_due in rows:
            assert fraction(met, due, language) in text(section) and fraction(our_met, our_due, language) in text(section)
    assert rows


def test_points_stand_beside_their_maximum_and_never_make_a_total(site: Path, audit):
    """A sum over groups would say that what nobody has data for was lost, or won."""
    ((told, most),) = ask(
        audit,
        "select sum(max_points) filter (where seen), 100 from (select criterion, any_value(max_points) as max_points, "
        "bool_or(status <> 'no_data') as seen from official_766 group by 1)",
    )
    page, agency = text(body(site / "decision-766.html")), text(body(site / "agencies" / "M0058.html").split('id="decision-766">')[1])
    assert f"Trong {most} điểm tối đa của năm nhóm, dữ liệu chỉ cho thấy {told} điểm; {most - told} điểm còn lại" in page
    assert "nếu tính theo tỷ lệ" in page and "không phải điểm chính thức" in page and "không phải điểm chính thức" in agency
    words = Words("vi")
    ((total,),) = ask(audit, "select sum(points) from official_766 where agency_id = 'M0058'")
    assert words.number(total, 1) not in agency and words.number(total) + " điểm" not in agency


def test_a_groups_points_say_how_many_of_the_maximum_nobody_can_tell(site: Path, audit):
    rows = ask(
        audit,
        "select distinct agency_id, group_no, group_points, group_told, group_max from v_official_766 where agency_id in ('M0058', 'MS01', '01')",
    )
    words, kinds = Words("vi"), set()
    for agency, group, points, told, most in rows:
        said = f"{words.word('official_group', group)}: "
        if not told:
            said += f"chưa tính được điểm nào trong {most} điểm tối đa"
        elif told == most:
            said += f"{words.number(points, 1)}/{most} điểm nếu tính theo tỷ lệ"
        else:
            said += f"{words.number(points, 1)} điểm nếu tính theo tỷ lệ, trong {told} điểm có dữ liệu; còn {most - told} trong {most}"
        assert said in text(body(site / "agencies" / f"{agency}.html")), (agency, group)
        kinds.add((bool(told), told == most))
    assert len(kinds) == 3


def test_without_a_way_from_rate_to_points_there_are_none(changed_site):
    site = changed_site("update official_766 set points = null")
    assert not re.search(r"<td>[\d,]+/\d+</td>", body(site / "decision-766.html"))
    assert "chưa tính được điểm nào trong 20 điểm tối đa" in text(body(site / "agencies" / "M0058.html"))


def test_counts_that_agree_raise_no_sentence(changed_site):
    site = changed_site("update official_766 set numerator = null, denominator = null, rate = null")
    section = body(site / "agencies" / "M0058.html").split('id="decision-766">')[1].split("<details>")[0]
    assert "<li>" not in section and "Chưa tiêu chí nào" in text(section)


def test_a_jurisdiction_without_the_index_has_no_such_page(changed_site):
    site = changed_site("delete from official_766")
    assert not list(site.rglob("decision-766.html"))
    assert not [page for page in site.rglob("*.html") if "decision-766" in body(page)]
