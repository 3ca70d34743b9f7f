"""audit.duckdb: the tables outsiders bind to, with a comment on every table and column.

Each table is an .sql file whose header gives columns, types, meaning and primary key. Written with an
old storage version, so that old clients can open it; no view or macro names the attached catalogue.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from sqlglot import exp, parse_one

from pipelines.runtime import settings
from pipelines.runtime.kinds import case_kinds
from pipelines.runtime.sqlfile import SqlFile, list_sql, read_path, read_sql

STORAGE_VERSION = "v1.2.0"
DICTIONARY = {
    "data_dictionary": {"vi": "Ý nghĩa của từng bảng, từng cột", "en": "What every table and column means"},
    "data_dictionary.table_name": {"vi": "bảng hoặc khung nhìn", "en": "table or view"},
    "data_dictionary.column_name": {"vi": "cột; trống: cả bảng", "en": "column; empty: the table itself"},
    "data_dictionary.type": {"vi": "kiểu dữ liệu", "en": "type"},
    "data_dictionary.meaning_vi": {"vi": "ý nghĩa", "en": "meaning in Vietnamese"},
    "data_dictionary.meaning_en": {"vi": "ý nghĩa, tiếng Anh", "en": "meaning in English"},
}
WORKED = {
    "worked_query": {"vi": "Câu hỏi mẫu kèm câu lệnh chạy được", "en": "Questions worked out: the query that answers each"},
    "worked_query.name": {"vi": "tên ngắn", "en": "short name"},
    "worked_query.question_vi": {"vi": "câu hỏi", "en": "question in Vietnamese"},
    "worked_query.question_en": {"vi": "câu hỏi, tiếng Anh", "en": "question in English"},
    "worked_query.sql": {"vi": "câu lệnh", "en": "query"},
}
# everything in the file says what it is in its comment, which is the one place the dictionary is read from
COMMENTED = """
with said as (
    select table_name, '' as column_name, 'table' as type, comment from duckdb_tables() where database_name = 'audit'
    union all
    select view_name, '', 'view', comment from duckdb_views() where database_name = 'audit' and not internal
    union all
    select function_name, '', 'macro', comment from duckdb_functions() where database_name = 'audit' and not internal
    union all
    select table_name, column_name, data_type, comment from duckdb_columns() where database_name = 'audit' and not internal
)
select table_name, column_name, type, split_part(comment, ' — ', 1), substr(comment, length(split_part(comment, ' — ', 1)) + 4)
from said order by table_name, column_name
"""


def audit_files() -> list[SqlFile]:
    """The audit tables, in order of name: every case kind, with or without a row, so that what binds to a name finds it."""
    files = list_sql("audit")
    files += [read_sql("cases", kind) for kind in case_kinds()]
    files += [read_sql("cases", "case_event"), read_sql("duties", "duty"), read_sql("duties", "duty_source")]
    return sorted(files, key=lambda file: file.name)


def write_audit(connection: duckdb.DuckDBPyConnection, path: Path) -> str:
    """Write the evidence file; returns the content id over its tables.

    `editions.edition` must hold the edition's row; its content_id is filled in here.
    """
    connection.execute(f"attach '{_quoted(path)}' as audit (STORAGE_VERSION '{STORAGE_VERSION}')")
    try:
        files = audit_files()
        for file in files:
            _write_table(connection, file)
        _write_worked_queries(connection)
        with _inside(connection):
            connection.execute((settings.SQL / "audit" / "macros.sql").read_text(encoding="utf-8"))
        _write_dictionary(connection, files)
        hashes = table_hashes(connection, "audit")
        identity = content_id(hashes)
        connection.execute("update audit.main.edition set content_id = ?", [identity])
        connection.execute("update editions.edition set content_id = ?", [identity])
    finally:
        connection.execute("detach audit")
    return identity


@contextmanager
def _inside(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """The audit file as the catalogue that names without one mean."""
    before = connection.execute("select current_database()").fetchall()[0][0]
    connection.execute("use audit")
    try:
        yield
    finally:
        connection.execute(f'use "{before}"')


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


def _write_worked_queries(connection: duckdb.DuckDBPyConnection) -> None:
    """The questions of sql/audit/worked, one file each, as people ask them and as SQL."""
    connection.execute("create table audit.main.worked_query (name text, question_vi text, question_en text, sql text)")
    paths = sorted((settings.SQL / "audit" / "worked").glob("*.sql"))
    rows = [[f.name, f.text("question", "vi"), f.text("question", "en"), f.body] for f in map(read_path, paths)]
    connection.executemany("insert into audit.main.worked_query values (?, ?, ?, ?)", rows)
    _comment_all(connection, WORKED)


def _write_dictionary(connection: duckdb.DuckDBPyConnection, files: list[SqlFile]) -> None:
    """Needs the views, which are listed too."""
    connection.execute(
        "create table audit.main.data_dictionary (table_name text, column_name text, type text, meaning_vi text, meaning_en text)"
    )
    _comment_all(connection, DICTIONARY)
    _comment_views(connection, files)
    connection.execute(f"insert into audit.main.data_dictionary {COMMENTED}")


def _comment_all(connection: duckdb.DuckDBPyConnection, texts: dict[str, dict]) -> None:
    for name, text in texts.items():
        _comment(connection, "column" if name.count(".") == 1 else "table", f"audit.main.{name}", text)


def _comment_views(connection: duckdb.DuckDBPyConnection, files: list[SqlFile]) -> None:
    """A view's column that says nothing of itself means what it means in the first table the view reads it from."""
    fields = {file.name: file.fields for file in files}
    for view, body, column in connection.execute(
        "select v.view_name, v.sql, c.column_name from duckdb_views() as v inner join duckdb_columns() as c on v.database_name = c.database_name "
        "and v.view_name = c.table_name where v.database_name = 'audit' and not v.internal and c.comment is null order by all"
    ).fetchall():
        read = [table.name for table in parse_one(body, read="duckdb").find_all(exp.Table)]
        meaning = next(fields[table][column] for table in read if column in fields.get(table, {}))
        _comment(connection, "column", f'audit.main.{view}."{column}"', meaning)


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
