"""Where things are: the project's own folders, and a profile's home.

Reads the environment in one place (LAWGAP_PROFILE, LAWGAP_HOME, LAWGAP_DAGSTER_PORT, LAWGAP_SITE_PORT). Does not create the home:
that is the warehouse's business, so that `lawgap status` on an empty folder leaves it empty.
"""

import os
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
SQL = PROJECT / "sql"
PROFILES = PROJECT / "profiles"
SITE_PORT = 8350


@dataclass(frozen=True)
class Home:
    """The folders of one profile. Profiles share none, so simulated rows never meet real ones."""

    root: Path
    profile: str

    @property
    def folder(self) -> Path:
        return self.root / self.profile

    @property
    def inbox(self) -> Path:
        return self.folder / "inbox"

    @property
    def staged(self) -> Path:
        return self.folder / "staged"

    @property
    def rejects(self) -> Path:
        return self.folder / "rejects"

    @property
    def work(self) -> Path:
        """Copies that live for one file: unpacked, decoded. Emptied at the start of every intake."""
        return self.folder / "work"

    @property
    def warehouse(self) -> Path:
        return self.folder / "warehouse.duckdb"

    @property
    def lock(self) -> Path:
        return self.folder / "warehouse.lock"

    @property
    def editions(self) -> Path:
        return self.folder / "editions"

    @property
    def letters(self) -> Path:
        return self.folder / "letters"

    @property
    def dagster(self) -> Path:
        """The history of runs: assets are called the same in every profile, so that one history would show one city's numbers as another's."""
        return self.root / "dagster" / self.profile


def home_root(given: Path | None = None) -> Path:
    """The folder that holds every profile's home: the argument, LAWGAP_HOME, or ./home."""
    return (given or Path(os.environ.get("LAWGAP_HOME", "home"))).resolve()


def profile_name(given: str | None = None) -> str:
    """A profile's name or folder: the argument, LAWGAP_PROFILE, or hanoi."""
    return given or os.environ.get("LAWGAP_PROFILE", "hanoi")


def dagster_port() -> int | None:
    """The port on 127.0.0.1 where the Dagster UI listens; None where it is not said."""
    return _port("LAWGAP_DAGSTER_PORT")


def site_port() -> int:
    """The port on 127.0.0.1 where `lawgap serve` shows the pages, its own default unless the environment says another."""
    return _port("LAWGAP_SITE_PORT") or SITE_PORT


def _port(name: str) -> int | None:
    text = os.environ.get(name, "")
    return int(text) if text.isascii() and text.isdigit() else None
