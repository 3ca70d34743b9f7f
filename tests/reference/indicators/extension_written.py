"""Longer limits that have their written act."""

from tests.reference.indicators.outcomes import by_then, counted, month

PAPERS = ("complaint_complexity_written", "denunciation_extension_written")
OUTCOMES = {"met": "yes", "late": "no", "overdue": "no", "unknown": "unknown"}


def reference(tables, clock):
    extendable = {s["standard_id"] for s in tables["sources.standard"] if s["extendable"]}
    judged = []
    for duty in tables["duties.duty"]:
        if duty["standard_id"] in PAPERS:
            judged.append((duty["agency_id"], duty["standard_id"], duty["month"], OUTCOMES.get(duty["status"])))
        if duty["standard_id"] in extendable and duty["status"] != "excused":
            for event in tables["cases.case_event"]:
                same = (event["case_kind"], event["case_id"]) == (duty["case_kind"], duty["case_id"])
                if same and event["event"] == "extended" and by_then(event["occurred_at"], clock):
                    written = bool((event["ground"] or "").strip())
                    judged.append((duty["agency_id"], duty["standard_id"], month(event["occurred_at"]), "yes" if written else "no"))
    return counted(judged, clock)
