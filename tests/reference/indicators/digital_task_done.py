"""Tasks of group 6 that fell due: done, early or late."""

STANDARD = "plan_task_on_time"
GROUP = 6


def reference(tables, clock):
    tasks = {task["case_id"] for task in tables["cases.plan_task"] if task["task_group"] == GROUP}
    found = {}
    for duty in tables["duties.duty"]:
        if duty["case_kind"] != "plan_task" or duty["standard_id"] != STANDARD or duty["case_id"] not in tasks:
            continue
        if not clock["first_month"] <= duty["month"] <= clock["last_month"]:
            continue
        counts = found.setdefault((duty["agency_id"], duty["month"]), [0, 0, 0])
        if duty["status"] in ("met", "late", "overdue"):
            counts[1] += 1
            counts[0] += bool(duty["ended"]) and duty["status"] != "overdue"
        elif duty["status"] == "unknown":
            counts[2] += 1
    return [(agency, STANDARD, month, *counts) for (agency, month), counts in found.items()]
