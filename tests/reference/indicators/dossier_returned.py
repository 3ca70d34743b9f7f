"""Of the dossiers closed in a month by the agency, those handed back without a result."""

from tests.reference.indicators.duties import month_of, tally


def reference(tables, clock):
    found = []
    for dossier in tables["cases.procedure_case"]:
        status = dossier["status"]
        closed = dossier["finished_at"] or dossier["returned_at"]
        placed = closed or dossier["accepted_at"]
        says_closed = status in ("finished", "refused", "returned")
        if status == "withdrawn" or placed is None or placed > clock["as_of_end"] or not (closed or says_closed):
            continue
        answer = "unknown" if not (closed and says_closed) else "yes" if status == "returned" else "no"
        found.append((dossier["agency_id"], month_of(placed), answer))
    return tally(found, clock)
