"""What the references of the recommendations of other bodies share."""

from tests.reference.indicators.outcomes import by_then, counted, file_came, month


def done_on_time(origin: str, tables: dict, clock: dict) -> set[tuple]:
    """Recommendations of one origin by the month they fall due in; without a due date, that in which they came."""
    known = {file["source_file_id"] for file in tables["sources.known_file"]}
    judged = []
    for case in tables["cases.recommendation"]:
        if case["origin"] == origin and by_then(case["received_at"], clock) and case["source_file_id"] in known:
            outcome = _outcome(case, tables, clock)
            if outcome is not None:
                judged.append((case["agency_id"], "-", month(case["due_at"] or case["received_at"]), outcome))
    return counted(judged, clock)


def _outcome(case: dict, tables: dict, clock: dict) -> str | None:
    due, done = case["due_at"], by_then(case["implemented_at"], clock)
    if due is None or (done and done.date() < case["received_at"].date()):
        return "unknown"
    if done and done <= due:
        return "yes"
    if due > clock["as_of_end"]:
        return None
    return "no" if done or file_came(case, month(due), tables) else "unknown"
