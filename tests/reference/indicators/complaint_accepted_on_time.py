"""Complaints, first or second, accepted by the day acceptance falls due."""

from tests.reference.indicators.duties import on_time

STANDARDS = [
    "complaint_first_acceptance_v1",
    "complaint_first_acceptance_v2",
    "complaint_second_acceptance_v1",
    "complaint_second_acceptance_v2",
    "complaint_discipline_acceptance",
]


def reference(tables, clock):
    return on_time(tables["duties.duty"], STANDARDS, clock)
