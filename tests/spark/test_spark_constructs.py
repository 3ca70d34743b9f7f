"""The words of the shared subset one by one: what DuckDB and Spark make of empty cells, of text, of days and of numbers."""

from pathlib import Path

import pytest

from pipelines.runtime.engines.duckdb import make_table
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.sqlfile import SqlFile
from pipelines.runtime.warehouse import connect

ROWS = """
create table sources.word as select * from (values
    (1, 'Ứng Hòa', 'ứng hòa', timestamp '2026-01-31 23:59:59', date '2024-02-29', 3::bigint, 2.5::decimal(38, 6), true),
    (2, 'a ', 'a', timestamp '2026-01-31 00:00:00', date '2026-12-31', -7, -2.5, false),
    (3, 'B', null, timestamp '2026-02-28 08:05:00.000001', null, null, 0.5, null),
    (4, null, 'đ', null, date '2025-02-28', 0, null, true),
    (5, '', 'Đ', timestamp '2025-07-01 07:00:00.5', date '2025-07-01', 9007199254740993, 123456789012345.123456, null),
    (6, 'a', 'a', timestamp '2026-01-31 00:00:00', date '2026-12-31', -7, 1.5, false)
) as t(n, one, two, moment, day, whole, part, sure)
"""
# every line is an expression over the rows above
SAME = """
concat(one, '~', two)
concat(one, cast(null as text))
coalesce(one, two, '')
greatest(whole, 0)
greatest(moment, cast(null as timestamp))
greatest(moment, cast(day as timestamp))
least(day, date '2026-01-01')
least(whole, n)
one < two
one = two
one <> 'a'
one >= 'a' and two < 'đ'
one in ('a', 'B')
one not in ('a', 'B')
sure and n > 3
not sure
sure or one is null
length(one)
substr(one, 1, 3)
substr(cast(day as text), 1, 7)
substr(cast(cast(moment as date) as text), 1, 7)
cast(moment as text)
cast(day as text)
cast(whole as text)
cast(part as text)
cast(sure as text)
cast(moment as date)
cast(day as timestamp)
cast(cast(moment as date) as timestamp) + interval '86399' second
moment + n * interval '1' hour
cast(day as timestamp) + interval '24' hour
moment + interval '90' minute
moment + interval '1' month
moment - interval '12' month
cast(day as timestamp) - interval '12' month
n between 2 and 4
day + cast(n as integer)
moment > day
cast(part as bigint)
cast(-part as bigint)
cast(part as decimal(38, 6)) + cast(1 as decimal(38, 6))
whole + n
whole - n
whole * n
-whole
extract(hour from moment) * 60 + extract(minute from moment)
cast(ceil(n / 4) as bigint)
case when whole > 0 then 1 when whole < 0 then -1 end
case one when 'a' then 1 else 0 end
case when part > 1 then part end
cast(floor(n / 4) as bigint)
trim(one)
lower(one)
one like '%a%'
one like 'a_'
last_day(day)
last_day(cast(moment as date))
strftime(moment, '%Y-%m')
strftime(day, '%Y-%m')
row_number() over (order by one, n)
row_number() over (order by one desc, n)
row_number() over (order by moment desc, whole, n)
row_number() over (partition by sure order by part, n desc)
min(moment) over (partition by sure)
max(day) over (order by n rows between unbounded preceding and 1 preceding)
sum(n) over (partition by sure order by moment, n)
count(*) over (partition by two)
count(two) over (partition by sure)
"""
TOTALS = """
count(*)
count(one)
count(distinct one)
sum(part)
sum(case when sure then 1 else 0 end)
sum(case when n > 99 then n end)
min(one)
max(one)
min(two)
max(moment)
min(day)
max(case when sure then 1 else 0 end)
"""


def file_of(tmp_path: Path, name: str, body: str) -> SqlFile:
    return SqlFile("indicators", name, {"primary_key": ["n"]}, body, tmp_path / f"{name}.sql")


def both(spark, tmp_path: Path, body: str) -> tuple[list[tuple], list[tuple]]:
    with connect(":memory:") as connection:
        connection.execute(ROWS)
        made = []
        for make, name in ((make_table, "here"), (spark.make_table, "there")):
            make(connection, file_of(tmp_path, name, body))
            made.append(connection.execute(f"select * from indicators.{name} order by all").fetchall())
    return made[0], made[1]


def differences(expressions: list[str], here: list[tuple], there: list[tuple]) -> dict[str, tuple]:
    columns = zip(zip(*here, strict=True), zip(*there, strict=True), strict=True)
    return {expression: (mine, yours) for expression, (mine, yours) in zip(expressions, columns, strict=True) if mine != yours}


def test_each_word_gives_the_same_on_both_engines(spark, tmp_path: Path):
    words = SAME.strip().splitlines()
    columns = ", ".join(f"{word} as w{number}" for number, word in enumerate(words))
    here, there = both(spark, tmp_path, f"select n, {columns} from sources.word")
    assert differences(["n", *words], here, there) == {}
    assert len(here) == 6


@pytest.mark.parametrize("where", ["true", "n > 99"], ids=["rows", "no rows"])
def test_each_total_gives_the_same_on_both_engines(spark, tmp_path: Path, where: str):
    words = TOTALS.strip().splitlines()
    columns = ", ".join(f"{word} as w{number}" for number, word in enumerate(words))
    here, there = both(spark, tmp_path, f"select {columns} from sources.word where {where}")
    assert differences(words, here, there) == {}


def test_sets_treat_empty_cells_alike(spark, tmp_path: Path):
    here, there = both(spark, tmp_path, "select one as n, sure from sources.word union select two as n, sure from sources.word")
    assert here == there and len(here) == 10


@pytest.mark.parametrize(
    "body",
    [
        "select n, part / 3 as third from sources.word",
        "select n, avg(whole) as middle from sources.word group by n",
        "select n, day - date '2020-01-01' as days from sources.word",
        "select n, whole / 0 as nothing from sources.word",
        "select n, list_value(one) as several from sources.word",
    ],
)
def test_what_the_engines_do_not_share_is_refused_by_name(spark, tmp_path: Path, body: str):
    """Division gives DOUBLE, days apart are a number here and an interval there: an error, never another number."""
    with connect(":memory:") as connection:
        connection.execute(ROWS)
        with pytest.raises(LawgapError) as refused:
            spark.make_table(connection, file_of(tmp_path, "bad", body))
        assert "bad.sql" in str(refused.value)
