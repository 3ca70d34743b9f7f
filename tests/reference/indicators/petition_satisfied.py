"""Of the petitions answered in a month, those whose sender gave a 4 or a 5."""

from tests.reference.indicators.duties import month_of, tally


def reference(tables, clock):
    found = []
    for petition in tables["cases.petition"]:
        answered, mark = petition["answered_at"], petition["satisfaction"]
        if answered is None or answered > clock["as_of_end"]:
            continue
        answer = "unknown" if mark not in range(1, 6) else "yes" if mark >= 4 else "no"
        found.append((petition["agency_id"], month_of(answered), answer))
    return tally(found, clock)
