"""Where else rows of a person may stand: the workbooks that senders get back, and the files as they came."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from assets.sources.admission import admit
from assets.sources.inbox import RECEIVED, closed, entries
from assets.sources.intake import prepare
from assets.sources.profile_tables import put_profile
from assets.sources.reject_names import rejects_path
from assets.sources.rejects import write_rejects
from assets.sources.staging import Line
from pipelines.runtime import settings
from pipelines.runtime.profile import Profile
from pipelines.runtime.warehouse import connect, count


def return_again(profile: Profile, home: settings.Home, lines: list[Line], touched: list[Line]) -> int:
    """Write the workbooks of files that held rows of the person anew from what is staged now; how many. `lines`: in order of arrival."""
    last = {rejects_path(home.rejects, line.source_id, line.name): line for line in lines}
    paths = [path for path in dict.fromkeys(rejects_path(home.rejects, line.source_id, line.name) for line in touched) if path.exists()]
    for path in paths:
        # of two files of one name the workbook is the later one's; a file that was refused as a whole has no rows in it
        if last[path].refused is None:
            _return(profile, home, last[path], path)
    return len(paths)


def _return(profile: Profile, home: settings.Home, line: Line, path: Path) -> None:
    with connect(":memory:") as connection:
        put_profile(connection, profile)
        prepare(connection)
        returned = admit(connection, profile, [line], home.staged).returned
        erased = count(connection, "sources.erased_row")
    for _, counts, rows in returned:
        if counts.rows_rejected > erased:
            counts = replace(counts, rows_rejected=counts.rows_rejected - erased, rows_erased=erased)
            write_rejects(path, profile.contracts[line.source_id], list(line.cells), rows, counts)
            return
    path.unlink()


@dataclass(frozen=True)
class RawFiles:
    """`copies` hold rows of the person; `unread`, files never taken in and what may not be read: nobody knows what they hold.

    Both lie in the home's own inbox.
    """

    copies: tuple[Path, ...]
    unread: tuple[Path, ...]


def raw_files(home: settings.Home, lines: list[Line], touched: set[str]) -> RawFiles:
    """The files of the home's own inbox that are, byte for byte, a file of `touched` (sha256), or none that was taken in.

    An inbox that is a link to another folder is somebody else's, and is not looked into.
    """
    if home.inbox.is_symlink() or not home.inbox.is_dir():
        return RawFiles((), ())
    known = touched | {line.sha256 for line in lines if line.refused is None}
    copies, unread = [], [home.inbox] if closed(home.inbox) else []
    for name, entry in entries(home.inbox):
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            unread += [path] if closed(path) else []
        elif entry.is_file(follow_symlinks=False) and name != RECEIVED:
            sha256 = _sha256(path)
            copies += [path] if sha256 in touched else []
            unread += [path] if sha256 not in known else []
    return RawFiles(tuple(copies), tuple(unread))


def _sha256(path: Path) -> str | None:
    """None where the file may not be read."""
    try:
        with path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except PermissionError:
        return None
