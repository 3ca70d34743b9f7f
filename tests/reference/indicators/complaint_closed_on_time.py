"""Complaints settled by the day they fall due."""

from tests.reference.indicators.duties import on_time

STANDARDS = ["complaint_closed", "complaint_first_settlement", "complaint_first_settlement_complex"]


def reference(tables, clock):
    return on_time(tables["duties.duty"], STANDARDS, clock)
