"""Units are reorganised: what was open passes to the successor, or to the city where nobody knows it, and says whence it came."""

import datetime as dt

import pytest
from sqlglot import exp

from assets.sources.registry import put_registry
from pipelines.runtime import settings
from pipelines.runtime.kinds import case_kinds, kinds
from tests.conftest import ROOT

AS_OF = dt.date(2025, 10, 31)
UNITS = """agency_id,code,name_vi,name_en,tier,parent_id,valid_from,valid_to
01,01,Thành phố Mẫu,Sample City,city,,2020-01-01,
KEPT,KEPT,Phường Mẫu Giữ,Kept Ward,commune,01,2020-01-01,
OLD,7,Phường Mẫu Cũ,Old Ward,commune,01,2020-01-01,2025-06-30
NEW,7,Phường Mẫu Mới,New Ward,commune,01,2025-07-01,
SPLIT,8,Phường Mẫu Chia,Split Ward,commune,01,2020-01-01,2025-06-30
GONE,9,Phường Mẫu Hết,Gone Ward,commune,01,2020-01-01,2025-06-30
LONE,10,Phường Mẫu Một Phần,Part Ward,commune,01,2020-01-01,2025-06-30
STEP1,11,Xã Mẫu Một,Step One,commune,01,2020-01-01,2025-06-30
STEP2,11,Xã Mẫu Hai,Step Two,commune,01,2025-07-01,2025-08-31
STEP3,11,Xã Mẫu Ba,Step Three,commune,01,2025-09-01,
FORK1,12,Xã Mẫu Bốn,Fork One,commune,01,2020-01-01,2025-06-30
FORK2,12,Xã Mẫu Năm,Fork Two,commune,01,2025-07-01,2025-08-31
ZONE0,13,Xã Mẫu Đảo,Island,commune,01,2020-01-01,2025-06-30
JOIN,14,Phường Mẫu Nhập,Joined Ward,commune,01,2020-01-01,2025-06-30
ZONE,13,Đặc khu Mẫu,Special Zone,special,01,2025-07-01,
"""
SUCCESSION = """predecessor_id,successor_id,on,relation
OLD,NEW,2025-07-01,whole
SPLIT,NEW,2025-07-01,part
SPLIT,KEPT,2025-07-01,part
LONE,NEW,2025-07-01,part
STEP1,STEP2,2025-07-01,whole
STEP2,STEP3,2025-09-01,whole
FORK1,FORK2,2025-07-01,whole
FORK2,STEP3,2025-09-01,part
FORK2,KEPT,2025-09-01,part
ZONE0,ZONE,2025-07-01,whole
JOIN,KEPT,2025-07-01,whole
"""
BUCKET = "01~inherited"
ACCEPTANCE, SETTLEMENT = "complaint_first_acceptance_v1", "complaint_first_settlement"


@pytest.fixture
def reform(bench_of, tmp_path):
    """reform(cases, files, as_of) → owners: (case, standard) → (agency_id, from_agency_id, tier, status)."""

    def run(cases: dict[str, tuple], files: list[tuple[str, str]] = (), as_of: dt.date = AS_OF, units: str = UNITS) -> dict:
        bench = bench_of(_profile(tmp_path, units, SUCCESSION if units == UNITS else SUCCESSION.splitlines()[0] + "\n"))
        put_registry(bench.connection, bench.profile)
        _send(bench.connection, cases, files)
        bench.compute(as_of)
        run.bench = bench
        rows = bench.rows("select case_id, standard_id, agency_id, from_agency_id, tier, status from duties.duty")
        assert len(rows) == len({row[:2] for row in rows}), "a duty is counted once"
        return {row[:2]: row[2:] for row in rows}

    return run


def _profile(folder, units: str, succession: str):
    card = (ROOT / "profiles" / "sample" / "profile.toml").read_text(encoding="utf-8").split("[led_by]")[0]
    kept = [line for line in card.splitlines() if not line.startswith(("name", "extends"))]
    (folder / "profile.toml").write_text("\n".join(['name = "reform"', 'extends = "sample"', *kept]), encoding="utf-8")
    (folder / "agencies.csv").write_text(units, encoding="utf-8")
    (folder / "succession.csv").write_text(succession, encoding="utf-8")
    return folder


