"""Documents and procedures posted within the limit."""

from tests.reference.indicators.duties import on_time

STANDARDS = ["doc_local_posted", "tthc_posted_national_db"]


def reference(tables, clock):
    return on_time(tables["duties.duty"], STANDARDS, clock)
