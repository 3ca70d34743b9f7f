"""Denunciations concluded within the limit their written extensions give."""

from tests.reference.indicators.duties import on_time

STANDARDS = ["denunciation_settlement", "denunciation_settlement_complex", "denunciation_settlement_very_complex"]


def reference(tables, clock):
    return on_time(tables["duties.duty"], STANDARDS, clock)
