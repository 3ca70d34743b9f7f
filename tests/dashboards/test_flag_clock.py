"""The clock of a flag's duties is that of the tables, and what editions said of a flag is told in their order."""

import json
import re
from pathlib import Path

from tests.dashboards.reading import ask, body, cells, text

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
