"""Where the catalogue deliberately differs from the legal raw material, and why. Everything else must be the same, cell by cell."""

from decimal import Decimal

# what had to exist, fed by the register nghia_vu_dinh_ky: case kind duty_register, its two events
REGISTER = set(
    [
        "capital_authority_delegation_rules",
        "capital_committee_annual_report",
        "capital_council_annual_report",
        "capital_front_supervision",
        "capital_impact_assessment",
        "capital_no_added_burden",
        "capital_no_shortened_procedure",
        "capital_no_sub_delegation",
        "capital_pilot_annual_review",
        "capital_sandbox_report",
        "capital_sandbox_rules",
        "capital_transparency",
        "complaint_national_db_updated",
        "doc_expired_list_published",
        "doc_review_ongoing",
        "dx_accessibility_self_assessment",
        "dx_measurement_data_supplied",
        "dx_process_standardised_first",
        "dx_quality_published",
        "front_recommendation_answered",
        "info_backlog_published",
        "info_list_published",
        "info_service_results_published",
        "inspection_annual_plan",
        "inspection_draft_appraised",
        "intl_dispute_prevention",
        "intl_legal_coop_plan",
        "intl_legal_coop_report",
        "law_budget_product_based",
        "law_implementation_annual_report",
        "law_implementation_monitoring_plan",
        "legal_communication_plan",
        "legal_unit_exists",
        "onestop_no_known_papers",
        "onestop_non_territorial",
        "pakn_published",
        "policy_communication_drafts",
        "sanction_annual_report",
        "specialised_check_regime_exists",
    ]
)

# … of these the duty arises with the period, of the others when it has ended (or when the law began)
FROM_THE_START = set(
    [
        "capital_front_supervision",
        "complaint_national_db_updated",
        "inspection_annual_plan",
        "inspection_draft_appraised",
        "intl_dispute_prevention",
        "intl_legal_coop_plan",
        "law_implementation_monitoring_plan",
        "legal_communication_plan",
        "legal_unit_exists",
        "pakn_published",
        "specialised_check_regime_exists",
    ]
)

# counts that agencies report of themselves, fed by so_lieu_dinh_ky: case kind reported_figure
FIGURE = set(
    [
        "commune_dialogue_yearly",
        "commune_legal_access_standard",
        "community_decision_recognised",
        "council_doc_sent",
        "council_supervision_resolution_done",
        "doc_recommendation_answered",
        "dx_budget_1pct",
        "dx_default_full_online",
        "front_report_before_visit",
        "front_semiannual_hearing",
        "info_commune_democracy",
        "info_posting_min_v2",
        "info_published_v1",
        "info_published_v2",
        "info_wrong_check_v2",
        "intl_agreement_copy_sent",
        "legal_staff_support_100pct",
        "legal_staff_trained",
        "monitoring_group_compliance",
        "monitoring_group_conditions",
        "monitoring_group_documents",
        "reception_online_notice",
        "reception_refusal_notice",
        "reception_schedule_posted",
        "specialised_check_business_once_a_year",
    ]
)

# a floor, which the raw material calls max throughout: at least so many days, at least such a share
AT_LEAST = set(
    [
        "commune_dialogue_yearly",
        "commune_legal_access_standard",
        "council_supervision_resolution_done",
        "dx_budget_1pct",
        "dx_default_full_online",
        "front_semiannual_hearing",
        "law_budget_disbursed",
        "law_budget_half_percent",
        "legal_staff_law_degree",
        "legal_staff_support_100pct",
        "legal_staff_trained",
        "monitoring_group_compliance",
        "monitoring_group_conditions",
        "monitoring_group_documents",
        "reception_agency_head",
        "reception_commune_head_v1",
        "reception_commune_head_v2",
        "reception_district_head",
        "reception_province_head",
    ]
)

# different procedures, chosen by their code: no variants of one duty
OTHER_PROCEDURES = set(
    [
        "proc_certification_contract",
        "proc_civil_status_change",
        "proc_construction_permit_work_v1",
        "proc_death_registration",
        "proc_enterprise",
        "proc_guardianship",
        "proc_guardianship_end",
        "proc_household_business",
        "proc_land_area_increase",
        "proc_land_certificate_exchange",
        "proc_land_certificate_lost",
        "proc_land_change_registration",
        "proc_land_first_certificate_household",
        "proc_land_split_merge",
        "proc_land_use_change",
        "proc_marital_status_certificate",
        "proc_marriage_registration",
        "proc_parent_child_recognition",
        "proc_social_allowance",
    ]
)

# fed by the recommendations themselves
CASE_KIND = {"inspection_recommendation_done": "recommendation"}
# the same fact under the name by which a source already carries it, or a day the case states
EVENTS = {
    "denunciation_extension_written": ("denunciation_accepted", "extension_decision_signed"),
    "implementing_docs_assigned_issued": ("doc_due", "doc_issued"),
    "onestop_result_by_due_date": ("dossier_accepted", "result_ready"),
    "onestop_apology_issued": ("due_date_passed", "apologised"),
    "onestop_apology_before_due": ("apologised", "due_date"),
    "onestop_one_supplement": ("dossier_accepted", "supplement_requested"),
    "onestop_supplement_notice": ("dossier_received", "supplement_requested"),
    "pakn_answered": ("feedback_received", "answer_published"),
    "info_backlog_published": ("law_effective", "duty_done"),
}
# the row's own note says: communes only
TIER = {"info_commune_democracy": "commune"}
# limit and unit stood in the column `extension` of info_request_post_v1
ADDED = {"info_request_post_complex_v1"}
# rates as numbers; what is a count of days, documents or cases is a whole: each one is due
RATES = {"0.5%": Decimal("0.005"), "1%": Decimal("0.01"), "": None}
