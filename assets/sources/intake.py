"""Files in: look, make plain, stage, admit. One transaction a batch; a killed run leaves whole batches or nothing.

A batch is one file, or up to 500 small CSV files of one source with one header. If anything in a batch cannot
be read, its files are taken one by one, so that one bad file never costs a good one.
Cost: one pass over the bytes to hash them, one over the rows into Parquet, one over the Parquet into the warehouse.
"""

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import duckdb
from sqlglot import exp

from assets.sources.admission import Admitted, admit
from assets.sources.agency_on import use_agencies
from assets.sources.inbox import Arrival, Notice, arrivals
from assets.sources.ledger import Ledger
from assets.sources.looking import Changed, Look, Unreadable, look, told
from assets.sources.opening import open_item, required_headers
from assets.sources.personal_names import without_personal_names
from assets.sources.privacy import fingerprint, hide, read_key, use_key
from assets.sources.reject_names import rejects_path
from assets.sources.rejects import write_refusal, write_rejects
from assets.sources.staging import Item, Line, MappingOf, Stage, TooManyBroken, as_notice, refusal, rewritten, stage
from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.kinds import case_kinds, kinds
from pipelines.runtime.profile import Profile
from pipelines.runtime.schema_version import newest, put_version

SMALL, MANY = 1 << 20, 500
KEY = {"source_file_id": "TEXT", "sheet": "TEXT", "row": "BIGINT"}
BROKEN = (duckdb.InvalidInputException, duckdb.ConversionException, duckdb.IOException, duckdb.OutOfMemoryException)


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
    if not connection.execute("select 1 from sources.schema_version").fetchall():
        # a new warehouse: one of an earlier version was not opened
        put_version(connection, newest())


def take_in(
    connection: duckdb.DuckDBPyConnection, profile: Profile, home: settings.Home, inbox, now: dt.datetime,
    only: str = "", agencies: frozenset[str] = frozenset(),
) -> Intake:  # fmt: skip
    """Take in every file of `inbox` that is not known yet; `only` one source, and what these `agencies` sent. Never changes the inbox."""
    prepare(connection)
    _clean(home)
    where = Stage(connection, profile, home, _key(connection, profile, home, only), MappingOf(profile), Ledger(connection))
    found, notices = without_personal_names(connection, where.mapping_of.privacy, *arrivals(inbox, profile, now, only))
    result = Intake(notices=[notice for notice in notices if not only or notice.source_id in ("", only)])
    _answer(profile, home, result.notices)
    use_agencies(connection)
    rows = connection.execute("select source_file_id, sha256 from sources.source_file order by received_at desc, source_file_id").fetchall()
    where.taken = {sha256: identity for identity, sha256 in rows}
    waiting = [arrival for arrival in found if sent_by(profile, arrival, agencies)]
    try:
        for batch in _batches(where, _fresh(where, waiting, result)):
            _take(where, batch, result)
    finally:
        # plain copies of what people sent: gone even if the run fails
        shutil.rmtree(home.work, ignore_errors=True)
    # what is said of files that were taken was kept with them
    _put_notices(connection, [notice for notice in result.notices if notice.level == "error" or not notice.source_id], only)
    return result


def _answer(profile: Profile, home: settings.Home, notices: list[Notice]) -> None:
    """A workbook for the senders of files that were refused by their names alone."""
    for notice in notices:
        contract = profile.contracts.get(notice.source_id)
        if notice.level == "error" and contract:
            path = rejects_path(home.rejects, contract.source_id, notice.name)
            write_refusal(path, contract, notice.name, notice.message_vi, notice.message_en)


def _clean(home: settings.Home) -> None:
    """What a killed run left is gone; the folders stand."""
    shutil.rmtree(home.work, ignore_errors=True)
    for folder in home.rejects.glob("*/.writing-*"):
        shutil.rmtree(folder, ignore_errors=True)
    home.staged.mkdir(parents=True, exist_ok=True)
    for half in home.staged.glob(".*"):
        half.unlink(missing_ok=True)
    home.work.mkdir(mode=0o700)


def _key(connection: duckdb.DuckDBPyConnection, profile: Profile, home: settings.Home, only: str) -> str:
    """The fingerprint of the linking key, ready for use; '' where no source of this run hashes anything."""
    contracts = [c for c in profile.contracts.values() if c.kind in kinds() and (not only or c.source_id == only)]
    if not any(set(contract.columns) & kinds()[contract.kind].flagged("token") for contract in contracts):
        return ""
    key = read_key(profile, home)
    name = fingerprint(key)
    before = [row[0] for row in connection.execute("select fingerprint from sources.linking_key").fetchall()]
    if before and before != [name]:
        raise LawgapError("this is another key than the one the stored tokens were made with", "the linking key", "use the first key again")
    use_key(connection, key)
    return name


def _fresh(where: Stage, waiting: list[Arrival], result: Intake) -> Iterator[Item]:
    """Files that are not known yet, made plain; for one that cannot be, a refusal."""
    for arrival in waiting:
        found: Look | None = None
        try:
            found = look(arrival.path)
            identity = where.ledger.identity(arrival, found.sha256)
            if identity in where.ledger:
                result.known += 1
                continue
            where.ledger.add(identity, arrival.name)
            agency_id = sender_of(where.profile, arrival)
            item = open_item(arrival, identity, found, agency_id, where.profile, where.home.work)
        except (Unreadable, OSError) as error:
            _refuse(where, arrival, found, error, result)
            continue
        yield item


