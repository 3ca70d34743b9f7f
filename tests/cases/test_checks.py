"""Every data rule: what breaks it, and that it is quiet where nothing is broken.

The tables here and in states.py are the documentation of sql/checks: a case with these fields, or a register, file or month in
this state, is what the rule of that name finds.
"""

import pytest

from pipelines.runtime.sqlfile import SqlFile, list_sql
from tests.cases.states import FILE, STATES, duties_of
from tests.cases.world import World, clean_world

RULES = {rule.name: rule for rule in list_sql("checks")}

# rule, case kind, what the case X1 has instead of the good case's values
CASES: list[tuple[str, str, dict]] = [
    ("case_key", "staff", {"agency_id": None}),
    ("case_agency", "petition", {"agency_id": "P9"}),
    ("case_file", "sanction", {"source_file_id": "unknown"}),
    ("case_procedure", "survey", {"procedure_code": "9.999"}),
    ("case_codes", "judgment", {"result": "kept"}),
    ("case_codes", "procedure_case", {"status": "done"}),
    ("case_period", "survey", {"period": "2025-Q1"}),
    ("case_period", "reported_figure", {"period_start": None}),
    ("case_due_after_start", "petition", {"promised_at": "2026-09-30"}),
    ("case_due_after_start", "plan_task", {"due_at": "2026-01-31"}),
    ("procedure_case_order_of_dates", "procedure_case", {"submitted_at": "2026-10-02"}),
    ("procedure_case_order_of_dates", "procedure_case", {"finished_at": "2026-09-30"}),
    ("procedure_case_order_of_dates", "procedure_case", {"returned_at": "2026-10-04"}),
    ("complaint_order_of_dates", "complaint", {"accepted_at": "2026-08-31"}),
    ("complaint_order_of_dates", "complaint", {"accepted_at": None, "decided_at": "2026-08-31"}),
    ("denunciation_order_of_dates", "denunciation", {"concluded_at": "2026-08-07"}),
    ("petition_order_of_dates", "petition", {"answered_at": "2026-09-30"}),
    ("inspection_order_of_dates", "inspection", {"ended_at": "2026-07-31"}),
    ("inspection_order_of_dates", "inspection", {"reported_at": None, "published_at": "2026-08-31"}),
    ("recommendation_order_of_dates", "recommendation", {"implemented_at": "2026-09-09"}),
    ("sanction_order_of_dates", "sanction", {"decided_at": "2026-08-31"}),
    ("sanction_order_of_dates", "sanction", {"executed_at": "2026-09-04"}),
    ("sanction_order_of_dates", "sanction", {"enforcement_decided_at": "2026-09-04"}),
    ("document_order_of_dates", "document", {"effective_at": "2026-05-19"}),
    ("document_order_of_dates", "document", {"consulted_at": "2026-05-21"}),
    ("review_finding_order_of_dates", "review_finding", {"resolved_at": "2026-02-28"}),
    ("plan_task_order_of_dates", "plan_task", {"completed_at": "2026-01-31"}),
    ("information_request_order_of_dates", "information_request", {"answered_at": "2026-09-30"}),
    ("reception_order_of_dates", "reception", {"held_at": "2026-09-13"}),
    ("duty_register_order_of_dates", "duty_register", {"done_at": "2024-12-30"}),
    ("judgment_order_of_dates", "judgment", {"pronounced_at": "2026-08-31"}),
    ("petition_satisfaction", "petition", {"satisfaction": 6}),
    ("petition_satisfaction", "petition", {"satisfaction": 0}),
    ("petition_answer", "petition", {"answered_at": None}),
    ("survey_counts", "survey", {"satisfied": 101}),
    ("reception_visits", "reception", {"visits": -1}),
    ("reception_without_day", "reception", {"held_at": None}),
    ("staff_counts", "staff", {"training_hours": -1}),
    ("staff_qualified", "staff", {"posts_qualified": 5}),
    ("plan_task_group", "plan_task", {"task_group": 8}),
    ("plan_task_amounts", "plan_task", {"products_completed": 3}),
    ("plan_task_amounts", "plan_task", {"spent": -1}),
    ("plan_task_completed", "plan_task", {"products_completed": 1}),
    ("budget_amounts", "budget", {"legal_allotment": 1001}),
    ("budget_disbursed", "budget", {"disbursed": 101}),
    ("budget_year", "budget", {"year": 2028}),
    ("sanction_amount", "sanction", {"amount": 0}),
    ("sanction_decided", "sanction", {"decided_at": None}),
    ("inspection_counts", "inspection", {"cases_violating": 11}),
    ("inspection_by_department", "inspection", {"inspecting_agency_id": "S1"}),
    ("reported_figure_counts", "reported_figure", {"numerator": 11}),
    ("denunciation_extension", "denunciation", {"extension_count": 3}),
    ("denunciation_extension_document", "denunciation", {"extension_document": None}),
    ("procedure_case_status", "procedure_case", {"finished_at": None}),
    ("procedure_case_status", "procedure_case", {"status": "processing"}),
    ("procedure_case_payment", "procedure_case", {"has_fee": False}),
    ("complaint_result", "complaint", {"decided_at": None}),
    ("complaint_result", "complaint", {"status": "open"}),
    ("judgment_complaint", "judgment", {"complaint_id": "complaint-9"}),
    ("recommendation_inspection", "recommendation", {"inspection_id": "inspection-9"}),
    ("recommendation_inspection", "recommendation", {"inspection_id": None}),
    ("duty_register_standard", "duty_register", {"standard_id": "s_none"}),
    ("duty_register_document", "duty_register", {"standard_id": "s_each", "document_number": None}),
    ("reported_figure_standard", "reported_figure", {"standard_id": "s_none"}),
    ("reply_flag", "reply", {"flag_id": "Cảnh báo 1"}),
    ("reply_own_flag", "reply", {"flag_id": "unmet~P2~s_deadline"}),
]

