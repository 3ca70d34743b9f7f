"""Duties that arrive by period: what had to exist and when it came, and counts that an agency reports about itself."""

import datetime as dt

from pipelines.simulator import days
from pipelines.simulator.city import END, LAST_YEAR, Agency, Draw, Habit, World, chance, habit

ALL, LOCAL = ("city", "department", "commune"), ("city", "commune")
CITY, DEPARTMENT, COMMUNE, UPPER = ("city",), ("department",), ("commune",), ("city", "department")
QUARTERS = ("2026-Q1", "2026-Q2", "2026-Q3")
SINCE_JULY = ("2026-07", "2026-08", "2026-09", "2026-10")
SINCE_SEPTEMBER = ("2026-09", "2026-10")
EVERY_MONTH = tuple(f"{year}-{month:02d}" for year, month in LAST_YEAR)
# standard → (who owes it, periods, when: "plan" within the period, "report" after it, "ahead" not yet)
REGISTER = {
    "capital_authority_delegation_rules": (CITY, ("2026-Q3",), "plan"),
    "capital_committee_annual_report": (CITY, ("2026",), "ahead"),
    "capital_council_annual_report": (CITY, ("2026",), "ahead"),
    "capital_front_supervision": (CITY, SINCE_JULY, "plan"),
    "capital_impact_assessment": (CITY, SINCE_JULY, "plan"),
    "capital_no_added_burden": (CITY, SINCE_JULY, "plan"),
    "capital_no_shortened_procedure": (CITY, SINCE_JULY, "plan"),
    "capital_no_sub_delegation": (CITY, SINCE_JULY, "plan"),
    "capital_pilot_annual_review": (CITY, ("2026",), "ahead"),
    "capital_sandbox_report": (CITY, ("2026-Q3",), "report"),
    "capital_sandbox_rules": (CITY, ("2026-Q3",), "plan"),
    "capital_transparency": (CITY, SINCE_JULY, "plan"),
    "complaint_national_db_updated": (ALL, SINCE_JULY, "plan"),
    "doc_expired_list_published": (LOCAL, ("2025",), "report"),
    "doc_review_ongoing": (LOCAL, QUARTERS, "plan"),
    "dx_accessibility_self_assessment": (ALL, ("2026-Q3",), "plan"),
    "dx_measurement_data_supplied": (CITY, SINCE_JULY, "plan"),
    "dx_process_standardised_first": (ALL, ("2026-Q3",), "plan"),
    "dx_quality_published": (ALL, ("2026-Q3",), "plan"),
    "front_recommendation_answered": (ALL, QUARTERS, "report"),
    "info_backlog_published": (ALL, ("2026-09",), "ahead"),
    "info_list_published": (ALL, SINCE_SEPTEMBER, "plan"),
    "info_service_results_published": (ALL, SINCE_SEPTEMBER, "plan"),
    "inspection_annual_plan": (CITY, ("2026",), "plan"),
    "inspection_draft_appraised": (CITY, EVERY_MONTH, "plan"),
    "intl_dispute_prevention": (CITY, QUARTERS, "plan"),
    "intl_legal_coop_plan": (CITY, ("2025", "2026"), "plan"),
    "intl_legal_coop_report": (CITY, ("2025",), "report"),
    "law_budget_product_based": (CITY, QUARTERS, "plan"),
    "law_implementation_annual_report": (ALL, ("2025",), "report"),
    "law_implementation_monitoring_plan": (ALL, ("2026",), "plan"),
    "legal_communication_plan": (ALL, ("2025", "2026"), "plan"),
    "legal_unit_exists": (DEPARTMENT, QUARTERS, "plan"),
    "onestop_no_known_papers": (ALL, SINCE_JULY, "plan"),
    "onestop_non_territorial": (LOCAL, QUARTERS, "plan"),
    "pakn_published": (ALL, EVERY_MONTH, "plan"),
    "policy_communication_drafts": (CITY, QUARTERS, "report"),
    "sanction_annual_report": (ALL, ("2025",), "report"),
    "specialised_check_regime_exists": (DEPARTMENT, QUARTERS, "plan"),
}
# standard → (who reports it, periods, usual count, share); a share of None is a duty, kept in about 98.5 % of the periods
FIGURES = {
    "commune_dialogue_yearly": (COMMUNE, ("2026-Q2",), 1, None),
    "commune_legal_access_standard": (COMMUNE, ("2025",), 1, 0.9),
    "community_decision_recognised": (COMMUNE, QUARTERS, 4, None),
    "council_doc_sent": (LOCAL, EVERY_MONTH[:4], 6, None),
    "council_supervision_resolution_done": (UPPER, QUARTERS, 8, None),
    "doc_recommendation_answered": (ALL, QUARTERS, 5, None),
    "dx_budget_1pct": (CITY, ("2026-Q3",), 15_000_000_000_000, 0.011),
    "dx_default_full_online": (ALL, SINCE_JULY, 120, None),
    "front_report_before_visit": (ALL, QUARTERS, 3, None),
    "front_semiannual_hearing": (LOCAL, ("2026-Q1", "2026-Q3"), 1, None),
    "info_commune_democracy": (COMMUNE, QUARTERS, 15, None),
    "info_posting_min_v2": (ALL, SINCE_SEPTEMBER, 8, None),
    "info_published_v1": (ALL, ("2026-Q1", "2026-Q2", "2026-07"), 20, None),
    "info_published_v2": (ALL, SINCE_SEPTEMBER, 12, None),
    "info_wrong_check_v2": (ALL, SINCE_SEPTEMBER, 3, None),
    "intl_agreement_copy_sent": (UPPER, QUARTERS, 3, None),
    "legal_staff_support_100pct": (ALL, QUARTERS, 4, None),
    "legal_staff_trained": (ALL, QUARTERS, 6, 0.85),
    "monitoring_group_compliance": (ALL, ("2025-Q1",), 20, 0.9),
    "monitoring_group_conditions": (ALL, ("2025-Q1",), 20, 0.85),
    "monitoring_group_documents": (ALL, ("2025-Q1",), 20, 0.9),
    "reception_online_notice": (ALL, SINCE_JULY, 2, None),
    "reception_refusal_notice": (ALL, SINCE_JULY, 2, None),
    "reception_schedule_posted": (ALL, QUARTERS, 9, None),
    "specialised_check_business_once_a_year": (ALL, QUARTERS, 12, None),
}
ONE_EACH = ("commune_dialogue_yearly", "commune_legal_access_standard", "front_semiannual_hearing")
MONEY = "dx_budget_1pct"


