"""Documents issued in a month that change a rule the same agency set less than a year before."""


def reference(tables, clock):
    issued = [d for d in tables["cases.document"] if d["issued_at"] is not None and d["issued_at"] <= clock["as_of_end"]]
    found = {}
    for document in issued:
        month = f"{document['issued_at']:%Y-%m}"
        if month < clock["first_month"]:
            continue
        counts = found.setdefault((document["agency_id"], month), [0, 0, 0])
        if document["guided_document"] is None:
            counts[2] += 1
        else:
            counts[1] += 1
            counts[0] += any(_changes(document, earlier) for earlier in issued)
    return [(agency, "-", month, *counts) for (agency, month), counts in found.items()]


def _changes(new, old):
    """Same agency, same provision of the same document, an earlier day of the last 12 months."""
    if old["guided_document"] is None or new["agency_id"] != old["agency_id"] or _rule(new) != _rule(old):
        return False
    day, before = new["issued_at"].date(), old["issued_at"].date()
    # 29 February has no day of the same name a year before
    a_year_ago = day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
    return a_year_ago <= before < day


def _rule(document):
    return document["guided_document"].strip().lower(), (document["provision"] or "").strip().lower()
