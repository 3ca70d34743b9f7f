"""A jurisdiction as data: agencies, heads, law, calendar, parameters and source contracts.

`extends` lays one profile over another, file by file. Nothing here knows a city by name.
"""

import datetime as dt
import hashlib
import tomllib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from pipelines.runtime import settings
from pipelines.runtime.contract import Contract, Strict, Text, check_joins, read_contract
from pipelines.runtime.csvtable import read_rows
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.legal import (
    Confirmation,
    DerivedEvent,
    EventName,
    Incompatibility,
    LegalNote,
    Loose,
    Override,
    Procedure,
    Question,
    Standard,
)


class Agency(Loose):
    agency_id: str
    code: str
    name_vi: str
    name_en: str
    tier: str
    parent_id: str | None = None
    valid_from: dt.date
    valid_to: dt.date | None = None


class Succession(Loose):
    predecessor_id: str
    successor_id: str
    on_date: dt.date
    relation: Literal["whole", "part"]


class Alias(Loose):
    """Another name by which files call an agency, between two dates."""

    agency_id: str
    name: str
    from_date: dt.date | None = None
    to_date: dt.date | None = None


class Head(Loose):
    agency_id: str
    from_date: dt.date
    to_date: dt.date | None = None
    office_vi: str
    name: str | None = None


class CalendarDay(Loose):
    date: dt.date
    kind: Literal["off", "work"]
    document: str | None = None


class Parameter(Strict):
    value: float | int | str
    default: float | int | str
    effect_vi: str
    effect_en: str


