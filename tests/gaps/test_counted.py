"""Exact kinds from the warehouse to the flag: what is planted is found with its rows, what is quiet raises nothing.

Ids say what a row is: `bad…` must be counted, `fine…` must not, `mute…` cannot be judged.
"""

import duckdb
import pytest

from assets.gaps.counted import RULES, counted
from assets.gaps.flag_rows import flag_rows
from assets.gaps.promised import leads
from pipelines.runtime.profile import load_profile
from pipelines.runtime.sqlfile import read_sql
from pipelines.runtime.warehouse import make_table

FLOW, PAID, TOLD = "proc_enterprise", "sanction_executed", "inspection_recommendation_done"
OWNER, ISSUED, SAME = "plan_task_head_named", "implementing_docs_assigned_issued", "implementing_docs_same_time"
ALONE, MANY, MONEY, CUT = "capital_transparency", "pakn_answered", "law_budget_half_percent", "proc_birth_registration"

STANDARDS = [
    # standard, measure, start, end, carried by, case kind, cut-off hour
    (FLOW, "scored", "dossier_accepted", "result_ready", "ho_so_tthc", "procedure_case", None),
    (CUT, "scored", "dossier_accepted", "result_ready", "ho_so_tthc", "procedure_case", 15),
    ("proc_land_split_merge", "scored", "dossier_accepted", "result_ready", "sampled", "procedure_case", None),
    (PAID, "indicative", "sanction_decision_received", "sanction_executed", "xu_phat_hanh_chinh", "sanction", None),
    ("sanction_execution_limitation", "scored", "sanction_decision_signed", "sanction_executed", "xu_phat_hanh_chinh", "sanction", None),
    (TOLD, "scored", "conclusion_received", "recommendation_executed", "kien_nghi_thuc_hien", "recommendation", None),
    (OWNER, "scored", "task_assigned", "accountable_person_named", "nhiem_vu_ke_hoach", "plan_task", None),
    (ISSUED, "scored", "doc_due", "doc_issued", "van_ban_huong_dan", "document", None),
    (SAME, "scored", "law_effective", "implementing_doc_effective", "van_ban_huong_dan", "document", None),
    (ALONE, "scored", "period_ended", "duty_done", "nghia_vu_dinh_ky", "duty_register", None),
    (MANY, "scored", "feedback_received", "answer_published", "phan_anh_kien_nghi", "petition", None),
    (MONEY, "scored", "budget_total", "law_spend", "ngan_sach", "budget", None),
    ("info_posting_min_v2", "indicative", "information_posted", "posting_removed", "so_lieu_dinh_ky", "reported_figure", None),
]
DAY = "2026-09-10 23:59:59"


def _duty(standard, case, agency="MS03", status="met", due=DAY, done=None, arises="2026-09-01 09:00:00", tier="department"):
    return (f"{standard}~{case}", agency, standard, case, arises, due, done, status, tier, due[:7])


