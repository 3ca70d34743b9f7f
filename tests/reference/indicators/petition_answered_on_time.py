"""Feedback, citizens received in person and voters, answered on time."""

from tests.reference.indicators.duties import on_time

STANDARDS = ["pakn_answered", "petition_reception_reply", "voter_petition_answered"]


def reference(tables, clock):
    return on_time(tables["duties.duty"], STANDARDS, clock)
