"""Violations among the cases checked, by the month the inspection ended."""

from tests.reference.indicators.outcomes import by_then, month, summed


def reference(tables, clock):
    parts = []
    for case in tables["cases.inspection"]:
        started = by_then(case["started_at"], clock) if case["result"] is not None else None
        day = by_then(case["ended_at"], clock) or by_then(case["concluded_at"], clock) or started
        if day is not None:
            parts.append((case["agency_id"], "-", month(day), *_figures(case)))
    return summed(parts, clock)


def _figures(case: dict) -> tuple[int, int, int]:
    checked, violating = case["cases_checked"], case["cases_violating"]
    if checked is None and violating is None and case["result"] is not None:
        return (1 if case["result"] == "failed" else 0), 1, 0
    if checked is None or violating is None or not 0 <= violating <= checked:
        return 0, 0, max(checked or 1, 1)
    return violating, checked, 0
