"""`lawgap verify` and `lawgap diff`."""

from pathlib import Path

from rich.console import Console

from assets.editions.publish import edition_folder, latest, newest_of
from pipelines.ask import tell
from pipelines.ask_locked import plain
from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile


def verify(profile: Profile, home: settings.Home, edition: str | None, key: Path | None, again: bool, out: Console) -> bool:
    """Say which edition was checked and whether it holds, its last line the outcome; False if it is broken."""
    from assets.editions.rotation import trusted
    from assets.editions.unsigned import unsigned_before_key
    from assets.editions.verify import verify as check

    folder = edition_folder(home, edition)
    # what this machine noted of its own key says nothing of another's
    verdict = check(folder, trusted(profile, key), {} if key else unsigned_before_key(profile))
    if again:
        # loads what computes: a plain check needs none of it
        from assets.editions.recompute import recompute

        verdict = recompute(folder, home, verdict, out.print)
    out.print(f"edition: {folder.name}", markup=False)
    for remark in (*verdict.remarks, *stale_link(home)):
        out.print(f"remark: {remark}", markup=False)
    if verdict.difference:
        out.print(f"first difference: {verdict.difference}", markup=False)
    print(verdict.outcome)
    return verdict.outcome != "broken"


def stale_link(home: settings.Home) -> list[str]:
    """A remark where readers are led to another edition than the newest. The link is part of no edition, so none is broken by it."""
    try:
        found, newest = latest(home), newest_of(home)
    except LawgapError as error:
        return [f"which edition is the newest cannot be told: {error.what}"]
    if newest is None or (found is not None and found == newest.resolve()):
        return []
    leads = f"leads to {found.name}" if found else "is missing"
    return [f"the link latest {leads}, the newest published edition is {newest.name}: the next lawgap run sets it right"]


def diff(home: settings.Home, earlier: str, later: str, form: str, out: Console) -> None:
    """Show what differs between two editions. Raises LawgapError if one is not there."""
    from assets.editions.difference import differences

    with differences(edition_folder(home, earlier), edition_folder(home, later)) as found:
        names = [column[0] for column in found.description or []]
        rows = [[plain(value) for value in row] for row in found.fetchall()]
    tell(names, rows, form, out)
