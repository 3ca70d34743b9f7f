"""Raw files leave the home's own inbox when the profile's retention is over, if all of them is kept elsewhere.

A raw file may hold what is never stored, so it stays no longer than needed to ask back. It goes only where the ledger knows
its bytes as they are now, its staged rows can be read to the end, and it came before the retention began. Every removal is
written down before the file goes: killed in between, the next pass finds the file again and says the same once more.
"""

import datetime as dt
import json
from dataclasses import asdict, astuple, dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from assets.sources.inbox import RECEIVED, Arrival, Notice, arrivals, entries, may, received, unfinished
from assets.sources.ledger import Ledger
from assets.sources.looking import Stamp, Unreadable, look, stamp_of
from assets.sources.personal_names import without_personal_names
from assets.sources.privacy import privacy_of
from pipelines.runtime import settings
from pipelines.runtime.profile import Profile

# beside the staged files: what was removed, so that a rebuilt warehouse knows it
REMOVALS = "raw_removed.ndjson"
STRIKE = "delete from sources.raw_removal where source_file_id = ? and name = ? and modified_ns = ?"
NEVER_TAKEN = (
    "quá thời hạn lưu tệp gốc nhưng chưa được tiếp nhận nên vẫn giữ: đề nghị đơn vị gửi lại tệp đã sửa, rồi xóa tệp này bằng tay",
    "past the retention of raw files but never taken in, so it is kept: have it corrected and sent again, then remove it by hand",
)
LAST_COPY = (
    "quá thời hạn lưu tệp gốc nhưng bản đã làm sạch bị thiếu hoặc không đọc được nên vẫn giữ: khôi phục thư mục staged từ bản sao lưu",
    "past the retention of raw files but its staged rows are missing or cannot be read, so it is kept: restore staged from a backup",
)
STUCK = (
    "quá thời hạn lưu tệp gốc nhưng không xóa được: cấp quyền ghi vào thư mục chứa tệp",
    "past the retention of raw files but it cannot be removed: give write permission on its folder",
)


@dataclass(frozen=True)
class Removal:
    """One raw file that went. Size and `modified_ns` tell it from a later file of the same name."""

    source_file_id: str
    name: str
    size_bytes: int
    modified_ns: int
    raw_removed_at: str

    @property
    def key(self) -> tuple[str, str, int]:
        return self.source_file_id, self.name, self.modified_ns


@dataclass(frozen=True)
class Due:
    """A file of the ledger whose retention is over."""

    source_id: str
    sha256: str
    size_bytes: int
    staged: str


@dataclass(frozen=True)
class Raw:
    """A raw file that may go: what will be written down of it, and what it was when its bytes were compared."""

    arrival: Arrival
    removal: Removal
    stamp: Stamp


def remove_raw(
    connection: duckdb.DuckDBPyConnection, profile: Profile, home: settings.Home, now: dt.datetime, only: str = ""
) -> list[Removal]:
    """Remove from the home's own inbox what the retention allows, `only` of one source; say of the rest why it is kept.

    Nothing happens in a profile without a retention, or where the inbox is a link: what lies there is somebody else's.
    """
    if profile.card.raw_retention_days is None or home.inbox.is_symlink():
        return []
    until = now - dt.timedelta(days=profile.card.raw_retention_days)
    found, _ = arrivals(home.inbox, profile, now)
    named, _ = without_personal_names(connection, privacy_of(profile), found, [])
    due = _due(connection, until)
    over = _over(Ledger(connection), [arrival for arrival in named if only in ("", arrival.contract.source_id)], due, now)
    going: list[Raw] = []
    only_here: list[Raw] = []
    for raw in over:
        identity = raw.removal.source_file_id
        (going if _is_staged(home.staged, identity, due[identity]) else only_here).append(raw)
    gone, stuck = _remove(connection, home.staged, going)
    notices = _never_taken(connection, home, now, until, found, named)
    notices += [_notice(raw.arrival, LAST_COPY) for raw in only_here] + [_notice(raw.arrival, STUCK) for raw in stuck]
    _say(connection, profile, [notice for notice in notices if not only or notice.source_id in ("", only)], only)
    return gone


