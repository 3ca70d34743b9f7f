"""Days, one after another."""

import calendar as months
import csv
import datetime as dt
from functools import cache

import holidays

from tests.conftest import ROOT

DAY = dt.timedelta(days=1)
LAST_SECOND = dt.time(23, 59, 59)
MORNING, AFTERNOON = (8 * 60, 12 * 60), (13 * 60, 17 * 60)
_VN = holidays.country_holidays("VN", years=range(2015, 2035))
with (ROOT / "profiles" / "hanoi" / "calendar.csv").open(encoding="utf-8") as _handle:
    _SWAPS = {dt.date.fromisoformat(row["date"]): row["kind"] == "work" for row in csv.DictReader(_handle)}


@cache
def is_working(day: dt.date) -> bool:
    return _SWAPS.get(day, _VN.is_working_day(day))


def next_working(day: dt.date) -> dt.date:
    """The first working day on or after `day`."""
    while not is_working(day):
        day += DAY
    return day


def add_working(day: dt.date, number: int) -> dt.date:
    """`number` working days after `day`; the day itself does not count."""
    for _ in range(number):
        day = next_working(day + DAY)
    return day


def working_between(first: dt.date, last: dt.date) -> int:
    """Working days after `first` up to and including `last`."""
    number = 0
    while first < last:
        first += DAY
        number += is_working(first)
    return number


def add_months(day: dt.date, number: int) -> dt.date:
    """The same day so many months later, or the last of that month: 31 January + 1 month is the end of February."""
    year, month = day.year, day.month
    for _ in range(number):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return dt.date(year, month, min(day.day, months.monthrange(year, month)[1]))


def end_of(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, LAST_SECOND)


def in_office(moment: dt.datetime) -> bool:
    """Is the minute that begins at `moment` one of office hours on a working day?"""
    minute = moment.hour * 60 + moment.minute
    return is_working(moment.date()) and any(first <= minute < last for first, last in (MORNING, AFTERNOON))


def add_office_hours(moment: dt.datetime, hours: int) -> dt.datetime:
    """Minute by minute through office hours."""
    moment, left = moment.replace(second=0), hours * 60
    while left:
        left -= in_office(moment)
        moment += dt.timedelta(minutes=1)
    return moment
