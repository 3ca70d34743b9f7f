"""Sanctions decided within the limits of article 66."""

from tests.reference.indicators.duties import on_time

STANDARDS = ["sanction_decision", "sanction_decision_transferred", "sanction_decision_explanation", "sanction_decision_serious"]


def reference(tables, clock):
    return on_time(tables["duties.duty"], STANDARDS, clock)
