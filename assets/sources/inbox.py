"""What lies in an inbox, and whose it is. Reads names and bytes, never rows."""

import csv
import datetime as dt
import difflib
import fnmatch
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.runtime.contract import Contract
from pipelines.runtime.profile import Profile

MONTH = re.compile(r"\A(?:(?P<code>[^_]+)_)?(?P<month>\d{4}-(?:0[1-9]|1[0-2]))")
RECEIVED = "received.csv"
# names under which programs write a file that is not whole yet, or keep a lock beside an open one
UNFINISHED_BEFORE, UNFINISHED_AFTER = ("~$", "."), (".part", ".partial", ".filepart", ".crdownload", ".tmp")
# nothing came before the intake existed: an earlier time is a slip
FIRST_YEAR = 1990
GONE = (FileNotFoundError, NotADirectoryError)
TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".json", ".ndjson", ".jsonl", ".parquet")
CLOSED = ("thư mục không có quyền đọc: không biết trong đó có tệp nào", "a folder that may not be read: nobody knows what lies in it")
SUFFIXES = (*TABLES, *(table + packed for table in TABLES for packed in (".gz", ".zip")), ".zip")


@dataclass(frozen=True)
class Arrival:
    """One file of the inbox, claimed by a contract."""

    contract: Contract
    path: Path
    name: str
    received_at: dt.datetime
    code: str | None
    month: str | None


@dataclass(frozen=True)
class Notice:
    """Something about a file that people must know, though no row can say it."""

    source_id: str
    name: str
    level: str
    message_vi: str
    message_en: str


def arrivals(inbox: Path, profile: Profile, now: dt.datetime, only: str = "") -> tuple[list[Arrival], list[Notice]]:
    """Every claimed file in order of arrival, look-ups first, `only` of one source; a file nobody claims is a notice.

    Cost: one look at each name; a file of another source costs no more than that.
    """
    if not inbox.is_dir():
        return [], []
    came, notices = received(inbox, now)
    found: list[Arrival] = []
    for name, entry in entries(inbox):
        if name == RECEIVED or unfinished(entry.name):
            continue
        if reason := _unfit(entry, inbox):
            notices.append(_refused("", _shown(name), *reason))
            continue
        if entry.is_dir() and not name.lower().endswith(SUFFIXES):
            continue
        contract = _claim(profile, name)
        if contract and only not in ("", contract.source_id):
            continue
        if not entry.is_file():
            text = ("không phải tệp: là thư mục hoặc thiết bị mang tên tệp", "not a file: a folder or a device named like one")
            notices.append(_refused(contract.source_id if contract else "", name, *text))
        elif contract is None:
            notices.append(Notice("", name, "info", *_unclaimed(profile, name)))
        else:
            arrival, notice = _arrival(contract, Path(entry.path), name, came.get(name, now))
            found += [arrival] if arrival else []
            notices += [notice] if notice else []
    found.sort(key=lambda a: (a.contract.kind != "lookup", a.received_at, a.name))
    return found, notices


