"""Second complaints a unit received, per first decision of that unit and of those directly under it."""

from collections import Counter

from tests.reference.indicators.duties import in_trend, month_of


def reference(tables, clock):
    above = {agency["agency_id"]: agency["parent_id"] for agency in tables["sources.agency"]}
    second, first, unsaid = Counter(), Counter(), Counter()
    for complaint in tables["cases.complaint"]:
        agency, received, decided = complaint["agency_id"], complaint["received_at"], complaint["decided_at"]
        if received is not None and received <= clock["as_of_end"]:
            if complaint["instance"] == "2":
                second[agency, month_of(received)] += 1
            if complaint["instance"] is None:
                unsaid[agency, month_of(received)] += 1
        a_decision = decided is not None and decided <= clock["as_of_end"] and complaint["result"] != "withdrawn"
        if a_decision and complaint["instance"] in ("1", None) and agency in above:
            first[agency, month_of(decided)] += 1
            if above[agency] is not None:
                first[above[agency], month_of(decided)] += 1
    return {
        (agency, "-", month, second[agency, month], first[agency, month], unsaid[agency, month])
        for agency, month in {*second, *first, *unsaid}
        if in_trend(month, clock)
    }
