"""Every version of a case with the time it held: what a past moment knew can be read from one table."""

import datetime as dt
import random

import pytest

from assets.cases.build import make_case_kind
from assets.sources.profile_tables import put_clock
from assets.sources.withdraw import withdraw
from pipelines.runtime.kinds import case_kinds
from pipelines.runtime.sqlfile import read_sql
from pipelines.runtime.warehouse import make_table
from tests.cases.two_systems import DOSSIER, PORTAL, REGISTER, write_profile
from tests.sources.mail import Mail, day

AS_OF = dt.date(2026, 12, 31)
STANDING = """
select v.case_kind, v.case_id, v.source_file_id, v.sheet, v.row from cases.case_version as v
where v.known_from <= ? and (v.known_to is null or ? < v.known_to) order by all
"""


@pytest.fixture
def bench(bench_of, tmp_path):
    return bench_of(write_profile(tmp_path / "profile"))


@pytest.fixture
def mail(tmp_path):
    return Mail(tmp_path / "inbox")


def versions(bench, known_at: str = "2026-12-31") -> list[tuple]:
    """case, file name, from, to (days) as known then."""
    put_clock(bench.connection, AS_OF, day(known_at))
    make_table(bench.connection, read_sql("cases", "case_version"))
    return bench.rows(
        "select case_id, f.name, strftime(known_from, '%m-%d'), strftime(known_to, '%m-%d') from cases.case_version as v "
        "join sources.source_file as f using (source_file_id) order by all"
    )


def take_back(bench, name: str, at: str) -> None:
    identity = bench.rows("select source_file_id from sources.source_file where name = ?", name)[0][0]
    withdraw(bench.connection, bench.profile, bench.home, identity, "Gửi nhầm", day(at))


def test_it_covers_every_case_kind():
    assert {f"sources.{kind}" for kind in case_kinds()} <= set(read_sql("cases", "case_version").reads)


def test_documents_of_one_period_are_versions_of_their_own_where_the_law_asks_for_each(bench_of, mail):
    """As the table of the kind has them: two drafts are two duties, a plan whose number came later is one; a draft without a
    number is one until a later file gives the numbers of its period.
    """
    bench = bench_of("sample")
    header = dict.fromkeys(("Mã đơn vị", "Mã chuẩn mực", "Kỳ", "Ngày thực hiện", "Số hiệu văn bản"), "")
    drafts = {"Mã đơn vị": "01", "Mã chuẩn mực": "policy_communication_drafts", "Kỳ": "2026-Q1"}
    later, plan = drafts | {"Kỳ": "2026-Q2"}, {"Mã đơn vị": "01", "Mã chuẩn mực": "legal_communication_plan", "Kỳ": "2026"}
    first, second = "nghia_vu_dinh_ky/01_2026-04.csv", "nghia_vu_dinh_ky/01_2026-05.csv"
    mail.send(first, "2026-05-03", *({**drafts, "Số hiệu văn bản": f"{n}/DT"} for n in (1, 2)), drafts, later, plan, header=header)
    numbered = [{**one, "Số hiệu văn bản": number} for one, number in ((drafts, "2/DT"), (later, "3/DT"), (plan, "5/KH"))]
    mail.send(second, "2026-06-03", *numbered, header=header)
    bench.take_in(mail.inbox)
    assert bench.rows("select sum(rows_duplicate), sum(rows_rejected) from sources.source_file") == [(0, 0)]
    year, q1, q2 = "01~legal_communication_plan~2026", *(f"01~policy_communication_drafts~2026-{q}" for q in ("Q1", "Q2"))
    assert versions(bench) == [
        (year, first, "05-03", "06-03"), (year, second, "06-03", None), (q1, first, "05-03", "06-03"), (f"{q1}~1/DT", first, "05-03", None),
        (f"{q1}~2/DT", first, "05-03", "06-03"), (f"{q1}~2/DT", second, "06-03", None), (q2, first, "05-03", "06-03"),
        (f"{q2}~3/DT", second, "06-03", None),
    ]  # fmt: skip
    assert_the_table_has_what_stands(bench)
    take_back(bench, second, "2026-07-07")
    assert (q2, first, "07-07", None) in versions(bench)
    assert not any(case_id == f"{q2}~3/DT" and until is None for case_id, _, _, until in versions(bench))
    assert_the_table_has_what_stands(bench)


def assert_the_table_has_what_stands(bench) -> None:
    versions(bench)
    make_table(bench.connection, read_sql("sources", "known_file"))
    make_case_kind(bench.connection, "duty_register")
    standing = bench.rows("select case_id, source_file_id, row from cases.case_version where known_to is null order by all")
    assert bench.rows("select case_id, source_file_id, row from cases.duty_register order by all") == standing


