"""Disbursed of what was allotted to legal work, years that are over."""

import datetime as dt

STANDARD = "law_budget_disbursed"


def reference(tables, clock):
    tiers = {agency["agency_id"]: agency["tier"] for agency in tables["sources.agency"]}
    law = next((s for s in tables["sources.standard"] if s["standard_id"] == STANDARD), None)
    found = {}
    for budget in tables["cases.budget"]:
        agency, month = budget["agency_id"], f"{budget['year']}-12"
        last_day = dt.date(budget["year"], 12, 31)
        if last_day > clock["as_of"] or month < clock["first_month"]:
            continue
        amounts = found.setdefault((agency, STANDARD if _binds(law, tiers.get(agency), last_day) else "-", month), [0, 0, 0])
        if budget["disbursed"] is None or budget["legal_allotment"] is None:
            amounts[2] += 1
        else:
            amounts[0] += budget["disbursed"]
            amounts[1] += budget["legal_allotment"]
    return [(*key, *amounts) for key, amounts in found.items()]


def _binds(law, tier, day):
    """The standard is there, for this tier, on this day."""
    if law is None or tier not in law["tier"].split("|"):
        return False
    return (law["effective_from"] or day) <= day <= (law["effective_to"] or day)
