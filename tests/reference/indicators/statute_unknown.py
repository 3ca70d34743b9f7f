"""Duties whose outcome is unknown, of all that fell due."""

from tests.reference.indicators.outcomes import counted


def reference(tables, clock):
    judged = [
        (duty["agency_id"], duty["standard_id"], duty["month"], "yes" if duty["status"] == "unknown" else "no")
        for duty in tables["duties.duty"]
        if duty["status"] not in ("pending", "excused")
    ]
    return counted(judged, clock)
