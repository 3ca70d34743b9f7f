"""Source contracts: every header of the inbox has its place, every event of the law its carrier."""

import csv
import re
from pathlib import Path

import pytest

from pipelines.runtime.kinds import case_kinds, kinds
from pipelines.runtime.profile import load_profile
from tests.conftest import ROOT

SHARED = ROOT.parent / "shared"
AGENCIES_SEND = {
    "don_khieu_nai", "don_to_cao", "nhiem_vu_ke_hoach", "tiep_cong_dan", "yeu_cau_thong_tin", "nhan_su_phap_che", "nghia_vu_dinh_ky",
    "so_lieu_dinh_ky",
}  # fmt: skip

# what the law's standards start and end with and no column says: it comes as an event, a register entry or a count
NO_COLUMN = {
    "budget": "allotment_decision budget_assigned budget_spent budget_total digital_spend law_spend",
    "complaint": """case_in_national_db complaint_decision_sent complexity_record_filed dialogue_held dialogue_minutes_signed
        dialogue_notice_sent second_complaint_decision_published second_complaint_decision_sent suspension_decision_sent
        suspension_decision_signed""",
    "denunciation": """acceptance_notice_sent conclusion_posted conclusion_published conclusion_removed conclusion_sent dataset_published
        denunciation_transferred extension_decision_signed handling_decision_signed handling_result_available handling_result_reported
        original_limit_reached overdue_denunciation_petition repeat_denunciation_received report_demand_received report_demand_sent
        report_sent result_notice_sent review_result""",
    "document": """agreement_signed announcement_signed answer_sent check_conclusion_received comment_closed communication_done
        community_decision_received copy_sent data_updated doc_checked draft_sent_to_front draft_started draft_submitted
        evaluation_published focal_point_named handling_result_published law_passed list_published new_higher_document_effective
        period_end pilot_ended pilot_started plan_issued plan_submitted pm_plan_issued procedure_adjusted procedure_announced
        procedure_compared procedure_posted province_plan_issued recognition_decision recommendation_received report_sent
        resolution_issued review_result_recorded task_assigned year_end year_start""",
    "information_request": """backlog_published breach_found breach_notified correction_sent dataset_built dataset_published
        decision_issued dpia_filed dpia_updated error_found information_created information_posted information_published law_effective
        list_published petition_received posting_removed processing_started reply_sent""",
    "inspection": """appraisal_document check_plan_issued draft_conclusion_ready draft_conclusion_received drafting_assigned
        execution_order_signed head_opinion_given head_report_received plan_issued year_end year_start""",
    # feedback_answered: from the column of answer_published it would prove its own publication
    "petition": "answer_sent case_settled feedback_answered feedback_transferred petition_received reply_sent result_notice_sent",
    # accountable_person_named: the column names the person, not the day
    "plan_task": "accountable_person_named law_effective projects_resolved",
    "procedure_case": """announced_on_time announced_total assessment_published digitisation_started digitised dossiers_total
        dossiers_with_fee due_date_passed electronic_results feedback_in_competence feedback_on_time feedback_total full_content
        online_full paid_online papers_checked period_end points posted_on_time procedures_full_online procedures_total
        process_review_done quality_published rated results_total reused satisfied service_live settled_by_due_date
        settled_plus_overdue_pending supplement_requests synced total_minus_unsatisfied_or_overdue""",
    "reception": """dialogue_held month_start notice_sent online_reception_day refusal_ground_established refusal_notice_issued
        schedule_posted week_start year_start""",
    "sanction": """execution_period_ended explanation_received record_transferred report_sent sanction_decision_sent sanction_published
        year_end""",
    "staff": "eligible_staff paid_staff staff_total staff_trained staff_with_law_degree unit_established year_end year_start",
    "supervision": """answer_sent commitment_done decision_sent_to_council decision_signed half_year_end hearing_held
        recommendation_received report_sent resolution_issued supervision_done team_working_day year_end year_start""",
}
# what a file carries as the event of another kind, or under the name that the clock of dossiers uses
CARRIED_AS = {
    ("inspection", "conclusion_received"): ("recommendation", "conclusion_received"),
    ("inspection", "recommendation_executed"): ("recommendation", "recommendation_executed"),
    ("procedure_case", "apology_issued"): ("procedure_case", "apologised"),
    ("procedure_case", "supplement_notice_sent"): ("procedure_case", "supplement_requested"),
}


def shared(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"not here: ../shared/{name}")
    return path


def inbox_page() -> dict[str, tuple[str, set[str]]]:
    """source_id → kind and headers, as the page that producers rely on says."""
    rows = re.findall(r"^\| `(\w+)` → ([^|]+?) \| (.+) \|$", shared("INBOX.md").read_text(encoding="utf-8"), re.MULTILINE)
    return {
        source: (kind, {re.sub(r"\s*\(.*\)\s*$", "", header).strip() for header in headers.split(" · ")}) for source, kind, headers in rows
    }


def emitted() -> set[tuple[str, str]]:
    """(case kind, event) that a column of the hanoi profile's files can say."""
    found = set()
    for contract in load_profile("hanoi").contracts.values():
        found |= {(contract.kind, event.event) for event in contract.events}
        if contract.case_kind:
            found |= {(contract.case_kind, event) for event in contract.values["event"].values()}
    return found


@pytest.mark.parametrize("profile", [*sorted(path.parent.name for path in (ROOT / "profiles").glob("*/profile.toml"))])
def test_every_profile_loads(profile):
    contracts = load_profile(profile).contracts
    assert contracts and all(contract.title.vi and contract.title.en for contract in contracts.values())


