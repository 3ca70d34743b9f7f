"""Recommendations of the Fatherland Front carried out by the date they state."""

from tests.reference.indicators.recommendations import done_on_time


def reference(tables, clock):
    return done_on_time("front", tables, clock)
