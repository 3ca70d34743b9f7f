"""Recommendations of auditors carried out by the date they state."""

from tests.reference.indicators.recommendations import done_on_time


def reference(tables, clock):
    return done_on_time("audit", tables, clock)
