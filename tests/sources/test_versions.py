"""Files come late, are corrected, sent back and withdrawn: only what they speak of changes, and the past can be asked for."""

import datetime as dt
import shutil

import openpyxl
import pytest

from assets.sources.ledger import Ledger
from assets.sources.withdraw import withdraw
from pipelines.runtime.errors import LawgapError
from tests.sources.mail import Mail, day

AS_OF = dt.date(2026, 6, 30)
JANUARY = "don_khieu_nai/M0001_2026-01.csv"
LATE, KEPT = {"Ngày ra quyết định": "20/01/2026", "Kết quả": "Sai"}, {"Ngày ra quyết định": "20/12/2025", "Kết quả": "Đúng"}
SETTLED = "complaint_first_settlement~"


@pytest.fixture
def bench(bench_of):
    return bench_of("sample")


@pytest.fixture
def mail(tmp_path):
    """Every month since January has its file; in January two complaints, one settled late."""
    mail = Mail(tmp_path / "inbox")
    mail.send(JANUARY, "2026-02-04", {"Mã đơn": "KN1", **LATE}, {"Mã đơn": "KN2", **KEPT})
    for month in range(2, 7):
        mail.send(f"don_khieu_nai/M0001_2026-{month:02d}.csv", f"2026-{month + 1:02d}-04")
    return mail


def duties(bench, known_at: str = "2030-12-31") -> dict[str, tuple]:
    """Every duty by id, as known at the end of a day."""
    bench.compute(AS_OF, known_at=day(known_at))
    result = bench.connection.execute("select * from duties.duty")
    place = [column[0] for column in result.description].index("duty_id")
    return {row[place]: row for row in result.fetchall()}


def changed(before: dict, after: dict) -> set[str]:
    return {duty_id for duty_id in before | after if before.get(duty_id) != after.get(duty_id)}


def case_of(duty_id: str) -> str:
    return duty_id.rpartition("~")[2]


def decided(bench, case_id: str) -> set[str]:
    """The duties of a complaint that hang on the day of its decision."""
    events = {event.event for event in bench.profile.contracts["don_khieu_nai"].events if event.at == "decided_at"}
    return {f"{s.standard_id}~{case_id}" for s in bench.profile.standards if {s.start_event, s.end_event} & events}


def status(found: dict[str, tuple], duty_id: str) -> str:
    return next(text for text in found[duty_id] if text in ("met", "late", "overdue", "pending", "excused", "unknown"))


def test_a_corrected_file_changes_the_duties_of_the_rows_that_changed_and_no_other(bench, mail):
    bench.take_in(mail.inbox)
    before = duties(bench)
    mail.send("don_khieu_nai/M0001_2026-01_v2.csv", "2026-03-10", {"Mã đơn": "KN1", **KEPT}, {"Mã đơn": "KN2", **KEPT})
    bench.take_in(mail.inbox)
    after = duties(bench)
    assert (status(before, f"{SETTLED}KN1"), status(after, f"{SETTLED}KN1")) == ("late", "met")
    assert changed(before, after) == {duty_id for duty_id in before | after if duty_id in decided(bench, "KN1")}
    assert f"{SETTLED}KN1" in changed(before, after) and "complaint_first_acceptance_v1~KN1" not in changed(before, after)
    assert duties(bench, known_at="2026-03-09") == before, "before the correction came nobody could know better"


def test_a_file_that_comes_late_adds_its_duties_and_ends_the_silence_of_its_month(bench, mail):
    late = "don_khieu_nai/M0001_2026-02.csv"
    (mail.inbox / late).unlink()
    mail.send(JANUARY, "2026-02-04", {"Mã đơn": "KN1", **LATE}, {"Mã đơn": "KN2", "Ngày nhận": "05/01/2026", "Ngày thụ lý": "08/01/2026"})
    bench.take_in(mail.inbox)
    before = duties(bench)
    assert status(before, f"{SETTLED}KN2") == "unknown", "the month it fell due in was never reported"
    mail.send(late, "2026-06-20", {"Mã đơn": "KN3", "Ngày nhận": "02/02/2026", "Ngày thụ lý": "04/02/2026"})
    bench.take_in(mail.inbox)
    after = duties(bench)
    assert status(after, f"{SETTLED}KN2") == "overdue"
    assert {case_of(duty_id) for duty_id in changed(before, after)} == {"KN2", "KN3"}
    assert "complaint_first_acceptance_v1~KN2" not in changed(before, after), "it fell due in a month that was reported"


def test_a_reject_workbook_mended_and_sent_back_is_taken(bench, mail):
    mail.send(JANUARY, "2026-02-04", {"Mã đơn": "KN1", **LATE}, {"Mã đơn": "KN2", "Ngày nhận": "31/02/2026", **KEPT})
    assert bench.take_in(mail.inbox).rows_rejected == 1
    assert {duty_id for duty_id in duties(bench) if duty_id.endswith("KN2")} == set()
    returned = mail.inbox / "don_khieu_nai" / "M0001_2026-01_sua.xlsx"
    shutil.copyfile(bench.home.rejects / "don_khieu_nai" / "M0001_2026-01.csv.rejects.xlsx", returned)
    book = openpyxl.load_workbook(returned)
    sheet = book.worksheets[0]
    titles = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, titles.index("Ngày nhận") + 1).value == "31/02/2026"
    sheet.cell(2, titles.index("Ngày nhận") + 1).value = "02/12/2025"
    book.save(returned)
    mail.note("don_khieu_nai/M0001_2026-01_sua.xlsx", "2026-02-20")
    result = bench.take_in(mail.inbox)
    assert (result.taken, result.rows_read, result.rows_rejected) == (1, 1, 0)
    found = duties(bench)
    assert status(found, f"{SETTLED}KN2") == "met" and status(found, f"{SETTLED}KN1") == "late"


