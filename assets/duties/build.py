"""Makes the tables of room 3 from the cases, the standards and the calendar."""

import duckdb

from pipelines.runtime.engines import MakeTable
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.sqlfile import in_order, list_sql
from pipelines.runtime.warehouse import make_table


def make_duties(connection: duckdb.DuckDBPyConnection, make: MakeTable = make_table) -> dict[str, int]:
    """Every table of sql/duties in the order their SQL asks for; rows by table name."""
    rows = {file.name: make(connection, file) for file in in_order(list_sql("duties"))}
    refuse_unconfirmed_years(connection)
    return rows


def refuse_unconfirmed_years(connection: duckdb.DuckDBPyConnection) -> None:
    """Raises LawgapError where a judged duty falls due in a year without a confirmed calendar."""
    number, first = connection.execute(
        "select count(*), min(due_at) from duties.duty cross join sources.clock as k "
        "where provisional and due_at >= k.window_start and due_at <= k.as_of_end"
    ).fetchall()[0]
    if number:
        raise LawgapError(
            f"{number} judged duties fall due in a year whose working days are not confirmed (first: {first:%d/%m/%Y})",
            "profile.toml: confirmed_years",
            "add the year's official holidays and swapped days to calendar.csv, then the year to confirmed_years",
        )
