"""Implementing documents issued by the day each falls due."""

from tests.reference.indicators.duties import on_time

STANDARDS = ["implementing_docs_assigned_issued"]


def reference(tables, clock):
    return on_time(tables["duties.duty"], STANDARDS, clock)