class Card(Strict):
    """profile.toml. `raw_retention_days`: how long raw files stay in the home's inbox once they are taken in; none: for ever.

    `first_month`: YYYY-MM of the earliest edition that can be asked for by month.
    """

    name: str
    title: Text
    city: Text
    extends: str | None = None
    simulated: bool = False
    time_zone: str
    first_month: str = Field(default="2024-01", pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")
    holidays: str = ""
    confirmed_years: list[int] = []
    language: Literal["vi", "en"] = "vi"
    city_agency: str
    show_names: bool = False
    licence: Literal["CC-BY-4.0", "CC0-1.0"] = "CC-BY-4.0"
    raw_retention_days: int | None = Field(default=None, ge=1)
    led_by: dict[str, str] = {}
    base_url: Annotated[str, Field(pattern=r'^(https?://[^\s"<>]+)?$')] = ""


@dataclass(frozen=True, eq=False)
class Profile:
    folder: Path
    base: "Profile | None" = field(repr=False)
    card: Card

    def find(self, name: str) -> Path | None:
        """The file `name` of this profile, or of the one it extends."""
        own = self.folder / name
        if own.exists():
            return own
        return self.base.find(name) if self.base else None

    @cached_property
    def files(self) -> dict[str, Path]:
        """Every file the profile consists of, by its path inside the profile, in order of name."""
        found = dict(self.base.files) if self.base else {}
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and path.suffix in {".toml", ".csv"}:
                found[path.relative_to(self.folder).as_posix()] = path
        return dict(sorted(found.items()))

    @cached_property
    def hash(self) -> str:
        digest = hashlib.sha256()
        for name, path in self.files.items():
            digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()

    def _rows(self, name: str, model: type, **aliases: str) -> list:
        path = self.find(name)
        return read_rows(path, model, aliases) if path else []

    @cached_property
    def agencies(self) -> list[Agency]:
        return self._rows("agencies.csv", Agency)

    @cached_property
    def aliases(self) -> list[Alias]:
        """Names of the agencies of this register: with agencies of its own a profile does not inherit another's aliases."""
        if self.base and not any((self.folder / name).exists() for name in ("agencies.csv", "aliases.csv")):
            return self.base.aliases
        path = self.folder / "aliases.csv"
        return read_rows(path, Alias, {"from": "from_date", "to": "to_date"}) if path.exists() else []

    @cached_property
    def succession(self) -> list[Succession]:
        return self._rows("succession.csv", Succession, on="on_date")

    @cached_property
    def heads(self) -> list[Head]:
        return self._rows("heads.csv", Head, **{"from": "from_date", "to": "to_date"})

    @cached_property
    def standards(self) -> list[Standard]:
        """The catalogue as it holds: what a legal officer has said stands over the status written in standards.csv."""
        said = {word.standard_id: word.status for word in self.confirmations}
        swap = self.card.led_by
        return [
            row.model_copy(update={"led_by": swap.get(row.led_by or "", row.led_by), "status": said.get(row.standard_id, row.status)})
            for row in self._rows("standards.csv", Standard)
        ]

    @cached_property
    def confirmations(self) -> list[Confirmation]:
        """Oldest first."""
        return self._rows("confirmations.csv", Confirmation)

    @cached_property
    def procedures(self) -> list[Procedure]:
        return self._rows("procedures.csv", Procedure)

    @cached_property
    def overrides(self) -> list[Override]:
        return self._rows("overrides.csv", Override)

    @cached_property
    def derived_events(self) -> list[DerivedEvent]:
        return self._rows("derived_events.csv", DerivedEvent)

    @cached_property
    def legal_notes(self) -> list[LegalNote]:
        return self._rows("notes.csv", LegalNote)

    @cached_property
    def open_questions(self) -> list[Question]:
        return self._rows("open_questions.csv", Question)

    @cached_property
    def possible_contradictions(self) -> list[Incompatibility]:
        return self._rows("possible_contradictions.csv", Incompatibility)

    @cached_property
    def event_names(self) -> list[EventName]:
        return self._rows("events.csv", EventName)

    @cached_property
    def plan(self) -> dict[str, Any]:
        """plan.toml as it stands: what the plan is called and its task groups; empty where the jurisdiction has none."""
        path = self.find("plan.toml")
        return _toml(path) if path else {}

    @cached_property
    def group_weights(self) -> dict[int, float]:
        """Weight of each task group in the overall score, by number; empty where the jurisdiction has no plan: then all weigh alike."""
        weights = {group["number"]: group["weight"] for group in self.plan.get("group", [])}
        if any(not isinstance(weight, int | float) or weight < 0 for weight in weights.values()):
            raise LawgapError("a group's weight must be a number of 0 or more", str(self.find("plan.toml")), "correct the weight")
        return weights

    @cached_property
    def calendar(self) -> list[CalendarDay]:
        return self._rows("calendar.csv", CalendarDay)

    @cached_property
    def public_holidays(self) -> list[CalendarDay]:
        """What stands in the place of the package `holidays`, in the snapshot of an edition; empty elsewhere: the package holds."""
        return self._rows("public_holidays.csv", CalendarDay)

    @cached_property
    def parameters(self) -> dict[str, Parameter]:
        path = self.find("parameters.toml")
        return {name: Parameter(**table) for name, table in _toml(path).items()} if path else {}

    @cached_property
    def contracts(self) -> dict[str, Contract]:
        names = [name for name in self.files if name.startswith("sources/") and name.endswith(".toml")]
        contracts = [read_contract(self.files[name]) for name in names]
        return check_joins({contract.source_id: contract for contract in contracts}, self.folder)


def _toml(path: Path) -> dict:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LawgapError(f"not valid TOML: {error}", str(path), "correct the file") from None


def load_profile(name: str | Path) -> Profile:
    """The profile called `name`, or the one in the folder `name`. Raises LawgapError if there is none."""
    folder = Path(name) if Path(name).is_dir() and (Path(name) / "profile.toml").exists() else settings.PROFILES / str(name)
    path = folder / "profile.toml"
    if not path.exists():
        known = ", ".join(sorted(entry.parent.name for entry in settings.PROFILES.glob("*/profile.toml")))
        raise LawgapError(f"no profile {name!r}", str(path), f"use one of: {known}; or a folder with a profile.toml")
    try:
        card = Card(**_toml(path))
    except ValidationError as error:
        first = error.errors()[0]
        raise LawgapError(f"{first['loc']}: {first['msg']}", str(path), "correct the key") from None
    base = load_profile(card.extends) if card.extends else None
    return Profile(folder.resolve(), base, card)
