"""Open duties past their due date, on the day of the figures."""

from tests.reference.indicators.outcomes import counted

OUTCOMES = {"overdue": "yes", "pending": "no", "unknown": "unknown"}


def reference(tables, clock):
    judged = [
        (duty["agency_id"], duty["standard_id"], clock["last_month"], OUTCOMES[duty["status"]])
        for duty in tables["duties.duty"]
        if duty["fulfilled_at"] is None and duty["status"] in OUTCOMES
    ]
    return counted(judged, clock)
