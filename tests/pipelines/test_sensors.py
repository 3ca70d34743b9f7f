"""What starts something because something happened: files, silence, failure, and files newer than the definitions."""

import datetime as dt
import io
import os
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from dagster import DagsterInstance, DagsterRunStatus, build_run_status_sensor_context, build_sensor_context, job, op

from pipelines.definitions import definitions
from pipelines.letters import read_letters
from pipelines.reminders import last_due, late, letter, write_reminders
from pipelines.runtime.profile import load_profile
from pipelines.runtime.settings import Home
from tests.editions.small_city import City, a_year, profile_folder

HEADER = "Mã đơn,Mã đơn vị\n"


@pytest.fixture
def instance(tmp_path_factory):
    with DagsterInstance.local_temp(str(tmp_path_factory.mktemp("dagster")), {"telemetry": {"enabled": False}}) as instance:
        yield instance


@pytest.fixture
def home(tmp_path, monkeypatch) -> Home:
    monkeypatch.setenv("LAWGAP_HOME", str(tmp_path / "home"))
    return Home(tmp_path / "home", "small")


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return definitions(str(profile_folder(tmp_path_factory.mktemp("small") / "profile")))


@pytest.fixture
def folder(tmp_path) -> Path:
    """A profile that the test may change."""
    return profile_folder(tmp_path / "profile")


class Watcher:
    """A sensor that is asked again and again, as the daemon does."""

    def __init__(self, defs, name: str, instance: DagsterInstance) -> None:
        self.sensor, self.repository, self.instance, self.cursor = defs.resolve_sensor_def(name), defs.get_repository_def(), instance, None

    def look(self):
        """Run requests of one look, and why there are none."""
        with build_sensor_context(self.instance, cursor=self.cursor, repository_def=self.repository) as context:
            done = self.sensor.evaluate_tick(context)
        self.cursor = done.cursor
        return done


def put(home: Home, name: str, text: str = HEADER) -> Path:
    path = home.inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_new_files_are_taken_in_once_and_only_when_they_have_stopped_changing(small, home, instance):
    inbox = Watcher(small, "inbox", instance)
    assert "hộp thư trống" in inbox.look().skip_message
    path = put(home, "don_khieu_nai/M0001_2026-10.csv")
    first = inbox.look()
    assert not first.run_requests and "M0001_2026-10.csv" in first.skip_message
    # it has grown: half of a file would be taken for all of it
    path.write_text(HEADER * 2, encoding="utf-8")
    assert "tệp đang đến" in inbox.look().skip_message
    (request,) = inbox.look().run_requests
    assert request.run_key
    assert "nothing new" in inbox.look().skip_message
    # a corrected file is news again
    path.write_text(HEADER + "x,M0001\n", encoding="utf-8")
    assert not inbox.look().run_requests
    assert inbox.look().run_requests[0].run_key != request.run_key


@pytest.mark.parametrize(
    "name", ["a_2026-10.csv.part", "M0001_2026-10.csv.tmp", "~$M0001_2026-10.xlsx", ".M0001_2026-10.csv.Xy12", "b.CRDOWNLOAD"]
)
def test_what_is_still_being_copied_or_only_locks_an_open_file_has_not_come(small, home, instance, name):
    from assets.sources.inbox import arrivals

    put(home, f"don_khieu_nai/{name}")
    inbox = Watcher(small, "inbox", instance)
    assert all("hộp thư trống" in inbox.look().skip_message for _ in range(3))
    # and the intake does not send a workbook back for it
    assert arrivals(home.inbox, load_profile("sample"), dt.datetime(2026, 11, 1)) == ([], [])


def test_the_inbox_asks_for_the_edition_of_the_last_month_that_ended(small, home, instance):
    assert small.resolve_sensor_def("inbox").job_name == "publish"
    put(home, "don_khieu_nai/M0001_2026-10.csv")
    inbox = Watcher(small, "inbox", instance)
    assert not inbox.look().run_requests
    (request,) = inbox.look().run_requests
    first = dt.datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).replace(day=1)
    assert request.partition_key == f"{first - dt.timedelta(days=1):%Y-%m}"


