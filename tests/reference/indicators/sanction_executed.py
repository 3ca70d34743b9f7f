"""Sanctions executed within the ten days, and within the year of limitation."""

from tests.reference.indicators.duties import on_time

STANDARDS = ["sanction_executed", "sanction_execution_limitation"]


def reference(tables, clock):
    return on_time(tables["duties.duty"], STANDARDS, clock)