def test_every_header_of_the_inbox_has_its_place_and_none_is_invented():
    page, contracts = inbox_page(), load_profile("hanoi").contracts
    assert len(page) == 21 and set(page) == set(contracts)
    for source, (_, headers) in page.items():
        contract = contracts[source]
        assert {*contract.columns.values(), *contract.ignored} == headers, source
        assert len(set(contract.columns.values())) == len(contract.columns), f"{source}: one header for two fields"


def test_sources_have_the_kind_and_the_sender_of_the_page():
    contracts = load_profile("hanoi").contracts
    for source, (kind, _) in inbox_page().items():
        contract = contracts[source]
        assert contract.kind == kind.split()[0], source
        assert (contract.sender == "agency") == (source in AGENCIES_SEND), source
        assert contract.due_day == 5 and contract.completeness == "complete", source
    assert contracts["su_kien_ho_so"].case_kind == "procedure_case"
    # replies follow flags: a month without one is no missing file
    assert contracts["phan_hoi"].sender == "once"


def test_the_city_and_its_sample_have_a_source_for_every_kind():
    for name in ("hanoi", "sample"):
        assert {contract.kind for contract in load_profile(name).contracts.values()} == set(kinds())


def test_events_of_any_kind_name_it_in_either_language():
    values = load_profile("hanoi").contracts["su_kien_vu_viec"].values["case_kind"]
    assert {kind: values[kind] for kind in case_kinds()} == {kind: kind for kind in case_kinds()}
    for kind in case_kinds():
        spoken = [text for text, stored in values.items() if stored == kind and text != kind]
        title = kinds()[kind].file.text("title", "vi")
        assert len(spoken) == 1 and title.startswith(spoken[0]), f"{kind} is called {title!r}"


def test_values_written_on_the_page_are_known_and_stored_as_the_kind_says():
    """What the page lists in parentheses can be read, and is stored under a word of the kind's own list."""
    contracts = load_profile("hanoi").contracts
    text = shared("INBOX.md").read_text(encoding="utf-8")
    lists = 0
    for source, cells in re.findall(r"^\| `(\w+)` → [^|]+ \| (.+) \|$", text, re.MULTILINE):
        contract = contracts[source]
        fields = {header: field for field, header in contract.columns.items()}
        for header, listed in re.findall(r"(?:^| · )([^·(]+?) \(([^()]*/[^()]*)\)", cells):
            if header == "Định mức":
                continue
            lists += 1
            field = fields[header]
            assert set(listed.split("/")) == set(contract.values[field]), f"{source}: {header}"
            about = kinds()[contract.kind].file.fields[field] if contract.kind != "case_event" else {"vi": ""}
            listed_there = about["vi"].partition(":")[2] or ("yes no" if about.get("type") == "BOOLEAN" else "")
            named = set(re.findall(r"[a-z_]+", listed_there))
            assert not named or set(contract.values[field].values()) <= named, f"{source}: {field}"
    assert lists == 18


def test_a_row_without_a_number_has_the_key_of_its_kind():
    keys = {contract.kind: contract.key for contract in load_profile("hanoi").contracts.values() if contract.key}
    assert keys == {
        "reception": ["agency_id", "scheduled_at"],
        "budget": ["year", "agency_id"],
        "staff": ["agency_id", "reported_at"],
        "survey": ["period", "agency_id", "procedure_code"],
        "duty_register": ["agency_id", "standard_id", "period"],
        "reported_figure": ["agency_id", "standard_id", "period"],
        "reply": ["flag_id", "agency_id"],
    }


def test_every_event_of_the_law_that_a_column_can_say_is_said():
    known = emitted()
    with shared("law/standards.csv").open(encoding="utf-8", newline="") as handle:
        asked = {(row["case_kind"], row[end]) for row in csv.DictReader(handle) for end in ("start_event", "end_event") if row[end]}
    elsewhere = {(kind, event) for kind, events in NO_COLUMN.items() for event in events.split()}
    assert asked - known - elsewhere - set(CARRIED_AS) == set(), "no file can carry these"
    assert elsewhere & known == set(), "a column says these: take them off the list"
    assert elsewhere <= asked and set(CARRIED_AS) <= asked, "no standard asks for these"
    assert set(CARRIED_AS.values()) <= known


def test_a_second_complaint_is_never_taken_for_a_first():
    for event in load_profile("hanoi").contracts["don_khieu_nai"].events:
        if event.event != "withdrawn":
            assert event.when["instance"] == (["2"] if event.event.startswith("second_") else ["", "1"]), event.event


@pytest.mark.parametrize(
    "source", ["don_khieu_nai", "don_to_cao", "ho_so_tthc", "phan_anh_kien_nghi", "xu_phat_hanh_chinh", "yeu_cau_thong_tin"]
)
def test_columns_that_name_citizens_are_never_read(source):
    contract = load_profile("hanoi").contracts[source]
    assert {"Họ tên", "Họ và tên", "Số CCCD", "Số điện thoại", "Email", "Địa chỉ"} <= set(contract.never_store)


def test_no_column_about_a_denouncer_has_a_field():
    contract = load_profile("hanoi").contracts["don_to_cao"]
    assert not any("tố cáo" in header for header in contract.columns.values())
    assert {"Người tố cáo", "Họ tên người tố cáo", "Nội dung tố cáo"} <= set(contract.never_store)
