"""What a run works on: the locked warehouse, the profile, and which edition it makes.

As a Dagster resource it is opened once for the whole in-process run, so that no other run can
recompute the tables between two steps of this one.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
from dagster import ConfigurableResource, InitResourceContext
from dagster._core.storage.tags import PARTITION_NAME_TAG
from pydantic import Field, field_validator

from pipelines.runtime import settings
from pipelines.runtime.contract_check import nearest
from pipelines.runtime.engines import Engine, MakeTable, open_engine
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.months import end_before, last_day
from pipelines.runtime.profile import Profile, load_profile
from pipelines.runtime.warehouse import make_table, writing


@dataclass
class Workbench:
    """`own_inbox`: `inbox` is the home's, which alone may be changed. `agencies`: whose files alone are taken in; none: everybody's."""

    connection: duckdb.DuckDBPyConnection
    profile: Profile
    home: settings.Home
    inbox: Path
    as_of: dt.date
    known_at: dt.datetime | None
    draft: bool
    own_inbox: bool
    make: MakeTable = make_table
    agencies: frozenset[str] = field(default_factory=frozenset)


class Edition(ConfigurableResource):
    """Which edition a run makes. Everything may stay empty: the month of the run's partition, else last month; all that has come."""

    profile: str = Field(default="", description="Hồ sơ địa phương — profile name or folder; empty: LAWGAP_PROFILE")
    home: str = Field(default="", description="Thư mục dữ liệu — folder of the homes; empty: LAWGAP_HOME")
    inbox: str = Field(default="", description="Hộp thư khác, chỉ đọc — another inbox to read, never changed; empty: the home's own")
    as_of: str = Field(
        default="", description="Số liệu đến hết ngày, YYYY-MM-DD — empty: the end of the partition's month, else of last month"
    )
    known_at: str = Field(default="", description="Biết đến thời điểm, YYYY-MM-DD HH:MM:SS — empty: when the newest file came")
    agencies: list[str] = Field(
        default=[],
        description="Chỉ tiếp nhận tệp của các đơn vị này (agency_id) — take in only what these agencies sent; empty: everybody's",
    )
    draft: bool = Field(default=False, description="Bản dự thảo để các đơn vị phản hồi — a draft, for the agencies to answer")
    engine: Engine = Field(default=Engine.duckdb, description="Công cụ tính — what makes the tables of cases, duties and indicators")

    @field_validator("as_of")
    @classmethod
    def _is_day(cls, text: str) -> str:
        parse_day(text)
        return text

    @field_validator("known_at")
    @classmethod
    def _is_moment(cls, text: str) -> str:
        parse_moment(text)
        return text

    @contextmanager
    def yield_for_execution(self, context: InitResourceContext) -> Iterator[Workbench]:
        profile = load_profile(settings.profile_name(self.profile))
        home = settings.Home(settings.home_root(Path(self.home) if self.home else None), profile.card.name)
        as_of = day_of(self.as_of, context.run.tags.get(PARTITION_NAME_TAG, "") if context.run else "")
        _check_agencies(self.agencies, profile)
        say = context.log.info if context.log else print
        # not home.work, which every intake empties
        with writing(home, say) as connection, open_engine(self.engine, home.folder / "spark") as make:
            yield Workbench(
                connection, profile, home, Path(self.inbox) if self.inbox else home.inbox,
                as_of, parse_moment(self.known_at), self.draft, not self.inbox, make, frozenset(self.agencies),
            )  # fmt: skip


def day_of(as_of: str, month: str) -> dt.date:
    """The as_of of a run: what its config says, or the end of its partition's month, or of last month.

    Raises LawgapError where config and partition say different days, and for a day that has not ended: what falls due until then
    would be called overdue before it is.
    """
    if not month:
        day = parse_day(as_of)
        if day >= dt.date.today():
            raise LawgapError(
                f"the day {day} has not ended yet", "as_of (--as-of)", "name a day before today: what falls due on it is then known"
            )
        return day
    if as_of and parse_day(as_of) != last_day(month):
        raise LawgapError(
            f"as_of is {as_of}, and the partition {month} ends on {last_day(month)}", "run config: as_of",
            "leave as_of empty, or start the run without a partition",
        )  # fmt: skip
    return last_day(month)


def _check_agencies(agencies: list[str], profile: Profile) -> None:
    known = [agency.agency_id for agency in profile.agencies]
    for agency_id in agencies:
        if agency_id not in known:
            do = nearest(agency_id, known, "use the agency_id of agencies.csv")
            raise LawgapError(f"no agency {agency_id!r} in the profile {profile.card.name}", "run config: agencies", do)


def parse_day(text: str) -> dt.date:
    """YYYY-MM-DD, or the end of last month if empty. Raises LawgapError."""
    if not text:
        return end_before(dt.date.today())
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise LawgapError(f"not a date: {text!r}", "as_of (--as-of)", "write YYYY-MM-DD") from None


def parse_moment(text: str, option: str = "--known-at") -> dt.datetime | None:
    if not text:
        return None
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        raise LawgapError(f"not a moment: {text!r}", option, "write YYYY-MM-DD HH:MM:SS") from None
