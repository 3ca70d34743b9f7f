"""Visits per reception day held."""

from tests.reference.indicators.outcomes import by_then, month, summed


def reference(tables, clock):
    parts = []
    for case in tables["cases.reception"]:
        if by_then(case["held_at"], clock):
            known = case["visits"] is not None and case["visits"] >= 0
            parts.append((case["agency_id"], "-", month(case["held_at"]), *((case["visits"], 1, 0) if known else (0, 0, 1))))
    return summed(parts, clock)
