"""Inspected again on time after a failure."""

from tests.reference.indicators.duties import on_time

STANDARDS = ["failed_canvass_reinspected"]


def reference(tables, clock):
    return on_time(tables["duties.duty"], STANDARDS, clock)
