"""Two systems that carry one case: the one with priority holds whenever it came, and what the other says stays in sight."""

import datetime as dt

import pytest

from assets.cases.build import make_cases
from assets.cases.contradiction import COLUMNS, make_contradiction
from assets.sources.profile_tables import put_clock
from tests.cases.two_systems import BOOK, DOSSIER, PORTAL, REGISTER, write_profile
from tests.sources.mail import Mail, day

AS_OF = dt.date(2026, 6, 30)
OF_PORTAL = {"Mã hồ sơ": "H1", "Thời điểm hoàn tất": "07/01/2026 10:00", "Tình trạng": "Đã có kết quả", "Cán bộ thụ lý": "Tổ A"}
OF_REGISTER = {"Mã hồ sơ": "H1", "Thời điểm hoàn tất": "12/01/2026 10:00", "Tình trạng": "Đã có kết quả"}


@pytest.fixture
def bench(bench_of, tmp_path):
    return bench_of(write_profile(tmp_path / "profile"))


def make(bench, known_at: str = "2026-12-31") -> None:
    """The cases and what stands beside them, as known at the end of a day."""
    put_clock(bench.connection, AS_OF, day(known_at))
    make_cases(bench.connection, bench.profile)


def found(bench) -> list[tuple]:
    return bench.rows("select case_id, field, kept_source, kept_value, other_source, other_value from cases.contradiction order by all")


@pytest.mark.parametrize("order", [("2026-02-03", "2026-03-03"), ("2026-03-03", "2026-02-03")], ids=["portal first", "register first"])
def test_the_source_with_priority_holds_whenever_it_came_and_the_difference_is_kept(bench, tmp_path, order):
    mail = Mail(tmp_path / "inbox")
    mail.send(f"{PORTAL}/2026-01.csv", order[0], OF_PORTAL, {"Mã hồ sơ": "H2"}, header=DOSSIER)
    mail.send(f"{REGISTER}/2026-01.csv", order[1], {"Mã hồ sơ": "H3"}, OF_REGISTER, header=DOSSIER)
    bench.take_in(mail.inbox)
    make(bench)
    assert bench.rows("select strftime(finished_at, '%d'), responsible_person from cases.procedure_case where case_id = 'H1'") == [
        ("12", None)
    ]
    # the register names no official: an empty cell contradicts nothing
    assert found(bench) == [("H1", "finished_at", REGISTER, "2026-01-12 10:00:00", PORTAL, "2026-01-07 10:00:00")]
    names = dict(bench.rows("select source_file_id, name from sources.source_file"))
    places = bench.rows("select kept_source_file_id, kept_row, other_source_file_id, other_row from cases.contradiction")
    assert [(names[k], kr, names[o], o_row) for k, kr, o, o_row in places] == [(f"{REGISTER}/2026-01.csv", 3, f"{PORTAL}/2026-01.csv", 2)]


def test_only_the_newest_row_of_each_system_is_compared_and_only_what_was_known(bench, tmp_path):
    mail = Mail(tmp_path / "inbox")
    mail.send(f"{PORTAL}/2026-01.csv", "2026-02-03", OF_PORTAL, header=DOSSIER)
    mail.send(f"{REGISTER}/2026-01.csv", "2026-02-04", OF_REGISTER, header=DOSSIER)
    mail.send(f"{PORTAL}/2026-01_v2.csv", "2026-04-04", {**OF_PORTAL, **OF_REGISTER}, header=DOSSIER)
    bench.take_in(mail.inbox)
    make(bench)
    assert found(bench) == []
    make(bench, "2026-04-03")
    assert [row[:2] for row in found(bench)] == [("H1", "finished_at")]
    make(bench, "2026-02-03")
    assert found(bench) == []


def test_a_profile_with_one_source_a_kind_gets_an_empty_table(bench_of, tmp_path):
    bench = bench_of("sample")
    bench.take_in(tmp_path)
    make(bench)
    assert make_contradiction(bench.connection, bench.profile) == 0
    columns = bench.rows("select column_name, data_type from duckdb_columns() where schema_name = 'cases' and table_name = 'contradiction'")
    assert {name: kind.replace("VARCHAR", "TEXT") for name, kind in columns} == COLUMNS


def test_of_two_cases_with_one_number_each_is_compared_with_its_own_agencys_row(bench, tmp_path):
    mail = Mail(tmp_path / "inbox")
    mail.send("don_khieu_nai/M0001_2026-01.csv", "2026-02-03", {"Mã đơn": "KN1", "Kết quả": "Sai"})
    mail.send("don_khieu_nai/M0002_2026-01.csv", "2026-02-04", {"Mã đơn": "KN1", "Mã đơn vị": "M0002", "Kết quả": "Đúng"})
    mail.send(f"{BOOK}/M0002_2026-01.csv", "2026-02-05", {"Mã đơn": "KN1", "Mã đơn vị": "M0002", "Kết quả": "Sai"})
    bench.take_in(mail.inbox)
    make(bench)
    assert found(bench) == [("KN1@M0002", "result", BOOK, "rejected", "don_khieu_nai", "upheld")]
