"""What every command of `lawgap` takes: whose profile, and where its home is."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from pipelines.runtime import settings

ProfileOption = Annotated[Optional[str], typer.Option("--profile", envvar="LAWGAP_PROFILE", help="profile name or folder (default: hanoi)")]
HomeOption = Annotated[Optional[Path], typer.Option("--home", envvar="LAWGAP_HOME", help="folder of the homes (default: ./home)")]


def open_home(profile: str | None, home: Path | None):
    """The loaded profile and its home."""
    from pipelines.runtime.profile import load_profile

    loaded = load_profile(settings.profile_name(profile))
    return loaded, settings.Home(settings.home_root(home), loaded.card.name)
