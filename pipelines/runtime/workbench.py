"""What a run works on: the locked warehouse, the profile, and which edition it makes.

As a Dagster resource it is opened once for the whole in-process run, so that no other run can
recompute the tables between two steps of this one.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
from dagster import ConfigurableResource, InitResourceContext
from pydantic import Field

from pipelines.runtime import settings
from pipelines.runtime.engines import MakeTable, open_engine
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile, load_profile
from pipelines.runtime.warehouse import make_table, writing


@dataclass
class Workbench:
    """`own_inbox`: `inbox` is the home's, which alone may be changed."""

    connection: duckdb.DuckDBPyConnection
    profile: Profile
    home: settings.Home
    inbox: Path
    as_of: dt.date
    known_at: dt.datetime | None
    draft: bool
    own_inbox: bool
    make: MakeTable = make_table


class Edition(ConfigurableResource):
    """Which edition a run makes. Everything may stay empty: last month's end, all that has come."""

    profile: str = Field(default="", description="profile name or folder; empty: LAWGAP_PROFILE")
    home: str = Field(default="", description="folder of the homes; empty: LAWGAP_HOME")
    inbox: str = Field(default="", description="another inbox to read (never changed); empty: the home's own")
    as_of: str = Field(default="", description="YYYY-MM-DD; empty: the end of last month")
    known_at: str = Field(default="", description="YYYY-MM-DD HH:MM:SS; empty: when the newest file came")
    draft: bool = Field(default=False, description="a draft, for the agencies to answer")
    engine: str = Field(default="duckdb", description="duckdb or spark: what makes the tables of cases, duties and indicators")

    @contextmanager
    def yield_for_execution(self, context: InitResourceContext) -> Iterator[Workbench]:
        profile = load_profile(settings.profile_name(self.profile))
        home = settings.Home(settings.home_root(Path(self.home) if self.home else None), profile.card.name)
        say = context.log.info if context.log else print
        # not home.work, which every intake empties
        with writing(home, say) as connection, open_engine(self.engine, home.folder / "spark") as make:
            yield Workbench(
                connection, profile, home, Path(self.inbox) if self.inbox else home.inbox,
                parse_day(self.as_of), parse_moment(self.known_at), self.draft, not self.inbox, make,
            )  # fmt: skip


def parse_day(text: str) -> dt.date:
    """YYYY-MM-DD, or the end of last month if empty. Raises LawgapError."""
    if not text:
        return dt.date.today().replace(day=1) - dt.timedelta(days=1)
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise LawgapError(f"not a date: {text!r}", "--as-of", "write YYYY-MM-DD") from None


def parse_moment(text: str, option: str = "--known-at") -> dt.datetime | None:
    if not text:
        return None
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        raise LawgapError(f"not a moment: {text!r}", option, "write YYYY-MM-DD HH:MM:SS") from None
