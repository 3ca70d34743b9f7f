"""Legal staff who are qualified, by the last report of the month."""

STANDARD = "legal_staff_law_degree"


def reference(tables, clock):
    tiers = {agency["agency_id"]: agency["tier"] for agency in tables["sources.agency"]}
    law = next((s for s in tables["sources.standard"] if s["standard_id"] == STANDARD), None)
    rows = []
    for (agency, month), report in _newest(tables["cases.staff"], clock).items():
        bound = _binds(law, tiers.get(agency), report["reported_at"].date())
        rows.append((agency, STANDARD if bound else "-", month, *_counts(report)))
    return rows


def _counts(report):
    filled, qualified = _known(report["posts_filled"]), _known(report["posts_qualified"])
    if filled is not None and qualified is not None and qualified <= filled:
        return qualified, filled, 0
    return 0, 0, filled if filled is not None else qualified or 0


def _binds(law, tier, day):
    """The standard is there, for this tier, on this day."""
    if law is None or tier not in law["tier"].split("|"):
        return False
    return (law["effective_from"] or day) <= day <= (law["effective_to"] or day)


def _known(number):
    """Fewer than none is no number."""
    return None if number is None or number < 0 else number


def _newest(reports, clock):
    """Agency, month → the last report of that month up to as_of."""
    dated = [r for r in reports if r["reported_at"] is not None and r["reported_at"] <= clock["as_of_end"]]
    found = {}
    for report in sorted(dated, key=lambda r: (r["reported_at"], r["case_id"])):
        found[report["agency_id"], f"{report['reported_at']:%Y-%m}"] = report
    return {key: report for key, report in found.items() if key[1] >= clock["first_month"]}
