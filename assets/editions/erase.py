"""`lawgap erase`: everything held of a person is removed from staged files, workbooks, inbox and warehouse, and the record says so.

The record is written first and marked finished last; every step leaves what is done as it is, so that an erasure that was
killed is finished by asking for it again. Editions are not touched: they are published, and what they keep is told.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
from sqlglot import exp, select

from assets.editions.erasures import Record, records_of, subject_sha256
from assets.editions.manifest import read_manifest
from assets.editions.parts import AUDIT
from assets.editions.publish import editions
from assets.sources.privacy import hide, privacy_of
from assets.sources.rebuild import rebuildable, swap
from assets.sources.staging import Line
from assets.sources.subject_files import RawFiles, raw_files, return_again
from assets.sources.subject_rows import Held, blank, rows_of_subject
from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.kinds import case_kinds, kinds
from pipelines.runtime.profile import Profile
from pipelines.runtime.warehouse import connect, locked

TOKEN = re.compile(r"[0-9a-f]{32}")
FILE_NAME = "%Y-%m-%dT%H%M%S"


@dataclass(frozen=True)
class Erased:
    """What an erasure did, and what it could not reach.

    `elsewhere`: names of files with rows of the person of which no copy lay in the home's own inbox. `unread`: files of that
    inbox that were never taken in, files and folders that may not be read. `kept`: edition → rows of cases with the token, None
    where its evidence file cannot be read.
    """

    path: Path
    record: Record
    again: bool
    elsewhere: tuple[str, ...]
    unread: tuple[Path, ...]
    kept: dict[str, int | None]


def erase(profile: Profile, home: settings.Home, token: str, reason: str, say: Callable[[str], None] = print) -> Erased:
    """Erase the person known by `token`. Raises LawgapError, and has then changed nothing, where nothing is held of such a person."""
    if not TOKEN.fullmatch(token):
        raise LawgapError("not a token: 32 digits from 0 to f", "--subject", f"make it: lawgap keys token --profile {profile.card.name}")
    if not reason.strip():
        raise LawgapError("an erasure needs a reason", "--reason", "say who asked for it, when, and in which letter")
    with locked(home, say):
        lines = rebuildable(profile, home)
        held = rows_of_subject(profile, home.staged, lines, token)
        path, record = _record(profile, home, token, reason, held)
        again = record.finished and not held
        if not again:
            _note(record, held, _editions(home, token, {*record.files, *(each.line.source_file_id for each in held)}))
            record.write(path)
            for each in held:
                blank(home.staged, each)
        touched = [line for line in lines if line.source_file_id in record.files]
        return_again(profile, home, lines, touched)
        raw = _remove_raw(home, lines, touched, record)
        if not again:
            swap(profile, home, lines, say)
            record.finished = True
        record.write(path)
        gone = {str(home.inbox / name) for name in record.raw_files_removed}
        elsewhere = tuple(line.name for line in touched if str(home.inbox / line.name) not in gone)
        return Erased(path, record, again, elsewhere, raw.unread, _editions(home, token, set(record.files)))


def _record(profile: Profile, home: settings.Home, token: str, reason: str, held: list[Held]) -> tuple[Path, Record]:
    """The record to be written: of an erasure that was not finished, or of this one; that of the last one where nothing is left."""
    folder = home.folder / "erasures"
    found = records_of(folder, token)
    waiting = [path for path, record in found.items() if not record.finished or not held]
    if waiting:
        return waiting[-1], found[waiting[-1]]
    if not held:
        do = f"see that it was made with the key of this home: lawgap keys token --profile {profile.card.name}"
        raise LawgapError("nothing is held of a person with this token", str(home.staged), do)
    with connect(":memory:") as connection:
        # people write telephone numbers anywhere
        text = hide(connection, privacy_of(profile), reason.strip())
    at = _moment(home)
    while (path := folder / f"{at:{FILE_NAME}}.json").exists():
        at += dt.timedelta(seconds=1)
    return path, Record(at.isoformat(" "), subject_sha256(token), text)


def _moment(home: settings.Home) -> dt.datetime:
    """Now, and after whatever any edition knew: a simulated file may have come later than today."""
    known = [dt.datetime.fromisoformat(read_manifest(folder)["inputs"]["known_at"]) for folder in editions(home)]
    return max([dt.datetime.now().replace(microsecond=0), *(moment.replace(microsecond=0) + dt.timedelta(seconds=1) for moment in known)])


def _note(record: Record, held: list[Held], kept: dict[str, int | None]) -> None:
    """Add to the record what is about to be erased; an erasure that was killed has noted part of it before."""
    counts = Counter(record.rows)
    for each in held:
        line = each.line
        if line.source_file_id not in record.files:
            record.files[line.source_file_id] = {"name": line.name, "source_id": line.source_id, "rows": len(each.places)}
            counts[each.kind] += len(each.places)
    record.rows = dict(sorted(counts.items()))
    record.editions = sorted({*record.editions, *kept})


def _remove_raw(home: settings.Home, lines: list[Line], touched: list[Line], record: Record) -> RawFiles:
    """Remove the files as they came from the home's own inbox: all that is read of them is staged."""
    raw = raw_files(home, lines, {line.sha256 for line in touched})
    for path in raw.copies:
        path.unlink()
    names = {path.relative_to(home.inbox).as_posix() for path in raw.copies}
    record.raw_files_removed = sorted({*record.raw_files_removed, *names})
    return raw


def _editions(home: settings.Home, token: str, files: set[str]) -> dict[str, int | None]:
    """The editions that know any of `files`, and how many rows of cases with the token each keeps."""
    found: dict[str, int | None] = {}
    for folder in editions(home):
        try:
            with duckdb.connect(str(folder / AUDIT), read_only=True) as audit:
                known = {row[0] for row in audit.execute("select source_file_id from source_file").fetchall()}
                if known & files:
                    found[folder.name] = _kept(audit, token)
        except duckdb.Error:
            found[folder.name] = None
    return found


def _kept(audit: duckdb.DuckDBPyConnection, token: str) -> int:
    total = 0
    for kind in case_kinds():
        for name in sorted(kinds()[kind].flagged("token")):
            query = select(exp.Count(this=exp.Star())).from_(kind).where(exp.EQ(this=exp.column(name), expression=exp.Placeholder()))
            total += audit.execute(query.sql("duckdb"), [token]).fetchall()[0][0]
    return total
