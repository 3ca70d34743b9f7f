"""Recommendations of inspections carried out on time."""

from tests.reference.indicators.duties import on_time

STANDARDS = ["inspection_recommendation_done"]


def reference(tables, clock):
    return on_time(tables["duties.duty"], STANDARDS, clock)
