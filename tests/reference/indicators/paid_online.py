"""Dossiers with a fee that were finished in a month: paid online."""


def reference(tables, clock):
    found = {}
    for dossier in tables["cases.procedure_case"]:
        day, fee, paid = dossier["finished_at"], dossier["has_fee"], dossier["paid_online"]
        if day is None or day > clock["as_of_end"] or f"{day:%Y-%m}" < clock["first_month"]:
            continue
        counts = found.setdefault((dossier["agency_id"], f"{day:%Y-%m}"), [0, 0, 0])
        if fee is None or (fee and paid is None):
            counts[2] += 1
        elif fee and paid is not None:
            counts[1] += 1
            counts[0] += paid
    return [(agency, "-", month, *counts) for (agency, month), counts in found.items()]
