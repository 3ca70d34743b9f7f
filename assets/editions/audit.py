"""audit.duckdb: the tables outsiders bind to, with a comment on every table and column.

Each table is an .sql file whose header gives columns, types, meaning and primary key. Written with an
old storage version, so that old clients can open it; no view or macro names the attached catalogue.
"""

import hashlib
from pathlib import Path

import duckdb
from sqlglot import exp

from pipelines.runtime import settings
from pipelines.runtime.kinds import case_kinds
from pipelines.runtime.sqlfile import SqlFile, list_sql, read_sql
from pipelines.runtime.warehouse import count

STORAGE_VERSION = "v1.2.0"


def audit_files(connection: duckdb.DuckDBPyConnection) -> list[SqlFile]:
    """The audit tables of this edition, in order of name; a case kind without a row is left out."""
    files = list_sql("audit")
    files += [read_sql("cases", kind) for kind in case_kinds() if count(connection, f"cases.{kind}")]
    files += [read_sql("cases", "case_event"), read_sql("duties", "duty"), read_sql("duties", "duty_source")]
    return sorted(files, key=lambda file: file.name)


def write_audit(connection: duckdb.DuckDBPyConnection, path: Path) -> str:
    """Write the evidence file; returns the content id over its tables.

    `editions.edition` must hold the edition's row; its content_id is filled in here.
    """
    here = connection.execute("select current_database()").fetchall()[0][0]
    connection.execute(f"attach '{_quoted(path)}' as audit (STORAGE_VERSION '{STORAGE_VERSION}')")
    try:
        files = audit_files(connection)
        for file in files:
            _write_table(connection, file)
        _write_dictionary(connection, files)
        hashes = table_hashes(connection, "audit")
        identity = content_id(hashes)
        connection.execute("update audit.main.edition set content_id = ?", [identity])
        connection.execute("update editions.edition set content_id = ?", [identity])
        connection.execute("use audit")
        connection.execute((settings.SQL / "audit" / "macros.sql").read_text(encoding="utf-8"))
        connection.execute(f"use {here}")
    finally:
        connection.execute("detach audit")
    return identity


def _write_table(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> None:
    columns = list(file.fields)
    definitions = [
        exp.ColumnDef(this=exp.to_identifier(name, quoted=True), kind=exp.DataType.build(str(field["type"])))
        for name, field in file.fields.items()
    ]
    target = exp.table_(exp.to_identifier(file.name), db="main", catalog="audit")
    create = exp.Create(this=exp.Schema(this=target, expressions=definitions), kind="TABLE")
    connection.execute(create.sql("duckdb"))
    source = file.body if file.room == "audit" else f"select * from {file.table}"
    picked = ", ".join(f'cast("{name}" as {field["type"]}) as "{name}"' for name, field in file.fields.items())
    order = ", ".join(f'"{name}"' for name in file.primary_key)
    connection.execute(f"insert into audit.main.{file.name} select {picked} from ({source}) as t order by {order}")
    _comment(connection, "table", f"audit.main.{file.name}", file.header["title"])
    for name in columns:
        _comment(connection, "column", f'audit.main.{file.name}."{name}"', file.fields[name])


def _comment(connection: duckdb.DuckDBPyConnection, what: str, name: str, text: dict) -> None:
    literal = exp.Literal.string(f"{text['vi']} — {text['en']}").sql("duckdb")
    connection.execute(f"comment on {what} {name} is {literal}")


def _write_dictionary(connection: duckdb.DuckDBPyConnection, files: list[SqlFile]) -> None:
    connection.execute(
        "create table audit.main.data_dictionary (table_name text, column_name text, type text, meaning_vi text, meaning_en text)"
    )
    rows = [[f.name, name, str(field["type"]), field["vi"], field["en"]] for f in files for name, field in f.fields.items()]
    connection.executemany("insert into audit.main.data_dictionary values (?, ?, ?, ?, ?)", sorted(rows))
    meaning = {"vi": "Ý nghĩa của từng bảng, từng cột", "en": "What every table and column means"}
    _comment(connection, "table", "audit.main.data_dictionary", meaning)


def table_hashes(connection: duckdb.DuckDBPyConnection, catalog: str) -> dict[str, str]:
    """Content hash of every table of `catalog.main`, over its rows in stored (primary-key) order.

    `edition.content_id` is excluded: it is made of these hashes.
    """
    columns: dict[str, list[str]] = {}
    for table, column in connection.execute(
        "select table_name, column_name from duckdb_columns() where database_name = ? and schema_name = 'main' and not internal "
        "and (table_name, column_name) <> ('edition', 'content_id') and table_name in (select table_name from duckdb_tables() where database_name = ?) "
        "order by table_name, column_index", [catalog, catalog]
    ).fetchall():  # fmt: skip
        columns.setdefault(table, []).append(column)
    return {table: _hash(connection, catalog, table, names) for table, names in columns.items()}


def _hash(connection: duckdb.DuckDBPyConnection, catalog: str, table: str, columns: list[str]) -> str:
    parts = ", ".join(f'coalesce(cast("{name}" as text), chr(0))' for name in columns)
    query = f"select sha256(concat_ws(chr(31), {parts})) from {catalog}.main.{table} order by rowid"
    digest = hashlib.sha256("\x1f".join(columns).encode())
    cursor = connection.cursor().execute(query)
    while rows := cursor.fetchmany(50_000):
        digest.update("".join(row[0] for row in rows).encode())
    return digest.hexdigest()


def file_hashes(path: Path) -> dict[str, str]:
    """Content hash of every table of an edition's audit.duckdb."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return table_hashes(connection, connection.execute("select current_database()").fetchall()[0][0])


def content_id(hashes: dict[str, str]) -> str:
    """One id over all tables: what is printed on every page."""
    text = "\n".join(f"{table} {value}" for table, value in sorted(hashes.items()))
    return hashlib.sha256(text.encode()).hexdigest()


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
