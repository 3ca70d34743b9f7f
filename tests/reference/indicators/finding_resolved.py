"""Findings of the review by the month they fall due in: settled by then or not."""


def reference(tables, clock):
    found = {}
    for finding in tables["cases.review_finding"]:
        start, due, end = finding["found_at"], finding["due_at"], finding["resolved_at"]
        if start is None or start > clock["as_of_end"]:
            continue
        if end is not None and end > clock["as_of_end"]:
            end = None
        impossible = due is None or (end is not None and end.date() < start.date())
        met = end is not None and due is not None and end <= due
        month = f"{due or start:%Y-%m}"
        if not clock["first_month"] <= month <= clock["last_month"]:
            continue
        if not impossible and not met and due > clock["as_of_end"]:
            continue
        counts = found.setdefault((finding["agency_id"], month), [0, 0, 0])
        if impossible:
            counts[2] += 1
        else:
            counts[1] += 1
            counts[0] += met
    return [(agency, "-", month, *counts) for (agency, month), counts in found.items()]
