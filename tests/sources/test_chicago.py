"""Profile chicago on the real files: every row accounted for, counts equal to an independent computation."""

import csv
import datetime as dt
import gzip
from collections import Counter

import pytest

from tests.conftest import third_party

AS_OF = dt.date(2014, 12, 31)


@pytest.fixture(scope="module")
def chicago(tmp_path_factory):
    from assets.sources.profile_tables import put_profile
    from pipelines.runtime.profile import load_profile
    from pipelines.runtime.warehouse import connect
    from tests.conftest import Bench

    folder = third_party("chicago")
    connection = connect(":memory:")
    bench = Bench(load_profile("chicago"), connection, tmp_path_factory.mktemp("home"))
    put_profile(connection, bench.profile)
    bench.taken = bench.take_in(folder)
    bench.compute(AS_OF)
    yield bench
    connection.close()


def complaints() -> list[dict]:
    with gzip.open(third_party("chicago") / "complaints_311_sanitation_code.csv.gz", "rt", encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


def test_every_row_is_somewhere(chicago):
    found = dict(
        (row[0], row[1:])
        for row in chicago.rows("select source_id, rows_read, rows_accepted, rows_duplicate, rows_rejected from sources.source_file")
    )
    assert found["complaints_311"] == (74_401, 74_019, 375, 7)
    assert found["canvass"] == (27_600, 24_686, 0, 2_914)
    assert found["licences"][0] == 13_253
    assert found["inspection_wards"] == (27_600, 24_686, 0, 2_914)
    assert all(read == accepted + duplicate + rejected for read, accepted, duplicate, rejected in found.values())
    assert chicago.rows(
        "select count(*) from sources.duplicate_row join sources.source_file using (source_file_id) where source_id = 'complaints_311'"
    ) == [(375,)]


def test_files_nobody_claims_are_notices(chicago):
    assert {n.name for n in chicago.taken.notices if n.level == "info"} == {
        "inspection_id_to_sanitarian.csv.gz",
        "inspection_violation_counts.csv.gz",
    }


def test_complaint_duties_by_status_and_ward_equal_an_independent_count(chicago):
    last = {row["Service_Request_Number"]: row for row in complaints()}
    expected: Counter = Counter()
    for row in last.values():
        created = dt.date.fromisoformat(row["Creation_Date"])
        due = created + dt.timedelta(days=14)
        if row["Ward"] in ("", "0") or row["Status"].endswith("Dup") or created > AS_OF or due.year != 2014:
            continue
        done = row["Completion_Date"] and dt.date.fromisoformat(row["Completion_Date"])
        expected[row["Ward"], "overdue" if not done else "met" if done <= due else "late"] += 1
    found = Counter({(ward, status): n for ward, status, n in chicago.rows(
        "select agency_id, status, count(*) from duties.duty where standard_id = 'complaint_closed' and month between '2014-01' and '2014-12' group by all"
    )})  # fmt: skip
    assert found == expected


def test_the_rows_of_2015_are_kept_and_carry_no_duty(chicago):
    assert chicago.rows("select count(*) from cases.complaint where received_at >= '2015-01-01'")[0][0] == 17
    assert chicago.rows("select count(*) from duties.duty where arises_at >= '2015-01-01'") == [(0,)]


def test_duplicates_of_others_are_cases_without_duty(chicago):
    assert chicago.rows("select count(*) from cases.complaint where status = 'duplicate'")[0][0] > 3_000
    assert chicago.rows("select count(*) from duties.duty d join cases.complaint c using (case_id) where c.status = 'duplicate'") == [(0,)]


def test_silence_of_an_incomplete_source_is_not_lateness(chicago):
    statuses = dict(chicago.rows("select status, count(*) from duties.duty where standard_id = 'failed_canvass_reinspected' group by 1"))
    assert statuses.get("overdue", 0) == 0 and statuses["unknown"] > 1_000


def test_no_flag_from_incomplete_sources_and_the_worst_wards_flagged(chicago):
    from assets.cases.quality import make_quality
    from assets.gaps.build import make_flag, make_gap, make_verdict, sql_tables
    from assets.gaps.robustness import make_robustness
    from assets.gaps.scoring import make_score
    from pipelines.runtime.warehouse import make_table

    make_quality(chicago.connection, chicago.profile)
    for file in sql_tables():
        make_table(chicago.connection, file)
    make_gap(chicago.connection, chicago.profile)
    make_verdict(chicago.connection, chicago.profile)
    make_flag(chicago.connection, chicago.profile)
    flagged = chicago.rows("select standard_id, agency_id, kind from gaps.flag")
    assert {standard for standard, _, _ in flagged} == {"complaint_closed"}
    worst = [
        ward for (ward,) in chicago.rows("select agency_id from gaps.gap where standard_id = 'complaint_closed' order by achieved limit 5")
    ]
    assert {("complaint_closed", ward, "unmet") for ward in worst} <= set(flagged)
    assert chicago.rows("select distinct assessable, shrunk from gaps.gap where standard_id <> 'complaint_closed'") == [(False, None)]
    # most sources are incomplete, so little of what applies can be assessed: nobody is scored, and that is said
    assert (
        make_score(chicago.connection, chicago.profile)
        == len(chicago.rows("select * from gaps.score where score is null and coverage < 0.6"))
        > 50
    )
    assert make_robustness(chicago.connection, chicago.profile) > 0
    assert chicago.rows("select distinct flags from gaps.parameter_effect") == chicago.rows("select count(*) from gaps.flag")
    for flag_id, unmet, rows in chicago.rows(
        "select f.flag_id, f.numerator, count(e.row_id) from gaps.flag f left join gaps.flag_evidence e using (flag_id) group by all"
    ):
        assert rows == unmet, flag_id
