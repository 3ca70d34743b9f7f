"""How an indicator is proven: a readable table in, the real SQL on DuckDB, a table out; then random tables, twice.

`spec(name, GIVEN, EXPECT)` is the indicator's documentation page: its input and output are written out.
`agrees_with_reference(name)` draws small random tables of whatever the SQL reads and compares the SQL with
`reference(tables, clock)` of tests/reference/indicators/<name>.py. The draws are the same on every run;
LAWGAP_SEEDS=100 draws more of them.
"""

import importlib
import os
import random
from collections import Counter
from collections.abc import Callable, Iterable

import duckdb
import pandas as pd

from assets.indicators.build import make_indicator
from assets.indicators.check import check_indicator, columns_of
from pipelines.runtime.sqlfile import SqlFile, read_sql
from pipelines.runtime.warehouse import connect, put_frame
from tests.indicators.draw import Draw, clock_of
from tests.indicators.tables import CLOCK, Rows, calendar, catalogue, hanoi, read_expected, read_tables, types_of

SEEDS = range(int(os.environ.get("LAWGAP_SEEDS", "5")))
Maker = Callable[[random.Random], Rows]


def spec(name: str, given: str, expect: str) -> None:
    """The SQL turns `given` into exactly `expect`, whatever the order of rows.

    given: tables one below the other, see `read_tables`; a column left out is NULL, a table left out is empty. The
    calendar and the catalogue of standards are those of profile hanoi unless they are given. as_of is 31 March 2026.
    """
    file = read_sql("indicators", name)
    found = run(file, read_tables(given))
    _same(Counter(found), Counter(read_expected(expect, columns_of(file))), "SQL", "expected")


def agrees_with_reference(
    name: str,
    seeds: Iterable[int] = SEEDS,
    rows: int = 80,
    values: dict[str, list] | None = None,
    given: dict[str, Maker] | None = None,
) -> None:
    """SQL and reference give the same rows for random tables of `rows` cases.

    values: column, or table.column, → what it is drawn from, None for NULL; given: table → a function that draws it whole.
    Fails too if no draw gave a row, or none counted anything: a comparison of nothing proves nothing.
    """
    file = read_sql("indicators", name)
    reference = importlib.import_module(f"tests.reference.indicators.{name}").reference
    counted = 0
    for seed in seeds:
        tables = _drawn(file, seed, rows, values or {}, given or {})
        found = run(file, tables)
        _same(Counter(found), Counter(tuple(row) for row in reference(tables, clock_of(seed))), "SQL", f"reference, seed {seed}")
        counted += sum(bool(row[3]) for row in found)
    assert counted, f"{name}: no draw counts anything; tell `values` what its columns hold"


def run(file: SqlFile, tables: dict[str, Rows]) -> list[tuple]:
    """The rows of the indicator, its columns in the order of the contract."""
    check_indicator(file, hanoi())
    connection = connect(":memory:")
    try:
        for table in file.reads:
            put(connection, table, tables.get(table, standing(table)))
        make_indicator(connection, file)
        return connection.execute(f"select {', '.join(columns_of(file))} from {file.table}").fetchall()
    finally:
        connection.close()


def put(connection: duckdb.DuckDBPyConnection, table: str, rows: Rows) -> None:
    types = types_of(table)
    put_frame(connection, table, pd.DataFrame(rows, columns=list(types), dtype=object), types)


def standing(table: str) -> Rows:
    """What a table holds where nothing is said about it."""
    if table == "sources.clock":
        return [dict(CLOCK)]
    if table == "sources.calendar_day":
        return calendar()
    return catalogue() if table == "sources.standard" else []


def _drawn(file: SqlFile, seed: int, rows: int, values: dict[str, list], given: dict[str, Maker]) -> dict[str, Rows]:
    """Tables of one seed. Each table has its own stream, so that reading one more changes no other."""
    tables: dict[str, Rows] = {}
    for table in file.reads:
        stream = random.Random(f"{file.name}/{table}/{seed}")
        if table in given:
            tables[table] = [{**dict.fromkeys(types_of(table)), **row} for row in given[table](stream)]
        elif table == "sources.clock":
            tables[table] = [clock_of(seed)]
        else:
            tables[table] = standing(table) or Draw(file, stream, seed, values).table(table, rows)
    return tables


def _same(left: Counter, right: Counter, left_name: str, right_name: str) -> None:
    """Fails with the rows that only one side has."""
    only_left, only_right = sorted((left - right).elements(), key=str), sorted((right - left).elements(), key=str)
    assert not only_left and not only_right, f"only {left_name}: {only_left[:5]}; only {right_name}: {only_right[:5]}"
