"""The official second view: Decision 766/QĐ-TTg from the same data, beside lawgap's own count, never as one score."""

import re
from decimal import Decimal

import pytest

from pipelines.runtime import settings
from pipelines.runtime.sqlfile import read_sql
from pipelines.runtime.warehouse import connect
from tests.indicators.spec import put, standing
from tests.indicators.tables import WITHOUT_FIELDS, read_tables

WITHOUT_FIELDS.setdefault(
    "sources.parameter", {"name": "TEXT", "value": "TEXT", "default_value": "TEXT", "effect_vi": "TEXT", "effect_en": "TEXT"}
)

GIVEN = """
sources.agency
agency_id  tier     valid_from  valid_to
A101       commune  2025-07-01  -
A202       commune  2025-07-01  -
OLD1       commune  2008-01-01  2025-03-31

duties.duty
duty_id  agency_id  standard_id                 month    due_at               fulfilled_at         status
d1       A101       onestop_result_by_due_date  2025-06  2025-06-10 23:59:59  2025-06-09 10:00:00  met
d2       A101       onestop_result_by_due_date  2025-06  2025-06-10 23:59:59  2025-06-10 10:00:00  met
d3       A101       onestop_result_by_due_date  2025-06  2025-06-10 23:59:59  2025-06-12 10:00:00  late
d4       A101       onestop_result_by_due_date  2025-07  2025-07-10 23:59:59  -                    overdue
d5       A101       onestop_result_by_due_date  2024-07  2024-07-10 23:59:59  -                    overdue
d6       A101       onestop_result_by_due_date  2025-03  2025-03-20 23:59:59  2025-03-10 10:00:00  met
d7       A101       onestop_result_by_due_date  2026-04  2026-04-20 23:59:59  -                    pending
d8       A101       onestop_result_by_due_date  2026-03  -                    -                    unknown

cases.procedure_case
case_id  agency_id  accepted_at          channel  digitised  has_fee  paid_online
p1       A101       2025-06-01 08:00:00  online   yes        yes      yes
p2       A101       2025-06-02 08:00:00  direct   no         yes      no
p3       A101       2025-06-03 08:00:00  online   -          no       -
p4       A101       2024-06-03 08:00:00  direct   no         yes      no

cases.petition
case_id  agency_id  received_at          promised_at          answered_at          satisfaction
f1       A101       2025-06-01 08:00:00  2025-06-20 23:59:59  2025-06-10 08:00:00  5
f2       A101       2025-06-01 08:00:00  2025-06-20 23:59:59  2025-06-10 08:00:00  1
f3       A101       2025-06-01 08:00:00  2025-06-20 23:59:59  2025-06-25 08:00:00  5
f4       A101       2025-06-01 08:00:00  2025-06-20 23:59:59  2025-06-10 08:00:00  -
f5       A101       2025-06-01 08:00:00  2025-06-20 23:59:59  -                    -

cases.survey
case_id  agency_id  period   responses  satisfied
s1       A101       2025-Q3  40         30
s2       A101       2024     10         0
s3       A101       2025-12  10         12
"""


@pytest.fixture
def warehouse():
    connection = connect(":memory:")
    yield connection
    connection.close()


def make(connection, given: str) -> dict[tuple[str, str], dict]:
    file = read_sql("audit", "official_766")
    tables = read_tables(given)
    for table in file.reads:
        put(connection, table, tables.get(table, standing(table)))
    picked = ", ".join(f'cast("{name}" as {field["type"]}) as "{name}"' for name, field in file.fields.items())
    connection.execute(f"create table official_766 as select {picked} from ({file.body})")
    result = connection.execute("select * from official_766")
    names = [column[0] for column in result.description]
    rows = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    return {(row["agency_id"], row["criterion"]): row for row in rows}


def counts(rows: dict, criterion: str) -> tuple:
    row = rows["A101", criterion]
    return row["numerator"], row["denominator"], row["status"]


def test_on_time_counts_what_was_settled_and_every_overdue_one_still_open(warehouse):
    """Two settled in time, one late, two still open; an older settlement, what is not due and what is unknown stay out."""
    row = make(warehouse, GIVEN)["A101", "i766_dossiers_on_time"]
    assert (row["numerator"], row["denominator"], row["max_points"]) == (2, 5, 20)
    assert row["rate"] == Decimal("0.4") and row["points"] == Decimal("8")
    # settled ones alone: 2 of 3 look on time
    assert (row["closed_numerator"], row["closed_denominator"]) == (2, 3)


