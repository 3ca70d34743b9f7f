"""Periodic duties of the register, every standard of that kind."""

from tests.reference.indicators.duties import on_time


def reference(tables, clock):
    duties = [duty for duty in tables["duties.duty"] if duty["case_kind"] == "duty_register"]
    return on_time(duties, sorted({duty["standard_id"] for duty in duties}), clock)
