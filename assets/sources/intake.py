"""Files in: one transaction a batch of rows, refusals, duplicates and lines of the ledger.

A batch is one file, or up to 500 small CSV files of one source with one header. If anything in a batch
cannot be read, its files are taken one by one, so that one bad file never costs a good one.
Cost: one pass over the files into a temporary table, then set-based inserts; a row is found again by
file, sheet and row number, not by a hash of each row (that would cost 3.6×).
"""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
from sqlglot import exp

from assets.sources.batch import Batch, Item, take_batch
from assets.sources.inbox import Arrival, Notice, arrivals
from assets.sources.readers import Unreadable, csv_header, is_workbook, same_kind
from pipelines.runtime import settings
from pipelines.runtime.kinds import case_kinds, kinds
from pipelines.runtime.profile import Profile

SMALL, MANY = 1 << 20, 500
KEY = {"source_file_id": "TEXT", "sheet": "TEXT", "row": "BIGINT"}
BROKEN = (duckdb.InvalidInputException, duckdb.ConversionException, duckdb.BinderException, duckdb.IOException)


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
        columns = [exp.ColumnDef(this=exp.to_identifier(c), kind=exp.DataType.build(t)) for c, t in {**KEY, **kinds()[name].types}.items()]
        table = exp.Schema(this=exp.to_table(f"sources.{name}"), expressions=columns)
        connection.execute(exp.Create(this=table, kind="TABLE", exists=True).sql("duckdb"))


def take_in(connection: duckdb.DuckDBPyConnection, profile: Profile, inbox: Path, now: dt.datetime, only: str = "") -> Intake:
    """Take in every file of `inbox` that is not known yet; `only` one source. Never changes the inbox."""
    prepare(connection)
    found, notices = arrivals(inbox, profile, now)
    result = Intake(notices=[notice for notice in notices if not only or notice.source_id in ("", only)])
    known = {row[0] for row in connection.execute("select source_file_id from sources.source_file").fetchall()}
    fresh: list[Item] = []
    for arrival in found:
        if only and arrival.contract.source_id != only:
            continue
        sha256 = arrival.sha256()
        identity = file_identity(arrival, sha256)
        if identity in known:
            result.known += 1
            continue
        known.add(identity)
        if (item := _item(profile, arrival, identity, sha256, result)) is not None:
            fresh.append(item)
    for batch in _batches(fresh):
        _take(connection, profile, batch, result)
    _put_notices(connection, result.notices, only)
    return result


def file_identity(arrival: Arrival, sha256: str) -> str:
    """The same bytes from the same sender for the same month are the same file, whatever its name."""
    text = "\0".join([arrival.contract.source_id, arrival.code or "", arrival.month or "", sha256])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _item(profile: Profile, arrival: Arrival, identity: str, sha256: str, result: Intake) -> Item | None:
    """The file with its header and sender, or None and a notice."""
    try:
        agency_id = _sender(profile, arrival)
        header = () if is_workbook(arrival) else tuple(csv_header(arrival))
    except Unreadable as error:
        result.notices.append(Notice(arrival.contract.source_id, arrival.name, "error", error.vi, error.en))
        return None
    return Item(arrival, identity, sha256, agency_id, header)


def _sender(profile: Profile, arrival: Arrival) -> str | None:
    """The agency whose code stands in the name, valid in the file's month."""
    if arrival.code is None:
        return None
    for agency in profile.agencies:
        ended = agency.valid_to and f"{agency.valid_to:%Y-%m}" < str(arrival.month)
        if agency.code == arrival.code and f"{agency.valid_from:%Y-%m}" <= str(arrival.month) and not ended:
            return agency.agency_id
    raise Unreadable(
        f"mã đơn vị {arrival.code} trong tên tệp không có trong danh mục", f"agency code {arrival.code} in the name is not in the register"
    )


def _batches(items: list[Item]) -> Iterator[Batch]:
    """Small CSV files of one source and header together, everything else alone; look-ups come first."""
    together: dict[tuple, list[Item]] = {}
    for item in items:
        arrival = item.arrival
        if is_workbook(arrival) or arrival.contract.kind == "lookup" or arrival.path.stat().st_size > SMALL:
            yield Batch([item])
        else:
            key = (arrival.contract.source_id, item.header, *same_kind(arrival))
            together.setdefault(key, []).append(item)
    for group in together.values():
        for start in range(0, len(group), MANY):
            yield Batch(group[start : start + MANY])


def _take(connection: duckdb.DuckDBPyConnection, profile: Profile, batch: Batch, result: Intake) -> None:
    connection.execute("begin")
    try:
        read, rejected, notices = take_batch(connection, profile, batch)
        connection.execute("commit")
    except (Unreadable, *BROKEN) as error:
        connection.execute("rollback")
        if len(batch.items) > 1:
            for item in batch.items:
                _take(connection, profile, Batch([item]), result)
            return
        vi, en = (error.vi, error.en) if isinstance(error, Unreadable) else (str(error).splitlines()[0][:200],) * 2
        result.notices.append(Notice(batch.contract.source_id, batch.items[0].arrival.name, "error", vi, en))
        return
    except BaseException:
        connection.execute("rollback")
        raise
    result.taken += len(batch.items)
    result.rows_read += read
    result.rows_rejected += rejected
    result.notices += notices


def _put_notices(connection: duckdb.DuckDBPyConnection, notices: list[Notice], only: str) -> None:
    """Notices speak of the files read in this run; those about other sources stay."""
    connection.execute("delete from sources.notice where (source_id = '' or ? = '' or source_id = ?) and level = 'error'", [only, only])
    rows = [[n.source_id, n.name, n.level, n.message_vi, n.message_en] for n in dict.fromkeys(notices)]
    if rows:
        connection.executemany(
            "delete from sources.notice where source_id = ? and name = ? and message_en = ?", [[r[0], r[1], r[4]] for r in rows]
        )
        connection.executemany("insert into sources.notice values (?, ?, ?, ?, ?)", rows)
