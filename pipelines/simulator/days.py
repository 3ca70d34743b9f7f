"""Working days of the simulated city: weekends, holidays and the profile's calendar.csv. Its own, on purpose."""

import csv
import datetime as dt
from functools import cache
from pathlib import Path

PROFILES = Path(__file__).resolve().parents[2] / "profiles"
HORIZON = range(2023, 2028)


@cache
def working_days() -> list[dt.date]:
    """Every working day of the horizon, in order."""
    import holidays

    table = holidays.country_holidays("VN", years=list(HORIZON))
    with (PROFILES / "hanoi" / "calendar.csv").open(encoding="utf-8") as handle:
        swaps = {dt.date.fromisoformat(row["date"]): row["kind"] == "work" for row in csv.DictReader(handle)}
    first, last = dt.date(HORIZON[0], 1, 1), dt.date(HORIZON[-1], 12, 31)
    days = (first + dt.timedelta(days=i) for i in range((last - first).days + 1))
    return [day for day in days if swaps.get(day, table.is_working_day(day))]


@cache
def _positions() -> dict[dt.date, int]:
    return {day: i for i, day in enumerate(working_days())}


def is_working(day: dt.date) -> bool:
    return day in _positions()


def after(day: dt.date, number: int) -> dt.date:
    """The working day `number` working days after `day`, itself a working day."""
    return working_days()[_positions()[day] + number]


def on_or_after(day: dt.date) -> dt.date:
    """`day` if it is a working day, else the next one: nobody signs anything during Tết."""
    while day not in _positions():
        day += dt.timedelta(days=1)
    return day


def between(first: dt.date, last: dt.date) -> int:
    """How many working days `last` lies after `first`; both are working days."""
    return _positions()[last] - _positions()[first]


@cache
def of_month(year: int, month: int) -> list[dt.date]:
    return [day for day in working_days() if day.year == year and day.month == month]


def on_or_before(day: dt.date) -> dt.date:
    """The last working day up to `day`: what must be done by a day off is done before it."""
    while day not in _positions():
        day -= dt.timedelta(days=1)
    return day
