"""Tasks done by their due date."""

from tests.reference.indicators.duties import on_time

STANDARDS = ["plan_task_on_time", "capital_delayed_projects"]


def reference(tables, clock):
    return on_time(tables["duties.duty"], STANDARDS, clock)
