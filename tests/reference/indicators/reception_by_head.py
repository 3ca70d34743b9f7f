"""Reception days that the head took in person, of the days held."""

from tests.reference.indicators.outcomes import by_then, counted, month


def reference(tables, clock):
    held = [case for case in tables["cases.reception"] if by_then(case["held_at"], clock)]
    who = {"head": "yes", None: "unknown"}
    return counted([(case["agency_id"], "-", month(case["held_at"]), who.get(case["received_by"], "no")) for case in held], clock)
