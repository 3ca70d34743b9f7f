"""The clock of a flag's duties is that of the tables, and what editions said of a flag is told in their order."""

import csv
import json
import re
from pathlib import Path

import pytest

from tests.dashboards.reading import LANGUAGES, ask, body, cells, text

FLAG = "unmet~M0017~complaint_first_settlement"


def test_the_latest_ten_duties_stand_with_their_dates_and_days(site: Path, audit):
    block = body(site / "flags" / f"{FLAG}.html").split('id="clock"', 1)[1]
    rows = cells(re.search(r"<tbody>(.*?)</tbody>", block, re.DOTALL).group(1))
    wanted = ask(
        audit,
        "select case_id, strftime(arises_at, '%d/%m/%Y'), strftime(due_at, '%d/%m/%Y'), days_late from duty "
        "where duty_id in (select row_id from flag_evidence where flag_id = ?) order by days_late desc nulls last, duty_id limit 10",
        FLAG,
    )
    assert [(text(r[0]), text(r[2]), text(r[5]), text(r[8])) for r in rows] == [
        (case, start, due, f"{late}") for case, start, due, late in wanted
    ]
    figure = json.loads(re.search(r'data-figure="plot-clock">(.*?)</script>', block, re.DOTALL).group(1))
    hatches = {trace["name"]: trace["marker"]["pattern"]["shape"] for trace in figure["data"]}
    assert hatches["quá hạn"] and hatches["quá hạn"] != hatches["thời gian tính vào hạn"]


def test_the_way_through_the_editions_is_told_with_its_cause(changed_site):
    site = changed_site(
        f"insert into change values ('2026-09-30.1', 'flag', '{FLAG}', '25/40', '20/36', 'corrected_file')",
        f"update flag set first_listed_in = '2026-08-31.1', asked_in = '2026-08-31.0', life = 'better' where flag_id = '{FLAG}'",
    )
    block = body(site / "flags" / f"{FLAG}.html").split('id="history"', 1)[1].split("</ol>", 1)[0]
    lines = [text(line) for line in re.findall(r"<li>(.*?)</li>", block, re.DOTALL)]
    assert [re.search(r"\d{4}-\d\d-\d\d\.\d", line).group(0) for line in lines] == [
        "2026-08-31.0",
        "2026-08-31.1",
        "2026-09-30.1",
        "2026-10-31.1",
    ]
    assert "từ 25/40 thành 20/36" in lines[2] and "tệp sửa" in lines[2] and "giảm nhẹ" in lines[3]


# a run as long as the data: of a rule older than them, and of one that came into force within them
LONGER = "unmet~M0033~pakn_answered"
NEW_LAW = "unworkable~-~proc_construction_permit_v2"
SAID = {
    "vi": ("muộn nhất từ {}, tháng đầu tiên có số liệu; có thể sớm hơn", "trường hợp sớm nhất: {}"),
    "en": ("since {} at the latest, the first month with data; maybe earlier", "earliest case: {}"),
}


@pytest.mark.parametrize("language, folder", LANGUAGES)
def test_a_beginning_that_the_data_cannot_show_is_never_stated_as_known(site: Path, edition: Path, audit, language: str, folder: str):
    first = ask(audit, "select min(month) from duty where agency_id = 'M0033' and standard_id = 'pakn_answered'")[0][0]
    effective = ask(audit, "select strftime(effective_from, '%Y-%m') from standard where standard_id = 'proc_construction_permit_v2'")[0][0]
    assert ask(audit, "select since_earliest, strftime(since_latest, '%Y-%m') from flag where flag_id = ?", LONGER) == [(None, first)]
    assert ask(audit, "select strftime(since_earliest, '%Y-%m') from flag where flag_id = ?", NEW_LAW) == [(effective,)]
    wanted = SAID[language][0].format(f"{first[5:]}/{first[:4]}")
    places = (site / folder / "flags" / f"{LONGER}.html", site / folder / "flags.html", edition / "digest.html")
    assert all(wanted in text(body(place)) for place in places)
    rows = {row[0]: row for row in csv.reader((site / folder / "flags.csv").read_text(encoding="utf-8-sig").splitlines())}
    assert wanted in rows[LONGER]
    new = text(body(site / folder / "flags" / f"{NEW_LAW}.html"))
    assert f"{effective[5:]}/{effective[:4]}" in new and wanted.partition(";")[2] not in new


def test_a_count_of_cases_says_which_is_the_earliest_and_not_when_they_began(site: Path, audit):
    for flag, since in ask(audit, "select flag_id, since from flag where probability is null and audience = 'published'"):
        page = text(body(site / "flags" / f"{flag}.html"))
        assert SAID["vi"][1].format(f"{since:%m/%Y}") in page and "Bắt đầu từ" not in page, flag