def entries(folder: str | os.PathLike[str], inside: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """What lies below a folder in the order of the names, with its path in it; linked and closed folders are not entered."""
    try:
        with _opened(folder) as lying:
            found = sorted(lying, key=lambda entry: entry.name)
    except (PermissionError, *GONE):
        # closed, which the caller asks for, or gone since its name was read
        return
    for entry in found:
        name = inside + entry.name
        yield name, entry
        if entry.is_dir(follow_symlinks=False):
            yield from entries(entry.path, f"{name}/")


def closed(folder: str | os.PathLike[str]) -> bool:
    """Whether a folder is there and may not be read; one that is not there, as a new home's inbox, is not closed."""
    try:
        _opened(folder).close()
    except PermissionError:
        return True
    except GONE:
        return False
    return False


def _opened(folder: str | os.PathLike[str]):
    # by the way into it: a folder that may be listed and not entered holds files that nobody can open
    return os.scandir(f"{os.fspath(folder)}/.")


def may(look: Callable[[], bool]) -> bool:
    """What a look at a path says; no, where a folder on the way to it, or to what a link leads to, is closed and the look raises."""
    try:
        return look()
    except PermissionError:
        return False


def unfinished(base: str) -> bool:
    """Whether a file of this name is not sent yet: still being copied, or the lock of a program that has another open."""
    return base.startswith(UNFINISHED_BEFORE) or base.lower().endswith(UNFINISHED_AFTER)


def _unclaimed(profile: Profile, name: str) -> tuple[str, str]:
    """That no source claims a file, and the folder that was probably meant."""
    folder = name.split("/")[0].strip().casefold()
    near = difflib.get_close_matches(folder, [source for source, contract in profile.contracts.items() if not contract.files], 1, 0.8)
    vi, en = "không nguồn nào nhận tệp này", "no source claims this file"
    return (f"{vi}; thư mục gần đúng nhất: {near[0]}", f"{en}; the nearest folder: {near[0]}") if near else (vi, en)


def _unfit(entry: os.DirEntry[str] | Path, inbox: Path) -> tuple[str, str] | None:
    """Why a path cannot be opened, or must not, in both languages: a link that leads out or nowhere, a linked folder, a closed one,
    a name that is no text.
    """
    if _shown(entry.name) != entry.name:
        return "tên tệp không phải UTF-8", "a file name that is not UTF-8"
    if not entry.is_symlink():
        return CLOSED if entry.is_dir() and closed(entry) else None
    path = Path(entry)
    if not may(path.exists):
        return "liên kết không dẫn tới đâu", "a link that leads nowhere"
    if not path.resolve().is_relative_to(inbox.resolve()):
        return "liên kết trỏ ra ngoài hộp thư", "a link that points out of the inbox"
    if path.is_dir():
        return "liên kết tới thư mục, không đọc", "a link to a folder, which is not followed"
    return None


def _shown(name: str) -> str:
    """A name as it can be stored and printed: bytes that are no UTF-8 stand as question marks."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _arrival(contract: Contract, path: Path, name: str, at: dt.datetime) -> tuple[Arrival | None, Notice | None]:
    if not name.lower().endswith(SUFFIXES):
        return None, _refused(contract.source_id, name, "loại tệp không đọc được", "a kind of file that is not read")
    match = MONTH.match(path.name)
    code, month = (match["code"], match["month"]) if match else (None, None)
    if contract.sender == "agency" and not (code and month):
        vi, en = "tên tệp phải là <Mã đơn vị>_YYYY-MM", "the name must be <agency code>_YYYY-MM"
        return None, _refused(contract.source_id, name, vi, en)
    if month and contract.sender != "once" and month > f"{at:%Y-%m}":
        vi, en = f"tháng trong tên tệp chưa tới: {month}", f"the month in the name lies ahead: {month}"
        return None, _refused(contract.source_id, name, vi, en)
    if contract.sender != "agency":
        code = None
    if contract.sender == "once":
        month = None
    return Arrival(contract, path, name, at, code, month), None


def _refused(source_id: str, name: str, vi: str, en: str) -> Notice:
    return Notice(source_id, name, "error", vi, en)


def _claim(profile: Profile, name: str) -> Contract | None:
    folder, _, base = name.rpartition("/")
    for contract in profile.contracts.values():
        if contract.files and any(fnmatch.fnmatch(base, pattern) for pattern in contract.files):
            return contract
        if not contract.files and folder.split("/")[0] == contract.source_id:
            return contract
    return None


def received(inbox: Path, now: dt.datetime) -> tuple[dict[str, dt.datetime], list[Notice]]:
    """inbox/received.csv: path relative to the inbox → when it came (local time); a notice for what in it cannot be read.

    A line that is wrong costs its own file's time and no other's. Lines for files that are not here are no fault: files
    are removed after their retention.
    """
    path = inbox / RECEIVED
    if closed(inbox):
        return {}, [_refused("", ".", *CLOSED)]
    if not path.exists() and not path.is_symlink():
        return {}, []
    if not path.is_file() or _unfit(path, inbox):
        return {}, [_refused("", RECEIVED, "không phải là tệp trong hộp thư", "not a file of the inbox")]
    lines = path.read_bytes().decode("utf-8-sig", errors="replace").splitlines()
    header = [name.strip() for name in _cells(lines[0])] if lines else []
    if not {"path", "received_at"} <= set(header):
        return {}, [_refused("", RECEIVED, "thiếu cột path, received_at", "the columns path, received_at are missing")]
    times: dict[str, dt.datetime] = {}
    wrong: list[str] = []
    for number, line in enumerate(lines[1:], 2):
        cells = dict(zip(header, _cells(line), strict=False))
        name, written = cells.get("path"), cells.get("received_at")
        moment = _moment(written or "")
        # what came later than now would be known before it came
        if moment and moment <= now and name and "\ufffd" not in name:
            times[name] = moment
        # a file without a time comes now, as one without a line does
        elif line.strip() and not (name and written == ""):
            wrong.append(str(number))
    if not wrong:
        return times, []
    text = ", ".join(wrong[:20])
    return times, [
        _refused(
            "", RECEIVED, f"dòng không đọc được hoặc ghi thời điểm chưa tới: {text}", f"lines that cannot be read or lie ahead: {text}"
        )
    ]


def _cells(line: str) -> list[str]:
    try:
        return next(csv.reader([line]), [])
    except csv.Error:
        return []


def _moment(text: str) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    # local time has no zone; a time with one would not compare with the others
    return moment if moment.tzinfo is None and moment.year >= FIRST_YEAR else None
