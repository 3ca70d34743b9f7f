"""The law's clock, slow and obvious: one day after another. Shares nothing with the SQL it is compared with."""

import csv
import datetime as dt
from dataclasses import dataclass, field

import holidays

from tests.conftest import ROOT

DAY = dt.timedelta(days=1)
END_OF_DAY = dt.time(23, 59, 59)
_VN = holidays.country_holidays("VN", years=range(2024, 2028))
with (ROOT / "profiles" / "hanoi" / "calendar.csv").open(encoding="utf-8") as _handle:
    _SWAPS = {dt.date.fromisoformat(row["date"]): row["kind"] == "work" for row in csv.DictReader(_handle)}


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


@dataclass
class Rule:
    limit: int
    unit: str
    rolls: bool = False
    cut_off: int | None = None


@dataclass
class Case:
    arises: dt.datetime
    fulfilled: dt.datetime | None = None
    withdrawn: dt.datetime | None = None
    pauses: list[tuple[dt.datetime, dt.datetime | None]] = field(default_factory=list)


def due_day(rule: Rule, arises: dt.datetime) -> dt.date:
    day = arises.date()
    if rule.unit == "calendar_day":
        due = day + rule.limit * DAY
        return next_working(due) if rule.rolls else due
    if rule.cut_off is not None and arises > dt.datetime.combine(day, dt.time(rule.cut_off)):
        day = next_working(day + DAY)
    elif rule.limit == 0:
        day = next_working(day)
    return add_working(day, rule.limit)


def moved_due_day(rule: Rule, case: Case, as_of: dt.date) -> dt.date:
    """Days after the request up to and including the day of receipt do not count, if it was made in time."""
    due = due_day(rule, case.arises)
    unrolled = case.arises.date() + rule.limit * DAY
    counted_to = dt.date.min
    for opened, closed in sorted(case.pauses):
        if opened.date() > due:
            break
        day, last = max(opened.date(), counted_to), (closed.date() if closed else as_of)
        stopped = 0
        while day < last:
            day += DAY
            stopped += 1 if rule.unit == "calendar_day" else int(is_working(day))
        counted_to = max(counted_to, last)
        if rule.unit == "calendar_day":
            unrolled += stopped * DAY
            due = next_working(unrolled) if rule.rolls else unrolled
        else:
            due = add_working(due, stopped)
    return due


def status(rule: Rule, case: Case, as_of: dt.date) -> str:
    end = dt.datetime.combine(as_of, END_OF_DAY)
    due = dt.datetime.combine(moved_due_day(rule, case, as_of), END_OF_DAY)
    fulfilled = case.fulfilled if case.fulfilled and case.fulfilled <= end else None
    withdrawn = case.withdrawn if case.withdrawn and case.withdrawn <= end else None
    if fulfilled and fulfilled.date() < case.arises.date():
        return "unknown"
    if fulfilled and fulfilled <= due:
        return "met"
    if withdrawn and withdrawn <= due:
        return "excused"
    if fulfilled or withdrawn:
        return "late"
    if due > end or any(closed is None and opened.date() <= due.date() for opened, closed in case.pauses):
        return "pending"
    return "overdue"