def register(world: World) -> None:
    for agency, draw in world.each("register"):
        for standard, (owed_by, periods, when) in REGISTER.items():
            if agency.tier in owed_by:
                # what a handful of departments must have they have: one that had not would be a finding
                kept = Habit() if owed_by == DEPARTMENT else habit(draw)
                for period in periods:
                    write_entry(world, agency, draw, standard, period, when, kept)


def write_entry(world: World, agency: Agency, draw: Draw, standard: str, period: str, when: str, kept: Habit) -> None:
    first, last = bounds(period)
    done: dt.date | str = ""
    if when != "ahead" and kept.keeps():
        done = _done(draw, first, last, when)
    elif when != "ahead" and chance(draw, 0.5):
        done = days.on_or_after(last + dt.timedelta(days=int(draw.integers(40, 90))))
    number = f"{int(draw.integers(1, 900))}/{'BC' if when == 'report' else 'KH'}-{agency.code}"
    world.add("nghia_vu_dinh_ky", {
        "Mã đơn vị": agency.code, "Mã chuẩn mực": standard, "Kỳ": period, "Ngày thực hiện": done, "Số hiệu văn bản": number if done else "",
        "Cá nhân phụ trách": agency.office, "Tập thể phụ trách": agency.unit(draw), "_listed": _told(first if when == "plan" else last),
    })  # fmt: skip


def _done(draw: Draw, first: dt.date, last: dt.date, when: str) -> dt.date:
    """A plan comes in the first third of its period, a report within a month of its end."""
    if when == "report":
        return days.on_or_after(last + dt.timedelta(days=int(draw.integers(4, 25))))
    length = (last - first).days
    return days.on_or_before(first + dt.timedelta(days=int(draw.integers(length // 6, length // 3 + 1))))


def figures(world: World) -> None:
    for agency, draw in world.each("figures"):
        for standard, (owed_by, periods, usual, share) in FIGURES.items():
            if agency.tier in owed_by:
                kept = habit(draw)
                for period in periods:
                    write_figure(world, agency, draw, standard, period, (usual, share), kept)


def write_figure(
    world: World, agency: Agency, draw: Draw, standard: str, period: str, figure: tuple[int, float | None], kept: Habit
) -> None:
    """A duty is reported as kept in full, but for the period in which the agency slips; what has no rate in law varies."""
    usual, share = figure
    whole = 1 if standard in ONE_EACH else usual if standard == MONEY else int(draw.poisson(usual * agency.size))
    if standard == MONEY and share:
        part = int(whole * share)
    elif share:
        part = int(draw.binomial(whole, share))
    else:
        part = whole if not whole or kept.keeps() else int(whole * draw.uniform(0.6, 0.9))
    if whole:
        world.add("so_lieu_dinh_ky", {
            "Mã đơn vị": agency.code, "Mã chuẩn mực": standard, "Kỳ": period, "Tử số": part, "Mẫu số": whole,
            "_listed": _told(bounds(period)[1]),
        })  # fmt: skip


def bounds(period: str) -> tuple[dt.date, dt.date]:
    """First and last day of a year, a quarter or a month."""
    year, _, part = period.partition("-")
    first = 3 * int(part[1]) - 2 if part.startswith("Q") else int(part or 1)
    length = {"": 12, "Q": 3}.get(part[:1], 1)
    end = first + length
    last = dt.date(int(year) + (end > 12), (end - 1) % 12 + 1, 1) - dt.timedelta(days=1)
    return dt.date(int(year), first, 1), last


def _told(day: dt.date) -> dt.date:
    """In the file of that month; what lies before the first file in the first, what lies ahead in the last."""
    return min(max(day, dt.date(2025, 11, 30)), END)
