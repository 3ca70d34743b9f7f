"""Fines from half to twice the city's median for the same violation."""

from statistics import median

from tests.reference.indicators.outcomes import by_then, counted, in_trend, month


def reference(tables, clock):
    fines = [
        case for case in tables["cases.sanction"]
        if by_then(case["decided_at"], clock) and in_trend(month(case["decided_at"]), clock) and case["amount"] and case["amount"] > 0
    ]  # fmt: skip
    judged = []
    for case in fines:
        alike = [other for other in fines if case["violation"] is not None and other["violation"] == case["violation"]]
        if len(alike) < 5 or len({other["agency_id"] for other in alike}) < 2:
            outcome = "unknown"
        else:
            middle = median(other["amount"] for other in alike)
            outcome = "yes" if middle / 2 <= case["amount"] <= middle * 2 else "no"
        judged.append((case["agency_id"], "-", month(case["decided_at"]), outcome))
    return counted(judged, clock)
