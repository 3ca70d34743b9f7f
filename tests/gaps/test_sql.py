"""The counts the judgement starts from, on a handful of duties written by hand."""

import datetime as dt

import duckdb
import pytest

from pipelines.runtime.sqlfile import read_sql


@pytest.fixture
def connection():
    con = duckdb.connect()
    con.execute("create schema sources; create schema duties")
    con.execute(
        "create table sources.clock as select date '2026-10-20' as as_of, date '2025-11-01' as window_start, '2023-11' as first_month"
    )
    con.execute("create table sources.source as select * from (values ('full', 'complete'), ('part', 'sample')) t(source_id, completeness)")
    con.execute(
        "create table sources.standard as select * from (values "
        "('s', 1.0, 0.05, 'full', 'working_day', 'scored', 'clock'), ('t', 0.9, 0.1, 'part', 'calendar_day', 'scored', 'clock')) "
        "t(standard_id, required, tolerance, carried_by, unit, measure, computed_by)"
    )
    con.execute("create table sources.calendar_day as select d::date as day, row_number() over (order by d) as day_no, "
                "sum((isodow(d) < 6)::int) over (order by d)::bigint as work_no from range(date '2025-01-01', date '2027-01-01', interval 1 day) r(d)")  # fmt: skip
    con.execute(
        """create table duties.duty as select row_number() over ()::text as duty_id, 'a' as agency_id, 'commune' as tier, * from (values
        ('s', 'met', '2025-11', date '2025-11-03', date '2025-11-03', 4, true),
        ('s', 'late', '2026-10', date '2026-10-05', date '2026-10-12', 20, true),
        ('s', 'overdue', '2026-10', date '2026-10-05', date '2026-10-05', 12, false),
        ('s', 'unknown', '2026-03', date '2026-03-05', date '2026-03-05', 90, false),
        ('s', 'pending', '2026-10', date '2026-10-30', date '2026-10-30', 3, false),
        ('s', 'excused', '2026-02', date '2026-02-05', date '2026-02-05', 5, false),
        ('s', 'late', '2025-10', date '2025-10-05', date '2025-10-05', 20, true),
        ('s', 'pending', '2026-11', date '2026-11-05', date '2026-11-05', 1, false),
        ('t', 'met', '2026-01', date '2026-01-05', date '2026-01-08', 2, true)
        ) t(standard_id, status, month, original_due_at, due_at, days_taken, ended)"""
    )
    return con


def test_cell(connection):
    rows = connection.execute(f"{read_sql('gaps', 'cell').body} order by standard_id").fetchall()
    end = dt.date(2026, 10, 31)
    assert [(*row[:5], float(row[5]), float(row[6]), *row[7:]) for row in rows] == [
        ("a", "commune", "s", end, True, 1.0, 0.05, 1, 3, 1),
        ("a", "commune", "t", end, False, 0.9, 0.1, 1, 1, 0),
    ]


def test_lifetime_takes_off_what_moved_the_due_date(connection):
    rows = connection.execute(f"select standard_id, days_taken, ended from ({read_sql('gaps', 'lifetime').body}) order by all").fetchall()
    # 20 days less the 5 working days of a pause; 2 less 3 is 0
    assert rows == [("s", 4, True), ("s", 5, False), ("s", 12, False), ("s", 15, True), ("t", 0, True)]


def test_a_review_finding_supports_a_rule_only_where_it_names_its_article_or_its_procedure():
    con = duckdb.connect()
    con.execute("create schema sources; create schema cases")
    con.execute("create table sources.clock as select timestamp '2026-10-31 23:59:59' as as_of_end")
    con.execute("create table sources.procedure as select '1.01' as procedure_code, 'permit' as standard_id")
    con.execute(
        "create table sources.standard as select * from (values ('complaint', 'Luật Khiếu nại 02/2011/QH13, Điều 28'), "
        "('permit', 'Nghị định 9/2026/NĐ-CP')) t(standard_id, legal_basis)"
    )
    con.execute(
        "create table cases.review_finding as select *, null::timestamp as resolved_at from (values "
        "('article', 'Luật Khiếu nại 02/2011/QH13', 'Khoản 1 Điều 28', null, timestamp '2026-01-05'), "
        "('other article', 'Luật Khiếu nại 02/2011/QH13', 'Điều 2', null, timestamp '2026-01-05'), "
        "('whole law', 'Luật Khiếu nại 02/2011/QH13', '', null, timestamp '2026-01-05'), "
        "('procedure', 'Công văn của Sở', 'Điều 1', '1.01', timestamp '2026-01-05'), "
        "('not yet found', 'Luật Khiếu nại 02/2011/QH13', 'Điều 28', null, timestamp '2026-11-05')) "
        "t(case_id, document, provision, procedure_code, found_at)"
    )
    con.execute("update cases.review_finding set resolved_at = timestamp '2026-05-01' where case_id = 'procedure'")
    found = con.execute(
        f"select case_id, standard_id, on_provision, still_open from ({read_sql('gaps', 'related_finding').body}) order by 1"
    ).fetchall()
    assert found == [
        ("article", "complaint", True, True), ("procedure", "permit", True, False), ("whole law", "complaint", False, True),
    ]  # fmt: skip