def read_removals(staged: Path) -> list[Removal]:
    """Every removal that was written down, in its order."""
    path = staged / REMOVALS
    return [Removal(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def replay_removals(connection: duckdb.DuckDBPyConnection, staged: Path) -> None:
    """Put every removal that was written down beside the staged files into the warehouse."""
    _put(connection, read_removals(staged))


def raw_files(home: settings.Home) -> list[Path]:
    """What people sent and still lies in the home's inbox, in order of name; not what lies in a folder that may not be read."""
    return [Path(entry.path) for name, entry in entries(home.inbox) if name != RECEIVED and may(entry.is_file)]


def listing(home: settings.Home) -> list[str]:
    """What came and was not taken away by hand, a line a file: a raw file that its retention removed stands in it as before.

    What is still being copied under another name has not come.
    """
    stats = [(path.relative_to(home.inbox).as_posix(), path.stat()) for path in raw_files(home) if not unfinished(path.name)]
    present = {f"{name} {found.st_size} {found.st_mtime_ns}" for name, found in stats}
    return sorted(present | {f"{r.name} {r.size_bytes} {r.modified_ns}" for r in read_removals(home.staged)})


def _due(connection: duckdb.DuckDBPyConnection, until: dt.datetime) -> dict[str, Due]:
    rows = connection.execute(
        "select source_file_id, source_id, sha256, size_bytes, staged from sources.source_file where received_at < ?", [until]
    ).fetchall()
    return {identity: Due(*rest) for identity, *rest in rows}


def _over(ledger: Ledger, found: list[Arrival], due: dict[str, Due], now: dt.datetime) -> list[Raw]:
    """Of the files that were found those whose bytes, as they are now, belong to a file whose retention is over."""
    sizes = {(file.source_id, file.size_bytes) for file in due.values()}
    over = []
    for arrival in found:
        try:
            stat = arrival.path.stat()
            # equal bytes have an equal length: what cannot be due is not hashed
            if (arrival.contract.source_id, stat.st_size) not in sizes:
                continue
            seen = look(arrival.path)
        except (Unreadable, OSError):
            # being written, or gone: the next pass will see
            continue
        identity = ledger.identity(arrival, seen.sha256)
        if identity in due:
            removal = Removal(identity, arrival.name, stat.st_size, stat.st_mtime_ns, now.isoformat(" "))
            over.append(Raw(arrival, removal, seen.stamp))
    return over


def _is_staged(staged: Path, identity: str, file: Due) -> bool:
    """Is everything there that a rebuild needs? Reads the rows to their end: this may be the last moment anybody could."""
    try:
        line = json.loads((staged / f"{identity}.json").read_text(encoding="utf-8"))
        for _ in pq.ParquetFile(staged / file.staged).iter_batches():
            pass
    except (OSError, ValueError, pa.ArrowException):
        return False
    return isinstance(line, dict) and (line.get("sha256"), line.get("rows")) == (file.sha256, file.staged)


def _remove(connection: duckdb.DuckDBPyConnection, staged: Path, going: list[Raw]) -> tuple[list[Removal], list[Raw]]:
    """Write the removals down, then remove; what went, and what could not be removed and was struck out again."""
    if not going:
        return [], []
    before = {removal.key: removal for removal in read_removals(staged)}
    _put(connection, [raw.removal for raw in going])
    _write(staged, [*(before | {raw.removal.key: raw.removal for raw in going}).values()])
    gone, left, stuck = [], [], []
    for raw in going:
        try:
            if stamp_of(raw.arrival.path) != raw.stamp:
                # another file took its place since: that one has to be taken in first
                left.append(raw)
                continue
            raw.arrival.path.unlink()
        except OSError:
            stuck.append(raw)
            continue
        gone.append(raw.removal)
    if left or stuck:
        struck = {raw.removal.key for raw in (*left, *stuck)}
        connection.executemany(STRIKE, [list(key) for key in sorted(struck)])
        _write(staged, [removal for removal in read_removals(staged) if removal.key not in struck])
    return gone, stuck


def _put(connection: duckdb.DuckDBPyConnection, removals: list[Removal]) -> None:
    if removals:
        connection.executemany("insert or replace into sources.raw_removal values (?, ?, ?, ?, ?)", [[*astuple(r)] for r in removals])


def _write(staged: Path, removals: list[Removal]) -> None:
    half = staged / f".{REMOVALS}"
    half.write_text("".join(json.dumps(asdict(removal), ensure_ascii=False) + "\n" for removal in removals), encoding="utf-8")
    half.replace(staged / REMOVALS)


def _never_taken(
    connection: duckdb.DuckDBPyConnection,
    home: settings.Home,
    now: dt.datetime,
    until: dt.datetime,
    found: list[Arrival],
    named: list[Arrival],
) -> list[Notice]:
    """Files that came before `until` and were refused, by their names alone or when they were read, or that no source claims."""
    claimed, times = {arrival.name for arrival in found}, received(home.inbox, now)[0]
    rows = connection.execute("select source_id, name from sources.notice where level = 'error' or source_id = ''").fetchall()
    # that nobody claims a file is not taken back when somebody does
    refused = {(source_id, name) for source_id, name in rows if source_id or name not in claimed}
    names = {arrival.name for arrival in named}
    refused |= {(arrival.contract.source_id, arrival.name) for arrival in found if arrival.name not in names}
    notices = []
    for source_id, name in sorted(refused):
        path = home.inbox / name
        if name == RECEIVED or not may(path.is_file) or path.is_symlink():
            continue
        if times.get(name, dt.datetime.fromtimestamp(path.stat().st_mtime)) < until:
            notices.append(Notice(source_id, name, "warning", *NEVER_TAKEN))
    return notices


def _notice(arrival: Arrival, words: tuple[str, str]) -> Notice:
    return Notice(arrival.contract.source_id, arrival.name, "warning", *words)


def _say(connection: duckdb.DuckDBPyConnection, profile: Profile, notices: list[Notice], only: str) -> None:
    """Put these notices in the place of what the last pass said."""
    said = [words[1] for words in (NEVER_TAKEN, LAST_COPY, STUCK)]
    connection.execute(
        "delete from sources.notice where (source_id = '' or ? = '' or source_id = ?) and list_contains(?, message_en)", [only, only, said]
    )
    _, shown = without_personal_names(connection, privacy_of(profile), [], notices)
    rows = [[*astuple(notice)] for notice in dict.fromkeys(shown)]
    if rows:
        connection.executemany("insert into sources.notice values (?, ?, ?, ?, ?)", rows)
