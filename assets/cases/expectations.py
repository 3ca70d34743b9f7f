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

SAMPLE_ROWS = 20
# texts of our own vocabulary: codes that a contract maps, months, names of columns and of sources
CODES = {
    "column_name", "due_month", "has_fee", "kept_source", "month", "newest_month", "other_source", "paid_online", "status", "tier",
}  # fmt: skip
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
    """Whether a rule holds, how many rows fail it, and the first of them as text."""

    success: bool
    failing: int
    sample: str


def failing_rows(connection: duckdb.DuckDBPyConnection, rules: list[SqlFile]) -> dict[str, Found]:
    """Run every rule inside the warehouse; what was found, by rule name."""
    Dialect.shared = connection
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    source = context.data_sources.add_sql("warehouse", connection_string="lawgap_duckdb:///:memory:")
    # rules guard whole tables and name them: the printed reminder to use {batch} does not apply
    with contextlib.redirect_stdout(io.StringIO()):
        return {rule.name: _run(connection, source, rule) for rule in rules}


def _run(connection: duckdb.DuckDBPyConnection, source, rule: SqlFile) -> Found:
    schema, table = str(rule.header["guards"]).split(".")
    asset = source.add_table_asset(rule.name, table_name=table, schema_name=schema)
    batch = asset.add_batch_definition_whole_table("all").get_batch()
    result = batch.validate(gx.expectations.UnexpectedRowsExpectation(unexpected_rows_query=rule.body))
    if said := _raised(result.exception_info or {}):
        raise LawgapError(f"rule {rule.name} cannot run: {said}", str(rule.path), "correct the query")
    sample = "" if result.success else _sample(connection, rule)
    return Found(bool(result.success), int(result.result.get("observed_value") or 0), sample)


def _raised(info: dict) -> str:
    """What went wrong, or ''. One level for the whole expectation, or one more for each of its metrics."""
    for one in [info, *(inner for inner in info.values() if isinstance(inner, dict))]:
        if one.get("raised_exception"):
            return str(one["exception_message"])
    return ""


def _sample(connection: duckdb.DuckDBPyConnection, rule: SqlFile) -> str:
    """The first failing rows. They are kept in Dagster's storage and seen by all its users: no free text in them."""
    failing = connection.sql(f"select * from ({rule.body}) as failing limit {SAMPLE_ROWS}")
    shown = [place for place, (name, kind) in enumerate(zip(failing.columns, failing.types, strict=True)) if _harmless(name, str(kind))]
    lines = [failing.columns, *failing.fetchall()]
    return "\n".join(" | ".join(str(line[place]) for place in shown) for line in lines)


def _harmless(column: str, kind: str) -> bool:
    """Dates, numbers and yes/no are; a text is if it is an identifier or a code."""
    if kind != "VARCHAR":
        return True
    return column.endswith("_id") or column in CODES or any(column in case_kind.flagged("code") for case_kind in kinds().values())
