"""Documents published before the day they took effect; procedures announced long enough before."""

from tests.reference.indicators.duties import on_time


def reference(tables, clock):
    found = {}
    for document in tables["cases.document"]:
        effective, published = document["effective_at"], document["published_at"]
        if effective is None or effective > clock["as_of_end"] or f"{effective:%Y-%m}" < clock["first_month"]:
            continue
        counts = found.setdefault((document["agency_id"], f"{effective:%Y-%m}"), [0, 0, 0])
        counts[1] += 1
        counts[0] += published is not None and published.date() < effective.date()
    documents = [(agency, "-", month, *counts) for (agency, month), counts in found.items()]
    return [*documents, *on_time(tables["duties.duty"], ["tthc_decision_before_effect"], clock)]
