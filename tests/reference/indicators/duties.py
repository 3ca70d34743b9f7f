"""What the references share: the months of the trend, and counting duties by the month they fall due in."""

import datetime as dt
from typing import Any

Rows = list[dict[str, Any]]
Clock = dict[str, Any]


def month_of(moment: dt.datetime) -> str:
    return f"{moment.year:04d}-{moment.month:02d}"


def in_trend(month: str, clock: Clock) -> bool:
    return clock["first_month"] <= month <= clock["last_month"]


def on_time(duties: Rows, standards: list[str], clock: Clock) -> set[tuple]:
    """(agency, standard, month, met, met + late + overdue, unknown); pending and excused duties count nowhere."""
    wanted = [d for d in duties if d["standard_id"] in standards and in_trend(d["month"], clock)]
    found = set()
    for agency, standard, month in {(d["agency_id"], d["standard_id"], d["month"]) for d in wanted}:
        statuses = [d["status"] for d in wanted if (d["agency_id"], d["standard_id"], d["month"]) == (agency, standard, month)]
        met, unmet = statuses.count("met"), statuses.count("late") + statuses.count("overdue")
        found.add((agency, standard, month, met, met + unmet, statuses.count("unknown")))
    return found


def lengths(duties: Rows, standards: list[str], clock: Clock) -> list[tuple]:
    """(agency, standard, month, days, 1 if ended) of every duty whose length is known so far; excused and unknown have none."""
    return [
        (d["agency_id"], d["standard_id"], d["month"], d["days_taken"], 1 if d["ended"] else 0)
        for d in duties
        if d["standard_id"] in standards
        and in_trend(d["month"], clock)
        and d["status"] not in ("excused", "unknown")
        and d["days_taken"] is not None
        and d["days_taken"] >= 0
    ]


def tally(found: list[tuple[str, str, str]], clock: Clock) -> set[tuple]:
    """From (agency, month, yes | no | unknown) to the rows of a proportion over cases, which has no standard."""
    rows = set()
    for agency, month in {(agency, month) for agency, month, _ in found if in_trend(month, clock)}:
        answers = [answer for a, m, answer in found if (a, m) == (agency, month)]
        yes, no = answers.count("yes"), answers.count("no")
        rows.add((agency, "-", month, yes, yes + no, answers.count("unknown")))
    return rows
