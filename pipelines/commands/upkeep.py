"""What keeps a city's lawgap going for years: `lawgap init | migrate | rebuild | backup | restore`."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.console import out
from pipelines.options import HomeOption, ProfileOption, opened
from pipelines.runtime import settings

upkeep = typer.Typer()


@upkeep.command()
def init(folder: Annotated[Path, typer.Argument(metavar="DIR", help="a new or empty folder; its name names the profile")]) -> None:
    """A new profile, commented in Vietnamese and English: agencies, calendar, law, parameters, source contracts."""
    from pipelines.new_profile import new_profile

    new_profile(folder, out)


@upkeep.command()
def migrate(profile: ProfileOption = None, home: HomeOption = None) -> None:
    """Bring a warehouse made by an earlier lawgap to this version; a copy of it is kept."""
    from assets.sources.migrate import migrate as bring

    done = bring(*opened(profile, home), out.print)
    if done.kept is None:
        out.print(f"the warehouse is of version {done.after}: nothing to do")
        return
    out.print(
        f"migrated from version {done.before} to {done.after}{', rebuilt from the staged files' if done.rebuilt else ''}. "
        f"Check with: lawgap verify --recompute; then remove {done.kept}",
        markup=False,
    )


@upkeep.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="a new file, .tar.zst or .tar.gz")],
    profile: ProfileOption = None,
    home: HomeOption = None,
) -> None:
    """Write all that was taken in and published into one file, and read it back. The keys are not in it."""
    from pipelines.backup import backup as save

    save(*opened(profile, home), file, out)


@upkeep.command()
def restore(file: Annotated[Path, typer.Argument(metavar="FILE", help="what `lawgap backup` wrote")], home: HomeOption = None) -> None:
    """Put a backup into a home that has nothing of its profile yet, if every byte of it is as it was written."""
    from pipelines.restore import restore as put_back

    put_back(file, settings.home_root(home), out)


@upkeep.command()
def rebuild(
    profile: ProfileOption = None,
    home: HomeOption = None,
    force: Annotated[bool, typer.Option("--force", help="even if files of the ledger are not staged")] = False,
) -> None:
    """Make the warehouse anew from the staged files alone, and swap it for the old one."""
    from assets.sources.rebuild import rebuild as make_anew

    done = make_anew(*opened(profile, home), out.print, force)
    out.print(f"rebuilt: {done.files:,} files, {done.rows_read:,} rows; {done.refused:,} files refused, {done.withdrawn:,} withdrawn")
