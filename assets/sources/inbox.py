"""What lies in an inbox, and whose it is. Reads names and bytes, never rows."""

import csv
import datetime as dt
import fnmatch
import re
from dataclasses import dataclass
from pathlib import Path

from pipelines.runtime.contract import Contract
from pipelines.runtime.profile import Profile

MONTH = re.compile(r"\A(?:(?P<code>[^_]+)_)?(?P<month>\d{4}-(?:0[1-9]|1[0-2]))")
TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".json", ".ndjson", ".jsonl", ".parquet")
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


def arrivals(inbox: Path, profile: Profile, now: dt.datetime) -> tuple[list[Arrival], list[Notice]]:
    """Every claimed file in order of arrival, look-ups first; a file nobody claims is a notice."""
    if not inbox.is_dir():
        return [], []
    received = _received(inbox)
    found: list[Arrival] = []
    notices: list[Notice] = []
    for path in sorted(inbox.rglob("*")):
        name = path.relative_to(inbox).as_posix()
        if not path.is_file() or name == "received.csv" or path.name.startswith(("~$", ".")):
            continue
        if path.is_symlink() and not path.resolve().is_relative_to(inbox.resolve()):
            notices.append(_refused("", name, "liên kết trỏ ra ngoài hộp thư", "a link that points out of the inbox"))
            continue
        contract = _claim(profile, name)
        if contract is None:
            text = ("không nguồn nào nhận tệp này", "no source claims this file")
            notices.append(Notice("", name, "info", *text))
        else:
            arrival, notice = _arrival(contract, path, name, received.get(name, now))
            found += [arrival] if arrival else []
            notices += [notice] if notice else []
    found.sort(key=lambda a: (a.contract.kind != "lookup", a.received_at, a.name))
    return found, notices


def _arrival(contract: Contract, path: Path, name: str, at: dt.datetime) -> tuple[Arrival | None, Notice | None]:
    if not name.lower().endswith(SUFFIXES):
        return None, _refused(contract.source_id, name, "loại tệp không đọc được", "a kind of file that is not read")
    match = MONTH.match(path.name)
    code, month = (match["code"], match["month"]) if match else (None, None)
    if contract.sender == "agency" and not (code and month):
        vi, en = "tên tệp phải là <Mã đơn vị>_YYYY-MM", "the name must be <agency code>_YYYY-MM"
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


def _received(inbox: Path) -> dict[str, dt.datetime]:
    """inbox/received.csv: path relative to the inbox → when it came (local time)."""
    path = inbox / "received.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    return {row["path"]: dt.datetime.fromisoformat(row["received_at"]) for row in rows if row.get("received_at")}
