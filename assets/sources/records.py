"""Files of records: JSON (an array, or one object that holds one), NDJSON, Parquet. The first record is row 2."""

import json
from pathlib import Path

import duckdb
from sqlglot import exp

from assets.sources.looking import Unreadable

# one object that holds the array is read whole, in memory
WRAPPED_LIMIT = 256 << 20


def open_parquet(connection: duckdb.DuckDBPyConnection, path: Path, zone: str) -> tuple[str, ...]:
    """Make `incoming_raw` over a Parquet file, every cell as text, moments with a zone in local time."""
    try:
        relation = connection.read_parquet(str(path))
    except duckdb.Error as error:
        raise Unreadable("không phải tệp Parquet hoặc bị cắt cụt", f"not a Parquet file, or cut short: {_first_line(error)}") from None
    connection.register("incoming_file", relation)
    columns = [_text(name, str(kind), zone) for name, kind in zip(relation.columns, relation.types, strict=True)]
    _view(connection, exp.select(*columns), path)
    return tuple(relation.columns)


def _text(name: str, kind: str, zone: str) -> exp.Expression:
    column: exp.Expression = exp.column(exp.to_identifier(name, quoted=True))
    if kind == "TIMESTAMP WITH TIME ZONE":
        column = exp.Anonymous(this="timezone", expressions=[exp.Literal.string(zone), column])
    return exp.alias_(exp.cast(column, "TEXT"), exp.to_identifier(name, quoted=True))


def open_json(connection: duckdb.DuckDBPyConnection, path: Path) -> tuple[str, ...]:
    """Make `incoming_raw` over JSON, and `broken_json` with the rows that are not JSON objects. Raises Unreadable."""
    inner, form = _unwrapped(path)
    try:
        connection.execute(
            "create or replace temp table incoming_json as select json, row_number() over () + 1 as _row from "
            "read_json_objects(?, format = ?, ignore_errors = ?, maximum_object_size = 16000000)",
            [str(inner), form, form == "newline_delimited"],
        )
    except duckdb.Error as error:
        raise Unreadable("không phải JSON hoặc bị cắt cụt", f"not JSON, or cut short: {_first_line(error)}") from None
    connection.execute(
        "create or replace temp table broken_json as select _row from incoming_json where json_type(json) is distinct from 'OBJECT'"
    )
    connection.execute("create or replace temp view incoming_file as select * from incoming_json where json_type(json) = 'OBJECT'")
    names = tuple(
        row[0] for row in connection.execute("select distinct unnest(json_keys(json)) as name from incoming_file order by name").fetchall()
    )
    columns = [exp.alias_(_extract(name), exp.to_identifier(name, quoted=True)) for name in names]
    _view(connection, exp.select(*columns), path, "_row")
    return names


def _extract(name: str) -> exp.Expression:
    pointer = "/" + name.replace("~", "~0").replace("/", "~1")
    return exp.Anonymous(this="json_extract_string", expressions=[exp.column("json"), exp.Literal.string(pointer)])


def _unwrapped(path: Path) -> tuple[Path, str]:
    """The file and its form; an object that holds one array of records is written out as that array."""
    with path.open("rb") as handle:
        first = handle.read(1 << 16).lstrip(b"\xef\xbb\xbf \t\r\n")
    if first.startswith(b"["):
        return path, "array"
    if not first.startswith(b"{"):
        raise Unreadable("không phải JSON", "not JSON")
    if path.stat().st_size > WRAPPED_LIMIT:
        return path, "newline_delimited"
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError:
        return path, "newline_delimited"
    lists = [value for value in document.values() if isinstance(value, list)]
    if len(lists) != 1:
        return path, "newline_delimited"
    inner = path.with_name("records.json")
    inner.write_text(json.dumps(lists[0], ensure_ascii=False), encoding="utf-8")
    return inner, "array"


def _view(connection: duckdb.DuckDBPyConnection, query: exp.Select, path: Path, row: str = "") -> None:
    number = exp.column(row) if row else exp.cast(exp.null(), "BIGINT")
    query = query.select(
        exp.alias_(exp.Literal.string(str(path)), "_path"), exp.alias_(exp.Literal.string(""), "_sheet"), exp.alias_(number, "_row")
    ).from_("incoming_file")
    connection.execute(f"create or replace temp view incoming_raw as {query.sql('duckdb')}")


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:160]
