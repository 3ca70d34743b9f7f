"""Of the second decisions of a month, those that find the complaint right, wholly or in part."""

from tests.reference.indicators.duties import month_of, tally

ANSWER = {"upheld": "yes", "partly_upheld": "yes", "rejected": "no"}


def reference(tables, clock):
    found = []
    for complaint in tables["cases.complaint"]:
        decided = complaint["decided_at"]
        if complaint["instance"] != "2" or complaint["result"] == "withdrawn" or decided is None or decided > clock["as_of_end"]:
            continue
        found.append((complaint["agency_id"], month_of(decided), ANSWER.get(complaint["result"], "unknown")))
    return tally(found, clock)
