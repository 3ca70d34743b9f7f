"""The warehouse: one DuckDB file a profile, one writer at a time.

The lock is an OS file lock beside the file, taken by command line and UI runs alike; it dies with
its process, so a killed run leaves nothing to clean.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
from filelock import FileLock, Timeout

from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.schema_version import check_version
from pipelines.runtime.sqlfile import IDENTIFIER, SqlFile

if TYPE_CHECKING:
    import pandas as pd

ROOMS = ("sources", "cases", "duties", "indicators", "gaps", "editions")


def connect(path: Path | str) -> duckdb.DuckDBPyConnection:
    """A connection that loads nothing from outside, with the rooms' schemas and the intake macros."""
    connection = connect_bare(path)
    _furnish(connection)
    return connection


def connect_bare(path: Path | str) -> duckdb.DuckDBPyConnection:
    """The same without schemas and macros: what is there is left as it is, whoever made it."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    connection = duckdb.connect(str(path), config=config)
    connection.execute("set preserve_insertion_order = true")
    return connection


def _furnish(connection: duckdb.DuckDBPyConnection) -> None:
    for room in ROOMS:
        connection.execute(f"create schema if not exists {room}")
    connection.execute((settings.SQL / "sources" / "macros.sql").read_text(encoding="utf-8"))


@contextmanager
def locked(home: settings.Home, say=print) -> Iterator[None]:
    """Nobody else writes the warehouse until the block ends. Waits, and says so, while another run has it."""
    home.folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(home.lock)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        say(f"lần chạy khác đang ghi {home.warehouse}; chờ lần đó xong — another run is writing {home.warehouse}; waiting for it to end")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


@contextmanager
def writing(home: settings.Home, say=print) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse, ours alone until the block ends. Raises LawgapError if it is of another version than this code."""
    with locked(home, say), opened(home) as connection:
        check_version(connection, home.warehouse)
        _furnish(connection)
        yield connection


@contextmanager
def opened(home: settings.Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse as it is, for who holds the lock. Raises LawgapError if it cannot be opened."""
    try:
        connection = connect_bare(home.warehouse)
    except duckdb.Error as error:
        raise LawgapError(
            f"cannot open the warehouse: {error}", str(home.warehouse), "close the program that holds it; if it is damaged: lawgap rebuild"
        ) from None
    try:
        yield connection
    finally:
        connection.close()


def make_table(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> int:
    """(Re)make the table of an .sql file; the number of rows."""
    _check(file.room, file.name)
    connection.execute(f"create or replace table {file.table} as {file.body}")
    return count(connection, file.table)


def put_frame(connection: duckdb.DuckDBPyConnection, table: str, frame: "pd.DataFrame", types: dict[str, str]) -> None:
    """(Re)make `table` from a frame, columns and types as in `types` (name → SQL type)."""
    _check(*table.split("."), *types)
    connection.register("incoming_frame", frame[list(types)])
    columns = ", ".join(f'cast("{name}" as {kind}) as "{name}"' for name, kind in types.items())
    connection.execute(f"create or replace table {table} as select {columns} from incoming_frame")
    connection.unregister("incoming_frame")


def count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    _check(*table.split("."))
    row = connection.execute(f"select count(*) from {table}").fetchall()[0]
    return int(row[0])


def exists(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    schema, name = table.split(".")
    found = connection.execute(
        "select 1 from information_schema.tables where table_schema = ? and table_name = ?", [schema, name]
    ).fetchall()
    return bool(found)


def _check(*identifiers: str) -> None:
    for identifier in identifiers:
        if not IDENTIFIER.match(identifier):
            raise ValueError(f"not an identifier: {identifier!r}")


def literal_path(path: Path | str) -> str:
    """A path for DuckDB's readers, which take `[1]`, `*` and `?` in it for a pattern and would read other files."""
    return re.sub(r"[*?\[]", r"[\g<0>]", str(path))