def _send(connection, cases: dict[str, tuple], files: list[tuple[str, str]]) -> None:
    """Complaints (agency, received, accepted, decided, result) of one file of May, and files of other months that add nothing."""
    connection.execute((settings.SQL / "sources" / "schema.sql").read_text(encoding="utf-8"))
    connection.execute("create table if not exists sources.withdrawal (source_file_id text, withdrawn_at timestamp, reason text)")
    for kind in case_kinds():
        types = {"source_file_id": "TEXT", "sheet": "TEXT", "row": "BIGINT", **kinds()[kind].types}
        columns = [exp.ColumnDef(this=exp.to_identifier(name), kind=exp.DataType.build(of)) for name, of in types.items()]
        table = exp.Schema(this=exp.to_table(f"sources.{kind}"), expressions=columns)
        connection.execute(exp.Create(this=table, kind="TABLE", exists=True).sql("duckdb"))
    for number, (agency_id, month) in enumerate([("KEPT", "2025-05"), *files]):
        connection.execute(
            "insert into sources.source_file by name select ? as source_file_id, 'don_khieu_nai' as source_id, ? as name, "
            "timestamp '2025-12-01' as received_at, 'complete' as completeness, ? as agency_id, ? as month",
            [f"f{number}", f"{agency_id}_{month}.csv", agency_id, month],
        )
    # the files this run may know
    connection.execute(
        "create or replace table sources.known_file as select source_file_id, source_id, name, received_at, agency_id, month, "
        "completeness, 0 as priority, false as owner_counts from sources.source_file"
    )
    for number, (case_id, (agency_id, received, accepted, decided, *result)) in enumerate(cases.items(), 2):
        connection.execute(
            "insert into sources.complaint by name select 'f0' as source_file_id, '' as sheet, ? as row, ? as case_id, ? as agency_id, '1' as instance, "
            "cast(? as timestamp) as received_at, cast(? as timestamp) as accepted_at, cast(? as timestamp) as decided_at, ? as result",
            [number, case_id, agency_id, received, accepted, decided, (result or [None])[0]],
        )


def test_what_was_done_stays_with_the_old_unit_and_what_was_open_passes_on(reform):
    owners = reform({"K1": ("OLD", "2025-06-10", "2025-06-16", "2025-07-10"), "K2": ("OLD", "2025-05-05", "2025-05-12", "2025-06-10")})
    assert owners["K1", ACCEPTANCE] == ("OLD", None, "commune", "met")
    assert owners["K1", SETTLEMENT] == ("NEW", "OLD", "commune", "met"), "one case, two duties, two units"
    assert owners["K2", SETTLEMENT] == ("OLD", None, "commune", "met")


def test_the_last_day_of_the_old_unit_is_its_own(reform):
    owners = reform(
        {
            "LAST": ("OLD", "2025-06-02", "2025-06-05", "2025-06-30 23:59:00"),
            "FIRST": ("OLD", "2025-06-02", "2025-06-05", "2025-07-01"),
            "OPEN": ("OLD", "2025-06-02", "2025-06-05", None),
            "LATE": ("OLD", "2025-04-01", "2025-04-04", "2025-08-04"),
        }
    )
    assert owners["LAST", SETTLEMENT][:2] == ("OLD", None)
    assert owners["FIRST", SETTLEMENT][:2] == owners["OPEN", SETTLEMENT][:2] == ("NEW", "OLD")
    assert owners["LATE", SETTLEMENT] == ("NEW", "OLD", "commune", "late"), "overdue when it came, and said to have come from OLD"


def test_before_the_reform_nothing_has_moved(reform):
    owners = reform({"K1": ("OLD", "2025-06-02", "2025-06-05", "2025-07-10")}, as_of=dt.date(2025, 6, 30))
    assert owners["K1", SETTLEMENT] == ("OLD", None, "commune", "pending")
    assert reform.bench.rows("select count(*) from duties.duty where from_agency_id is not null") == [(0,)]