@pytest.fixture(scope="module")
def late_city(tmp_path_factory):
    """Dossiers came for every month up to October 2026; complaints of October only from M0001."""
    city = City(tmp_path_factory.mktemp("late"))
    for month, rows in a_year("2026-10", {}).items():
        city.send("ho_so_tthc", f"{month}.csv", rows, f"{month}-28 08:00:00")
    for month in ("2026-09", "2026-10"):
        for agency in ("M0001", "M0002") if month == "2026-09" else ("M0001",):
            city.send("don_khieu_nai", f"{agency}_{month}.csv", [], "2026-11-02 08:00:00")
    from assets.sources.intake import prepare, take_in
    from assets.sources.ledger import newest_fact
    from assets.sources.profile_tables import put_clock, put_profile
    from pipelines.runtime.warehouse import writing

    with writing(city.home) as connection:
        put_profile(connection, city.profile)
        prepare(connection)
        take_in(connection, city.profile, city.home, city.inbox, dt.datetime(2026, 11, 3))
        put_clock(connection, dt.date(2026, 10, 31), newest_fact(connection))
        yield city, connection


def test_an_agency_is_late_from_the_day_after_the_due_day_and_the_warehouse_stays_as_it_was(late_city):
    city, connection = late_city
    before = connection.execute("select * from sources.clock").fetchall()
    assert late(connection, city.profile, dt.date(2026, 11, 5)) == []
    found = {one.agency_id: one.sources for one in late(connection, city.profile, dt.date(2026, 11, 6))}
    # a header alone is a report: M0001 sent nothing to tell, and that is enough
    assert "M0001" not in found and found["M0002"] == ("don_khieu_nai",)
    assert connection.execute("select * from sources.clock").fetchall() == before
    # nobody ever sent the other sources: none is asked for
    assert {source for sources in found.values() for source in sources} == {"don_khieu_nai"}


def test_the_reminder_names_the_file_its_due_day_and_what_to_send_in_both_languages(late_city, tmp_path):
    city, connection = late_city
    (one,) = [one for one in late(connection, city.profile, dt.date(2026, 11, 6)) if one.agency_id == "M0002"]
    made = letter(city.profile, one, dt.date(2026, 11, 6))
    assert made.agency_id == "M0002"
    assert made.subject.startswith("[DỮ LIỆU MÔ PHỎNG — SIMULATED DATA] Đề nghị gửi số liệu tháng 10/2026")
    vietnamese, english = made.text.split("----")
    for text in (vietnamese, english):
        assert "don_khieu_nai/M0002_2026-10.csv" in text and "05/11/2026" in text
    assert "Kính gửi: Phường Mẫu 02" in vietnamese and "người đứng đầu" in vietnamese and "Đơn khiếu nại" in vietnamese
    assert "Complaints" in english and "header alone" in english


def test_a_reminder_is_written_once_for_a_due_day(late_city):
    city, connection = late_city
    found, written = write_reminders(connection, city.profile, city.home, dt.date(2026, 11, 6))
    assert len(written) == len(found) > 10
    assert write_reminders(connection, city.profile, city.home, dt.date(2026, 11, 7)) == (found, [])
    kept = {one.agency_id: one for one in read_letters(city.home)}
    assert "M0002_2026-10.csv" in kept["M0002"].text and "tháng 10/2026" in kept["M0002"].subject
    assert not list(city.home.letters.glob("*.half"))


def test_the_late_sensor_asks_for_one_run_a_due_day_and_says_why_it_waits(small, home, instance):
    profile = load_profile("sample")
    watch = Watcher(small, "late_sources", instance)
    due = last_due(profile, dt.date.today())
    done = watch.look()
    if due is None:
        assert "chưa nguồn nào đến hạn" in done.skip_message
        return
    (request,) = done.run_requests
    assert request.run_key == f"late {due}"
    assert "đã xem" in watch.look().skip_message


def test_last_months_files_are_due_once_their_day_is_over():
    profile = load_profile("sample")
    assert last_due(profile, dt.date(2026, 11, 5)) is None
    assert last_due(profile, dt.date(2026, 11, 6)) == dt.date(2026, 11, 5)
    assert last_due(profile, dt.date(2026, 11, 30)) == dt.date(2026, 11, 5)


