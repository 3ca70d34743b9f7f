"""How long complaints take from acceptance to the decision."""

from tests.reference.indicators.duties import lengths

STANDARDS = [
    "complaint_first_settlement",
    "complaint_first_settlement_complex",
    "complaint_first_settlement_remote",
    "complaint_first_settlement_remote_complex",
    "complaint_second_settlement",
    "complaint_second_settlement_complex",
    "complaint_second_settlement_remote",
    "complaint_second_settlement_remote_complex",
    "complaint_discipline_settlement",
    "complaint_closed",
]


def reference(tables, clock):
    return lengths(tables["duties.duty"], STANDARDS, clock)
