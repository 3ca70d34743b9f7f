"""`lawgap notify`: thin, like every command."""

from pathlib import Path
from typing import Annotated, Optional

import typer
from rich.console import Console

from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError


def notify(
    profile: Annotated[
        Optional[str], typer.Option("--profile", envvar="LAWGAP_PROFILE", help="profile name or folder (default: hanoi)")
    ] = None,
    home: Annotated[Optional[Path], typer.Option("--home", envvar="LAWGAP_HOME", help="folder of the homes (default: ./home)")] = None,
    edition: Annotated[Optional[str], typer.Option(help="edition id (default: the latest)")] = None,
    sheets: Annotated[bool, typer.Option("--sheets", help="to each agency its own sheet, instead of the digest to the recipients")] = False,
    agency: Annotated[Optional[list[str]], typer.Option(help="with --sheets: this agency only (may be repeated)")] = None,
) -> None:
    """Gửi thư — mail the digest to the recipients, or each agency its sheet; only what has not gone out yet."""
    from assets.editions.publish import edition_folder
    from pipelines.notify.sending import send_digest, send_sheets
    from pipelines.runtime.profile import load_profile

    loaded = load_profile(settings.profile_name(profile))
    place = settings.Home(settings.home_root(home), loaded.card.name)
    if agency and not sheets:
        raise LawgapError("agencies get sheets, not the digest", "--agency", "add --sheets")
    folder = edition_folder(place, edition)
    report = send_sheets(loaded, place, folder, agency or []) if sheets else send_digest(loaded, place, folder)
    tell(report, Console(soft_wrap=True, highlight=False, markup=False))
    if not report.done:
        raise typer.Exit(1)


def tell(report, out: Console) -> None:
    """What became of each message, the unfinished ones with their reason."""
    for entry in report.refused:
        out.print(f"refused: {entry.recipient}: {entry.reason}")
    for entry in report.waiting:
        out.print(f"waiting: {entry.recipient}: {entry.reason}")
    for entry in report.before:
        if entry.state == "refused":
            out.print(f"refused earlier, not tried again: {entry.recipient}: {entry.reason}")
    if report.without_address:
        out.print(f"no address: {', '.join(report.without_address)}")
    earlier = sum(entry.state == "sent" for entry in report.before)
    out.print(
        f"edition {report.edition_id}: {len(report.sent)} sent, {len(report.waiting)} waiting, {len(report.refused)} refused, "
        f"{earlier} sent earlier; recorded in {report.folder}"
    )
    if report.waiting:
        out.print("what waits goes out with the next: lawgap notify")
