"""A person asks to be erased: nothing of the rows is left in any file of the home but the editions, and everything else stands."""

import copy
import datetime as dt
import json
import os
import shutil
import subprocess
import sys

import openpyxl
import pytest

from assets.cases.build import make_cases
from assets.cases.quality import make_quality
from assets.editions import erase as erasing
from assets.editions.erase import erase
from assets.editions.recompute import recompute
from assets.editions.verify import verify
from assets.sources.profile_tables import put_clock, put_profile
from assets.sources.rebuild import rebuild
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.settings import Home
from pipelines.runtime.warehouse import connect, writing
from pipelines.standing import standing_edition
from tests.conftest import ROOT
from tests.editions.small_city import City, ask, dossier
from tests.sources.erasing import EVENT, OCTOBER, OTHER, PERSON, ROWS, done, files_with, of, quiet, state, take, token


@pytest.fixture(scope="module")
def sent(tmp_path_factory) -> City:
    """A city with an edition: dossiers of the person, of another one and of nobody, and events of them. Its inbox is the home's own."""
    city = City(tmp_path_factory.mktemp("erase"))
    city.inbox = city.home.inbox
    # one dossier of the person came first without its applicant
    city.send("ho_so_tthc", "2026-10.csv", [of("", 2)], "2026-11-02 08:00:00")
    city.send("ho_so_tthc", "2026-10_sua.csv", ROWS, "2026-11-03 08:00:00")
    events = [{"Mã hồ sơ": f"M0001.2026-10.{number}", **EVENT} for number in (1, 2, 5)]
    city.send("su_kien_ho_so", "2026-10.csv", events, "2026-11-03 09:00:00")
    city.send("ho_so_tthc", "2026-09.csv", [dossier("M0002", "2026-09", 1)], "2026-10-02 08:00:00")
    city.publish(OCTOBER)
    return city


@pytest.fixture
def city(sent, tmp_path) -> City:
    """A copy of the home for a test of its own."""
    own = copy.copy(sent)
    own.received = list(sent.received)
    own.home = Home(tmp_path, "small")
    shutil.copytree(sent.home.folder, own.home.folder, symlinks=True)
    own.inbox = own.home.inbox
    return own


def test_nothing_of_the_person_is_left_outside_the_editions(city):
    traces = (token(city), "M0001.2026-10.2", "M0001.2026-10.3", "M0001.2026-10.5", "Cán bộ riêng", PERSON)
    before = files_with(city, *traces)
    assert all({"inbox", "staged"} & set(where) for where in before.values()) and "rejects" in before["Cán bộ riêng"], "the search sees"
    assert "warehouse.duckdb" in before[token(city)]
    told = done(city)
    assert files_with(city, *traces) == {trace: [] for trace in traces}
    assert told.record.rows == {"case_event": 2, "procedure_case": 5}, "an earlier version without the token, a refused row, a duplicate"
    assert told.unread == () and told.elsewhere == ()


def test_other_rows_keep_their_numbers_and_the_ledger_its_sum(city):
    first = state(city)
    done(city)
    now = state(city)
    gone = [row for row in first["procedure_case"] if token(city) in row or "M0001.2026-10.2" in row]
    assert len(gone) == 3
    assert now["procedure_case"] == [row for row in first["procedure_case"] if row not in gone]
    assert [row[3:5] for row in now["case_event"]] == [("procedure_case", "M0001.2026-10.1")]
    assert first["duplicate_row"] and now["duplicate_row"] == []
    other = [row for row in first["rejected_row"] if row[2] == 5]
    erased = [row for row in now["rejected_row"] if row not in other]
    assert [row for row in now["rejected_row"] if row in other] == other and len(other) == 1
    assert {row[3:] for row in erased} == {("", "đã xóa theo yêu cầu của người dân", "erased at the person's request")}
    assert sorted(row[2] for row in erased) == [2, 3, 3, 4, 4, 6, 7], "of each file, by the numbers the rows have there"
    assert sorted(now["erased_row"]) == sorted(row[:3] for row in erased)
    counts = {row[2]: row[6:10] for row in now["source_file"]}
    assert counts["ho_so_tthc/2026-10_sua.csv"] == (7, 2, 0, 5) and counts["ho_so_tthc/2026-10.csv"] == (1, 0, 0, 1)
    assert [name for name, rows in first.items() if rows and not now[name]] == ["duplicate_row"], "nothing else is lost"


def test_the_workbook_still_returns_the_rows_of_others_and_says_that_some_were_erased(city):
    done(city)
    book = openpyxl.load_workbook(city.home.rejects / "ho_so_tthc" / "2026-10_sua.csv.rejects.xlsx")
    header, *rows = book["Trả lại"].values
    assert [row[header.index("Dòng trong tệp")] for row in rows] == ["5"]
    said = {row[0]: row[1] for row in book["Giải thích"].values}
    assert (said["Bị trả lại / Rejected"], said["Đã xóa theo yêu cầu / Erased on request"]) == ("1", "4") and "Chưa hết" not in said