def sender_of(profile: Profile, arrival: Arrival) -> str | None:
    """The agency whose code stands in the name, valid in the file's month. Raises Unreadable."""
    if arrival.code is None:
        return None
    for agency in profile.agencies:
        ended = agency.valid_to and f"{agency.valid_to:%Y-%m}" < str(arrival.month)
        if agency.code == arrival.code and f"{agency.valid_from:%Y-%m}" <= str(arrival.month) and not ended:
            return agency.agency_id
    raise Unreadable(
        f"mã đơn vị {arrival.code} trong tên tệp không có trong danh mục", f"agency code {arrival.code} in the name is not in the register"
    )


def sent_by(profile: Profile, arrival: Arrival, agencies: frozenset[str]) -> bool:
    """Whether one of `agencies` sent the file; all did where none is named. The city's own systems send as the city's agency;
    a look-up is sent by nobody and always read, because other files mean nothing without it.
    """
    if not agencies or arrival.contract.kind == "lookup":
        return True
    try:
        return (sender_of(profile, arrival) or profile.card.city_agency) in agencies
    except Unreadable:
        # nobody's file waits for a run that takes in everybody's
        return False


def _batches(where: Stage, items: Iterator[Item]) -> Iterator[list[Item]]:
    """Large files as they come; small CSV files of one source and header together once all have been seen."""
    together: dict[tuple, list[Item]] = {}
    for item in items:
        if item.layout is None or item.arrival.contract.kind == "lookup" or item.look.size > SMALL or item.number_from != 1:
            yield [item]
        else:
            key = (item.arrival.contract.source_id, item.layout.delimiter, item.layout.header.names)
            together.setdefault(key, []).append(item)
    for group in together.values():
        for start in range(0, len(group), MANY):
            yield group[start : start + MANY]


def _take(where: Stage, items: list[Item], result: Intake) -> None:
    try:
        lines = _staged(where, items)
        admitted = _admitted(where, lines)
    except (Unreadable, duckdb.Error) as error:
        # DuckDB names broken pages of Parquet by its most general error; any narrower one is a defect of ours
        if not isinstance(error, (Unreadable, *BROKEN)) and type(error) is not duckdb.Error:
            raise
        if len(items) == 1:
            _refuse(where, items[0].arrival, items[0].look, error, result)
            return
        for item in items:
            _take(where, [item], result)
        return
    for item in items:
        # the copy was private and has served
        if item.plain != item.arrival.path:
            item.plain.unlink(missing_ok=True)
    result.taken += len(items)
    result.rows_read += admitted.rows_read
    result.rows_rejected += admitted.rows_rejected
    result.notices += admitted.notices


def _admitted(where: Stage, lines: list[Line]) -> Admitted:
    where.connection.execute("begin")
    try:
        admitted = admit(where.connection, where.profile, lines, where.home.staged)
        # before the commit: once the files are known nobody would write what their senders get back
        for line, counts, rows in admitted.returned:
            path = rejects_path(where.home.rejects, line.source_id, line.name)
            write_rejects(path, where.profile.contracts[line.source_id], list(line.cells), rows, counts)
    except BaseException:
        where.connection.execute("rollback")
        raise
    where.connection.execute("commit")
    returned = {line.source_file_id for line, _, _ in admitted.returned}
    for line in lines:
        # what was returned of an earlier file of this name has been answered
        if line.source_file_id not in returned:
            rejects_path(where.home.rejects, line.source_id, line.name).unlink(missing_ok=True)
    return admitted


def _staged(where: Stage, items: list[Item]) -> list[Line]:
    required = required_headers(where.profile, items[0].arrival.contract)
    try:
        return stage(where, items, required)
    except TooManyBroken:
        if len(items) > 1:
            raise
        # a line with thousands of cells counts once for each of them: written anew, once
        return stage(where, [rewritten(items[0], where.home.work)], required)


def _refuse(where: Stage, arrival: Arrival, found: Look | None, error: Exception, result: Intake) -> None:
    """A notice, a workbook for the sender, and a line so that a rebuilt warehouse says the same."""
    if isinstance(error, Unreadable):
        vi, en = error.vi, error.en
        if isinstance(error, Changed):
            result.notices.append(Notice(arrival.contract.source_id, arrival.name, "error", vi, en))
            return
    else:
        denied = ": không có quyền đọc" if isinstance(error, PermissionError) else ""
        vi, en = f"không đọc được tệp{denied}", f"cannot read the file: {told(error)}"
    # the words of a library may repeat a line of the file
    vi, en = (hide(where.connection, where.mapping_of.privacy, text) for text in (vi, en))
    identity = where.ledger.identity(arrival, found.sha256 if found else "")
    line = refusal(arrival, identity, found.sha256 if found else "", found.size if found else 0, vi, en)
    line.write(where.home.staged)
    write_refusal(rejects_path(where.home.rejects, arrival.contract.source_id, arrival.name), arrival.contract, arrival.name, vi, en)
    result.notices.append(as_notice(replace(line), "error", vi, en))


def _put_notices(connection: duckdb.DuckDBPyConnection, notices: list[Notice], only: str) -> None:
    """Notices speak of the files read in this run; those about other sources stay."""
    connection.execute("delete from sources.notice where (source_id = '' or ? = '' or source_id = ?) and level = 'error'", [only, only])
    rows = [[n.source_id, n.name, n.level, n.message_vi, n.message_en] for n in dict.fromkeys(notices)]
    if rows:
        connection.executemany(
            "delete from sources.notice where source_id = ? and name = ? and message_en = ?", [[r[0], r[1], r[4]] for r in rows]
        )
        connection.executemany("insert into sources.notice values (?, ?, ?, ?, ?)", rows)
