"""The 12 months of the edition before, counted again with what is known today, as catalogue `recount`.

An earlier finding falls only if it would not be made today about its own months: so these months go through the same rooms
once more, cases to flags, with the old as_of and today's files, law, parameters and code. No second way of counting exists that
could disagree with the first. Where as_of is the same, today's tables are the recount.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from assets.cases.build import make_cases
from assets.duties.build import make_duties
from assets.gaps.build import make_gaps
from assets.gaps.scoring import make_score
from assets.sources.profile_tables import put_clock
from pipelines.runtime import settings
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import read_sql
from pipelines.runtime.warehouse import ROOMS, make_table

# what depends on the clock is made anew; of the sources only these do
OF_THE_CLOCK = ("clock", "known_file", "missing_file")
MADE_ANEW = ("cases", "duties", "gaps")


@contextmanager
def recounted(connection: duckdb.DuckDBPyConnection, profile: Profile, as_of: dt.date | None, file: Path) -> Iterator[None]:
    """Catalogue `recount` until the block ends, with the rooms' tables as of `as_of`; None: today's own.

    `file`: where the tables may lie meanwhile; it is deleted.
    """
    here = connection.execute("select current_database()").fetchall()[0][0]
    today, known_at = connection.execute("select as_of, known_at from sources.clock").fetchall()[0]
    anew = as_of is not None and as_of != today
    _remove(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    path = str(file).replace("'", "''")
    connection.execute(f"attach '{path}' as recount")
    try:
        _look_at(connection, here, anew)
        if anew:
            connection.execute("use recount")
            _count_again(connection, profile, as_of or today, known_at)
            connection.execute(f"use {here}")
        yield
    finally:
        connection.execute(f"use {here}")
        connection.execute("detach recount")
        _remove(file)


def _remove(file: Path) -> None:
    """The database and what a killed run left beside it."""
    for path in (file, file.with_name(f"{file.name}.wal")):
        path.unlink(missing_ok=True)


def _look_at(connection: duckdb.DuckDBPyConnection, here: str, anew: bool) -> None:
    """Views of `recount` onto everything that is not made anew."""
    for room in ROOMS:
        connection.execute(f"create schema recount.{room}")
    # facts may stand in another database, behind views
    tables = connection.execute(
        "select schema_name, table_name from duckdb_tables() where database_name = $1 union all "
        "select schema_name, view_name from duckdb_views() where database_name = $1 and not internal order by all", [here]
    ).fetchall()  # fmt: skip
    for room, name in tables:
        own = anew and (room in MADE_ANEW or (room == "sources" and name in OF_THE_CLOCK))
        if room in ROOMS and not own:
            connection.execute(f'create view recount.{room}."{name}" as from {here}.{room}."{name}"')


def _count_again(connection: duckdb.DuckDBPyConnection, profile: Profile, as_of: dt.date, known_at: dt.datetime) -> None:
    connection.execute((settings.SQL / "sources" / "macros.sql").read_text(encoding="utf-8"))
    put_clock(connection, as_of, known_at)
    make_findings(connection, profile)
    make_score(connection, profile)


def make_findings(connection: duckdb.DuckDBPyConnection, profile: Profile) -> None:
    """Cases, duties, gaps and flags for the clock of `sources`: all that a flag stands on, and nothing that only describes it."""
    make_cases(connection, profile)
    make_duties(connection)
    make_table(connection, read_sql("sources", "missing_file"))
    make_gaps(connection, profile)