# rule, event, day, what else the event of the dossier has
EVENTS: list[tuple[str, str, str, dict]] = [
    ("case_event_case", "extended", "2026-10-05", {"case_id": "X1"}),
    ("case_event_range", "extended", "1989-12-31", {}),
    ("case_event_name", "held_up", "2026-10-05", {}),
    ("case_event_future", "paused", "2026-11-03", {}),
    ("case_event_recorded", "paused", "2026-10-05", {"recorded_at": "2026-10-04"}),
    ("case_event_recorded_late", "paused", "2026-09-01", {"recorded_at": "2026-10-03"}),
    ("case_event_due", "extended", "2026-10-05", {"new_due_at": "2026-10-04"}),
    ("case_event_pairs", "resumed", "2026-10-01", {}),
    ("case_event_pairs", "supplement_received", "2026-10-03", {"case_id": "h-2026-10-1"}),
    ("case_event_transfer", "transferred", "2026-10-05", {"new_agency_id": "P9"}),
    ("case_event_extension", "extended", "2026-10-05", {"new_due_at": "2026-10-20"}),
]


@pytest.fixture(scope="module")
def standing():
    world = clean_world()
    yield world
    world.connection.close()


@pytest.fixture
def world(standing):
    """The clean city; what a test breaks is undone after it."""
    standing.connection.execute("begin")
    yield standing
    standing.connection.execute("rollback")


def found(world: World, rule: str) -> list[dict]:
    return world.rows(RULES[rule].body)


@pytest.mark.parametrize("rule", RULES)
def test_a_clean_city_passes(standing, rule):
    assert found(standing, rule) == []


@pytest.mark.parametrize(("rule", "kind", "changes"), CASES, ids=[f"{rule}-{kind}-{'+'.join(c)}" for rule, kind, c in CASES])
def test_a_faulty_case_is_found(world, rule, kind, changes):
    world.put_case(kind, case_id="X1", **changes)
    rows = found(world, rule)
    assert [row["case_id"] for row in rows] == ["X1"]
    assert rows[0]["agency_id"] == changes.get("agency_id", "P1")