def test_a_workbook_that_returned_only_rows_of_the_person_is_gone(city):
    mine = of(PERSON, 9, **{"Thời điểm hoàn tất": "31/02/2026"})
    city.send("ho_so_tthc", "2026-10_them.csv", [mine, of(OTHER, 8)], "2026-11-04 08:00:00")
    take(city)
    book = city.home.rejects / "ho_so_tthc" / "2026-10_them.csv.rejects.xlsx"
    assert book.exists()
    done(city)
    assert not book.exists()


def test_an_edition_stands_intact_its_recount_says_redacted_and_the_next_run_publishes_another(city):
    standing = city.home.editions / "2026-10-31.1"
    new = (OCTOBER, "", False, quiet)
    assert standing_edition(city.profile, city.home, city.inbox, *new) == standing
    told = done(city)
    assert standing_edition(city.profile, city.home, city.inbox, *new) is None
    assert told.kept == {"2026-10-31.1": 2} and told.record.editions == ["2026-10-31.1"]
    assert verify(standing).outcome == "intact"
    again = recompute(standing, city.home, verify(standing), quiet)
    assert again.outcome == "redacted" and told.path.name in " ".join(again.remarks)
    # an erasure that was not finished explains nothing, and a true one no number of somebody else
    record = json.loads(told.path.read_text(encoding="utf-8"))
    told.path.write_text(json.dumps(record | {"finished": False}), encoding="utf-8")
    assert recompute(standing, city.home, verify(standing), quiet).outcome == "broken"
    told.path.write_text(json.dumps(record), encoding="utf-8")
    late = "update sources.procedure_case set finished_at = finished_at + interval 1 month where case_id = '{}'"
    with writing(city.home) as connection:
        connection.execute(late.format("M0001.2026-10.6"))
    again = recompute(standing, city.home, verify(standing), quiet)
    assert again.outcome == "broken" and "M0001.2026-10.6" in again.difference and again.difference.endswith("no erasure explains it")
    with writing(city.home) as connection:
        connection.execute(late.format("M0001.2026-10.6").replace("+", "-"))
    second = city.publish(OCTOBER)
    assert second.name == "2026-10-31.2" and standing_edition(city.profile, city.home, city.inbox, *new) == second
    assert ask(second, "select count(*) from procedure_case where applicant_token = ?", token(city)) == [(0,)]
    assert ask(second, "select count(*) from procedure_case where applicant_token is not null") == [(1,)]
    assert ask(second, "select distinct cause from change where what = 'gap' and key like 'M0001~%'") == [("erasure",)]


def test_an_erasure_is_not_counted_as_bad_data_of_the_sender(city):
    shares = []
    for step in (lambda: None, lambda: done(city)):
        step()
        with connect(city.home.warehouse) as connection:
            put_profile(connection, city.profile)
            put_clock(connection, OCTOBER, dt.datetime(2026, 11, 30))
            make_cases(connection, city.profile)
            make_quality(connection, city.profile)
            shares.append(connection.execute(
                "select checked, failed from cases.quality where dimension = 'validity' and source_id = 'ho_so_tthc' and month = '2026-10'"
            ).fetchall())  # fmt: skip
    assert shares == [[(8, 2)], [(3, 1)]]


def test_a_rebuilt_warehouse_equals_the_standing_one_and_the_next_run_takes_nothing_in(city, tmp_path):
    outside = tmp_path / "outside"
    shutil.copytree(city.home.inbox, outside)
    done(city)
    first = state(city)
    rebuild(city.profile, city.home, quiet)
    assert state(city) == first
    city.inbox = outside
    take(city)
    assert state(city) == first, "the bytes are known, wherever they lie"
    assert (outside / "ho_so_tthc" / "2026-10_sua.csv").exists()


def test_raw_files_of_the_home_are_removed_under_any_name_and_no_other_is_touched(city):
    inbox = city.home.inbox / "ho_so_tthc"
    shutil.copyfile(inbox / "2026-10_sua.csv", inbox / "2026-10_ban_sao.csv")
    (inbox / "2026-10_moi.csv").write_text("Mã hồ sơ\n", encoding="utf-8")
    told = done(city)
    assert sorted(path.name for path in inbox.iterdir()) == ["2026-09.csv", "2026-10_moi.csv"]
    assert len(told.record.raw_files_removed) == 4 and [path.name for path in told.unread] == ["2026-10_moi.csv"]


def test_a_file_that_came_from_elsewhere_is_named_and_left(city, tmp_path):
    city.home.inbox.rename(tmp_path / "theirs")
    told = done(city)
    assert set(told.elsewhere) == {"ho_so_tthc/2026-10.csv", "ho_so_tthc/2026-10_sua.csv", "su_kien_ho_so/2026-10.csv"}
    assert (tmp_path / "theirs" / "ho_so_tthc" / "2026-10_sua.csv").exists() and told.record.raw_files_removed == []


