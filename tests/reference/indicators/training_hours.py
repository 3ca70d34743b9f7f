"""Hours of training and the people they went to, by the last report of the month."""


def reference(tables, clock):
    rows = []
    for (agency, month), report in _newest(tables["cases.staff"], clock).items():
        people, hours = report["posts_filled"] or 0, report["training_hours"]
        if people <= 0:
            continue
        known = hours is not None and hours >= 0
        rows.append((agency, "-", month, hours if known else 0, people if known else 0, 0 if known else 1))
    return rows


def _newest(reports, clock):
    """Agency, month → the last report of that month up to as_of."""
    dated = [r for r in reports if r["reported_at"] is not None and r["reported_at"] <= clock["as_of_end"]]
    found = {}
    for report in sorted(dated, key=lambda r: (r["reported_at"], r["case_id"])):
        found[report["agency_id"], f"{report['reported_at']:%Y-%m}"] = report
    return {key: report for key, report in found.items() if key[1] >= clock["first_month"]}
