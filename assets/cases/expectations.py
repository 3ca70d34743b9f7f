"""Great Expectations on DuckDB, for the rules of sql/checks.

Great Expectations commits before it fetches, and DuckDB drops a pending result at commit (great_expectations
#10738, #11579): the dialect below buffers rows as soon as a statement has run. It goes when the
native engine ships (#12084). Its telemetry is off; its Data Docs are not used.
"""

import contextlib
import io
import os
from dataclasses import dataclass

os.environ["GX_ANALYTICS_ENABLED"] = "False"

import duckdb
import duckdb_engine
import great_expectations as gx
from great_expectations.data_context.types.base import ProgressBarsConfig
from sqlalchemy.dialects import registry
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy
from sqlalchemy.engine.default import DefaultExecutionContext

from pipelines.runtime.errors import LawgapError
from pipelines.runtime.kinds import kinds
from pipelines.runtime.sqlfile import SqlFile
from pipelines.runtime.warehouse import exists

SAMPLE_ROWS = 20
# texts of our own vocabulary: codes that a contract maps, months, names of columns and of sources
CODES = {
    "column_name", "due_month", "has_fee", "kept_source", "month", "newest_month", "other_source", "paid_online", "status", "tier",
}  # fmt: skip
# numbers under which an agency's own records find a person's case: the row of the file stands for them
CASE_NUMBERS = ("case_id", "duty_id")
LEDGER = """
select distinct f.source_id, f.name from sources.source_file as f inner join {rows} as q on f.source_file_id = q.source_file_id order by all
"""
PLACED = """
select f.name as file, p.row, q.* from failing as q left join (
    select {key}, min(source_file_id) as source_file_id, min(row) as row from {origin} group by {key}
) as p using ({key}) left join sources.source_file as f on p.source_file_id = f.source_file_id
"""
Value = str | int | float | bool | None
registry.register("lawgap_duckdb", __name__, "Dialect")


class BufferedContext(DefaultExecutionContext):
    def post_exec(self) -> None:
        if self.cursor.description is not None:
            self.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(self.cursor, initial_buffer=self.cursor.fetchall())


class Dialect(duckdb_engine.Dialect):
    """Hands out cursors of the run's own connection: the warehouse is open already, by us."""

    execution_ctx_cls = BufferedContext
    supports_statement_cache = False
    shared: duckdb.DuckDBPyConnection

    def connect(self, *arguments, **parameters):
        return duckdb_engine.ConnectionWrapper(type(self).shared.cursor())


@dataclass(frozen=True)
class Found:
    """Whether a rule holds, how many rows fail it, and the first of them: values that are no free text, by column.

    `files`: source and name of the files that these rows came from, where the rows say it.
    """

    success: bool
    failing: int
    columns: tuple[str, ...] = ()
    sample: tuple[tuple[Value, ...], ...] = ()
    files: tuple[tuple[str, str], ...] = ()


def failing_rows(connection: duckdb.DuckDBPyConnection, rules: list[SqlFile]) -> dict[str, Found]:
    """Run every rule inside the warehouse; what was found, by rule name."""
    Dialect.shared = connection
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    source = context.data_sources.add_sql("warehouse", connection_string="lawgap_duckdb:///:memory:")
    # rules guard whole tables and name them: the printed reminder to use {batch} does not apply
    with contextlib.redirect_stdout(io.StringIO()):
        tables = {guarded: _whole(source, guarded) for guarded in {str(rule.header["guards"]) for rule in rules}}
        return {rule.name: _run(connection, tables[str(rule.header["guards"])], rule) for rule in rules}


def _whole(source, guarded: str):
    """A table as Great Expectations takes it: one for all its rules, since each new one writes the whole context again."""
    schema, table = guarded.split(".")
    return source.add_table_asset(guarded, table_name=table, schema_name=schema).add_batch_definition_whole_table("all").get_batch()


def _run(connection: duckdb.DuckDBPyConnection, batch, rule: SqlFile) -> Found:
    result = batch.validate(gx.expectations.UnexpectedRowsExpectation(unexpected_rows_query=rule.body))
    if said := _raised(result.exception_info or {}):
        raise LawgapError(f"rule {rule.name} cannot run: {said}", str(rule.path), "correct the query")
    if result.success:
        return Found(True, 0)
    return Found(False, int(result.result.get("observed_value") or 0), *_sample(connection, rule))


def _raised(info: dict) -> str:
    """What went wrong, or ''. One level for the whole expectation, or one more for each of its metrics."""
    for one in [info, *(inner for inner in info.values() if isinstance(inner, dict))]:
        if one.get("raised_exception"):
            return str(one["exception_message"])
    return ""


def _sample(connection: duckdb.DuckDBPyConnection, rule: SqlFile) -> tuple[tuple, tuple, tuple]:
    """The first failing rows, and their files. Dagster's history keeps them, and an erasure does not reach it: no free text and no case number."""
    connection.execute(f"create or replace temp table failing as select * from ({rule.body}) as q limit {SAMPLE_ROWS}")
    origin, key = _origin(connection, rule, list(connection.table("failing").columns))
    shown = connection.sql(PLACED.format(origin=origin, key=", ".join(key)) if origin else "from failing")
    columns, types = list(shown.columns), [str(kind) for kind in shown.types]
    places = [place for place, column in enumerate(columns) if column == "file" or _harmless(column, types[place])]
    rows = tuple(tuple(_plain(row[place]) for place in places) for row in shown.fetchall())
    files = _files(connection, origin, key)
    connection.execute("drop table failing")
    return tuple(columns[place] for place in places), rows, files


def _origin(connection: duckdb.DuckDBPyConnection, rule: SqlFile, columns: list[str]) -> tuple[str, tuple[str, ...]]:
    """The table that knows file and row of what fails, and the columns that find it there; nothing where the rows are of no case."""
    room, table = str(rule.header["guards"]).split(".")
    own = room == "cases" and table in kinds() and table != "case_event"
    origin = f"cases.{table}" if own else "cases.case_ref"
    if "source_file_id" in columns or "case_id" not in columns or not (own or "case_kind" in columns) or not exists(connection, origin):
        return "", ()
    return origin, ("case_id",) if own else ("case_kind", "case_id")


def _files(connection: duckdb.DuckDBPyConnection, origin: str, key: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Source and name of the files of the rows in `failing`: a row names its file, or a case that came in one."""
    if origin:
        rows = f"(select c.source_file_id from {origin} as c inner join failing using ({', '.join(key)}))"
    elif "source_file_id" in connection.table("failing").columns:
        rows = "failing"
    else:
        return ()
    return tuple(connection.execute(LEDGER.format(rows=rows)).fetchall())


def _plain(value: object) -> Value:
    """A cell as Dagster's tables hold it."""
    return value if value is None or isinstance(value, str | int | bool) else float(value) if isinstance(value, float) else str(value)


def _harmless(column: str, kind: str) -> bool:
    """Dates, numbers and yes/no are; a text is if it is an identifier or a code, and finds no person's case."""
    if kind != "VARCHAR" or column in CASE_NUMBERS:
        return column not in CASE_NUMBERS
    return column.endswith("_id") or column in CODES or any(column in case_kind.flagged("code") for case_kind in kinds().values())
