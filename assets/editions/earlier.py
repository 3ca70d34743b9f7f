"""The edition that this one is compared with, as catalogue `earlier`: views over its audit file, opened read-only.

Compared is with the newest edition published before, by as_of and revision. Drafts are questions, not statements: what a
draft said and a published edition did not was never said, and needs no withdrawal. What does not belong here: what became
of a flag (life.py).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from assets.editions.manifest import read_manifest
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.sqlfile import SqlFile, read_sql

READ = (
    "edition",
    "parameter",
    "standard",
    "gap",
    "standard_verdict",
    "score",
    "flag_evidence",
    "source_file",
    "rejected_row",
    "change",
    "observation",
)
ENDED = "life in ('resolved', 'withdrawn')"


def compared_with(before: Iterable[Path]) -> Path | None:
    """The newest published one of the editions `before` this one, given oldest first; None if nothing was published."""
    return next((folder for folder in reversed(list(before)) if read_manifest(folder)["inputs"]["status"] == "published"), None)


def drafts_since(before: list[Path], compared: Path | None) -> list[Path]:
    """The drafts that came after the edition compared with, oldest first: in them the agencies were asked."""
    later = before[before.index(compared) + 1 :] if compared else before
    return [folder for folder in later if read_manifest(folder)["inputs"]["status"] == "draft"]


def asked_in(drafts: Iterable[Path]) -> dict[str, str]:
    """flag_id → the first of these drafts in which the agency was asked about it."""
    asked: dict[str, str] = {}
    for folder in drafts:
        with duckdb.connect(":memory:") as connection:
            open_file(connection, folder)
            rows = connection.execute(f"select flag_id from earlier_file.flag where audience = 'published' and not {ENDED}").fetchall()
            for (flag_id,) in rows:
                asked.setdefault(flag_id, folder.name)
    return asked


def open_file(connection: duckdb.DuckDBPyConnection, folder: Path, name: str = "earlier") -> None:
    """Attach an edition's audit file as `<name>_file`. Raises LawgapError where somebody has it open for writing."""
    path = folder / "audit.duckdb"
    try:
        connection.execute("attach '{}' as {}_file (read_only)".format(str(path).replace("'", "''"), name))
    except duckdb.IOException as error:
        raise LawgapError(f"cannot read an edition: {error}", str(path), "close the program that has opened it for writing") from None


@contextmanager
def attached(connection: duckdb.DuckDBPyConnection, folder: Path | None, name: str = "earlier") -> Iterator[None]:
    """Catalogue `name` until the block ends: the tables READ, `duty`, `flag` (those that stood) and `ended_flag`.

    Without an edition every table is empty; a column that it did not have yet is null.
    """
    connection.execute(f"attach ':memory:' as {name}")
    try:
        if folder is not None:
            open_file(connection, folder, name)
        had = _columns(connection, f"{name}_file")
        for file in (*(read_sql("audit", table) for table in READ), read_sql("duties", "duty")):
            _view(connection, name, file, file.name, "true", had)
        _view(connection, name, read_sql("audit", "flag"), "flag", f"not {ENDED}", had)
        _view(connection, name, read_sql("audit", "flag"), "ended_flag", ENDED, had)
        yield
    finally:
        connection.execute(f"detach {name}")
        connection.execute(f"detach database if exists {name}_file")


def _view(connection: duckdb.DuckDBPyConnection, name: str, file: SqlFile, view: str, where: str, had: set[tuple[str, str]]) -> None:
    there = any(table == file.name for table, _ in had)
    picked = ", ".join(
        f'"{column}"' if (file.name, column) in had else f'cast(null as {field["type"]}) as "{column}"'
        for column, field in file.fields.items()
    )
    source = f"{name}_file.main.{file.name} where {where}" if there else "(select 1 as nothing) where false"
    connection.execute(f"create view {name}.main.{view} as select {picked} from {source}")


def _columns(connection: duckdb.DuckDBPyConnection, database: str) -> set[tuple[str, str]]:
    return set(connection.execute("select table_name, column_name from duckdb_columns() where database_name = ?", [database]).fetchall())
