"""Files of records: JSON (an array, or one object that holds one), NDJSON, Parquet. The first record is row 2."""

from pathlib import Path

import duckdb
from sqlglot import exp

from assets.sources.fields import call
from assets.sources.headers import check_width, distinct_names
from assets.sources.looking import Unreadable, told
from pipelines.runtime.warehouse import literal_path

# one object that holds the array is read whole, in memory
WRAPPED_LIMIT = 256 << 20


def open_parquet(connection: duckdb.DuckDBPyConnection, path: Path, zone: str) -> tuple[str, ...]:
    """Make `incoming_raw` over a Parquet file, every cell as text, moments with a zone in local time."""
    try:
        relation = connection.read_parquet(literal_path(path))
    except duckdb.Error as error:
        raise Unreadable("không phải tệp Parquet hoặc bị cắt cụt", f"not a Parquet file, or cut short: {told(error)}") from None
    check_width(relation.columns)
    connection.register("incoming_file", relation)
    names = distinct_names(relation.columns)
    columns = [_text(*column, zone) for column in zip(relation.columns, relation.types, names, strict=True)]
    _view(connection, exp.select(*columns).from_("incoming_file"), path)
    return names


def _text(name: str, kind: object, alias: str, zone: str) -> exp.Expression:
    column: exp.Expression = exp.column(exp.to_identifier(name, quoted=True))
    if str(kind) == "TIMESTAMP WITH TIME ZONE":
        column = exp.Anonymous(this="timezone", expressions=[exp.Literal.string(zone), column])
    if str(kind).startswith("TIMESTAMP"):
        # as in a workbook: no contract's date format knows parts of a second
        column = exp.Anonymous(this="date_trunc", expressions=[exp.Literal.string("second"), column])
    text: exp.Expression = exp.cast(column, "TEXT")
    if str(kind) in ("FLOAT", "DOUBLE"):
        # whole numbers without a point, as in a workbook: a program that met an empty cell makes 1 into 1.0
        whole = exp.and_(
            exp.EQ(this=column.copy(), expression=call("trunc", column)),
            exp.LT(this=call("abs", column), expression=exp.Literal.number(10**15)),
        )
        text = exp.case().when(whole, exp.cast(exp.cast(column.copy(), "BIGINT"), "TEXT")).else_(text)
    return exp.alias_(text, exp.to_identifier(alias, quoted=True))


def open_json(connection: duckdb.DuckDBPyConnection, path: Path) -> tuple[str, ...]:
    """Make `incoming_raw` over JSON, and `broken_json` with the rows that are not JSON objects. Raises Unreadable."""
    with path.open("rb") as handle:
        first = handle.read(1 << 16).lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if first not in (b"[", b"{"):
        raise Unreadable("không phải JSON", "not JSON")
    if not (first == b"{" and path.stat().st_size <= WRAPPED_LIMIT and _open_document(connection, path)):
        _open_many(connection, path, "array" if first == b"[" else "newline_delimited")
    connection.execute(
        "create or replace temp table broken_json as select _row from incoming_json where json_type(json) is distinct from 'OBJECT'"
    )
    connection.execute("create or replace temp view incoming_record as select * from incoming_json where json_type(json) = 'OBJECT'")
    found = connection.execute("select distinct unnest(json_keys(json)) as name from incoming_record order by name").fetchall()
    keys = [name for (name,) in found]
    if not keys and connection.execute("select count(*) from broken_json").fetchall() != [(0,)]:
        raise Unreadable(
            "không phải JSON: không có bản ghi nào; mỗi dòng là một bản ghi, hoặc cả tệp là một mảng",
            "not JSON: no record in it; each line must be a record, or the file one array",
        )
    check_width(keys)
    names = distinct_names(keys)
    columns = [exp.alias_(_extract(key), exp.to_identifier(name, quoted=True)) for key, name in zip(keys, names, strict=True)]
    _view(connection, exp.select(*columns).from_("incoming_record"), path, "_row")
    return names


def _open_many(connection: duckdb.DuckDBPyConnection, path: Path, form: str) -> None:
    try:
        connection.execute(
            "create or replace temp table incoming_json as select json, row_number() over () + 1 as _row from "
            "read_json_objects(?, format = ?, ignore_errors = ?, maximum_object_size = 16000000)",
            [literal_path(path), form, form == "newline_delimited"],
        )
    except duckdb.Error as error:
        raise Unreadable("không phải JSON hoặc bị cắt cụt", f"not JSON, or cut short: {told(error)}") from None


def _open_document(connection: duckdb.DuckDBPyConnection, path: Path) -> bool:
    """Make `incoming_json` of a file that is one object: the records of the one array in it, or itself. False if it is not one."""
    try:
        connection.execute(
            "create or replace temp table incoming_document as select json from "
            "read_json_objects(?, format = 'unstructured', maximum_object_size = ?) limit 2",
            [literal_path(path), WRAPPED_LIMIT],
        )
    except duckdb.Error:
        return False
    if connection.execute("select count(*) from incoming_document").fetchall() != [(1,)]:
        return False
    arrays = connection.execute(
        "select key from (select json, '/' || replace(replace(unnest(json_keys(json)), '~', '~0'), '/', '~1') as key from incoming_document) "
        "where json_type(json, key) = 'ARRAY' and json_type(json, key || '/0') = 'OBJECT'"
    ).fetchall()
    # of two arrays nobody can say which one holds the records
    records = "unnest(from_json(json_extract(json, ?), '[\"json\"]'))" if len(arrays) == 1 else "json"
    connection.execute(
        "create or replace temp table incoming_json as select json, row_number() over () + 1 as _row from "
        f"(select {records} as json from incoming_document)",
        list(arrays[0]) if len(arrays) == 1 else [],
    )
    return True


def _extract(name: str) -> exp.Expression:
    pointer = "/" + name.replace("~", "~0").replace("/", "~1")
    return exp.Anonymous(this="json_extract_string", expressions=[exp.column("json"), exp.Literal.string(pointer)])


def _view(connection: duckdb.DuckDBPyConnection, query: exp.Select, path: Path, row: str = "") -> None:
    number = exp.column(row) if row else exp.cast(exp.null(), "BIGINT")
    query = query.select(
        exp.alias_(exp.Literal.string(str(path)), "_path"), exp.alias_(exp.Literal.string(""), "_sheet"), exp.alias_(number, "_row")
    )
    connection.execute(f"create or replace temp view incoming_raw as {query.sql('duckdb')}")
