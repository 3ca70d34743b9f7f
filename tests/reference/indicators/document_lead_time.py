"""Documents that took effect in a month: on the day of issue or later."""


def reference(tables, clock):
    found = {}
    for document in tables["cases.document"]:
        effective, issued = document["effective_at"], document["issued_at"]
        if effective is None or effective > clock["as_of_end"] or f"{effective:%Y-%m}" < clock["first_month"]:
            continue
        counts = found.setdefault((document["agency_id"], f"{effective:%Y-%m}"), [0, 0, 0])
        if issued is None or issued > clock["as_of_end"]:
            counts[2] += 1
        else:
            counts[1] += 1
            counts[0] += effective.date() >= issued.date()
    return [(agency, "-", month, *counts) for (agency, month), counts in found.items()]