@pytest.mark.parametrize("unit", ["SPLIT", "GONE", "LONE"])
def test_without_one_successor_that_takes_all_of_it_a_case_stays_with_the_city(reform, unit):
    owners = reform({"K1": (unit, "2025-06-10", "2025-06-16", "2025-07-10"), "K2": (unit, "2025-05-05", "2025-05-12", "2025-06-10")})
    assert owners["K1", ACCEPTANCE] == (unit, None, "commune", "met")
    assert owners["K1", SETTLEMENT] == (BUCKET, unit, "inherited", "met"), "never among the communes, which would be its peers"
    assert owners["K2", SETTLEMENT] == (unit, None, "commune", "met")


def test_the_bucket_stands_in_the_register_only_where_a_unit_needs_it(reform):
    find = "select tier, parent_id, name_vi, name_en, valid_from, valid_to from sources.agency where agency_id = ?"
    reform({})
    put_registry(reform.bench.connection, reform.bench.profile)
    named = ("Hồ sơ thừa kế chưa phân định đơn vị", "Inherited, successor not determined")
    assert reform.bench.rows(find, BUCKET) == [("inherited", "01", *named, dt.date(2025, 7, 1), None)], "once, however often it is written"
    reform({}, units="\n".join(UNITS.splitlines()[:3]) + "\n")
    assert reform.bench.rows(find, BUCKET) == [] == reform.bench.rows("select * from sources.agency_move")


def test_a_successor_that_is_dissolved_in_turn_passes_on_what_is_still_open(reform):
    cases = {f"K{month}": ("STEP1", "2025-06-02", "2025-06-05", f"2025-{month:02d}-15") for month in (6, 7, 9)}
    owners = reform(
        {**cases, "FORK": ("FORK1", "2025-06-02", "2025-06-05", None), "DONE": ("FORK1", "2025-06-02", "2025-06-05", "2025-08-01")}
    )
    assert [owners[f"K{month}", SETTLEMENT][:2] for month in (6, 7, 9)] == [("STEP1", None), ("STEP2", "STEP1"), ("STEP3", "STEP1")]
    assert owners["DONE", SETTLEMENT][:2] == ("FORK2", "FORK1")
    assert owners["FORK", SETTLEMENT][:3] == (BUCKET, "FORK1", "inherited")


def test_a_chain_is_followed_no_further_than_as_of(reform):
    owners = reform({"K1": ("STEP1", "2025-06-02", "2025-06-05", None)}, as_of=dt.date(2025, 8, 31))
    assert owners["K1", SETTLEMENT][:2] == ("STEP2", "STEP1")


def test_every_dissolved_unit_has_its_moves_in_the_warehouse(reform):
    reform({})
    moves = reform.bench.rows("select agency_id, on_date, new_agency_id, way from sources.agency_move order by all")
    july, september = dt.date(2025, 7, 1), dt.date(2025, 9, 1)
    assert moves == [
        ("FORK1", july, "FORK2", "whole"),
        ("FORK1", september, BUCKET, "inherited"),
        ("FORK2", september, BUCKET, "inherited"),
        ("GONE", july, BUCKET, "inherited"),
        ("JOIN", july, "KEPT", "whole"),
        ("LONE", july, BUCKET, "inherited"),
        ("OLD", july, "NEW", "whole"),
        ("SPLIT", july, BUCKET, "inherited"),
        ("STEP1", july, "STEP2", "whole"),
        ("STEP1", september, "STEP3", "whole"),
        ("STEP2", september, "STEP3", "whole"),
        ("ZONE0", july, "ZONE", "whole"),
    ]


def test_the_law_of_the_unit_where_it_arose_holds_whatever_its_successor_is(reform):
    owners = reform({"K1": ("ZONE0", "2025-06-20", "2025-06-23", "2025-07-10")})
    # no standard names tier "special": the duty exists because it arose at a commune
    assert owners["K1", SETTLEMENT] == ("ZONE", "ZONE0", "special", "met")


