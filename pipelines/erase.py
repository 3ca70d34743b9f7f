"""`lawgap erase`: what was removed, and what the person must be told is not ours to remove."""

from rich.console import Console

from assets.editions.erase import Erased
from assets.editions.erase import erase as remove
from pipelines.runtime import settings
from pipelines.runtime.profile import Profile


def erase(profile: Profile, home: settings.Home, token: str, reason: str, out: Console) -> None:
    """Erase, and say so. Raises LawgapError where nothing is held of the person."""
    for text in told(remove(profile, home, token, reason, out.print), home):
        out.print(text, markup=False)


def told(done: Erased, home: settings.Home) -> list[str]:
    """Line by line: what is gone, what stays and where, what is to be done."""
    record = done.record
    if done.again:
        said = [f"erased before, {record.at}: nothing is held of this person"]
    else:
        counts = ", ".join(f"{kind} {rows:,}" for kind, rows in record.rows.items())
        said = [f"erased: {sum(record.rows.values()):,} rows of {len(record.files):,} files ({counts})"]
        said += [f"  {file['name']}: {file['rows']:,} rows" for file in record.files.values()]
    said += [f"removed from the inbox, its other rows are staged: {name}" for name in record.raw_files_removed]
    said += [
        f"STILL HOLDS THE PERSON, outside this home or in other hands: {name}. Whoever keeps it has to remove the row"
        for name in done.elsewhere
    ]
    said += [f"not searched, was never taken in or may not be read: {path.relative_to(home.inbox)}" for path in done.unread]
    for edition, rows in done.kept.items():
        what = "cannot be read" if rows is None else f"keeps {rows:,} rows with the token" if rows else "counted with rows now erased"
        said.append(f"edition {edition}: {what}. A published edition does not change; verify --recompute says redacted")
    said.append(f"recorded without the token: {done.path}")
    said.append(
        "The next run publishes without these rows. A file sent from now on that holds the person again is a new fact: erase again."
    )
    return said
