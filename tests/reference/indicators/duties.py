"""What the references share: counting duties by the month they fall due in."""

from typing import Any

Rows = list[dict[str, Any]]


def on_time(duties: Rows, standards: list[str], clock: dict[str, Any]) -> set[tuple]:
    """(agency, standard, month, met, met + late + overdue, unknown); pending and excused duties count nowhere."""
    wanted = [d for d in duties if d["standard_id"] in standards and clock["first_month"] <= d["month"] <= clock["last_month"]]
    found = set()
    for agency, standard, month in {(d["agency_id"], d["standard_id"], d["month"]) for d in wanted}:
        statuses = [d["status"] for d in wanted if (d["agency_id"], d["standard_id"], d["month"]) == (agency, standard, month)]
        met, unmet = statuses.count("met"), statuses.count("late") + statuses.count("overdue")
        found.add((agency, standard, month, met, met + unmet, statuses.count("unknown")))
    return found
