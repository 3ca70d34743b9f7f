"""A file taken back: its rows are known before that moment and not after. A dated fact, nothing is deleted."""

import datetime as dt
import difflib
import json
from dataclasses import dataclass
from pathlib import Path

import duckdb

from assets.sources.intake import prepare
from assets.sources.privacy import hide, privacy_of
from assets.sources.staging import WITHDRAWN
from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile

NEAREST = 3


@dataclass(frozen=True)
class Withdrawal:
    """Kept as `staged/<source_file_id>.withdrawn.json`, so that a rebuilt warehouse knows it."""

    source_file_id: str
    withdrawn_at: dt.datetime
    reason: str


def withdraw(
    connection: duckdb.DuckDBPyConnection,
    profile: Profile,
    home: settings.Home,
    source_file_id: str,
    reason: str,
    at: dt.datetime | None = None,
) -> Withdrawal:
    """Withdraw a file at `at` (default: now). Raises LawgapError: unknown, withdrawn before, no reason, or a moment that cannot be."""
    prepare(connection)
    received_at, newest = _known(connection, source_file_id)
    if not reason.strip():
        raise LawgapError("a withdrawal needs a reason", "--reason", "say who withdraws the file, why, and in which letter")
    before = connection.execute("select withdrawn_at, reason from sources.withdrawal where source_file_id = ?", [source_file_id]).fetchall()
    if before:
        do = "nothing to do; to have its rows again, send the file under another name"
        raise LawgapError(f"withdrawn already, {before[0][0]}: {before[0][1]}", source_file_id, do)
    now = dt.datetime.now().replace(microsecond=0)
    if at is not None and not received_at <= at <= max(now, newest):
        raise LawgapError(f"{at} is before the file came ({received_at}) or still ahead", "--at", "write YYYY-MM-DD HH:MM:SS")
    # a simulated file may have come later than today
    # people write telephone numbers anywhere
    text = hide(connection, privacy_of(profile), reason.strip())
    done = Withdrawal(source_file_id, at or max(now, received_at), text)
    _write(done, home.staged)
    _put(connection, done)
    return done


def replay_withdrawals(connection: duckdb.DuckDBPyConnection, staged: Path) -> int:
    """Put every withdrawal that was kept beside the staged files into the warehouse; how many."""
    paths = sorted(staged.glob(f"[!.]*{WITHDRAWN}"))
    for path in paths:
        kept = json.loads(path.read_text(encoding="utf-8"))
        _put(connection, Withdrawal(kept["source_file_id"], dt.datetime.fromisoformat(kept["withdrawn_at"]), kept["reason"]))
    return len(paths)


def _known(connection: duckdb.DuckDBPyConnection, source_file_id: str) -> tuple[dt.datetime, dt.datetime]:
    """When the file came, and when the newest did."""
    files = connection.execute("select source_file_id, name, received_at from sources.source_file order by source_file_id").fetchall()
    for identity, _, received_at in files:
        if identity == source_file_id:
            return received_at, max(at for _, _, at in files)
    texts = {text: (identity, name) for identity, name, _ in files for text in (identity, name, name.rpartition("/")[2])}
    near = dict.fromkeys(texts[text] for text in difflib.get_close_matches(source_file_id, texts, NEAREST, cutoff=0.5))
    hint = "did you mean " + " or ".join(f"{identity} ({name})" for identity, name in near) + "?" if near else ""
    raise LawgapError(
        f"no file {source_file_id!r} in the ledger", "SOURCE_FILE_ID", hint or "list the files: lawgap query 'select * from source_file'"
    )


def _write(done: Withdrawal, staged: Path) -> None:
    document = {"source_file_id": done.source_file_id, "withdrawn_at": done.withdrawn_at.isoformat(" "), "reason": done.reason}
    staged.mkdir(parents=True, exist_ok=True)
    half = staged / f".{done.source_file_id}{WITHDRAWN}"
    half.write_text(json.dumps(document, ensure_ascii=False, sort_keys=True), encoding="utf-8")
    half.replace(staged / f"{done.source_file_id}{WITHDRAWN}")


def _put(connection: duckdb.DuckDBPyConnection, done: Withdrawal) -> None:
    connection.execute("insert into sources.withdrawal values (?, ?, ?)", [done.source_file_id, done.withdrawn_at, done.reason])
