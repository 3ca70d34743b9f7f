"""Denunciations accepted or refused by the day that falls due."""

from tests.reference.indicators.duties import on_time

STANDARDS = ["denunciation_initial_processing", "denunciation_initial_processing_multi"]


def reference(tables, clock):
    return on_time(tables["duties.duty"], STANDARDS, clock)
