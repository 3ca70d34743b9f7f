"""What every command shares: where it prints, and how it finds the profile and its home."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer
from rich.console import Console

from pipelines.runtime import settings

if TYPE_CHECKING:
    from pipelines.runtime.profile import Profile

# a table written to a file or a pipe is as wide as it needs to be
out = Console(soft_wrap=True, highlight=False, width=None if sys.stdout.isatty() else 240)

ProfileOption = Annotated[Optional[str], typer.Option("--profile", envvar="LAWGAP_PROFILE", help="profile name or folder (default: hanoi)")]
HomeOption = Annotated[Optional[Path], typer.Option("--home", envvar="LAWGAP_HOME", help="folder of the homes (default: ./home)")]


def opened(profile: str | None, home: Path | None) -> "tuple[Profile, settings.Home]":
    """The profile that is meant, and its home."""
    from pipelines.runtime.profile import load_profile

    loaded = load_profile(settings.profile_name(profile))
    return loaded, settings.Home(settings.home_root(home), loaded.card.name)
