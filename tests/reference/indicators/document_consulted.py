"""Documents issued in a month: consulted on before that day."""


def reference(tables, clock):
    found = {}
    for document in tables["cases.document"]:
        issued, consulted = document["issued_at"], document["consulted_at"]
        counted = issued or document["effective_at"] or document["published_at"]
        if counted is None or counted > clock["as_of_end"] or f"{counted:%Y-%m}" < clock["first_month"]:
            continue
        counts = found.setdefault((document["agency_id"], f"{counted:%Y-%m}"), [0, 0, 0])
        if issued is None:
            counts[2] += 1
        else:
            counts[1] += 1
            counts[0] += consulted is not None and consulted.date() < issued.date()
    return [(agency, "-", month, *counts) for (agency, month), counts in found.items()]
