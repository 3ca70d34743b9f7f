"""Conclusions published on time by the inspecting body."""

from tests.reference.indicators.duties import on_time

STANDARDS = ["inspection_conclusion_published"]


def reference(tables, clock):
    return on_time(tables["duties.duty"], STANDARDS, clock)
