"""Files in: each file is one transaction of rows, refusals, duplicates and one line of the ledger.

Cost: one pass over the file into a temporary table, then set-based inserts; a row is found again by
file, sheet and row number (no hash per row: docs of the measured cost of honesty say 3.6×).
"""

import datetime as dt
import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
from sqlglot import exp

from pipelines.runtime.kinds import case_kinds, kinds
from assets.sources.inbox import Arrival, Notice, arrivals
from assets.sources.lookups import take_lookup
from assets.sources.mapping import Mapping, plain_header
from assets.sources.readers import Raw, Unreadable, open_raw
from assets.sources.reasons import reason_texts
from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile


@dataclass
class Intake:
    """What one run of the intake did."""

    taken: int = 0
    known: int = 0
    rows_read: int = 0
    rows_rejected: int = 0
    notices: list[Notice] = field(default_factory=list)


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the tables that keep what came; nothing that exists is touched."""
    connection.execute((settings.SQL / "sources" / "schema.sql").read_text(encoding="utf-8"))
    for name in case_kinds():
        columns = [exp.ColumnDef(this=exp.to_identifier(c), kind=exp.DataType.build(t)) for c, t in kinds()[name].types.items()]
        keys = [exp.ColumnDef(this=exp.to_identifier(c), kind=exp.DataType.build(t)) for c, t in KEY.items()]
        table = exp.Schema(this=exp.to_table(f"sources.{name}"), expressions=[*keys, *columns])
        connection.execute(exp.Create(this=table, kind="TABLE", exists=True).sql("duckdb"))


KEY = {"source_file_id": "TEXT", "sheet": "TEXT", "row": "BIGINT"}


def take_in(connection: duckdb.DuckDBPyConnection, profile: Profile, inbox: Path, staged: Path, now: dt.datetime, only: str = "", say=lambda text: None) -> Intake:
    """Take in every file of `inbox` that is not known yet; `only` one source. Never changes the inbox."""
    prepare(connection)
    found, notices = arrivals(inbox, profile, now)
    mine = [notice for notice in notices if not only or notice.source_id in ("", only)]
    result = Intake(notices=mine)
    known = {row[0] for row in connection.execute("select source_file_id from sources.source_file").fetchall()}
    for arrival in found:
        if only and arrival.contract.source_id != only:
            continue
        sha256 = arrival.sha256()
        identity = file_identity(arrival, sha256)
        if identity in known:
            result.known += 1
            continue
        known.add(identity)
        _take_one(connection, profile, arrival, identity, sha256, staged, result)
        if result.taken and result.taken % 200 == 0:
            say(f"{result.taken} files, {result.rows_read:,} rows taken in")
    _put_notices(connection, result.notices, only)
    return result


def file_identity(arrival: Arrival, sha256: str) -> str:
    """The same bytes from the same sender for the same month are the same file, whatever its name."""
    text = "\0".join([arrival.contract.source_id, arrival.code or "", arrival.month or "", sha256])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _take_one(connection, profile: Profile, arrival: Arrival, identity: str, sha256: str, staged: Path, result: Intake) -> None:
    connection.execute("begin")
    try:
        raw = open_raw(connection, arrival)
        if arrival.contract.kind == "lookup":
            counts = take_lookup(connection, profile, arrival, identity)
        else:
            counts = _take_rows(connection, profile, arrival, raw, identity, staged / f"{identity}.parquet", result)
        _ledger(connection, arrival, identity, sha256, raw, counts)
        connection.execute("commit")
    except (Unreadable, duckdb.InvalidInputException, duckdb.ConversionException) as error:
        connection.execute("rollback")
        vi, en = (error.vi, error.en) if isinstance(error, Unreadable) else (_short(error), _short(error))
        result.notices.append(Notice(arrival.contract.source_id, arrival.name, "error", vi, en))
        return
    except BaseException:
        connection.execute("rollback")
        raise
    result.taken += 1
    result.rows_read += counts["read"]
    result.rows_rejected += counts["rejected"]


def _take_rows(connection, profile: Profile, arrival: Arrival, raw: Raw, identity: str, parquet: Path, result: Intake) -> dict[str, int]:
    kind = kinds()[arrival.contract.kind]
    mapping = Mapping(arrival.contract, kind.file, raw.header, profile.card.time_zone)
    _check_header(arrival, mapping, raw, result)
    query = mapping.query(str(arrival.received_at)).sql("duckdb")
    connection.execute(f"create or replace temp table incoming as {query}")
    if not raw.is_csv:
        connection.execute((settings.SQL / "sources" / "drop_blank_rows.sql").read_text(encoding="utf-8"))
    broken = _broken_lines(connection, identity) if raw.is_csv else 0
    _mark_duplicates(connection, mapping)
    _refuse(connection, arrival, identity)
    counts = _insert(connection, arrival.contract.table, mapping, identity, broken)
    _stage(connection, parquet)
    return counts


def _check_header(arrival: Arrival, mapping: Mapping, raw: Raw, result: Intake) -> None:
    if missing := mapping.missing_headers():
        names = ", ".join(missing)
        raise Unreadable(f"thiếu cột bắt buộc: {names}", f"required column missing: {names}")
    contract = arrival.contract
    used = {plain_header(name) for name in (*mapping.columns.values(), *(h for j in contract.join.values() for h in j.on))}
    if extra := [name for name in raw.header if name and contract.sender != "once" and plain_header(name) not in used]:
        names = ", ".join(extra[:10])
        result.notices.append(Notice(contract.source_id, arrival.name, "info", f"cột không dùng: {names}", f"column ignored: {names}"))
    if absent := [h for f, h in contract.columns.items() if f not in mapping.columns]:
        names = ", ".join(absent)
        result.notices.append(Notice(contract.source_id, arrival.name, "warning", f"thiếu cột, coi như để trống: {names}", f"column missing, taken as empty: {names}"))


def _broken_lines(connection, identity: str) -> int:
    """Lines the CSV reader could not split: refused with their line, and the later rows renumbered."""
    connection.execute((settings.SQL / "sources" / "broken_lines.sql").read_text(encoding="utf-8"))
    connection.execute("insert into sources.rejected_row select ?, '', line, '', reason_vi, reason_en from broken_line", [identity])
    row = connection.execute("select count(*) from broken_line").fetchall()[0]
    if row[0]:
        connection.execute("update incoming set _row = _row + (select count(*) from broken_line b where b.line <= incoming._row)")
    return int(row[0])


def _mark_duplicates(connection, mapping: Mapping) -> None:
    """Within a file the last row of a key counts; the others are duplicates."""
    keys = ["case_id"] if mapping.contract.kind != "case_event" else ["case_id", "link_key", "event", "occurred_at"]
    name = "duplicates_of_events.sql" if len(keys) > 1 else "duplicates_of_cases.sql"
    connection.execute((settings.SQL / "sources" / name).read_text(encoding="utf-8"))


def _refuse(connection, arrival: Arrival, identity: str) -> None:
    found = connection.execute("select distinct _bad_field, _reason from incoming where _reason is not null").fetchall()
    fields = {**arrival.contract.fields, "link_key": arrival.contract.link.column if arrival.contract.link else ""}
    for bad_field, code in found:
        vi, en = reason_texts(code)
        connection.execute(
            "insert into sources.rejected_row select ?, _sheet, _row, ?, ?, ? from incoming where _reason = ? and _bad_field = ?",
            [identity, fields.get(bad_field, bad_field), vi, en, code, bad_field],
        )


def _insert(connection, table: str, mapping: Mapping, identity: str, broken: int) -> dict[str, int]:
    columns = [exp.column(name) for name in mapping._outputs()]
    rows = exp.select(exp.Literal.string(identity).as_("source_file_id"), exp.column("_sheet").as_("sheet"), exp.column("_row").as_("row"), *columns)
    rows = rows.from_("incoming").where("_reason is null and not _duplicate")
    connection.execute(f"insert into sources.{table} by name {rows.sql('duckdb')}")
    connection.execute("insert into sources.duplicate_row select ?, _sheet, _row, case_id from incoming where _reason is null and _duplicate", [identity])
    read, rejected, duplicate = connection.execute(
        "select count(*), count(_reason), count(*) filter (where _reason is null and _duplicate) from incoming"
    ).fetchall()[0]
    return {"read": read + broken, "rejected": rejected + broken, "duplicate": duplicate, "accepted": read - rejected - duplicate}


def _stage(connection, parquet: Path) -> None:
    """Keep the typed rows beside the warehouse; a half-written file never has the final name."""
    parquet.parent.mkdir(parents=True, exist_ok=True)
    half = parquet.with_suffix(".half")
    connection.table("incoming").write_parquet(str(half))
    os.replace(half, parquet)


def _ledger(connection, arrival: Arrival, identity: str, sha256: str, raw: Raw, counts: dict[str, int]) -> None:
    if counts["read"] != counts["accepted"] + counts["duplicate"] + counts["rejected"]:
        raise LawgapError(f"rows do not add up: {counts}", arrival.name, "this is a defect of lawgap: report it with the file")
    agency = connection.execute(
        "select min(agency_id) from sources.agency where code = ? and valid_from <= last_day(cast(? || '-01' as date)) and (valid_to is null or valid_to >= cast(? || '-01' as date))",
        [arrival.code, arrival.month, arrival.month],
    ).fetchall()[0][0] if arrival.code else None  # fmt: skip
    if arrival.code and agency is None:
        raise Unreadable(f"mã đơn vị {arrival.code} trong tên tệp không có trong danh mục", f"agency code {arrival.code} in the name is not in the register")
    connection.execute(
        "insert into sources.source_file values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [identity, arrival.contract.source_id, arrival.name, sha256, arrival.received_at, raw.sheets, counts["read"], counts["accepted"],
         counts["duplicate"], counts["rejected"], arrival.contract.completeness, agency, arrival.month, arrival.path.stat().st_size],
    )  # fmt: skip


def _put_notices(connection, notices: list[Notice], only: str) -> None:
    """Notices speak of the files that lie in the inbox now; those of the sources read are written anew."""
    connection.execute("delete from sources.notice where ? = '' or source_id in ('', ?)", [only, only])
    for notice in notices:
        connection.execute("insert into sources.notice values (?, ?, ?, ?, ?)", [notice.source_id, notice.name, notice.level, notice.message_vi, notice.message_en])


def _short(error: Exception) -> str:
    return str(error).splitlines()[0][:200]
