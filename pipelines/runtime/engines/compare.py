"""Are two warehouses the same, row for row? The first difference has a name."""

from pathlib import Path

import duckdb

from pipelines.runtime.engines import SHARED_ROOMS
from pipelines.runtime.sqlfile import list_sql


def first_difference(one: Path, other: Path, rooms: tuple[str, ...] = SHARED_ROOMS) -> str | None:
    """Table, and row or column, where two closed warehouse files first differ; None if nowhere. The order of rows says nothing."""
    keys = {file.table: file.primary_key for room in rooms for file in list_sql(room)}
    with duckdb.connect(":memory:") as connection:
        for name, path in (("one", one), ("other", other)):
            quoted = str(path).replace("'", "''")
            connection.execute(f"attach '{quoted}' as \"{name}\" (read_only)")
        columns = {name: _columns(connection, name, rooms) for name in ("one", "other")}
        for table in sorted(columns["one"] | columns["other"]):
            here, there = columns["one"].get(table), columns["other"].get(table)
            if here is None or there is None:
                return f"{table}: only in {one if there is None else other}"
            if here != there:
                return f"{table}: columns {here} in {one}, {there} in {other}"
            key = [name for name in keys.get(table, []) if name in here] or list(here)
            if (found := _row(connection, table, list(here), key)) is not None:
                side, text = found
                return f"{table}: {text} only in {one if side == 'one' else other}"
    return None


def _columns(connection: duckdb.DuckDBPyConnection, database: str, rooms: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """Table or view → column → type."""
    rows = connection.execute(
        "select schema_name || '.' || table_name, column_name, data_type from duckdb_columns() "
        "where database_name = ? and list_contains(?, schema_name) order by 1, column_index",
        [database, list(rooms)],
    ).fetchall()
    found: dict[str, dict[str, str]] = {}
    for table, name, kind in rows:
        found.setdefault(table, {})[name] = kind
    return found


def _row(connection: duckdb.DuckDBPyConnection, table: str, columns: list[str], key: list[str]) -> tuple[str, str] | None:
    """The first row in order of the key that one side lacks (equal rows are counted), and, in words, in what its counterpart differs."""
    order = ", ".join(f'"{name}" nulls first' for name in [*key, *columns])
    firsts = {}
    for side, against in (("one", "other"), ("other", "one")):
        query = f'select * from "{side}".{table} except all select * from "{against}".{table} order by {order} limit 1'
        firsts[side] = connection.execute(query).fetchall()
    side = "one" if firsts["one"] else "other"
    if not firsts[side]:
        return None
    row = dict(zip(columns, firsts[side][0], strict=True))
    same = " and ".join(f'"{name}" is not distinct from ?' for name in key)
    against = "other" if side == "one" else "one"
    matching = connection.execute(f'select * from "{against}".{table} where {same} limit 1', [row[name] for name in key]).fetchall()
    named = ", ".join(f"{name}={row[name]}" for name in key)
    if not matching or key == columns:
        return side, f"row {named}"
    values = dict(zip(columns, matching[0], strict=True))
    differing = ", ".join(f"{name}={row[name]} (there {values[name]})" for name in columns if row[name] != values[name])
    return side, f"row {named} with {differing or 'one more of its kind'}"