def test_a_later_file_replaces_and_a_withdrawal_brings_back(bench, mail):
    first, second = f"{PORTAL}/2026-01.csv", f"{PORTAL}/2026-01_v2.csv"
    mail.send(first, "2026-02-03", {"Mã hồ sơ": "H1"}, header=DOSSIER)
    mail.send(second, "2026-03-03", {"Mã hồ sơ": "H1", "Cán bộ thụ lý": "Tổ một cửa"}, header=DOSSIER)
    bench.take_in(mail.inbox)
    assert versions(bench, "2026-02-28") == [("H1", first, "02-03", None)]
    assert versions(bench) == [("H1", first, "02-03", "03-03"), ("H1", second, "03-03", None)]
    take_back(bench, second, "2026-04-04")
    assert versions(bench, "2026-04-03") == [("H1", first, "02-03", "03-03"), ("H1", second, "03-03", None)]
    assert versions(bench) == [("H1", first, "02-03", "03-03"), ("H1", first, "04-04", None), ("H1", second, "03-03", "04-04")]


def test_a_version_below_one_with_priority_never_held(bench, mail):
    register, portal = f"{REGISTER}/2026-01.csv", f"{PORTAL}/2026-01.csv"
    mail.send(register, "2026-02-03", {"Mã hồ sơ": "H1"}, {"Mã hồ sơ": "H2"}, header=DOSSIER)
    mail.send(portal, "2026-03-03", {"Mã hồ sơ": "H1"}, header=DOSSIER)
    bench.take_in(mail.inbox)
    assert versions(bench) == [("H1", register, "02-03", None), ("H1", portal, "03-03", "03-03"), ("H2", register, "02-03", None)]
    take_back(bench, register, "2026-05-05")
    assert versions(bench) == [("H1", register, "02-03", "05-05"), ("H1", portal, "05-05", None), ("H2", register, "02-03", "05-05")]


def test_the_number_of_a_second_agency_bears_its_name_here_too(bench, mail):
    first, second = "don_khieu_nai/M0001_2026-01.csv", "don_khieu_nai/M0002_2026-01.csv"
    mail.send(first, "2026-02-03", {"Mã đơn": "KN1"})
    mail.send(second, "2026-02-04", {"Mã đơn": "KN1", "Mã đơn vị": "M0002"})
    bench.take_in(mail.inbox)
    assert versions(bench) == [("KN1", first, "02-03", None), ("KN1@M0002", second, "02-04", None)]


@pytest.mark.parametrize("seed", range(4))
def test_every_past_moment_reads_as_the_cases_did_then(bench, mail, seed):
    """Random files of two systems and three agencies, some withdrawn: at each turn the table says what was held."""
    draw = random.Random(seed)
    days = [f"2026-{month:02d}-{number:02d}" for month in range(2, 7) for number in (3, 17)]
    for number in range(14):
        at, sheet = draw.choice(days), f"{number:02d}"
        if draw.random() < 0.6:
            rows = [{"Mã hồ sơ": f"H{i}", "Cán bộ thụ lý": sheet} for i in draw.sample(range(5), 3)]
            mail.send(f"{draw.choice([PORTAL, REGISTER])}/2026-01_{sheet}.csv", at, *rows, header=DOSSIER)
        else:
            code = f"M000{draw.randint(1, 3)}"
            rows = [{"Mã đơn": f"KN{i}", "Mã đơn vị": code, "Người phụ trách": sheet} for i in draw.sample(range(4), 2)]
            mail.send(f"don_khieu_nai/{code}_2026-01_{sheet}.csv", at, *rows)
    bench.take_in(mail.inbox)
    for name, at in draw.sample(sorted(mail.came.items()), 5):
        take_back(bench, name, draw.choice([d for d in days if d >= at[:10]]))
    assert len(versions(bench)) > 20
    for text in ["2026-01-01", *days, "2026-12-31"]:
        moment = day(text)
        put_clock(bench.connection, AS_OF, moment)
        held = []
        for kind in ("complaint", "procedure_case"):
            make_case_kind(bench.connection, kind)
            held += [(kind, *row) for row in bench.rows(f"select case_id, source_file_id, sheet, row from cases.{kind}")]
        read = bench.rows(STANDING, moment, moment)
        # a number's first bearer may have been withdrawn since: names are those of the end
        assert sorted((row[0], *row[2:]) for row in read) == sorted((row[0], *row[2:]) for row in held)
    assert sorted(read) == sorted(held)
