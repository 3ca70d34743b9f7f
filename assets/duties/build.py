"""Makes the tables of room 3 from the cases, the standards and the calendar."""

import duckdb

from pipelines.runtime.errors import LawgapError
from pipelines.runtime.sqlfile import in_order, list_sql
from pipelines.runtime.warehouse import make_table


def make_duties(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Every table of sql/duties in the order their SQL asks for; rows by table name.

    Raises LawgapError where a duty that is judged falls due in a year without a confirmed calendar.
    """
    rows = {file.name: make_table(connection, file) for file in in_order(list_sql("duties"))}
    provisional = connection.execute(
        "select count(*), min(due_at) from duties.duty cross join sources.clock as k "
        "where provisional and due_at >= k.window_start and due_at <= k.as_of_end"
    ).fetchall()[0]
    if provisional and provisional[0]:
        raise LawgapError(
            f"{provisional[0]} judged duties fall due in a year whose working days are not confirmed (first: {provisional[1]:%d/%m/%Y})",
            "profile.toml: confirmed_years",
            "add the year's official holidays and swapped days to calendar.csv, then the year to confirmed_years",
        )
    return rows
