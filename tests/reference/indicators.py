"""Indicators, slow and obvious: loop over the duties and count."""


def counts(duties: list[tuple[str, str, str, str]], standard: str, first: str, last: str) -> set[tuple]:
    """(agency, standard, month, met, met + late + overdue, unknown) for the months of the trend."""
    found = set()
    for agency, month in {(agency, month) for agency, which, month, _ in duties if which == standard and first <= month <= last}:
        statuses = [s for a, which, m, s in duties if (a, which, m) == (agency, standard, month)]
        met, unmet = statuses.count("met"), statuses.count("late") + statuses.count("overdue")
        found.add((agency, standard, month, met, met + unmet, statuses.count("unknown")))
    return found
