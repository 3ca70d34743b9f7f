"""What the references of equal treatment share: the on-time shares of two sides, compared procedure by procedure and month by month."""

from decimal import Decimal

from tests.reference.indicators.outcomes import in_trend


def pooled(field: str, left: set[str], right: set[str], tables: dict, clock: dict) -> set[tuple]:
    """Σ left on time × right dossiers over Σ right on time × left dossiers, strata without both sides left out."""
    by_procedure = {s["standard_id"] for s in tables["sources.standard"] if s["by_procedure"]}
    strata: dict[tuple, list[tuple[str, str]]] = {}
    for duty in tables["duties.duty"]:
        if duty["case_kind"] != "procedure_case" or duty["standard_id"] not in by_procedure or not in_trend(duty["month"], clock):
            continue
        for case in tables["cases.procedure_case"]:
            if case["case_id"] == duty["case_id"] and (case[field] is None or case[field] in left | right):
                side = "left" if case[field] in left else "right" if case[field] in right else "nobody"
                strata.setdefault((duty["agency_id"], duty["month"], case["procedure_code"]), []).append((side, duty["status"]))
    found = {}
    for (agency, month, _), dossiers in strata.items():
        numerator, denominator, unclear = _terms([d for d in dossiers if d[1] not in ("pending", "excused")])
        if unclear or {side for side, status in dossiers if status in ("met", "late", "overdue")} >= {"left", "right"}:
            before = found.get((agency, month), (0, 0, 0))
            found[agency, month] = (before[0] + numerator, before[1] + denominator, before[2] + unclear)
    return {(agency, "-", month, *map(Decimal, terms)) for (agency, month), terms in found.items()}


def _terms(dossiers: list[tuple[str, str]]) -> tuple[int, int, int]:
    clear = [d for d in dossiers if d[0] != "nobody" and d[1] != "unknown"]
    left, right = [d for d in clear if d[0] == "left"], [d for d in clear if d[0] == "right"]
    left_met, right_met = left.count(("left", "met")), right.count(("right", "met"))
    return left_met * len(right), right_met * len(left), len(dossiers) - len(clear)
