"""Money of the fines executed, of the fines decided."""

from tests.reference.indicators.outcomes import by_then, month, summed

STANDARD = "sanction_executed"


def reference(tables, clock):
    parts = []
    for case in tables["cases.sanction"]:
        if not by_then(case["decided_at"], clock) or not case["amount"] or case["amount"] <= 0:
            continue
        duties = [
            d for d in tables["duties.duty"] if (d["case_kind"], d["case_id"], d["standard_id"]) == ("sanction", case["case_id"], STANDARD)
        ]
        for duty in duties or [{"agency_id": case["agency_id"], "month": month(case["decided_at"]), "status": None}]:
            if duty["status"] in ("pending", "excused"):
                continue
            paid = by_then(case["executed_at"], clock) is not None
            owing = not paid and duty["status"] in ("late", "overdue")
            amount, nothing = case["amount"], case["amount"] * 0
            part = (amount, amount, 0) if paid else (nothing, amount, 0) if owing else (nothing, nothing, 1)
            parts.append((duty["agency_id"], STANDARD, duty["month"], *part))
    return summed(parts, clock)