def test_status_lists_the_letters_that_wait(tmp_path):
    from rich.console import Console

    from pipelines.letters import Letter, write_letter
    from pipelines.reports import status
    from pipelines.runtime.warehouse import writing

    home = Home(tmp_path, "sample")
    with writing(home):
        pass
    write_letter(home, Letter("late_2026-11-05_M0002", "M0002", "Đề nghị gửi số liệu", "…"))
    out = Console(record=True, width=200, file=io.StringIO())
    status(load_profile("sample"), home, out)
    assert "letter to send: late_2026-11-05_M0002: Đề nghị gửi số liệu" in out.export_text()


def run_of(defs, job: str, instance, config: dict):
    return defs.resolve_job_def(job).execute_in_process(run_config=config, instance=instance, raise_on_error=False)


def failure_seen(defs, instance, result):
    """The failure sensor looks at a run that failed."""
    event = result.get_run_failure_event()
    context = build_run_status_sensor_context("failed_runs", event, instance, result.dagster_run, repository_def=defs.get_repository_def())
    defs.resolve_sensor_def("failed_runs")(context.for_run_failure())


def test_a_failed_run_writes_why_in_words_and_says_it_once(small, home, instance):
    result = run_of(small, "remind", instance, {"ops": {"remind_agencies": {"config": {"today": "6 November"}}}})
    assert result.dagster_run.status == DagsterRunStatus.FAILURE
    failure_seen(small, instance, result)
    failure_seen(small, instance, result)
    (made,) = read_letters(home)
    assert made.agency_id == "" and "remind thất bại" in made.subject
    assert "not a date: '6 November'" in made.text and "write YYYY-MM-DD" in made.text
    assert "Kỳ công bố trước vẫn giữ nguyên" in made.text and "The previous edition stands" in made.text


def test_what_a_library_says_of_the_data_stays_out_of_the_letter(small, home, instance):
    @op
    def convert() -> None:
        raise ValueError("could not convert 'Nguyễn Văn Mẫu' to a date")

    @job
    def own() -> None:
        convert()

    result = own.execute_in_process(instance=instance, raise_on_error=False)
    failure_seen(small, instance, result)
    (made,) = read_letters(home)
    assert "Mẫu" not in made.text and "convert: lỗi ngoài dự kiến" in made.text


def test_definitions_older_than_their_files_are_noticed_and_said(folder, instance, monkeypatch):
    monkeypatch.delenv("LAWGAP_DAGSTER_PORT", raising=False)
    stale = Watcher(definitions(str(folder)), "stale_definitions", instance)
    assert "khớp với tệp" in stale.look().skip_message
    card = folder / "profile.toml"
    card.write_text(card.read_text(encoding="utf-8") + "\n# đổi\n", encoding="utf-8")
    assert "reload the code location lawgap" in stale.look().skip_message
    # half-written, it is no profile: said, and what runs goes on
    card.write_text("name = ", encoding="utf-8")
    assert "not valid TOML" in stale.look().skip_message and str(card) in stale.look().skip_message


def test_a_new_source_is_news_for_the_definitions(folder, instance):
    stale = Watcher(definitions(str(folder)), "stale_definitions", instance)
    source = folder / "sources" / "moi.toml"
    source.parent.mkdir()
    source.write_text('kind = "complaint"\n', encoding="utf-8")
    assert "khớp" not in stale.look().skip_message


def test_a_port_where_nobody_listens_is_said_and_asked_once(folder, instance, monkeypatch):
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        monkeypatch.setenv("LAWGAP_DAGSTER_PORT", str(free.getsockname()[1]))
        stale = Watcher(definitions(str(folder)), "stale_definitions", instance)
        os.utime(folder / "profile.toml", (0, 0))
        assert "the UI cannot be asked" in stale.look().skip_message
        assert "khớp với tệp" in stale.look().skip_message
        # the daemon has loaded anew by itself, the UI has not
        os.utime(folder / "profile.toml", (9, 9))
        stale.sensor = definitions(str(folder)).resolve_sensor_def("stale_definitions")
        assert "the UI cannot be asked" in stale.look().skip_message
