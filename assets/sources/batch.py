"""One batch of files: typed rows, refusals, duplicates and the ledger, inside the caller's transaction."""

from dataclasses import dataclass
from functools import cache, lru_cache

import duckdb
import pandas as pd
from sqlglot import exp

from assets.sources.inbox import Arrival, Notice
from assets.sources.lookups import make_lookup
from assets.sources.mapping import Mapping, plain_header
from assets.sources.readers import Unreadable, is_workbook, open_csv, open_workbook
from assets.sources.reasons import reason_texts
from pipelines.runtime import settings
from pipelines.runtime.contract import Contract
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.kinds import kinds
from pipelines.runtime.profile import Profile


@dataclass(frozen=True)
class Item:
    """A file that is not known yet: its id in the ledger, who sent it, and its header (CSV)."""

    arrival: Arrival
    identity: str
    sha256: str
    agency_id: str | None
    header: tuple[str, ...]


@dataclass(frozen=True)
class Batch:
    items: list[Item]

    @property
    def contract(self) -> Contract:
        return self.items[0].arrival.contract


def take_batch(connection: duckdb.DuckDBPyConnection, profile: Profile, batch: Batch) -> tuple[int, int, list[Notice]]:
    """Rows read, rows rejected, notices. Raises Unreadable or DuckDB's error; the caller rolls back."""
    header, sheet = _open(connection, batch)
    _put_files(connection, batch, sheet)
    notices: list[Notice] = []
    if batch.contract.kind == "lookup":
        make_lookup(connection, profile, batch.contract)
    else:
        mapping, query = mapping_of(batch.contract.source_id, tuple(header), profile)
        notices = _header_notices(batch, mapping, header)
        connection.execute(f"create or replace temp table incoming as {query}")
        if is_workbook(batch.items[0].arrival):
            # workbooks end in rows that were once formatted and hold nothing; they are not rows
            connection.execute("delete from incoming where _blank")
        connection.execute(_statement("duplicates_of_events" if batch.contract.kind == "case_event" else "duplicates_of_cases"))
    _number_rows(connection, batch)
    _refuse(connection, batch)
    if batch.contract.kind != "lookup":
        _insert(connection, batch, mapping)
    return *_ledger(connection), notices


def _open(connection: duckdb.DuckDBPyConnection, batch: Batch) -> tuple[list[str], str]:
    first = batch.items[0]
    if is_workbook(first.arrival):
        return open_workbook(connection, first.arrival)
    open_csv(connection, [item.arrival for item in batch.items])
    return list(first.header), ""


def _put_files(connection: duckdb.DuckDBPyConnection, batch: Batch, sheet: str) -> None:
    """`incoming_files`: what the ledger will say of each file, before its rows are counted."""
    rows = [
        [str(i.arrival.path), i.identity, i.arrival.contract.source_id, i.arrival.name, i.sha256, i.arrival.received_at, sheet,
         i.arrival.contract.completeness, i.agency_id, i.arrival.month, i.arrival.path.stat().st_size]
        for i in batch.items
    ]  # fmt: skip
    names = [
        "path",
        "source_file_id",
        "source_id",
        "name",
        "sha256",
        "received_at",
        "sheets",
        "completeness",
        "agency_id",
        "month",
        "size_bytes",
    ]
    connection.register("incoming_files_frame", pd.DataFrame(rows, columns=names, dtype=object))
    connection.execute(_statement("incoming_files"))


@lru_cache(maxsize=256)
def mapping_of(source_id: str, header: tuple[str, ...], profile: Profile) -> tuple[Mapping, str]:
    """The query of a contract for one header: thousands of files share it. Raises Unreadable."""
    contract = profile.contracts[source_id]
    mapping = Mapping(contract, kinds()[contract.kind].file, list(header), profile.card.time_zone)
    if missing := mapping.missing_headers():
        names = ", ".join(missing)
        raise Unreadable(f"thiếu cột bắt buộc: {names}", f"required column missing: {names}")
    return mapping, mapping.query().sql("duckdb")


