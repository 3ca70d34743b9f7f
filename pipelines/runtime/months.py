"""The months for which there can be an edition: what indicators, gaps and editions are partitioned by in the UI."""

import calendar
import datetime as dt

from dagster import MonthlyPartitionsDefinition

from pipelines.runtime.profile import Profile

MONTH = "%Y-%m"


def months(profile: Profile) -> MonthlyPartitionsDefinition:
    """`YYYY-MM`, from the profile's first month to the last one that has ended where the profile lies."""
    return MonthlyPartitionsDefinition(start_date=profile.card.first_month, fmt=MONTH, timezone=profile.card.time_zone)


def last_day(month: str) -> dt.date:
    """The as_of of the edition of `month`, `YYYY-MM`."""
    year, number = map(int, month.split("-"))
    return dt.date(year, number, calendar.monthrange(year, number)[1])


def end_before(today: dt.date) -> dt.date:
    """The last day of the month before that of `today`."""
    return today.replace(day=1) - dt.timedelta(days=1)


def month_of(profile: Profile, as_of: dt.date) -> str | None:
    """The partition whose edition is that of `as_of`; None within a month, and outside the profile's months."""
    month = f"{as_of:{MONTH}}"
    return month if as_of == last_day(month) and months(profile).has_partition_key(month) else None
