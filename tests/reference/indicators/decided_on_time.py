"""Decided within the legal limit."""

from tests.reference.indicators.duties import on_time

STANDARDS = [
    "complaint_first_acceptance_v1",
    "complaint_first_acceptance_v2",
    "proc_household_business",
    "proc_birth_registration",
    "proc_construction_permit_house_v1",
    "proc_construction_permit_v2",
    "pakn_answered",
]


def reference(tables, clock):
    return on_time(tables["duties.duty"], STANDARDS, clock)
