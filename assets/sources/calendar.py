"""The working-day calendar as a table, so that due dates are integer joins.

Package `holidays` says what is a day off and which Saturdays are worked; the profile's calendar.csv
lies over it, because swaps are announced late and one of 2026 is missing in the package. What the package says changes from
release to release, so an edition's snapshot keeps what it said (public_holidays.csv), which then stands in its place.
Source: Labour Code 45/2019/QH14, Art. 111-112; the profile's calendar.csv names each document.
"""

import calendar as months
import datetime as dt

import numpy as np
import pandas as pd

from pipelines.runtime.profile import CalendarDay, Profile

FIRST, LAST = dt.date(1990, 1, 1), dt.date(2045, 12, 31)
TYPES = {
    "day": "DATE", "day_no": "BIGINT", "work_no": "BIGINT", "is_working": "BIGINT",
    "month_no": "BIGINT", "day_of_month": "BIGINT", "days_in_month": "BIGINT", "confirmed": "BIGINT",
}  # fmt: skip


def calendar_days(profile: Profile) -> pd.DataFrame:
    """One row a day, 1990–2045.

    `day_no` days since 1970-01-01; `work_no` ordinal of the last working day up to this day;
    `confirmed` 1 where the year's official table is in.
    """
    days = pd.date_range(FIRST, LAST)
    working = np.asarray(days.dayofweek < 5)
    position = {day.date(): i for i, day in enumerate(days)}
    for change in [*(profile.public_holidays or public_holidays(profile.card.holidays)), *profile.calendar]:
        working[position[change.date]] = change.kind == "work"
    confirmed = set(profile.card.confirmed_years)
    everything = not profile.card.holidays
    return pd.DataFrame(
        {
            "day": days.date,
            "day_no": (days - pd.Timestamp("1970-01-01")).days,
            "work_no": np.cumsum(working),
            "is_working": working.astype(int),
            "month_no": days.year * 12 + days.month - 1,
            "day_of_month": days.day,
            "days_in_month": [months.monthrange(day.year, day.month)[1] for day in days],
            "confirmed": [int(everything or day.year in confirmed) for day in days],
        }
    )


def working_day_of_month(profile: Profile, day: dt.date) -> int:
    """1 on the first working day of its month, and so on; 0 on a day off. `day` lies between 1990 and 2045."""
    days = calendar_days(profile)
    month = days[days["day"].between(day.replace(day=1), day)]
    return int(month["is_working"].sum()) if month["is_working"].iloc[-1] else 0


def public_holidays(country: str) -> list[CalendarDay]:
    """What the package says of a country today: every working day that is off, and every Saturday and Sunday that is worked."""
    if not country:
        return []
    import holidays

    days = [day.date() for day in pd.date_range(FIRST, LAST)]
    table = holidays.country_holidays(country, years=range(FIRST.year, LAST.year + 1))
    document = f"holidays {holidays.__version__}"
    # is_working_day, never membership alone: a swapped Saturday is a working day
    said = ((day, bool(table.is_working_day(day))) for day in days)
    return [
        CalendarDay(date=day, kind="work" if working else "off", document=document)
        for day, working in said
        if working != (day.weekday() < 5)
    ]