def test_one_number_of_two_agencies_is_two_cases_and_the_first_keeps_the_ids_of_its_duties(bench, mail):
    bench.take_in(mail.inbox)
    before = duties(bench)
    mail.send("don_khieu_nai/M0002_2026-01.csv", "2026-03-10", {"Mã đơn": "KN1", "Mã đơn vị": "M0002", **KEPT})
    bench.take_in(mail.inbox)
    after = duties(bench)
    assert {case_of(duty_id) for duty_id in changed(before, after)} == {"KN1@M0002"}
    assert status(after, f"{SETTLED}KN1@M0002") == "met"


def test_a_withdrawal_removes_a_file_from_then_on_and_brings_back_what_it_had_replaced(bench, mail):
    bench.take_in(mail.inbox)
    before = duties(bench)
    wrong = "don_khieu_nai/M0001_2026-01_v2.csv"
    mail.send(wrong, "2026-03-10", {"Mã đơn": "KN1", **KEPT}, {"Mã đơn": "KN9", **KEPT})
    bench.take_in(mail.inbox)
    corrected = duties(bench)
    identity = bench.rows("select source_file_id from sources.source_file where name = ?", wrong)[0][0]
    withdraw(bench.connection, bench.profile, bench.home, identity, "Gửi nhầm, gọi 0912 345 678", day("2026-04-15"))
    assert duties(bench) == before
    assert duties(bench, known_at="2026-04-14") == corrected
    assert bench.rows("select source_file_id, reason from sources.withdrawal") == [(identity, "Gửi nhầm, gọi […]")]
    assert "0912" not in (bench.home.staged / f"{identity}.withdrawn.json").read_text(encoding="utf-8")


def test_the_bytes_of_a_withdrawn_file_can_be_sent_again_but_do_not_come_back_by_lying_there(bench, mail):
    bench.take_in(mail.inbox)
    before = duties(bench)
    identity = next(key for key, name in Ledger(bench.connection).names.items() if name == JANUARY)
    withdraw(bench.connection, bench.profile, bench.home, identity, "Chưa được ký", day("2026-03-01"))
    # without received.csv every file that lies there seems to come now
    (mail.inbox / "received.csv").unlink()
    assert bench.take_in(mail.inbox, dt.datetime(2026, 12, 1)).taken == 0
    assert duties(bench) == {}
    again = "don_khieu_nai/M0001_2026-01_da_ky.csv"
    shutil.copyfile(mail.inbox / JANUARY, mail.inbox / again)
    mail.note(again, "2026-04-02")
    assert bench.take_in(mail.inbox).taken == 1
    assert duties(bench) == before and duties(bench, known_at="2026-03-15") == {}
    assert bench.take_in(mail.inbox).taken == 0, "known now, like any file"
    withdraw(bench.connection, bench.profile, bench.home, f"{identity}-2", "Lại gửi nhầm", day("2026-05-01"))
    assert duties(bench) == {}


def test_a_withdrawal_that_cannot_be_says_why(bench, mail):
    bench.take_in(mail.inbox)
    identity, name = bench.rows("select source_file_id, name from sources.source_file where name = ?", JANUARY)[0]

    def refused(given: str, reason: str = "Gửi nhầm", at: dt.datetime | None = None) -> str:
        with pytest.raises(LawgapError) as error:
            withdraw(bench.connection, bench.profile, bench.home, given, reason, at)
        return str(error.value)

    assert f"did you mean {identity} ({name})" in refused("M0001_2026-01")
    assert f"did you mean {identity} ({name})" in refused(identity[:-1])
    assert "needs a reason" in refused(identity, " ")
    assert "before the file came (2026-02-04 08:30:00)" in refused(identity, at=day("2026-02-03"))
    assert "still ahead" in refused(identity, at=dt.datetime(2900, 1, 1))
    assert bench.rows("select * from sources.withdrawal") == []
    withdraw(bench.connection, bench.profile, bench.home, identity, "Gửi nhầm", day("2026-02-05"))
    assert "withdrawn already, 2026-02-05 23:59:59: Gửi nhầm" in refused(identity)


def test_a_withdrawal_alone_moves_the_moment_up_to_which_a_run_knows(bench, mail):
    from assets.sources.ledger import newest_fact

    bench.take_in(mail.inbox)
    assert newest_fact(bench.connection) == dt.datetime(2026, 7, 4, 8, 30)
    identity = bench.rows("select source_file_id from sources.source_file where name = ?", JANUARY)[0][0]
    done = withdraw(bench.connection, bench.profile, bench.home, identity, "Gửi nhầm")
    assert newest_fact(bench.connection) == done.withdrawn_at > dt.datetime(2026, 7, 4, 8, 30)
