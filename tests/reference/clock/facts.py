"""What the reference knows: the law's rows as they are written, and cases as lists of facts. Nothing is looked up by joins."""

import csv
import datetime as dt
from dataclasses import dataclass, field
from functools import cache

from tests.conftest import ROOT

# days that a case states beforehand; any other act counts once it has happened
STATED = {"result_promised", "task_due", "recommendation_due", "doc_due", "law_effective", "period_ended", "extension_due"}
LEAVING = ("withdrawn", "cancelled", "returned_unprocessed")
TIERS = {"01": "city", "MS": "department", "M0": "commune"}


@dataclass(frozen=True)
class Fact:
    event: str
    at: dt.datetime
    ground: str = ""
    recorded: dt.datetime | None = None
    new_due: dt.datetime | None = None
    new_agency: str = ""
    on_row: bool = False


@dataclass
class Case:
    kind: str
    number: str
    agency: str
    facts: list[Fact] = field(default_factory=list)
    traits: dict[str, str] = field(default_factory=dict)
    procedure: str = ""
    inspecting: str = ""

    def first(self, event: str | None, until: dt.datetime) -> Fact | None:
        return min((f for f in self.facts if f.event == event and f.at <= until), key=lambda f: f.at, default=None)


@dataclass
class World:
    """`came`: the files that came, as (source, agency or *, month). `sent`: events of event files, as (kind, event, day)."""

    as_of: dt.date
    cases: list[Case]
    came: set[tuple[str, str, str]]
    sent: list[tuple[str, str, dt.date]] = field(default_factory=list)

    @property
    def end(self) -> dt.datetime:
        return dt.datetime.combine(self.as_of, dt.time(23, 59, 59))


@dataclass
class Duty:
    standard: str
    case: str
    agency: str
    due: dt.datetime | None
    original: dt.datetime | None
    status: str
    base_due: dt.datetime | None = None
    base_status: str = ""
    late: int | None = None


def tier_of(agency: str) -> str:
    return TIERS[agency[:2]]


@cache
def standards() -> list[dict]:
    """The measured rows of the catalogue."""
    with (ROOT / "profiles" / "hanoi" / "standards.csv").open(encoding="utf-8-sig", newline="") as handle:
        return [row for row in csv.DictReader(handle) if row["measure"] != "not_measured"]


@cache
def of_kind(kind: str) -> list[dict]:
    return [row for row in standards() if row["case_kind"] == kind]


@cache
def procedures() -> list[dict]:
    with (ROOT / "profiles" / "hanoi" / "procedures.csv").open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def day_of(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def in_force(row: dict, day: dt.date) -> bool:
    return (not row["effective_from"] or day_of(row["effective_from"]) <= day) and (
        not row["effective_to"] or day <= day_of(row["effective_to"])
    )


def conditions(standard: dict) -> list[tuple[str, str]]:
    parts = [part.strip() for part in standard["condition"].split("&") if part.strip() not in ("", "procedure")]
    return [tuple(text.strip() for text in part.split("=")) for part in parts]