DUTIES = [
    _duty(FLOW, "bad_slip", status="met"), _duty(FLOW, "bad_unknown_end", status="unknown"), _duty(FLOW, "fine_same_day"),
    _duty(FLOW, "mute_no_slip"), _duty(FLOW, "fine_withdrawn", status="excused"), _duty(FLOW, "fine_last_year", due="2025-10-30 23:59:59"),
    _duty("proc_land_split_merge", "fine_sample"), _duty(CUT, "mute_sharp", "M0005", arises="2026-09-10 15:00:00", tier="commune"),
    _duty(CUT, "bad_morning", "M0005", arises="2026-09-10 14:59:00", tier="commune"),
    _duty(PAID, "bad_open", "M0041", "overdue", tier="commune"), _duty(PAID, "bad_old", "M0041", "overdue", "2025-02-01 23:59:59", tier="commune"),
    _duty(PAID, "fine_paid", "M0041", "late", tier="commune"), _duty("sanction_execution_limitation", "fine_twice", "M0041", "overdue", tier="commune"),
    _duty(TOLD, "bad_told", "MS09", "overdue"), _duty(TOLD, "mute_told", "MS09", "unknown"),
    _duty(OWNER, "bad_person"), _duty(OWNER, "bad_blank"), _duty(OWNER, "bad_gone"), _duty(OWNER, "fine_done"), _duty(OWNER, "fine_in_office"),
    _duty(ISSUED, "bad_missing", "01", "overdue", tier="city"), _duty(ISSUED, "fine_issued", "01", tier="city"),
    _duty(SAME, "bad_missing", "01", "overdue", tier="city"), _duty(SAME, "bad_after", "01", "late", tier="city"),
    _duty(SAME, "fine_issued", "01", tier="city"), _duty(SAME, "bad_no_day", "01", "overdue", tier="city"),
    _duty(ALONE, "bad_alone", "01", "overdue", tier="city"), _duty(ALONE, "fine_alone", "01", tier="city"),
    _duty(ALONE, "fine_closed", "01", "late", tier="city"), _duty(ALONE, "mute_alone", "01", "unknown", tier="city"),
    _duty("info_posting_min_v2", "fine_indicative", "01", "overdue", tier="city"),
    *[_duty(MANY, f"fine_{n}", f"M{n:04d}", "overdue", tier="commune") for n in range(1, 9)],
]  # fmt: skip
SLIPS = {"fine_same_day": "2026-09-10 08:00:00", "mute_no_slip": None}
TASKS = [
    # case, person, collective, assigned, completed
    ("bad_person", None, "Phòng A", "2026-09-01", "2026-09-05"), ("bad_blank", "Giám đốc", "  ", "2026-09-01", None),
    ("bad_gone", "Nguyễn Văn Mẫu", "Phòng A", "2026-09-01", None), ("fine_done", "Nguyễn Văn Mẫu", "Phòng A", "2026-09-01", "2026-09-05"),
    ("fine_in_office", "Trần Thị Mẫu", "Phòng A", "2026-09-01", None),
]  # fmt: skip
DOCUMENTS = [
    # case, due, law takes effect, issued
    ("bad_missing", "2026-09-01", "2026-09-10", None), ("bad_after", "2026-09-20", "2026-09-10", "2026-09-15"),
    ("fine_issued", "2026-09-01", "2026-09-10", "2026-09-10"), ("bad_no_day", None, "2026-09-10", None),
]  # fmt: skip
FINDINGS = [
    ("bad_review", "MS12", "2026-01-05", "2026-03-31", None), ("bad_very_old", "MS12", "2024-01-05", "2024-03-31", None),
    ("fine_settled", "MS12", "2026-01-05", "2026-03-31", "2026-05-01"), ("fine_ahead", "MS12", "2026-01-05", "2026-12-31", None),
    ("mute_no_date", "MS12", "2026-01-05", None, None),
]  # fmt: skip
BUDGETS = [
    ("b24", 2024, "01", 1000, 6, 6), ("b25", 2025, "01", 1000, 4, 3), ("b26", 2026, "01", 1000, 1, 0), ("d25", 2025, "MS03", 1000, 1, 0),
]  # fmt: skip
MISSING = [
    ("don_khieu_nai", "M0090", "2026-09"),
    ("don_khieu_nai", "M0090", "2025-10"),
    ("ngan_sach", "", "2026-08"),
    ("sampled", "M0001", "2026-09"),
]


def _table(con, name, columns, rows):
    con.execute(f"create table {name} ({columns})")
    if rows:
        con.executemany(f"insert into {name} values ({', '.join('?' * len(rows[0]))})", rows)


