"""Implementing documents in force on the day their law is."""

from tests.reference.indicators.duties import on_time

STANDARDS = ["implementing_docs_same_time", "capital_2024_implementing_docs"]


def reference(tables, clock):
    return on_time(tables["duties.duty"], STANDARDS, clock)
