"""At which day each table of the warehouse stands: statuses depend on as_of, and the warehouse holds the tables of one day at a time.

A run makes all of them for one day, but in the UI one table can be made alone, and an intake moves the clock without making any.
"""

import datetime as dt
from collections.abc import Iterable

import duckdb

from pipelines.runtime.warehouse import exists

TABLE = "create table if not exists duties.made_at (asset text primary key, as_of date)"


def stamp(connection: duckdb.DuckDBPyConnection, asset: str, as_of: dt.date) -> None:
    """`asset` (room/name) was made for this day."""
    connection.execute(TABLE)
    connection.execute("insert or replace into duties.made_at values (?, ?)", [asset, as_of])


def elsewhere(connection: duckdb.DuckDBPyConnection, assets: Iterable[str], wanted: dt.date) -> dict[str, dt.date | None]:
    """Of the clock and these assets the ones that do not stand at the day wanted, with the day at which they do; None: never made."""
    found: dict[str, dt.date | None] = {"sources/clock": None, **dict.fromkeys(assets)}
    if exists(connection, "duties.made_at"):
        found |= {asset: day for asset, day in connection.execute("select asset, as_of from duties.made_at").fetchall() if asset in found}
    if exists(connection, "sources.clock"):
        found["sources/clock"] = connection.execute("select as_of from sources.clock").fetchall()[0][0]
    return {asset: day for asset, day in found.items() if day != wanted}