@pytest.fixture(scope="module")
def warehouse():
    con = duckdb.connect()
    con.execute("create schema sources; create schema duties; create schema cases; create schema gaps")
    con.execute(
        "create table sources.clock as select timestamp '2026-10-31 23:59:59' as as_of_end, timestamp '2026-11-06 08:00:00' as known_at, "
        "date '2025-11-01' as window_start, date '2026-10-31' as window_end, '2026-10' as last_month"
    )
    _table(con, "sources.standard", "standard_id text, measure text, start_event text, end_event text, carried_by text, case_kind text, "
           "cut_off_hour bigint, due_event text, city_agency text", [(*s, None, "01") for s in STANDARDS])  # fmt: skip
    sources = {s[4] for s in STANDARDS} | {"don_khieu_nai", "ket_qua_ra_soat"}
    kinds = [
        (s, "review_finding" if s == "ket_qua_ra_soat" else "x", 5, "sample" if s == "sampled" else "complete") for s in sorted(sources)
    ]
    _table(con, "sources.source", "source_id text, kind text, due_day bigint, completeness text", kinds)
    _table(con, "sources.head", "agency_id text, from_date date, to_date date, name text",
           [("MS03", "2020-01-01", "2026-09-30", "Nguyễn Văn Mẫu"), ("MS03", "2020-01-01", "2022-12-31", "Trần Thị Mẫu"), ("MS03", "2026-10-01", None, "Trần Thị Mẫu")])  # fmt: skip
    _table(con, "sources.missing_file", "source_id text, agency_id text, month text", MISSING)
    _table(con, "duties.duty", "duty_id text, agency_id text, standard_id text, case_id text, arises_at timestamp, due_at timestamp, "
           "fulfilled_at timestamp, status text, tier text, month text", DUTIES)  # fmt: skip
    con.execute("alter table duties.duty add column case_kind text")
    con.execute("update duties.duty set case_kind = (select s.case_kind from sources.standard as s where s.standard_id = duty.standard_id)")
    slips = [(d[3], SLIPS.get(d[3], "2026-09-12 08:00:00")) for d in DUTIES if d[2] in (FLOW, CUT, "proc_land_split_merge")]
    _table(con, "cases.procedure_case", "case_id text, promised_at timestamp", slips)
    columns = "case_id text, responsible_person text, responsible_unit text, assigned_at timestamp, completed_at timestamp"
    _table(con, "cases.plan_task", columns, TASKS)
    _table(con, "cases.document", "case_id text, due_at timestamp, law_effective_at timestamp, issued_at timestamp", DOCUMENTS)
    _table(
        con, "cases.review_finding", "case_id text, agency_id text, found_at timestamp, due_at timestamp, resolved_at timestamp", FINDINGS
    )
    con.execute("create table cases.budget (case_id text, year bigint, agency_id text, regular_expenditure decimal(38, 6), "
                "legal_allotment decimal(38, 6), disbursed decimal(38, 6), year_start timestamp)")  # fmt: skip
    con.executemany("insert into cases.budget values (?, ?, ?, ?, ?, ?, make_timestamp(?, 1, 1, 0, 0, 0))", [(*b, b[1]) for b in BUDGETS])
    # the audit file's names, for the queries of the flags
    for table in ("cases.procedure_case", "cases.plan_task", "cases.document", "cases.review_finding", "cases.budget", "duties.duty",
                  "sources.standard", "sources.head", "sources.missing_file"):  # fmt: skip
        con.execute(f"create view {table.split('.')[1]} as from {table}")
    for kind in RULES:
        make_table(con, read_sql("gaps", kind))
    return con


@pytest.fixture(scope="module")
def found(warehouse):
    return counted(warehouse)


@pytest.fixture(scope="module")
def flags(warehouse, found):
    profile = load_profile("sample")
    return {row["flag_id"]: row for row in flag_rows(warehouse, profile, found.findings)}


EXPECTED = {
    f"promise_over_law~MS03~{FLOW}": (2, 3), f"promise_over_law~M0005~{CUT}": (1, 1),
    f"not_executed~M0041~{PAID}": (2, 3), f"not_executed~MS09~{TOLD}": (1, 1), f"unowned~MS03~{OWNER}": (3, 5),
    f"undocumented~01~{ISSUED}": (1, 2), f"undocumented~01~{SAME}": (2, 3), f"overdue~01~{ALONE}": (1, 3),
    "unresolved_contradiction~MS12~-": (2, 3), f"unfunded~01~{MONEY}~2025~share": (1, None), f"unfunded~01~{MONEY}~2025~falling": (1, None),
    f"unfunded~01~{MONEY}~2025~disbursed": (1, None), "unreported~M0090~-~don_khieu_nai~2026-09": (1, None),
    "unreported~01~-~ngan_sach~2026-08": (1, None),
}  # fmt: skip


def test_what_is_planted_is_found_and_nothing_else(flags):
    assert {name: (row["numerator"], row["denominator"]) for name, row in flags.items()} == EXPECTED


def test_the_rows_of_a_flag_are_those_that_are_wrong(found):
    cases = found.facts[found.facts["fact"].isin(["duty", "review_finding"])]["row_id"].str.rpartition("~")[2]
    wrong = {d[3] for d in DUTIES if d[3].startswith("bad")} | {f[0] for f in FINDINGS if f[0].startswith("bad")}
    assert set(cases) == wrong
    counts = found.facts.groupby("flag_id").size().to_dict()
    assert counts == {name: numerator for name, (numerator, _) in EXPECTED.items()}


KEYS = {
    "duty": "duty_id",
    "review_finding": "case_id",
    "budget": "case_id",
    "missing_file": "source_id || '~' || agency_id || '~' || month",
}


@pytest.mark.parametrize("flag_id", EXPECTED)
def test_the_query_for_people_finds_the_same_rows(warehouse, found, flags, flag_id):
    mine = found.facts[found.facts["flag_id"] == flag_id]
    (fact,) = set(mine["fact"])
    asked = warehouse.execute(f"select {KEYS[fact]} from ({flags[flag_id]['evidence_sql']})").fetchall()
    assert sorted(row for (row,) in asked) == sorted(mine["row_id"])


