"""Satisfied among those surveyed, by the last month of the period."""

from tests.reference.indicators.outcomes import summed

QUARTERS = {"Q1": "03", "Q2": "06", "Q3": "09", "Q4": "12"}


def reference(tables, clock):
    parts = []
    for case in tables["cases.survey"]:
        if case["period"] is not None:
            year, _, part = case["period"].partition("-")
            period = f"{year}-{QUARTERS.get(part, part or '12')}"
            parts.append((case["agency_id"], "-", period, *_figures(case["responses"], case["satisfied"])))
    return summed(parts, clock)


def _figures(responses: int | None, satisfied: int | None) -> tuple[int, int, int]:
    if responses is None or satisfied is None or not 0 <= satisfied <= responses:
        return 0, 0, max(responses or 1, 1)
    return satisfied, responses, 0
