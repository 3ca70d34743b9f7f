"""Legal posts that have somebody, by the last report of the month."""


def reference(tables, clock):
    return [(agency, "-", month, *_counts(report)) for (agency, month), report in _newest(tables["cases.staff"], clock).items()]


def _counts(report):
    assigned, filled = _known(report["posts_assigned"]), _known(report["posts_filled"])
    if assigned is not None and filled is not None:
        return min(filled, assigned), assigned, 0
    return 0, 0, assigned or filled or 0


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
