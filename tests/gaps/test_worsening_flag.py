"""Kind `worsening` from duties to the flag: the agency whose rate fell is named with the duties of the fall, nobody else is."""

import duckdb
import pytest

from assets.gaps.build import fallen
from assets.gaps.flag_rows import flag_rows
from pipelines.runtime.profile import load_profile
from pipelines.runtime.sqlfile import read_sql
from pipelines.runtime.warehouse import make_table

MONTHS = [f"{2025 + (4 + i) // 12}-{(4 + i) % 12 + 1:02d}" for i in range(18)]
RULE, SAMPLED, HINT = "pakn_answered", "complaint_first_settlement", "sanction_executed"


def _duties():
    """Twelve agencies, 8 duties a month each: M0003 falls from nearly all to half, M0005 is poor all the time, nobody else slips."""
    for standard in (RULE, SAMPLED, HINT):
        for agency in range(1, 13):
            for at, month in enumerate(MONTHS):
                for number in range(8):
                    late = (number < 4 and ((agency == 3 and at >= 12) or agency == 5)) or (agency == 3 and number == 0 and at in (3, 8))
                    yield (f"{standard}~{agency}-{month}-{number}", f"M{agency:04d}", standard, "late" if late else "met", month, "commune")


@pytest.fixture(scope="module")
def warehouse():
    con = duckdb.connect()
    con.execute("create schema sources; create schema duties; create schema gaps")
    con.execute("create table sources.clock as select timestamp '2026-10-31 23:59:59' as as_of_end, date '2025-11-01' as window_start, "
                "date '2026-10-31' as window_end, '2026-10' as last_month")  # fmt: skip
    con.execute(
        "create table sources.source as select * from (values ('full', 'complete'), ('part', 'sample')) as t(source_id, completeness)"
    )
    con.execute(f"create table sources.standard as select * from (values ('{RULE}', 'scored', 'full'), ('{SAMPLED}', 'scored', 'part'), "
                f"('{HINT}', 'indicative', 'full')) as t(standard_id, measure, carried_by)")  # fmt: skip
    con.execute("create table duties.duty (duty_id text, agency_id text, standard_id text, status text, month text, tier text)")
    con.executemany("insert into duties.duty values (?, ?, ?, ?, ?, ?)", list(_duties()))
    con.execute("create view duty as from duties.duty; create table gaps.flag_fact (flag_id text, fact text, row_id text)")
    make_table(con, read_sql("gaps", "worsening"))
    return con


def test_the_agency_that_fell_is_flagged_with_the_duties_of_the_fall(warehouse):
    profile = load_profile("sample")
    found, scopes = fallen(warehouse, profile)
    (flag,) = flag_rows(warehouse, profile, found)
    assert (flag["flag_id"], flag["numerator"], flag["denominator"]) == (f"worsening~M0003~{RULE}", 24, 48)
    assert flag["probability"] > 0.95 and flag["audience"] == "published" and f"{flag['since']}" == "2026-05-01"
    assert "từ 01/05/2026 đến 31/10/2026, 24/48 nghĩa vụ" in flag["statement_vi"] and "tỷ lệ thực hiện đúng là 50 %" in flag["statement_vi"]
    assert "in the 12 months before it was 97.9%" in flag["statement_en"] and "None" not in flag["other_explanations_en"]
    warehouse.execute("create table gaps.flag_scope (flag_id text, agency_id text, standard_id text, first_month text)")
    warehouse.executemany("insert into gaps.flag_scope values (?, ?, ?, ?)", scopes)
    listed = {row for (row,) in warehouse.execute(f"select row_id from ({read_sql('gaps', 'flag_evidence').body})").fetchall()}
    asked = [row for (row,) in warehouse.execute(f"select duty_id from ({flag['evidence_sql']})").fetchall()]
    assert set(asked) == listed and len(asked) == len(listed) == 24
    assert all(row.startswith(f"{RULE}~3-2026-") for row in listed)
