"""Days of a world as arrays: ordinals, working days, and how busy each working day is. Working days are those of days.py."""

import datetime as dt
from functools import cache

import numpy as np
from numpy.typing import NDArray

from pipelines.simulator import days

Ints = NDArray[np.int64]
FIRST, LAST = dt.date(days.HORIZON[0], 1, 1), dt.date(days.HORIZON[-1], 12, 31)
ZERO = FIRST.toordinal()
# January to December: taxes and schools in autumn, holidays in summer
SEASON = (0.95, 0.85, 1.1, 1.05, 1.05, 0.95, 0.9, 1.0, 1.1, 1.1, 1.05, 0.9)
BEFORE_TET, AFTER_TET = 0.5, 1.5
REFORM, BEFORE_REFORM = dt.date(2025, 7, 1), 0.7


@cache
def work() -> Ints:
    """Ordinals of the working days; a position in this array is what limits in working days are counted in."""
    return np.array([day.toordinal() for day in days.working_days()])


def on_or_after(ordinals: Ints) -> Ints:
    """Position of the first working day from each day on."""
    return np.searchsorted(work(), ordinals, side="left")


def on_or_before(ordinals: Ints) -> Ints:
    """Position of the last working day up to each day."""
    return np.searchsorted(work(), ordinals, side="right") - 1


@cache
def busyness(first: dt.date, last: dt.date) -> tuple[Ints, NDArray[np.float64]]:
    """(positions, weights) of the working days of a span; a weight of 1 is a usual day. Days before Tết are quiet, days after it are
    full, and before the communes of July 2025 there was less to file at one place."""
    positions = np.arange(on_or_after(np.array(first.toordinal())), on_or_before(np.array(last.toordinal())) + 1)
    dates = [dt.date.fromordinal(int(ordinal)) for ordinal in work()[positions]]
    weights = np.array([SEASON[day.month - 1] * (BEFORE_REFORM if day < REFORM else 1.0) for day in dates])
    # no other gap of the winter is as long
    gaps = np.diff(work())
    for tet in np.flatnonzero(gaps >= 6):
        if dt.date.fromordinal(int(work()[tet])).month in (1, 2):
            weights[(positions > tet - 4) & (positions <= tet)] *= BEFORE_TET
            weights[(positions > tet) & (positions <= tet + 8)] *= AFTER_TET
    return positions, weights


@cache
def texts() -> tuple[list[str], list[str]]:
    """(dd/mm/yyyy by ordinal − ZERO, HH:MM by minute of the day)."""
    dates = [f"{dt.date.fromordinal(i):%d/%m/%Y}" for i in range(ZERO, LAST.toordinal() + 1)]
    return dates, [f"{minute // 60:02d}:{minute % 60:02d}" for minute in range(1440)]


@cache
def months_by_ordinal() -> Ints:
    """Months since year 0 by ordinal − ZERO."""
    return np.array([day.year * 12 + day.month - 1 for day in map(dt.date.fromordinal, range(ZERO, LAST.toordinal() + 1))])


def month_number(day: dt.date) -> int:
    """Months since year 0: whole numbers that can be compared and counted."""
    return day.year * 12 + day.month - 1


def first_of(month: int) -> dt.date:
    """First day of a month counted since year 0."""
    return dt.date(month // 12, month % 12 + 1, 1)
