"""What can be planted: how strongly, since when, where, and how many communes are kept for it."""

from dataclasses import dataclass

MAIN = ("proc_household_business", "proc_birth_registration", "proc_social_allowance", "proc_certification_copy")
OLD = ("proc_birth_registration", "proc_certification_copy", "pakn_answered")
SLOW = ("proc_social_allowance", "proc_marital_status_certificate", "proc_household_business")
# what else than dossiers has a rate that an effect can lower
CASES = (
    "pakn_answered", "complaint_first_settlement", "complaint_first_acceptance_v1", "complaint_first_acceptance_v2",
    "reception_commune_head_v1",
)  # fmt: skip
SIGNS = ("outside_hours", "burst", "late_registration")
COMPARISONS = ("channel", "applicant_type")
MONEY = ("share", "falling", "disbursed")
SILENT = ("tiep_cong_dan", "so_lieu_dinh_ky", "nhan_su_phap_che")


@dataclass(frozen=True)
class Kind:
    """`size`: range of the effect as METHOD § 7 counts it; `since`: month from which it holds; `least`: expected duties of the last
    year in a planted cell, whose volume is raised to it; `communes`: how many of the 126 are kept for the kind, so that one more
    effect of a kind moves none of another; `standards`: where it is planted unless the world says."""

    size: tuple[float, float]
    since: str
    least: float = 0.0
    communes: int = 0
    standards: tuple[str, ...] = ()
    notes: tuple[str, ...] = ("",)


KINDS = {
    "unmet": Kind(
        (0.15, 0.45), "2025-05", 60, 34, (*MAIN, "proc_marital_status_certificate", "pakn_answered", "complaint_first_settlement")
    ),
    "worsening": Kind((0.25, 0.45), "2026-05", 110, 12, OLD),
    "dormant": Kind((1.0, 1.0), "2025-07", 30, 12, MAIN),
    "contradicted": Kind((6.0, 8.0), "2025-11", 90, 12, MAIN),
    "unequal": Kind((12.0, 18.0), "2025-11", 360, 12, ("proc_household_business", "proc_certification_copy"), COMPARISONS),
    "promise_over_law": Kind((3.0, 3.0), "2026-01", 0, 8, SLOW),
    "bunched": Kind((0.9, 0.9), "2025-11", 80, 8, ("proc_social_allowance",)),
    # a pause just before the limit leaves a day for the work: where the limit is long that would be bunched too
    "clock_stopped": Kind((0.15, 0.3), "2025-11", 80, 8, SLOW[1:]),
    "refiled": Kind((0.8, 0.9), "2025-11", 140, 8, SLOW),
    "clock_doubt": Kind((0.2, 0.35), "2025-11", 0, 12, ("",), SIGNS),
    "unworkable": Kind((0.65, 0.75), "2026-07", standards=("proc_construction_permit_v2", "proc_marital_status_certificate")),
    "overdue": Kind((1.0, 1.0), "2026-02"),
    "unowned": Kind((1.0, 3.0), "2026-01", standards=("plan_task_head_named",)),
    "undocumented": Kind((1.0, 3.0), "2026-01", standards=("implementing_docs_assigned_issued", "implementing_docs_same_time")),
    "unresolved_contradiction": Kind((1.0, 3.0), "2026-01"),
    "not_executed": Kind((1.0, 3.0), "2026-01", standards=("sanction_executed", "inspection_recommendation_done")),
    "unfunded": Kind((1.0, 1.0), "2025-01", standards=("law_budget_half_percent",), notes=MONEY),
    "unreported": Kind((1.0, 1.0), "2026-03", notes=SILENT),
}
# facts that are counted, one by one: their size is a whole number
COUNTED = ("overdue", "unowned", "undocumented", "unresolved_contradiction", "not_executed", "unreported")
# months that a fall is measured over: the last 6 against the 12 before
SEEN = 18
CITY_ONLY = ("undocumented", "unfunded")
