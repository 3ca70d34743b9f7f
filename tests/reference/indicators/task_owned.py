"""Tasks that name a person and a collective."""

from tests.reference.indicators.duties import on_time

STANDARDS = ["plan_task_head_named"]


def reference(tables, clock):
    return on_time(tables["duties.duty"], STANDARDS, clock)
