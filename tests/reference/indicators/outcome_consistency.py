"""Complaints decided as like complaints usually are in the city."""

from collections import Counter

from tests.reference.indicators.outcomes import by_then, counted, in_trend, month


def reference(tables, clock):
    decided = [
        case for case in tables["cases.complaint"]
        if by_then(case["decided_at"], clock) and in_trend(month(case["decided_at"]), clock) and case["result"] != "withdrawn"
    ]  # fmt: skip
    judged = []
    for case in decided:
        usual = _usual([other for other in decided if other["result"] is not None and _kind(other) == _kind(case)])
        known = case["field"] is not None and case["result"] is not None and usual is not None
        outcome = "unknown" if not known else "yes" if case["result"] == usual else "no"
        judged.append((case["agency_id"], "-", month(case["decided_at"]), outcome))
    return counted(judged, clock)


def _kind(case: dict) -> tuple:
    return case["field"], case["procedure_code"] or "", case["instance"] or "1"


def _usual(alike: list[dict]) -> str | None:
    """The outcome of most of at least five decisions by at least two agencies; None where there is no such."""
    if len(alike) < 5 or len({case["agency_id"] for case in alike}) < 2:
        return None
    (first, most), *others = Counter(case["result"] for case in alike).most_common()
    return None if others and others[0][1] == most else first
