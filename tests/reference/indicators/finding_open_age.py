"""Age of every finding: to the day it was settled, or to as_of."""


def reference(tables, clock):
    rows = []
    for finding in tables["cases.review_finding"]:
        start, end = finding["found_at"], finding["resolved_at"]
        if start is None or start > clock["as_of_end"] or f"{start:%Y-%m}" < clock["first_month"]:
            continue
        ended = end is not None and end <= clock["as_of_end"]
        days = ((end.date() if ended else clock["as_of"]) - start.date()).days
        if days >= 0:
            rows.append((finding["agency_id"], "-", f"{start:%Y-%m}", days, int(ended)))
    return rows
