"""What every command asks for: whose profile, and where its home lies."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from pipelines.runtime import settings

ProfileOption = Annotated[Optional[str], typer.Option("--profile", envvar="LAWGAP_PROFILE", help="profile name or folder (default: hanoi)")]
HomeOption = Annotated[Optional[Path], typer.Option("--home", envvar="LAWGAP_HOME", help="folder of the homes (default: ./home)")]


def opened(profile: str | None, home: Path | None):
    """The profile, and its home. Raises LawgapError."""
    from pipelines.runtime.profile import load_profile

    loaded = load_profile(settings.profile_name(profile))
    return loaded, settings.Home(settings.home_root(home), loaded.card.name)