def test_a_case_withdrawn_before_the_reform_never_was_the_successors(reform):
    owners = reform(
        {
            "BEFORE": ("OLD", "2025-06-02", "2025-06-05", "2025-06-20", "withdrawn"),
            "AFTER": ("OLD", "2025-06-10", "2025-06-12", "2025-07-03", "withdrawn"),
        }
    )
    assert owners["BEFORE", SETTLEMENT] == ("OLD", None, "commune", "excused")
    assert owners["AFTER", SETTLEMENT] == ("NEW", "OLD", "commune", "excused")


def test_silence_counts_where_the_unit_that_had_to_report_the_month_did(reform):
    """Due 7 July 2025: only NEW can send July's file. Due 5 May: only OLD could."""
    july = {"K1": ("OLD", "2025-06-02", "2025-06-05", None), "S1": ("SPLIT", "2025-06-02", "2025-06-05", None)}
    spring = {"K1": ("OLD", "2025-04-01", "2025-04-04", None)}
    assert reform(july, [("NEW", "2025-07")])["K1", SETTLEMENT] == ("NEW", "OLD", "commune", "overdue")
    assert reform(july, [("NEW", "2025-08")])["K1", SETTLEMENT][3] == "unknown"
    assert reform(july, [("NEW", "2025-07")])["S1", SETTLEMENT] == (BUCKET, "SPLIT", "inherited", "unknown"), "nobody reports for it"
    assert reform(spring, [("OLD", "2025-05")])["K1", SETTLEMENT] == ("NEW", "OLD", "commune", "overdue")
    assert reform(spring, [("NEW", "2025-07")])["K1", SETTLEMENT][3] == "unknown"


def test_what_a_unit_reported_before_it_took_another_over_says_nothing_of_that_other(reform):
    cases = {"K1": ("JOIN", "2025-04-01", "2025-04-04", None), "K2": ("KEPT", "2025-04-01", "2025-04-04", None)}
    owners = reform(cases)
    assert owners["K2", SETTLEMENT] == ("KEPT", None, "commune", "overdue"), "KEPT reported May"
    assert owners["K1", SETTLEMENT] == ("KEPT", "JOIN", "commune", "unknown"), "JOIN did not, and KEPT did not speak for it then"


def test_units_that_nobody_reorganised_keep_everything(reform):
    owners = reform({"K1": ("KEPT", "2025-06-02", "2025-06-05", "2025-09-15"), "K2": ("NEW", "2025-07-02", "2025-07-03", "2025-07-20")})
    assert owners["K1", SETTLEMENT] == ("KEPT", None, "commune", "late")
    assert owners["K2", SETTLEMENT] == ("NEW", None, "commune", "met")


def test_the_proof_of_a_moved_duty_is_still_the_row_it_was_read_from(reform):
    reform({"K1": ("OLD", "2025-06-02", "2025-06-05", "2025-07-10")})
    proof = "select role, source_file_id, row from duties.duty_source where duty_id = ? order by role"
    assert reform.bench.rows(proof, f"{SETTLEMENT}~K1") == [("case", "f0", 2), ("end", "f0", 2), ("start", "f0", 2)]


def test_a_week_that_was_missed_before_the_reform_stays_with_the_unit_whose_week_it_was(reform):
    reform({})
    reform.bench.connection.execute(
        "insert into sources.source_file by name select 'r0' as source_file_id, 'tiep_cong_dan' as source_id, 'OLD_2025-05.csv' as name, "
        "timestamp '2025-12-01' as received_at, 'complete' as completeness, 'OLD' as agency_id, '2025-05' as month"
    )
    reform.bench.compute(AS_OF)
    find = "select agency_id, from_agency_id, status from duties.duty where case_id = 'OLD~2025-05-05'"
    assert reform.bench.rows(find) == [("OLD", None, "overdue")], "nobody can hold it afterwards"