def test_a_file_sent_later_brings_the_person_again_and_can_be_erased_again(city):
    done(city)
    city.send("ho_so_tthc", "2026-10_sua2.csv", [of(PERSON, 2), of(OTHER, 1)], "2026-11-20 08:00:00")
    take(city)
    assert [row for row in state(city)["procedure_case"] if token(city) in row]
    second = done(city)
    assert second.record.rows == {"procedure_case": 1} and len(list(second.path.parent.iterdir())) == 2
    assert files_with(city, token(city))[token(city)] == []


def test_a_case_that_carries_two_peoples_tokens_loses_only_the_rows_that_carry_this_one(city):
    city.send("ho_so_tthc", "2026-10_nham.csv", [of(OTHER, 2)], "2026-11-05 08:00:00")
    take(city)
    told = done(city)
    assert told.record.rows == {"case_event": 1, "procedure_case": 4}
    assert len([row for row in state(city)["procedure_case"] if "M0001.2026-10.2" in row]) == 2


@pytest.mark.parametrize("step", ["blank", "return_again", "_remove_raw", "swap"])
@pytest.mark.parametrize("number", [0, 1])
def test_an_erasure_that_was_killed_is_finished_by_asking_again(city, monkeypatch, step, number):
    """Killed at a step, at its first call and after it."""
    whole, calls = getattr(erasing, step), []

    def killed(*arguments):
        if len(calls) == number:
            raise KeyboardInterrupt
        calls.append(whole(*arguments))
        if number and step != "blank":
            raise KeyboardInterrupt
        return calls[-1]

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(erasing, step, killed)
        done(city)
    told = done(city)
    assert told.record.finished and told.record.rows == {"case_event": 2, "procedure_case": 5}
    assert len(list(told.path.parent.iterdir())) == 1 and told.record.editions == ["2026-10-31.1"]
    assert files_with(city, token(city), "Cán bộ riêng") == {token(city): [], "Cán bộ riêng": []}
    assert done(city).again and len(list(told.path.parent.iterdir())) == 1


@pytest.mark.parametrize("harm", ["unknown", "no token", "no reason", "not staged"])
def test_what_cannot_be_erased_is_said_and_nothing_is_changed_or_recorded(city, harm):
    before = {path: path.read_bytes() for path in city.home.folder.rglob("*") if path.is_file() and path.suffix not in (".duckdb", ".lock")}
    subject = {"unknown": "0" * 32, "no token": PERSON}.get(harm, token(city))
    if harm == "not staged":
        lost = next(path for path in city.home.staged.glob("*.json") if "2026-09.csv" in path.read_text(encoding="utf-8"))
        lost.unlink()
        del before[lost]
    said = {"unknown": "nothing is held of a person with this token", "no token": "not a token", "no reason": "needs a reason",
            "not staged": "1 files of the ledger are not staged"}  # fmt: skip
    with pytest.raises(LawgapError, match=said[harm]) as error:
        erase(city.profile, city.home, subject, " " if harm == "no reason" else "Đơn", quiet)
    assert PERSON not in str(error.value)
    assert {
        path: path.read_bytes() for path in city.home.folder.rglob("*") if path.is_file() and path.suffix not in (".duckdb", ".lock")
    } == before


def lawgap(city: City, *arguments: str, given: str = "") -> subprocess.CompletedProcess:
    where = ["--profile", str(city.profile.folder), "--home", str(city.home.root)]
    return subprocess.run(
        [sys.executable, "-m", "pipelines.cli", *arguments, *where],
        cwd=ROOT,
        env=dict(os.environ),
        input=given,
        capture_output=True,
        text=True,
    )


def test_a_clerk_makes_the_token_from_a_pipe_erases_and_reads_what_stays(city):
    made = lawgap(city, "keys", "token", given=f" {PERSON} \n")
    assert made.stdout == f"{token(city)}\n" and made.returncode == 0, made.stderr
    nobody = lawgap(city, "keys", "token")
    assert nobody.returncode == 1 and "no number was given" in nobody.stderr
    unknown = lawgap(city, "erase", "--subject", "0" * 32, "--reason", "Đơn")
    assert unknown.returncode == 1 and "nothing is held" in unknown.stderr and not (city.home.folder / "erasures").exists()
    erased = lawgap(city, "erase", "--subject", made.stdout.strip(), "--reason", "Đơn, điện thoại 0912345678")
    assert erased.returncode == 0, erased.stderr
    for said in (
        "erased: 7 rows of 3 files (case_event 2, procedure_case 5)", "removed from the inbox, its other rows are staged: ho_so_tthc/2026-10.csv",
        "edition 2026-10-31.1: keeps 2 rows with the token", "erase again",
    ):  # fmt: skip
        assert said in erased.stdout
    (record,) = (city.home.folder / "erasures").glob("*.json")
    written = json.loads(record.read_text(encoding="utf-8"))
    assert written["reason"] == "Đơn, điện thoại […]" and token(city) not in record.read_text(encoding="utf-8")
    again = lawgap(city, "erase", "--subject", made.stdout.strip(), "--reason", "Đơn")
    assert again.returncode == 0 and "erased before" in again.stdout