def _header_notices(batch: Batch, mapping: Mapping, header: list[str]) -> list[Notice]:
    """Columns that were expected and are not there, and columns nobody asked for: said once a batch."""
    contract, name = batch.contract, batch.items[0].arrival.name
    used = {plain_header(text) for text in (*mapping.columns.values(), *contract.ignored)}
    notices = []
    if absent := [h for f, h in contract.columns.items() if f not in mapping.columns]:
        names = ", ".join(absent)
        notices.append(
            Notice(contract.source_id, name, "warning", f"thiếu cột, coi như để trống: {names}", f"column missing, taken as empty: {names}")
        )
    extra = [text for text in header if text and plain_header(text) not in used]
    if extra and contract.sender != "once":
        names = ", ".join(extra[:10])
        notices.append(Notice(contract.source_id, name, "info", f"cột không dùng: {names}", f"column ignored: {names}"))
    return notices


def _number_rows(connection: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    """`incoming._row`: the row in its own file, the header as 1; lines the reader could not split are counted in."""
    if batch.contract.kind == "lookup":
        connection.execute("create or replace temp table incoming as select * from incoming_lookup")
    if len(batch.items) > 1:
        connection.execute(_statement("number_rows_of_many"))
    else:
        connection.execute("alter table incoming add column _row bigint")
        connection.execute("update incoming set _row = _n + 1")
    connection.execute(_statement("no_broken_lines" if is_workbook(batch.items[0].arrival) else "broken_lines"))
    if connection.execute("select count(*) from broken_line").fetchall()[0][0]:
        connection.execute(_statement("renumber_after_broken_lines"))


def _refuse(connection: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    contract = batch.contract
    fields = {**contract.fields, "link_key": contract.link.column if contract.link else ""}
    for bad_field, code in connection.execute("select distinct _bad_field, _reason from incoming where _reason is not null").fetchall():
        vi, en = reason_texts(code)
        connection.execute(
            "insert into sources.rejected_row select f.source_file_id, i._sheet, i._row, ?, ?, ? from incoming as i "
            "inner join incoming_files as f on i._path = f.path where _reason = ? and _bad_field = ?",
            [fields.get(bad_field, bad_field), vi, en, code, bad_field],
        )
    connection.execute(_statement("keep_broken_lines"))


def _insert(connection: duckdb.DuckDBPyConnection, batch: Batch, mapping: Mapping) -> None:
    columns = [exp.column(name, "i") for name in mapping.outputs()]
    rows = (
        exp.select(exp.column("source_file_id", "f"), exp.column("_sheet", "i").as_("sheet"), exp.column("_row", "i").as_("row"), *columns)
        .from_(exp.to_table("incoming", alias="i"))
        .join(exp.to_table("incoming_files", alias="f"), on="i._path = f.path")
        .where("i._reason is null and not i._duplicate")
    )
    connection.execute(f"insert into sources.{batch.contract.kind} by name {rows.sql('duckdb')}")
    connection.execute(_statement("keep_duplicates"))


def _ledger(connection: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    connection.execute(_statement("incoming_counts"))
    wrong = connection.execute(
        "select name, rows_read from incoming_counts where rows_read <> rows_accepted + rows_duplicate + rows_rejected"
    ).fetchall()
    if wrong:
        raise LawgapError(f"rows do not add up: {wrong[0]}", str(wrong[0][0]), "this is a defect of lawgap: report it with the file")
    connection.execute("insert into sources.source_file by name select * from incoming_counts")
    return connection.execute(
        "select coalesce(sum(rows_read), 0)::bigint, coalesce(sum(rows_rejected), 0)::bigint from incoming_counts"
    ).fetchall()[0]


@cache
def _statement(name: str) -> str:
    return (settings.SQL / "sources" / f"{name}.sql").read_text(encoding="utf-8")