def test_every_flag_says_what_when_who_and_by_which_law(flags):
    for row in flags.values():
        assert row["audience"] == "published" and row["probability"] is None and row["head"] and row["legal_basis"]
        for part in ("statement", "recommended_step", "other_explanations"):
            for language in ("vi", "en"):
                text = row[f"{part}_{language}"]
                assert len(text) > 20 and "None" not in text and "nan" not in text.lower().split() and "{" not in text
    since = {name: f"{row['since']:%Y-%m-%d}" for name, row in flags.items()}
    assert since[f"not_executed~M0041~{PAID}"] == "2025-02-01" and since["unresolved_contradiction~MS12~-"] == "2024-03-01"
    assert since["unreported~M0090~-~don_khieu_nai~2026-09"] == "2026-09-01"
    assert (
        flags["unresolved_contradiction~MS12~-"]["legal_basis"].startswith("Kế hoạch 350-KH/TU")
        and flags["unresolved_contradiction~MS12~-"]["plan_group"] == 2
    )
    assert "hạn nộp là hết ngày 05/10/2026" in flags["unreported~M0090~-~don_khieu_nai~2026-09"]["statement_vi"]
    assert "0,5 %" in flags[f"unfunded~01~{MONEY}~2025~share"]["statement_vi"]
    assert "Chấp hành là nghĩa vụ của người bị xử phạt" in flags[f"not_executed~M0041~{PAID}"]["statement_vi"]


@pytest.mark.parametrize("agencies, named", [(10, False), (7, True)])
def test_where_most_agencies_promise_alike_one_flag_stands_for_all(warehouse, agencies, named):
    """Seven are too few to speak of all; of ten, seven promise beyond the law."""
    con = warehouse.cursor()
    con.execute("begin")
    rows = [_duty(FLOW, f"slip_{n}", f"M{n:04d}", tier="commune") for n in range(agencies)]
    con.execute(f"delete from duties.duty where standard_id = '{FLOW}'")
    con.executemany("insert into duties.duty values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'procedure_case')", rows)
    day = {n: "2026-09-12" if n < 7 else "2026-09-09" for n in range(agencies)}
    con.executemany("insert into cases.procedure_case values (?, ?)", [(f"slip_{n}", day[n]) for n in range(agencies)])
    make_table(con, read_sql("gaps", "promise_over_law"))
    found = counted(con)
    flags = flag_rows(con, load_profile("sample"), found.findings)
    con.execute("rollback")
    mine = [f for f in flags if f["standard_id"] == FLOW and f["kind"] == "promise_over_law"]
    if named:
        assert len(mine) == 7 and all(f["agency_id"] for f in mine)
    else:
        (flag,) = mine
        assert flag["flag_id"] == f"promise_over_law~-~{FLOW}" and (flag["numerator"], flag["denominator"]) == (7, 10)
        assert "7 đơn vị" in flag["statement_vi"] and (found.facts["flag_id"] == flag["flag_id"]).sum() == 7


def test_promises_are_set_beside_the_law_and_the_end_and_lead_where_they_are_most(warehouse):
    con = warehouse.cursor()
    con.execute("begin")
    con.execute(f"delete from duties.duty where standard_id = '{FLOW}'")
    ends = ["2026-09-12 17:00:00", "2026-09-13 08:00:00", None, "2026-09-08 09:00:00"]
    rows = [_duty(FLOW, f"slip_{n}", status="late", done=end) for n, end in enumerate(ends)]
    con.executemany("insert into duties.duty values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'procedure_case')", rows)
    con.executemany(
        "insert into cases.procedure_case values (?, ?)", [(f"slip_{n}", "2026-09-09" if n == 3 else "2026-09-12") for n in range(4)]
    )
    for name in ("promise_over_law", "promised_day"):
        make_table(con, read_sql("gaps", name))
    told = con.execute(f"select slips, over_law, kept from gaps.promised_day where standard_id = '{FLOW}'").fetchall()
    con.execute("rollback")
    # ended on the promised day, a day after it, not at all; the fourth promise is lawful
    assert told == [(4, 3, 1)]
    assert leads(4, 3, False) and not leads(4, 2, False) and leads(4, 1, True) and not leads(4, 0, True)
    assert not leads(4, 3, False, {"common_share": 0.9})


def test_no_data_no_flag(warehouse):
    con = warehouse.cursor()
    con.execute("begin")
    for kind in RULES:
        con.execute(f"delete from gaps.{kind}")
    found = counted(con)
    assert found.findings.empty and found.facts.empty
    assert flag_rows(con, load_profile("sample"), found.findings) == []
    con.execute("rollback")
