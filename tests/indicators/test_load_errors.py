"""An indicator that cannot be right is refused with file, line and what to do: before it runs, or before it is published."""

from pathlib import Path

import pytest

from assets.indicators.build import make_indicator
from assets.indicators.check import check_indicator
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import load_profile
from pipelines.runtime.sqlfile import SqlFile, list_sql, read_path
from pipelines.runtime.warehouse import connect
from tests.indicators.spec import put, standing
from tests.indicators.tables import hanoi, read_tables

CHICAGO = load_profile("chicago")
GOOD = """/* ---
title:
  vi: "Tỷ lệ đơn tố cáo được kết luận đúng hạn"
  en: "Denunciations concluded on time"
why:
  vi: "Một câu. Hai câu."
  en: "One sentence. Two sentences."
plan_group: 3
case_kinds: [denunciation]
theme: timeliness
standards: [denunciation_settlement, complaint_closed]
family: proportion
unit: percent
better: higher
grain: agency × standard × month
minimum_denominator: 5
source_of_definition: "Luật Tố cáo 25/2018/QH14, Điều 30"
owner: lawgap
--- */
with counted as (
    select
        d.agency_id,
        d.standard_id,
        d.month as period,
        cast(sum(case when d.status = 'met' then 1 else 0 end) as bigint) as numerator,
        cast(count(*) as bigint) as denominator,
        cast(0 as bigint) as unknown
    from duties.duty as d
    group by d.agency_id, d.standard_id, d.month
)

select * from counted
"""
DUTIES = """
duties.duty
agency_id  standard_id              month    status
A101       denunciation_settlement  2026-01  met
A101       denunciation_settlement  2026-01  late
"""


def written(folder: Path, text: str) -> SqlFile:
    path = folder / "indicators" / "mine.sql"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return read_path(path)


def made(file: SqlFile) -> list[tuple]:
    connection = connect(":memory:")
    try:
        put(connection, "duties.duty", read_tables(DUTIES)["duties.duty"])
        put(connection, "sources.clock", standing("sources.clock"))
        make_indicator(connection, file)
        return connection.execute(f"select * from {file.table}").fetchall()
    finally:
        connection.close()


def test_a_right_file_passes(tmp_path):
    """Standards of another profile of the project are known too: one indicator may serve several jurisdictions."""
    file = written(tmp_path, GOOD)
    check_indicator(file, hanoi())
    assert made(file) == [("A101", "denunciation_settlement", "2026-01", 1, 2, 0)]


@pytest.mark.parametrize(
    ("line", "old", "new", "what", "do"),
    [
        (1, "theme: timeliness\n", "", "the header has no 'theme'", "standards, family, unit"),
        (1, 'owner: lawgap\n', 'owner: ""\n', "the header has no 'owner'", "source_of_definition, owner"),
        (5, '  en: "One sentence. Two sentences."\n', "", "why says nothing in: en", "vi and en"),
        (8, "plan_group: 3", "plan_group: 8", "plan_group is 8", "from 1 to 7"),
        (9, "[denunciation]", "[denunciations]", "no case kind 'denunciations'", "did you mean 'denunciation'?"),
        (10, "timeliness", "punctuality", "theme is 'punctuality'", "timeliness, effectiveness"),
        (11, "denunciation_settlement, complaint_closed", "denunciation_setlement", "no standard 'denunciation_setlement'", "did you mean"),
        (11, "[denunciation_settlement, complaint_closed]", "several", "standards is 'several'", "all, or none"),
        (12, "family: proportion", "family: proportions", "family is 'proportions'", "did you mean 'proportion'?"),
        (14, "better: higher", "better: more", "better is 'more'", "higher, lower"),
        (15, "better: higher", "better: higher\nover_12_months: mean", "over_12_months is 'mean'", "sum, newest"),
        (16, "minimum_denominator: 5", "minimum_denominator: few", "minimum_denominator is 'few'", "whole number"),
        (25, "cast(sum(case when d.status = 'met' then 1 else 0 end) as bigint)", "sum(1) / count(*)", "the SQL divides", "denominator"),
        (26, "cast(count(*) as bigint)", "avg(d.days_taken)", "the SQL divides: AVG(d.days_taken)", "denominator"),
        (28, "duties.duty as d", "duties.dutys as d", "no table 'duties.dutys'", "did you mean 'duties.duty'?"),
        (28, "duties.duty as d", "gaps.gap as d", "no table 'gaps.gap'", ""),
        (28, "duties.duty as d", "sources.complaint as d", "no table 'sources.complaint'", ""),
        (32, "from counted", "from counts", "no table 'counts'", "did you mean 'counted'?"),
        (32, "select *", "select agency_id, period, numerator, denominator, unknown", "missing: standard_id", "family proportion"),
        (32, "select * from", "select *, 1 as weight from", "weight", ""),
        (32, "family: proportion", "family: duration", "missing: days, ended; too many: numerator", "family duration"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_before_it_runs(tmp_path, line, old, new, what, do):
    assert old in GOOD
    file = written(tmp_path, GOOD.replace(old, new))
    with pytest.raises(LawgapError) as caught:
        check_indicator(file, hanoi())
    assert what in caught.value.what
    assert caught.value.where == f"{file.path}, line {line}"
    assert do in caught.value.do


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("    group by d.agency_id", "    group by d.status, d.agency_id", "two rows for ('A101', 'denunciation_settlement', '2026-01')"),
        ("cast(count(*) as bigint)", "cast(count(*) as double)", "column denominator is DOUBLE"),
        ("d.agency_id,", "cast(null as text) as agency_id,", "an empty cell"),
        ("d.month as period", "'2019-01' as period", "a period outside the clock's months"),
        ("cast(count(*) as bigint)", "cast(0 as bigint)", "numbers that cannot be"),
        ("select * from counted", "select standard_id, agency_id, period, numerator, denominator, unknown from counted", "gives columns"),
    ],
)
def test_what_only_the_rows_show_is_refused_before_it_is_published(tmp_path, old, new, what):
    assert old in GOOD
    with pytest.raises(LawgapError) as caught:
        made(written(tmp_path, GOOD.replace(old, new, 1)))
    assert what in caught.value.what
    assert caught.value.where.endswith("indicators/mine.sql")


@pytest.mark.parametrize("file", list_sql("indicators"), ids=lambda file: file.name)
def test_every_indicator_of_the_project_passes(file):
    """Under a profile without Hanoi's standards too: the code location loads every file, whichever profile runs."""
    check_indicator(file, CHICAGO)
