"""`lawgap verify` and `lawgap diff`."""

from pathlib import Path

from rich.console import Console

from assets.editions.publish import edition_folder
from pipelines.ask import tell
from pipelines.ask_locked import plain
from pipelines.runtime import settings
from pipelines.runtime.profile import Profile


def verify(profile: Profile, home: settings.Home, edition: str | None, key: Path | None, again: bool, out: Console) -> bool:
    """Say whether the edition holds, its last line the outcome; False if it is broken."""
    from assets.editions.rotation import trusted
    from assets.editions.verify import verify as check

    folder = edition_folder(home, edition)
    verdict = check(folder, trusted(profile, key), must_be_signed=key is not None)
    if again:
        # loads what computes: a plain check needs none of it
        from assets.editions.recompute import recompute

        verdict = recompute(folder, home, verdict, out.print)
    for remark in verdict.remarks:
        out.print(f"remark: {remark}", markup=False)
    if verdict.difference:
        out.print(f"first difference: {verdict.difference}", markup=False)
    print(verdict.outcome)
    return verdict.outcome != "broken"


def diff(home: settings.Home, earlier: str, later: str, form: str, out: Console) -> None:
    """Show what differs between two editions. Raises LawgapError if one is not there."""
    from assets.editions.difference import differences

    with differences(edition_folder(home, earlier), edition_folder(home, later)) as found:
        names = [column[0] for column in found.description or []]
        rows = [[plain(value) for value in row] for row in found.fetchall()]
    tell(names, rows, form, out)
