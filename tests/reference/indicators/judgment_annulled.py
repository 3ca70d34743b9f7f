"""Of the judgments pronounced in a month, those that annul or amend the agency's decision."""

from tests.reference.indicators.duties import month_of, tally

ANSWER = {"annulled": "yes", "amended": "yes", "upheld": "no"}


def reference(tables, clock):
    return tally(
        [
            (judgment["agency_id"], month_of(judgment["pronounced_at"]), ANSWER.get(judgment["result"], "unknown"))
            for judgment in tables["cases.judgment"]
            if judgment["pronounced_at"] is not None and judgment["pronounced_at"] <= clock["as_of_end"]
        ],
        clock,
    )
