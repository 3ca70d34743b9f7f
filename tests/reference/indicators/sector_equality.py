"""On-time share of private and foreign-owned enterprises beside that of state enterprises."""

from tests.reference.indicators.ratio import pooled


def reference(tables, clock):
    return pooled("applicant_type", {"private_enterprise", "foreign_enterprise"}, {"state_enterprise"}, tables, clock)
