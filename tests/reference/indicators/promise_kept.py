"""Results ready by the day on the slip."""

from tests.reference.indicators.duties import on_time

STANDARDS = ["onestop_result_by_due_date", "renewal_before_term"]


def reference(tables, clock):
    return on_time(tables["duties.duty"], STANDARDS, clock)
