"""Dossiers of every procedure that has a standard of its own, decided within its limit."""

from tests.reference.indicators.duties import on_time


def reference(tables, clock):
    procedures = [standard["standard_id"] for standard in tables["sources.standard"] if standard["by_procedure"]]
    return on_time(tables["duties.duty"], procedures, clock)
