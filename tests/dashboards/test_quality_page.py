"""Data quality: the four questions by source and agency are those of the table, and who must send what by when is told."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from dashboards.words import Words
from tests.dashboards.reading import LANGUAGES, ask, body, cells, lead, text, title

QUESTIONS = ("timeliness", "completeness", "validity", "consistency")


def grid(page: Path) -> dict[str, list[str]]:
    """The cells of each source's row, by its title."""
    rows = re.search(r'<h2 id="due">.*?<tbody>(.*?)</tbody>', body(page), re.DOTALL).group(1)
    names = [text(name) for name in re.findall(r'<th scope="row">(.*?)</th>', rows)]
    return dict(zip(names, [[text(cell) for cell in row] for row in cells(rows)], strict=True))


@pytest.mark.parametrize("language, folder", LANGUAGES)
def test_each_source_shows_its_four_shares_and_how_many_agencies_fall_short(site: Path, audit, language: str, folder: str):
    words, shown = Words(language), grid(site / folder / "data-quality.html")
    names = dict(ask(audit, f"select source_id, title_{language} from source"))
    assert set(shown) == set(names.values()) and len(shown) == 21
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for source, question, checked, failed in ask(
        audit, "select source_id, dimension, sum(checked), sum(failed) from data_quality group by all"
    ):
        found.setdefault(source, {})[question] = (int(checked), int(failed))
    short = dict(
        ask(audit, "select source_id, count(distinct agency_id) from data_quality where failed > 0 and agency_id <> '' group by 1")
    )
    for source, name in names.items():
        for question, said in zip(QUESTIONS, shown[name], strict=False):
            checked, failed = found.get(source, {}).get(question, (0, 0))
            share = words.share(1 - failed / checked) if checked else "–"
            wanted = share + (f" ({words('quality.failed', n=failed)})" if failed else "")
            assert text(wanted) == said and (not failed or not said.startswith("100")), (source, question)
        assert shown[name][4] == words.number(short.get(source, 0)), source


def test_what_fails_most_stands_in_the_lead_with_its_share_and_is_not_hidden_by_the_rows_that_were_read(site: Path, audit):
    failed, checked, source = ask(
        audit,
        "select sum(failed), sum(checked), any_value(t.title_vi) from data_quality join source as t using (source_id) "
        "group by source_id, dimension order by sum(failed) / sum(checked) desc",
    )[0]
    said, words = lead(site / "data-quality.html"), Words("vi")
    assert failed > 50 and source in said and f"{words.number(failed)}/{words.number(checked)} " in said
    assert text(words.share(failed / checked)) in said


def test_a_few_rows_sent_back_are_not_called_none(site: Path, audit):
    assert ask(audit, "select sum(rows_rejected) > 0 from source_file") == [(True,)]
    assert not re.match(r"0\s%", title(site / "data-quality.html")) and title(site / "data-quality.html").startswith("< 0,1 %")


def test_who_sends_what_by_which_day(site: Path, audit):
    shown = grid(site / "data-quality.html")
    ((as_of,),) = ask(audit, "select as_of from edition")
    next_month = as_of + timedelta(days=1)
    after = (next_month.replace(day=28) + timedelta(days=7)).replace(day=1)
    for name, sender, day in ask(audit, "select title_vi, sender, due_day from source"):
        who, by = shown[name][5:7]
        assert who == Words("vi").word("sender", sender)
        due = after + timedelta(days=int(day) - 1)
        assert isinstance(due, date) and (by == "–" if sender == "once" else by.endswith(f"{due:%d/%m/%Y}") and f"ngày {day} " in by), name


def test_an_agencys_sheet_shows_its_own_rows_sent_back_and_where_they_can_be_corrected(site: Path, audit):
    rows = ask(audit, "select agency_id, name, rows_rejected, rows_read from source_file where rows_rejected > 0 and agency_id is not null")
    assert rows
    for agency, name, rejected, read in rows:
        page = text(body(site / "agencies" / f"{agency}.html"))
        assert f"{rejected}/{read} dòng bị trả lại" in page and f"/{Path(name).name}.rejects.xlsx" in page, agency
    agency = ask(audit, "select agency_id from data_quality where agency_id <> '' and failed > 0 group by 1 order by count(*) desc, 1")[0][
        0
    ]
    failed = ask(
        audit,
        "select t.title_vi, sum(failed) from data_quality join source as t using (source_id) "
        f"where agency_id = '{agency}' group by source_id, 1, dimension having sum(failed) > 0",
    )
    part = text(body(site / "agencies" / f"{agency}.html").split('<ul class="plainlist quality">')[1].split("<details>")[0])
    assert failed and all(f"{source}" in part and f"({Words('vi')('quality.failed', n=int(n))})" in part for source, n in failed)
