"""Scheduled reception days that were held."""

from tests.reference.indicators.outcomes import by_then, counted, file_came, month


def reference(tables, clock):
    known = {file["source_file_id"] for file in tables["sources.known_file"]}
    judged = []
    for case in tables["cases.reception"]:
        if by_then(case["scheduled_at"], clock) and case["source_file_id"] in known:
            period = month(case["scheduled_at"])
            held = by_then(case["held_at"], clock) is not None
            judged.append((case["agency_id"], "-", period, "yes" if held else "no" if file_came(case, period, tables) else "unknown"))
    return counted(judged, clock)
