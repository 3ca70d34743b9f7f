"""Products of tasks that fell due: delivered of assigned."""


def reference(tables, clock):
    found = {}
    for task in tables["cases.plan_task"]:
        due, assigned = task["due_at"], task["products_assigned"] or 0
        if due is None or due > clock["as_of_end"] or f"{due:%Y-%m}" < clock["first_month"] or assigned <= 0:
            continue
        counts = found.setdefault((task["agency_id"], f"{due:%Y-%m}"), [0, 0, 0])
        delivered = _delivered(task, clock)
        if delivered is None:
            counts[2] += assigned
        else:
            counts[1] += assigned
            counts[0] += min(delivered, assigned)
    return [(agency, "-", month, *counts) for (agency, month), counts in found.items()]


def _delivered(task, clock):
    """The number of products by as_of; None where it is not known."""
    number, day = task["products_completed"], task["completed_at"]
    if (day is not None and day > clock["as_of_end"]) or (number is not None and number < 0):
        return None
    if number is None and day is None:
        return 0
    return number
