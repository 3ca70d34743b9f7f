"""How an indicator's spec is run: a readable table of duties in, the real SQL on DuckDB, a table out."""

import datetime as dt
import random

from assets.indicators.build import make_indicator
from assets.sources.intake import prepare
from assets.sources.profile_tables import put_clock, put_profile
from pipelines.runtime.profile import load_profile
from pipelines.runtime.sqlfile import read_sql
from pipelines.runtime.warehouse import connect
from tests.reference.indicators import counts

AS_OF = dt.date(2026, 3, 31)
STATUSES = ["met", "late", "overdue", "pending", "excused", "unknown"]


def table(text: str) -> list[list[str]]:
    return [line.split() for line in text.strip().splitlines()]


def run(name: str, duties: list[tuple[str, str, str, str]]) -> set[tuple]:
    """(agency, standard, month, numerator, denominator, unknown) as the SQL gives them."""
    connection = connect(":memory:")
    put_profile(connection, load_profile("sample"))
    prepare(connection)
    put_clock(connection, AS_OF, dt.datetime(2026, 4, 10))
    connection.execute("create table duties.duty (agency_id text, standard_id text, month text, status text)")
    connection.executemany("insert into duties.duty values (?, ?, ?, ?)", [list(duty) for duty in duties])
    make_indicator(connection, read_sql("indicators", name))
    found = set(connection.execute(f"select * from indicators.{name}").fetchall())
    connection.close()
    return found


def check(name: str, standard: str, duties: str, expected: str) -> None:
    rows = [
        (agency, standard if which == "this" else "a_standard_of_another_indicator", month, status)
        for agency, which, month, status in table(duties)
    ]
    wanted = {(agency, standard, month, int(n), int(d), int(u)) for agency, month, n, d, u in table(expected)}
    assert run(name, rows) == wanted


def check_random(name: str, standard: str) -> None:
    draw = random.Random(name)
    months = [f"{year}-{month:02d}" for year in (2022, 2023, 2024, 2025, 2026) for month in range(1, 13)]
    rows = [
        (f"A{draw.randint(1, 5)}", draw.choice([standard, "a_standard_of_another_indicator"]), draw.choice(months), draw.choice(STATUSES))
        for _ in range(3_000)
    ]
    assert run(name, rows) == counts(rows, standard, "2023-04", "2026-03")
