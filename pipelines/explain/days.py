"""Why a day counts or does not: weekend, holiday, a swapped day with its document, or a lawful pause."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from assets.sources.calendar import calendar_days
from pipelines.runtime.profile import Profile

DAY = dt.timedelta(days=1)
WEEKDAYS = ("thứ Hai — Mon", "thứ Ba — Tue", "thứ Tư — Wed", "thứ Năm — Thu", "thứ Sáu — Fri", "thứ Bảy — Sat", "Chủ nhật — Sun")
# a longer stretch is shown around what happened in it, not day by day
SHOWN = 120
AROUND = 3


class Calendar:
    """The profile's working days, with the reason for each."""

    def __init__(self, profile: Profile) -> None:
        frame = calendar_days(profile)
        self._days = {row.day: (int(row.day_no), int(row.work_no), int(row.is_working)) for row in frame.itertuples()}
        self._changes = {change.date: change for change in profile.calendar}
        self._named = [_names(profile.card.holidays, language) for language in ("vi", "en_US")]

    def is_working(self, day: dt.date) -> bool:
        return self._days[day][2] == 1

    def number(self, day: dt.date, working: bool) -> int:
        """Ordinal of the day, or of the last working day up to it: differences are what the clock counts."""
        return self._days[day][1 if working else 0]

    def next_number(self, day: dt.date) -> int:
        """Ordinal of the working day that `day` is, or is followed by."""
        _, work_no, is_working = self._days[day]
        return work_no + 1 - is_working

    def working_day(self, number: int, start: dt.date) -> dt.date:
        """The working day with that ordinal, looked for from `start` on."""
        day = start
        while not (self.is_working(day) and self._days[day][1] == number):
            day += DAY
        return day

    def reason(self, day: dt.date) -> str:
        """Working or off, and why, in both languages."""
        working, change = self.is_working(day), self._changes.get(day)
        if change:
            document = f" ({change.document})" if change.document else ""
            word = "làm việc bù — swapped, worked" if working else "nghỉ hoán đổi — swapped, off"
            return word + document
        names = [named(day) for named in self._named]
        if not working and names[0]:
            return f"nghỉ: {names[0]} — off: {names[1] or names[0]}"
        if not working:
            return "nghỉ cuối tuần — weekend"
        return "làm việc bù — swapped, worked" if day.weekday() >= 5 else "làm việc — working"


def _names(country: str, language: str) -> Callable[[dt.date], str]:
    """The holiday's name on a day, '' on any other."""
    if not country:
        return lambda day: ""
    import holidays

    table = holidays.country_holidays(country, language=language)
    return lambda day: table.get(day) or ""


@cache
def calendar(profile: Profile) -> Calendar:
    return Calendar(profile)


@dataclass(frozen=True)
class Line:
    """One day of a clock. `count` is the number of days that have counted, in the standard's unit."""

    day: dt.date
    reason: str
    count: int
    marks: tuple[str, ...]

    def text(self) -> str:
        return (
            f"  {self.day:%d/%m/%Y} {WEEKDAYS[self.day.weekday()]:<15} {self.count:>4}  {self.reason:<45} {'; '.join(self.marks)}".rstrip()
        )


def count_days(
    known: Calendar, first: dt.date, last: dt.date, working: bool, stopped: Iterable[tuple[dt.date, dt.date]], marks: dict
) -> list[Line]:
    """One line a day. The day of receipt is 0; a day inside a lawful stop counts for nothing, and says so."""
    held = {opened + DAY * i for opened, closed in stopped for i in range(1, (closed - opened).days + 1)}
    lines, count, day = [], 0, first
    while day <= last:
        counts = day != first and day not in held and (not working or known.is_working(day))
        count += counts
        reason = known.reason(day) + (" · không tính — not counted" if day in held else "")
        lines.append(Line(day, reason, count, tuple(marks.get(day, ()))))
        day += DAY
    return lines


def shorten(lines: list[Line]) -> list[Line | int]:
    """All lines, or of very many those around which something happens; a number stands for so many days left out."""
    if len(lines) <= SHOWN:
        return list(lines)
    wanted = {0, len(lines) - 1} | {i for i, line in enumerate(lines) if line.marks}
    near = {i + step for i in wanted for step in range(-AROUND, AROUND + 1)}
    shown: list[Line | int] = []
    left = 0
    for i, line in enumerate(lines):
        if i in near:
            shown += [left, line] if left else [line]
            left = 0
        else:
            left += 1
    return shown
