"""Enforcement decided where a sanction was not obeyed."""

from tests.reference.indicators.duties import on_time

STANDARDS = ["sanction_enforcement_after_default"]


def reference(tables, clock):
    return on_time(tables["duties.duty"], STANDARDS, clock)
