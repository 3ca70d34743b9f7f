"""Promised days not later than the legal due day."""

from tests.reference.indicators.outcomes import counted

ANSWERS = ("result_ready", "answer_published", "answer_sent")


def reference(tables, clock):
    standards = {s["standard_id"]: s for s in tables["sources.standard"]}
    promises = {("procedure_case", case["case_id"]): case["promised_at"] for case in tables["cases.procedure_case"]}
    promises |= {("petition", case["case_id"]): case["promised_at"] for case in tables["cases.petition"]}
    judged = []
    for duty in tables["duties.duty"]:
        standard, case = standards.get(duty["standard_id"]), (duty["case_kind"], duty["case_id"])
        if standard is None or standard["due_event"] is not None or standard["end_event"] not in ANSWERS:
            continue
        if case not in promises or duty["status"] in ("pending", "excused"):
            continue
        promised, due = promises[case], duty["due_at"]
        outcome = "unknown" if not promised or not due else "yes" if promised.date() <= due.date() else "no"
        judged.append((duty["agency_id"], duty["standard_id"], duty["month"], outcome))
    return counted(judged, clock)
