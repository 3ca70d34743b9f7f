"""Of which version a warehouse is: the number of the last migration it has seen.

Counted is what `sources` keeps (the ledger and the rows as they came); every other room is made anew by each run.
A warehouse without a number is of version 1, or empty.
"""

from functools import cache
from pathlib import Path

import duckdb

from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError

MIGRATIONS = settings.SQL / "sources" / "migrations"
UNNUMBERED = 1
TABLES = """
select table_name from duckdb_tables()
where schema_name = 'sources' and database_name = ? and table_name in ('source_file', 'schema_version')
"""


@cache
def steps() -> dict[int, Path]:
    """The migrations in their order, each by the version it leads to: `migrations/002_name.sql` leads to 2."""
    return {int(path.stem.partition("_")[0]): path for path in sorted(MIGRATIONS.glob("[0-9]*.sql"))}


def newest() -> int:
    """The version that this code reads and writes."""
    return max(steps(), default=UNNUMBERED)


def version_of(connection: duckdb.DuckDBPyConnection, catalog: str | None = None) -> int | None:
    """The version of a warehouse (default: the connection's own database); None where nothing has come yet."""
    name = catalog or connection.execute("select current_database()").fetchall()[0][0]
    tables = {row[0] for row in connection.execute(TABLES, [name]).fetchall()}
    if "schema_version" in tables:
        quoted = name.replace('"', '""')
        found = connection.execute(f'select max(version) from "{quoted}".sources.schema_version').fetchall()[0][0]
        if found is not None:
            return int(found)
    return UNNUMBERED if "source_file" in tables else None


def put_version(connection: duckdb.DuckDBPyConnection, version: int) -> None:
    """The warehouse says that it is of this version."""
    connection.execute("delete from sources.schema_version")
    connection.execute("insert into sources.schema_version values (?)", [version])


def check_version(connection: duckdb.DuckDBPyConnection, path: Path, catalog: str | None = None) -> None:
    """Raises LawgapError where the warehouse is of another version than this code."""
    found = version_of(connection, catalog)
    if found is None or found == newest():
        return
    if found < newest():
        raise LawgapError(f"the warehouse is of version {found}, this lawgap needs {newest()}", str(path), "run: lawgap migrate")
    raise LawgapError(
        f"the warehouse was made by a newer lawgap: it is of version {found}, this one knows {newest()}",
        str(path),
        "use the newer lawgap, or restore the backup made before the update",
    )