def test_the_citys_inspectorate_may_inspect_though_it_stands_among_the_departments(world):
    world.put_case("inspection", case_id="X1", inspecting_agency_id="S1")
    assert len(found(world, "inspection_by_department")) == 1
    world.connection.execute("update sources.standard set case_kind = 'inspection', led_by = 'S1' where standard_id = 's_deadline'")
    assert found(world, "inspection_by_department") == []


@pytest.mark.parametrize(("rule", "event", "day", "changes"), EVENTS, ids=[f"{rule}-{event}" for rule, event, _, _ in EVENTS])
def test_a_faulty_event_is_found(world, rule, event, day, changes):
    world.put_event(event, day, **changes)
    assert [row["case_id"] for row in found(world, rule)] == [changes.get("case_id", "procedure_case-1")]


@pytest.mark.parametrize(("rule", "change", "expected"), STATES, ids=[f"{number}-{state[0]}" for number, state in enumerate(STATES)])
def test_a_faulty_register_file_or_month_is_found(world, rule, change, expected):
    world.connection.execute(change)
    rows = found(world, rule)
    assert len(rows) == 1
    assert {name: rows[0][name] for name in expected} == expected


def test_a_corrected_file_that_lost_rows_is_found_and_one_that_gained_is_not(world):
    world.put_file("ho_so_tthc", "2026-09", rows=61, source_file_id="second", received_at="2026-10-08")
    assert found(world, "file_shrunk") == [] and found(world, "file_late") == []
    world.put_file("ho_so_tthc", "2026-09", rows=12, source_file_id="third", received_at="2026-10-09")
    assert [(row["source_file_id"], row["rows_read"], row["rows_before"]) for row in found(world, "file_shrunk")] == [("third", 12, 61)]


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("source_volume_unusual", f"{FILE} rows_accepted = 85 where source_file_id = 'ho_so_tthc__2026-10'"),
        ("duty_unknown_unusual", duties_of("case when (m = 10 and i < 4) or i < 1 then 'unknown' else 'met' end", "5")),
        ("duty_due_day_unusual", duties_of("'met'", "case when m = 10 and i < 4 then 10 else 5 end")),
        ("duty_duration_unusual", duties_of("'met'", "case when m = 10 then 6 else 5 end")),
        # two months more or less are no custom to be measured against
        ("duty_duration_unusual", duties_of("'met'", "case when m > 8 then m else 5 end") + " where m > 5"),
    ],
)
def test_what_lies_within_the_spread_of_its_own_months_is_no_anomaly(world, rule, change):
    world.connection.execute(change)
    assert found(world, rule) == []


def test_months_that_always_vary_allow_more(world):
    """The spread is the source's own: 110 rows are unusual beside 60, 60, 60 …, and not beside 30, 90, 40, 80 …"""
    for number, month in enumerate(("03", "04", "05", "06", "07", "08", "09")):
        world.connection.execute(f"{FILE} rows_accepted = {(30, 90, 40, 80)[number % 4]} where source_file_id = 'ho_so_tthc__2026-{month}'")
    world.connection.execute(f"{FILE} rows_accepted = 110 where source_file_id = 'ho_so_tthc__2026-10'")
    assert found(world, "source_volume_unusual") == []


def test_every_rule_is_broken_somewhere_above():
    assert set(RULES) == {row[0] for table in (CASES, EVENTS, STATES) for row in table} | {"file_shrunk"}
    assert len(RULES) >= 60


@pytest.mark.parametrize("name", RULES)
def test_a_rule_says_what_it_means_and_names_the_case_agency_or_source(standing, name):
    rule: SqlFile = RULES[name]
    assert rule.header["dimension"] in ("completeness", "validity", "timeliness", "consistency")
    assert rule.header["severity"] in ("error", "warning")
    assert rule.text("title", "vi") and rule.text("title", "en")
    columns = set(standing.connection.sql(rule.body).columns)
    if "case_id" in columns and rule.name != "case_event_range":
        assert "agency_id" in columns or rule.name == "case_event_case"
    if rule.header["guards"] in ("cases.case_ref", "cases.case_event") and "case_id" in columns:
        assert "case_kind" in columns
    assert columns & {"case_id", "source_id", "agency_id", "standard_id", "procedure_code", "duty_id", "successor_id", "year"}
