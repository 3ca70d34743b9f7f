"""The simulated city as everybody who writes rows sees it: agencies, months, streams of chance, and the two clocks of the law."""

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from pipelines.simulator import days

PROFILES = Path(__file__).resolve().parents[2] / "profiles"
MONTHS = [(2024 + (10 + i) // 12, (10 + i) % 12 + 1) for i in range(24)]
LAST_YEAR = MONTHS[12:]
END = dt.date(2026, 10, 31)
KEPT, SPREAD = 0.985, 150
INSPECTORATE = "MS04"
# one stream for each subject and agency: one more subject, or agency, moves nobody else's numbers
STREAMS = (
    "complaints", "denunciations", "petitions", "inspections", "recommendations", "sanctions", "documents", "findings", "tasks",
    "receptions", "requests", "budget", "staff", "survey", "register", "figures", "dossiers", "apologies", "size",
)  # fmt: skip
UNITS = {
    "city": ("Văn phòng UBND thành phố", "Ban chỉ đạo thi hành pháp luật"),
    "department": ("Văn phòng sở", "Phòng Pháp chế"),
    "commune": ("Văn phòng HĐND và UBND", "Phòng Kinh tế", "Phòng Văn hóa - Xã hội"),
}
Draw = np.random.Generator


@dataclass(frozen=True)
class Agency:
    """Who owes duties: its place in the register keys its streams, its size its volumes."""

    code: str
    tier: str
    number: int
    office: str
    size: float

    def person(self, draw: Draw) -> str:
        """An official in charge: a place, never a name."""
        return f"Cán bộ {int(draw.integers(1, 7)):02d}"

    def unit(self, draw: Draw) -> str:
        return one_of(draw, UNITS[self.tier])


@dataclass
class World:
    """New rows by source, in the order in which they arise, and what was planted exactly."""

    seed: int
    agencies: list[Agency]
    rows: dict[str, list[dict]] = field(default_factory=dict)
    planted: list[dict] = field(default_factory=list)

    def stream(self, name: str, agency: Agency | None = None) -> Draw:
        number = agency.number if agency else 9_999
        return np.random.Generator(np.random.Philox(key=[self.seed, 10_000 * (STREAMS.index(name) + 2) + number]))

    def each(self, name: str, *tiers: str) -> Iterator[tuple[Agency, Draw]]:
        """Agencies of the tiers (or all), each with its own stream."""
        for agency in self.agencies:
            if not tiers or agency.tier in tiers:
                yield agency, self.stream(name, agency)

    def agency(self, code: str) -> Agency:
        return next(agency for agency in self.agencies if agency.code == code)

    def add(self, source: str, row: dict) -> dict:
        self.rows.setdefault(source, []).append(row)
        return row

    def event(self, kind: str, case: str, name: str, day: dt.date, ground: str = "", hour: int = 10) -> None:
        """What happened to a case of any kind, reported by the city's own system."""
        moment = dt.datetime.combine(day, dt.time(hour, 0))
        self.add("su_kien_vu_viec", {
            "Loại vụ việc": kind, "Mã vụ việc": case, "Sự kiện": name, "Thời điểm": moment, "Thời điểm ghi nhận": moment, "Căn cứ": ground,
        })  # fmt: skip

    def plant(self, kind: str, agency: str, standard: str, since: dt.date, size: int, note: str, procedure: str = "") -> None:
        self.planted.append({
            "kind": kind, "agency_id": agency, "standard_id": standard, "procedure_code": procedure,
            "from": since.isoformat(), "to": END.isoformat(), "size": size, "note": note,
        })  # fmt: skip


def make_world(seed: int) -> World:
    """The agencies of profile sample; communes are as large as their dossiers say, for it is the same first draw."""
    world = World(seed, [])
    offices = {row["agency_id"]: row["office_vi"] for row in _table("heads")}
    communes = 0
    for number, row in enumerate(_table("agencies")):
        agency = Agency(row["code"], row["tier"], number, offices[row["agency_id"]], 1.0)
        draw = world.stream("size", agency)
        if agency.tier == "commune":
            draw = np.random.Generator(np.random.Philox(key=[seed, communes]))
            communes += 1
        size = float(draw.lognormal(0, 0.45))
        world.agencies.append(Agency(agency.code, agency.tier, number, agency.office, size))
    return world


def _table(name: str) -> list[dict]:
    with (PROFILES / "sample" / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def one_of(draw: Draw, options: tuple[str, ...]) -> str:
    return options[int(draw.integers(len(options)))]


@dataclass
class Habit:
    """How an agency keeps one duty: it slips once in so many cases, evenly.

    Chance alone would have some of ten thousand cells slip three times in twelve, which nobody planted.
    """

    slack: float = 0.0
    passed: float = 0.0

    def keeps(self) -> bool:
        self.passed += self.slack
        slips = self.passed >= 1
        self.passed -= slips
        return not slips


def habit(draw: Draw) -> Habit:
    """About 98.5 % kept; some agencies a little more, some a little less."""
    return Habit(1 - float(draw.beta(KEPT * SPREAD, (1 - KEPT) * SPREAD)), float(draw.random()))


def some_day(draw: Draw, month: tuple[int, int]) -> dt.date:
    open_days = days.of_month(*month)
    return open_days[int(draw.integers(len(open_days)))]


def in_working_days(draw: Draw, start: dt.date, limit: int, kept: bool) -> dt.date:
    """A day on which something is done that the law wants within `limit` working days."""
    number = int(draw.integers(1, limit + 1)) if kept else limit + 1 + int(draw.geometric(0.3))
    return days.after(days.on_or_after(start), number)


def in_days(draw: Draw, start: dt.date, limit: int, kept: bool, least: int = 1) -> dt.date:
    """The same for calendar days: a limit that ends on a day off ends on the next working day."""
    if kept:
        return days.on_or_after(start + dt.timedelta(days=int(draw.integers(least, limit + 1))))
    due = days.on_or_after(start + dt.timedelta(days=limit))
    return days.on_or_after(due + dt.timedelta(days=2 + int(draw.geometric(0.1))))


def chance(draw: Draw, probability: float) -> bool:
    return bool(draw.random() < probability)