def test_every_other_criterion_is_counted_by_its_own_formula(warehouse):
    rows = make(warehouse, GIVEN)
    assert counts(rows, "i766_online_full_dossiers") == (2, 3, "approximated")
    assert counts(rows, "i766_online_payment") == (1, 2, "measured")
    assert counts(rows, "i766_dossiers_digitised") == (1, 2, "rate_only")
    assert counts(rows, "i766_pakn_on_time") == (3, 5, "measured")
    # f2 is dissatisfied, f3 and f5 are overdue; f4 gave no mark
    assert counts(rows, "i766_pakn_satisfied") == (2, 5, "measured")
    # the year 2024 is over before the window, and more satisfied than asked cannot be
    assert counts(rows, "i766_service_satisfied") == (30, 40, "measured")


def test_what_is_missing_is_said_and_never_counted_as_zero(warehouse):
    rows = make(warehouse, GIVEN)
    assert {agency for agency, _ in rows} == {"A101", "A202"}
    silent = [row for row in rows.values() if row["status"] == "no_data"]
    assert all(row["rate"] is None and row["points"] is None and row["note_vi"] and row["note_en"] for row in silent)
    # nothing came from A202, and of A101 the portal's own counts are missing
    assert sum(row["agency_id"] == "A202" for row in silent) == 13
    assert {c for a, c in rows if a == "A101" and rows[a, c]["status"] == "no_data"} == {
        "i766_procedures_announced_on_time", "i766_procedures_posted_on_time", "i766_procedures_full_content", "i766_dossiers_synced",
        "i766_results_electronic", "i766_data_reused",
    }  # fmt: skip
    assert rows["A101", "i766_dossiers_digitised"]["max_points"] is None
    assert {(row["group_no"], row["group_max"]) for row in rows.values()} == {(1, 18), (2, 20), (3, 22), (4, 22), (5, 18)}


def test_points_are_a_reading_that_a_parameter_leaves_out(warehouse):
    rows = make(warehouse, GIVEN + "\nsources.parameter\nname  value\nofficial_766_points  none\n")
    assert all(row["points"] is None for row in rows.values())
    assert rows["A101", "i766_dossiers_on_time"]["rate"] == Decimal("0.4")


def test_a_city_without_the_one_stop_rule_has_no_such_index(warehouse):
    assert not make(warehouse, GIVEN + "\nsources.standard\nstandard_id  plan_group\nrenewal_before_term  3\n")


def test_the_view_puts_both_counts_side_by_side_and_adds_up_no_total(warehouse):
    make(warehouse, GIVEN)
    fields = ", ".join(f'"{name}" {field["type"]}' for name, field in read_sql("audit", "observation").fields.items())
    warehouse.execute(f"create table observation ({fields})")
    warehouse.execute(
        "insert into observation (indicator_id, agency_id, standard_id, period, window_months, numerator, denominator) "
        "values ('promise_kept', 'A101', 'onestop_result_by_due_date', '2026-03', 12, 2, 4)"
    )
    text = (settings.SQL / "audit" / "macros.sql").read_text(encoding="utf-8")
    warehouse.execute(re.search(r"create or replace view v_official_766 as.*?;", text, re.DOTALL)[0])
    row = warehouse.execute(
        "select rate, closed_rate, our_value, official_minus_ours, group_max, group_told, group_points from v_official_766 "
        "where agency_id = 'A101' and criterion = 'i766_dossiers_on_time'"
    ).fetchall()[0]
    assert row == (Decimal("0.4"), Decimal("0.666667"), Decimal("0.5"), Decimal("-0.1"), 20, 20, Decimal("8"))
    # group 1: nothing of its 18 points can be told here; group 5: all of them
    told = dict(
        warehouse.execute("select group_no, any_value(group_told) from v_official_766 where agency_id = 'A101' group by 1").fetchall()
    )
    assert told == {1: 0, 2: 20, 3: 0, 4: 22, 5: 18}
    names = [column[0] for column in warehouse.execute("select * from v_official_766").description]
    assert not [name for name in names if "total" in name or "score" in name]
