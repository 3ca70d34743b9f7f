"""The warehouse's own engine, and what any other engine asks of it: types, definitions of views, rows as Parquet."""

from pathlib import Path

import duckdb

from pipelines.runtime.errors import LawgapError
from pipelines.runtime.sqlfile import IDENTIFIER, SqlFile
from pipelines.runtime.warehouse import make_table

INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")
# what both engines hold alike; no DOUBLE, whose sums depend on the order of rows
TYPES = (*INTEGERS, "BOOLEAN", "DATE", "TIMESTAMP", "VARCHAR", "DECIMAL")

__all__ = ["check_types", "make_table", "put_parquet", "types_of", "view_body", "write_parquet"]


def types_of(connection: duckdb.DuckDBPyConnection, query: str) -> dict[str, str]:
    """Column → type as DuckDB would give them; the query is bound, not run."""
    relation = connection.sql(query)
    return dict(zip(relation.columns, (str(kind) for kind in relation.types), strict=True))


def check_types(types: dict[str, str], where: str) -> None:
    """Raises LawgapError for a column of a type that the engines do not share."""
    for name, kind in types.items():
        if kind.partition("(")[0] not in TYPES:
            raise LawgapError(f"column {name!r} is {kind}, which the engines do not share", where, f"cast it to one of {', '.join(TYPES)}")


def view_body(connection: duckdb.DuckDBPyConnection, table: str) -> str | None:
    """The SELECT behind a view; None if `table` is no view."""
    import sqlglot

    schema, name = table.split(".")
    found = connection.execute("select sql from duckdb_views() where schema_name = ? and view_name = ?", [schema, name]).fetchall()
    return sqlglot.parse_one(found[0][0], read="duckdb").expression.sql("duckdb") if found else None


def write_parquet(connection: duckdb.DuckDBPyConnection, table: str, path: Path) -> None:
    """A table's rows as one typed Parquet file. Raises LawgapError if it is not there."""
    try:
        types = types_of(connection, f"select * from {_checked(table)}")
    except duckdb.CatalogException:
        raise LawgapError(f"no table {table}", "the warehouse", "make it first: it is read by another") from None
    check_types(types, table)
    # Parquet has no integer of 128 bits; DuckDB would write a DOUBLE
    columns = [f'cast("{name}" as decimal(38, 0)) as "{name}"' if kind == "HUGEINT" else f'"{name}"' for name, kind in types.items()]
    path.parent.mkdir(parents=True, exist_ok=True)
    connection.sql(f"select {', '.join(columns)} from {table}").write_parquet(str(path))


def put_parquet(connection: duckdb.DuckDBPyConnection, file: SqlFile, types: dict[str, str], folder: Path) -> None:
    """(Re)make the table of `file` from Parquet files, in order of its key: parts come in no order."""
    columns = ", ".join(f'cast("{name}" as {kind}) as "{name}"' for name, kind in types.items())
    order = ", ".join(f'"{name}"' for name in file.primary_key if name in types)
    parts = [str(path) for path in sorted(folder.glob("*.parquet"))]
    connection.execute(
        f"create or replace table {_checked(file.table)} as select {columns} from read_parquet(?){f' order by {order}' if order else ''}",
        [parts],
    )


def _checked(table: str) -> str:
    for identifier in table.split("."):
        if not IDENTIFIER.match(identifier):
            raise ValueError(f"not an identifier: {identifier!r}")
    return table
