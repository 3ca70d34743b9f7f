"""Dossiers accepted in a month: digitised."""


def reference(tables, clock):
    found = {}
    for dossier in tables["cases.procedure_case"]:
        day = dossier["accepted_at"]
        if day is None or day > clock["as_of_end"] or f"{day:%Y-%m}" < clock["first_month"]:
            continue
        counts = found.setdefault((dossier["agency_id"], f"{day:%Y-%m}"), [0, 0, 0])
        counts[0] += dossier["digitised"] is True
        counts[1] += dossier["digitised"] is not None
        counts[2] += dossier["digitised"] is None
    return [(agency, "-", month, *counts) for (agency, month), counts in found.items()]
