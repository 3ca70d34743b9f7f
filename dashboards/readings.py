"""What an indicator says in numbers: of an agency, of a month, of all agencies together; and how such a number is written.

Counts come from dashboards/queries/indicator_*.sql; intervals are those of the room indicators.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assets.indicators.intervals import poisson, wilson
from dashboards.desk import Desk
from dashboards.facts import Row
from dashboards.words import NBSP

OF_STANDARD = "days in the unit of the standard"


@dataclass(frozen=True)
class Reading:
    """Counts with value and 95 % interval in the indicator's unit; None where the denominator is too small or the family
    has none. `worst`: the value if every unknown were unmet."""

    numerator: int
    denominator: int
    unknown: int
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    worst: float | None = None
    small: bool = False


def reading(indicator: Row, row: Row) -> Reading:
    """The reading of one row of counts. A row of one standard keeps the numbers of the audit file."""
    n, d, unknown = (int(row[name] or 0) for name in ("numerator", "denominator", "unknown"))
    if d < indicator["minimum_denominator"] or d <= 0:
        return Reading(n, d, unknown, small=True)
    family = indicator["family"]
    if family == "duration":
        return Reading(n, d, unknown, row.get("value"), row.get("lower"), row.get("upper"))
    if family == "amount":
        return Reading(n, d, unknown, n / d)
    if family == "rate":
        low, high = poisson(n, d)
        return Reading(n, d, unknown, n / d, float(low), float(high))
    low, high = wilson(n, d)
    found = n + unknown if indicator["better"] == "lower" else n
    return Reading(n, d, unknown, n / d, float(low), float(high), found / (d + unknown) if unknown else None)


def together(indicator: Row, rows: Iterable[Row]) -> Reading:
    """All agencies of the 12 months as one. Lengths do not add up, and neither do agencies that count the units under them."""
    rows = list(rows)
    summed = {name: sum(int(r[name] or 0) for r in rows) for name in ("numerator", "denominator", "unknown")}
    if indicator["family"] == "duration" or overlaps(indicator):
        return Reading(**summed, small=summed["denominator"] < indicator["minimum_denominator"])
    return reading(indicator, summed)


def overlaps(indicator: Row) -> bool:
    """Whether an agency's counts hold those of the units under it, so that their sum would count twice."""
    return "units under it" in indicator["grain"]


def is_share(indicator: Row) -> bool:
    """Whether its values are shares of 100 %."""
    return indicator["unit"] == "percent"


def written(desk: Desk, indicator: Row, value: float | None, standard: Row | None = None) -> str:
    """A value with its unit; days in the unit of the standard they belong to."""
    if value is None:
        return "–"
    if is_share(indicator):
        return desk.t.share(value)
    if indicator["unit"] == OF_STANDARD:
        return desk.amount(value, standard["unit"] if standard else "day")
    if indicator["unit"] == "calendar_day":
        return desk.amount(value, "calendar_day")
    number = desk.t.number(value, 2)
    return number if indicator["unit"] == "ratio" else f"{number}{NBSP}{desk.t.word('indicator_unit', indicator['unit'])}"


def span(desk: Desk, indicator: Row, low: float | None, high: float | None) -> str:
    """An interval without repeating the unit; a median that the open cases leave open above has no upper end."""
    if low is None:
        return ""
    places = 0 if indicator["family"] == "duration" else 2
    ends = ["∞" if v is None else desk.t.share(v) if is_share(indicator) else desk.t.number(v, places) for v in (low, high)]
    return " – ".join(ends)
