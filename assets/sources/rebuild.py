"""The warehouse made anew from the staged files alone, beside the old one, and swapped for it in one step.

Every file passes through the same step as at its intake, so what comes out is equal by construction. What is said of
names in the inbox (a file nobody claims) is about the inbox: the next intake says it again if it still holds.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import duckdb

from assets.sources.admission import admit, refuse
from assets.sources.intake import MANY, prepare
from assets.sources.profile_tables import put_profile
from assets.sources.retention import replay_removals
from assets.sources.staging import Line, read_lines
from assets.sources.withdraw import replay_withdrawals
from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile
from pipelines.runtime.warehouse import connect, locked

SHOWN = 3


@dataclass(frozen=True)
class Rebuilt:
    """What the new warehouse holds."""

    files: int
    rows_read: int
    refused: int
    withdrawn: int


def rebuild(profile: Profile, home: settings.Home, say: Callable[[str], None] = print, force: bool = False) -> Rebuilt:
    """Rebuild and swap, under the writer's lock. Raises LawgapError and changes nothing if a file of the old ledger is not staged.

    `force`: swap even then.
    """
    with locked(home, say):
        return swap(profile, home, rebuildable(profile, home, force), say)


def rebuildable(profile: Profile, home: settings.Home, force: bool = False) -> list[Line]:
    """The staged files, if a warehouse made of them would lose none (or `force`). Raises LawgapError. The caller holds the lock."""
    lines = read_lines(home.staged)
    if not lines:
        raise LawgapError("no staged files to rebuild from", str(home.staged), "take files in with: lawgap run")
    _check(lines, profile, home, force)
    return lines


def swap(profile: Profile, home: settings.Home, lines: list[Line], say: Callable[[str], None]) -> Rebuilt:
    """A warehouse made of `lines` in the place of the old one. The caller holds the lock."""
    new = home.folder / "warehouse.rebuilt.duckdb"
    _remove(new)
    connection = connect(new)
    try:
        put_profile(connection, profile)
        done = replay(connection, profile, home.staged, lines, say)
        connection.execute("checkpoint")
    finally:
        connection.close()
    # the old log would be played into the new file
    _log_of(home.warehouse).unlink(missing_ok=True)
    new.replace(home.warehouse)
    return done


def replay(
    connection: duckdb.DuckDBPyConnection, profile: Profile, staged: Path, lines: list[Line], say: Callable[[str], None] = print
) -> Rebuilt:
    """Admit staged files into an empty warehouse: look-ups first, else in order of arrival."""
    prepare(connection)
    whole = [line for line in lines if line.refused is None]
    files = rows = 0
    for batch in _batches(whole, profile):
        connection.execute("begin")
        rows += admit(connection, profile, batch, staged).rows_read
        connection.execute("commit")
        files += len(batch)
        say(f"{files:,}/{len(whole):,} files, {rows:,} rows")
    refused = _standing_refusals(lines)
    notices = dict.fromkeys(refuse(connection, line) for line in refused)
    if notices:
        connection.executemany(
            "insert into sources.notice values (?, ?, ?, ?, ?)",
            [[n.source_id, n.name, n.level, n.message_vi, n.message_en] for n in notices],
        )
    replay_removals(connection, staged)
    return Rebuilt(files, rows, len(refused), replay_withdrawals(connection, staged))


def _batches(lines: list[Line], profile: Profile) -> Iterator[list[Line]]:
    """Consecutive files of one source with the same columns; look-ups one by one, before the sources that join them."""
    lookups = [line for line in lines if profile.contracts[line.source_id].kind == "lookup"]
    yield from ([line] for line in lookups)
    others = [line for line in lines if profile.contracts[line.source_id].kind != "lookup"]
    for _, group in groupby(others, key=lambda line: (line.source_id, line.cells, line.key)):
        found = list(group)
        for start in range(0, len(found), MANY):
            yield found[start : start + MANY]


def _standing_refusals(lines: list[Line]) -> list[Line]:
    """Refusals that hold: the last thing said of a file, and no file of that name was taken since."""
    last: dict[tuple[str, str], Line] = {}
    for line in sorted(lines, key=lambda line: (line.received_at, line.refused is None)):
        last[line.source_id, line.name] = line
    # the order of arrival is kept
    return [line for line in lines if line.refused is not None and last[line.source_id, line.name] is line]


def _check(lines: list[Line], profile: Profile, home: settings.Home, force: bool) -> None:
    """Everything that stops a rebuild, before any work is done."""
    for line in lines:
        if line.source_id not in profile.contracts:
            raise LawgapError(
                f"staged file {line.name}: no source {line.source_id!r} in the profile", str(profile.folder), "put its contract back"
            )
        if line.refused is None and not (home.staged / str(line.rows)).exists():
            raise LawgapError(f"the rows of {line.name} are gone", str(home.staged / str(line.rows)), "restore the file from a backup")
    lost = {} if force else _ledger(home)
    for line in lines:
        lost.pop(line.source_file_id, None)
    if lost:
        names = ", ".join(sorted(lost.values())[:SHOWN])
        raise LawgapError(
            f"{len(lost)} files of the ledger are not staged, a rebuilt warehouse would lose them: {names}", str(home.staged),
            "restore them from a backup; or rebuild without them: --force",
        )  # fmt: skip


def _ledger(home: settings.Home) -> dict[str, str]:
    """Id → name of the files the old warehouse knows; none if it is not there or cannot be read."""
    if not home.warehouse.exists():
        return {}
    try:
        with duckdb.connect(str(home.warehouse)) as old:
            return dict(old.execute("select source_file_id, name from sources.source_file").fetchall())
    except duckdb.Error as error:
        if "set lock" in str(error):
            raise LawgapError("another program has the warehouse open", str(home.warehouse), "close it") from None
        # a warehouse that cannot be read is what one rebuilds
        return {}


def _log_of(path: Path) -> Path:
    return path.with_name(path.name + ".wal")


def _remove(path: Path) -> None:
    for left in (path, _log_of(path)):
        left.unlink(missing_ok=True)
