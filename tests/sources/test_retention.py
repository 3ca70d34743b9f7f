"""Raw files leave the home's inbox after the profile's retention, and nothing else is lost with them."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from dagster import RunRequest, SkipReason, build_sensor_context

from assets.cases.build import make_cases
from assets.cases.quality import make_quality, quality_observations
from assets.sources.intake import prepare, take_in
from assets.sources.profile_tables import put_clock, put_profile
from assets.sources.rebuild import rebuild
from assets.sources.retention import LAST_COPY, NEVER_TAKEN, STUCK, read_removals, remove_raw
from pipelines.reports import status
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile, load_profile
from pipelines.runtime.settings import Home
from pipelines.runtime.warehouse import connect
from pipelines.sensors import inbox_sensor
from tests.conftest import ROOT
from tests.sources.mail import Mail, kept

# 90 days after the first of the year is the first of April
NOW = dt.datetime(2026, 4, 1)
OLD, YOUNG = "2025-12-31", "2026-01-02"
FIRST, SECOND = "don_khieu_nai/M0001_2025-12.csv", "don_khieu_nai/M0002_2025-12.csv"


def keeping(folder: Path, days: str = "raw_retention_days = 90\n") -> Profile:
    """The fictional city with a retention."""
    folder.mkdir(exist_ok=True)
    text = (ROOT / "profiles" / "sample" / "profile.toml").read_text(encoding="utf-8")
    card = text.replace('name = "sample"\nextends = "hanoi"', f'name = "keeping"\nextends = "sample"\n{days}')
    (folder / "profile.toml").write_text(card, encoding="utf-8")
    return load_profile(folder)


@pytest.fixture
def profile(tmp_path) -> Profile:
    return keeping(tmp_path / "profile")


@pytest.fixture
def home(tmp_path, monkeypatch) -> Home:
    monkeypatch.setenv("LAWGAP_HOME", str(tmp_path / "home"))
    return Home(tmp_path / "home", "keeping")


@pytest.fixture
def mail(home) -> Mail:
    """One file past the retention, one within it."""
    mail = Mail(home.inbox)
    mail.send(FIRST, OLD, {"Mã đơn": "KN1"}, {"Mã đơn": "KN2", "Ngày nhận": "31/02/2025"})
    mail.send(SECOND, YOUNG, {"Mã đơn": "KN3", "Mã đơn vị": "M0002"})
    return mail


def run(home: Home, profile: Profile, now: dt.datetime = NOW) -> list[str]:
    """An intake and what comes after it; names of the raw files that went."""
    home.folder.mkdir(parents=True, exist_ok=True)
    with connect(home.warehouse) as connection:
        put_profile(connection, profile)
        prepare(connection)
        take_in(connection, profile, home, home.inbox, now)
        return [removal.name for removal in remove_raw(connection, profile, home, now)]


def state(home: Home) -> dict[str, list[tuple]]:
    with connect(home.warehouse) as connection:
        return kept(connection)


def there(home: Home) -> set[str]:
    return {path.relative_to(home.inbox).as_posix() for path in home.inbox.rglob("*.csv")} - {"received.csv"}


def said(home: Home, words: tuple[str, str]) -> set[str]:
    with connect(home.warehouse) as connection:
        return {name for (name,) in connection.execute("select name from sources.notice where message_en = ?", [words[1]]).fetchall()}


def test_only_what_came_before_the_retention_goes_and_every_removal_is_in_the_warehouse(home, mail, profile):
    assert run(home, profile) == [FIRST]
    assert there(home) == {SECOND}
    found = state(home)
    assert [(name, at) for _, name, _, _, at in found["raw_removal"]] == [(FIRST, NOW)]
    assert len(found["source_file"]) == 2 and len(found["complaint"]) == 2 and len(found["rejected_row"]) == 1
    assert (home.rejects / f"{FIRST}.rejects.xlsx").exists(), "its sender may still answer"
    assert run(home, profile) == [] and state(home) == found


@pytest.mark.parametrize("days", ["", "raw_retention_days = 91\n"])
def test_without_a_retention_or_before_its_end_nothing_goes(home, mail, tmp_path, days):
    assert run(home, keeping(tmp_path / "other", days)) == [] and there(home) == {FIRST, SECOND}


def test_a_retention_that_is_no_number_of_days_is_told(tmp_path):
    with pytest.raises(LawgapError, match="raw_retention_days"):
        keeping(tmp_path / "other", "raw_retention_days = 0\n")


def test_only_a_city_that_says_so_removes_anything():
    days = {name: load_profile(name).card.raw_retention_days for name in ("hanoi", "sample", "chicago")}
    assert days == {"hanoi": 90, "sample": None, "chicago": None}


def test_the_same_bytes_sent_again_change_nothing_and_go_again(home, mail, profile):
    bytes_before = (home.inbox / FIRST).read_bytes()
    run(home, profile)
    before = state(home)
    again = home.inbox / "don_khieu_nai" / "M0001_2025-12_gui_lai.csv"
    again.write_bytes(bytes_before)
    assert run(home, profile) == ["don_khieu_nai/M0001_2025-12_gui_lai.csv"] and not again.exists()
    after = state(home)
    assert len(after.pop("raw_removal")) == 2 and after == {name: rows for name, rows in before.items() if name != "raw_removal"}


def test_other_bytes_under_the_name_of_a_known_file_stay_until_they_are_taken_in(home, mail, profile):
    run(home, profile, dt.datetime(2026, 2, 1))
    text = (home.inbox / FIRST).read_text(encoding="utf-8")
    (home.inbox / FIRST).write_text(text.replace("KN1", "KN9"), encoding="utf-8")
    with connect(home.warehouse) as connection:
        assert remove_raw(connection, profile, home, NOW) == [] and FIRST in there(home)


@pytest.mark.parametrize("harm", ["no rows", "half of the rows", "no line", "the line of another file"])
def test_a_raw_file_that_is_the_last_copy_stays_and_that_is_said(home, mail, profile, harm):
    run(home, profile, dt.datetime(2026, 2, 1))
    with connect(home.warehouse) as connection:
        rows = dict(connection.execute("select name, [source_file_id, staged] from sources.source_file").fetchall())
    (identity, staged), (other, _) = rows[FIRST], rows[SECOND]
    line, parquet = home.staged / f"{identity}.json", home.staged / staged
    if harm == "no rows":
        parquet.unlink()
    if harm == "half of the rows":
        # the end of the file is whole, so that only reading the rows tells
        content = bytearray(parquet.read_bytes())
        content[4 : len(content) // 3] = bytes(len(content) // 3 - 4)
        parquet.write_bytes(content)
    if harm == "no line":
        line.unlink()
    if harm == "the line of another file":
        line.write_bytes((home.staged / f"{other}.json").read_bytes())
    assert run(home, profile) == [] and FIRST in there(home)
    assert said(home, LAST_COPY) == {FIRST}


def test_what_was_refused_or_nobody_claims_stays_and_that_is_said_while_it_lies_there(home, mail, profile):
    refused, strange, fresh = "don_khieu_nai/M0003_2025-12.csv", "linh_tinh/so_do.csv", "don_khieu_nai/M0004_2025-12.csv"
    for name, at in ((refused, OLD), (fresh, YOUNG)):
        (home.inbox / name).write_bytes(b"")
        mail.note(name, at)
    personal = "don_khieu_nai/M0005_2025-12_001099012345.csv"
    mail.send(personal, OLD, {"Mã đơn": "KN5", "Mã đơn vị": "M0005"})
    mail.send(strange, OLD)
    assert run(home, profile) == [FIRST]
    assert there(home) == {SECOND, refused, fresh, strange, personal}
    told = said(home, NEVER_TAKEN)
    assert {refused, strange} < told and len(told) == 3 and "001099012345" not in str(told), "numbers of people are masked in names too"
    (home.inbox / strange).unlink()
    run(home, profile)
    assert strange not in said(home, NEVER_TAKEN)


def test_links_are_never_followed_and_a_linked_inbox_is_somebody_elses(home, mail, profile, tmp_path):
    outside = tmp_path / "outside.csv"
    outside.write_bytes((home.inbox / FIRST).read_bytes())
    (home.inbox / "don_khieu_nai" / "M0009_2025-12.csv").symlink_to(outside)
    assert run(home, profile) == [FIRST] and outside.exists()
    elsewhere = home.inbox.rename(tmp_path / "archive")
    home.inbox.symlink_to(elsewhere)
    mail.note(SECOND, OLD)
    assert run(home, profile, dt.datetime(2030, 1, 1)) == [] and (elsewhere / SECOND).exists()


DISTURBED = """
import os, sys
from pathlib import Path
from tests.sources import test_retention as t
point, home, profile = sys.argv[1], t.Home(Path(sys.argv[2]), "keeping"), t.load_profile(sys.argv[3])
def hook(event, arguments):
    if (event, Path(str(arguments[0])).name) == {
        "recorded": ("os.rename", ".raw_removed.ndjson"),
        "before removal": ("os.remove", "M0001_2025-12.csv"),
        "denied": ("os.remove", "M0001_2025-12.csv"),
    }[point]:
        if point == "denied":
            raise PermissionError(13, "denied")
        os._exit(9)
sys.addaudithook(hook)
t.run(home, profile)
"""


def disturbed(home: Home, profile: Profile, point: str) -> int:
    """An intake in a process of its own that is killed at that point, or denied the removal; its exit code."""
    command = [sys.executable, "-c", DISTURBED, point, str(home.root), str(profile.folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, env=os.environ | {"PYTHONPATH": str(ROOT)}).returncode


@pytest.mark.parametrize("point", ["recorded", "before removal"])
def test_a_run_killed_before_the_file_goes_loses_nothing_and_the_next_one_ends_it(home, mail, profile, point):
    assert disturbed(home, profile, point) == 9 and there(home) == {FIRST, SECOND}
    later = NOW + dt.timedelta(hours=1)
    assert run(home, profile, later) == [FIRST]
    assert [row[-1] for row in state(home)["raw_removal"]] == [later], "one removal, when it was"
    assert len(read_removals(home.staged)) == 1


def test_a_file_that_the_system_does_not_let_go_is_not_recorded_as_removed(home, mail, profile):
    assert disturbed(home, profile, "denied") == 0 and there(home) == {FIRST, SECOND}
    assert said(home, STUCK) == {FIRST} and state(home)["raw_removal"] == [] and read_removals(home.staged) == []
    assert run(home, profile) == [FIRST] and said(home, STUCK) == set()


def test_the_warehouse_is_rebuilt_without_the_raw_files(home, mail, profile):
    run(home, profile)
    before = state(home)
    rebuild(profile, home, say=lambda text: None)
    assert state(home) == before and before["raw_removal"]


def test_who_submitted_in_time_does_not_change_when_the_raw_file_goes(home, mail, profile):
    def timeliness() -> tuple[list, list]:
        with connect(home.warehouse) as connection:
            put_clock(connection, dt.date(2026, 2, 28), dt.datetime(2026, 3, 31))
            make_cases(connection, profile)
            make_quality(connection)
            missing = connection.execute("select * from sources.missing_file order by all").fetchall()
            return quality_observations(connection).astype(str).values.tolist(), missing

    run(home, profile, dt.datetime(2026, 3, 30))
    assert there(home) == {FIRST, SECOND}
    before = timeliness()
    run(home, profile, dt.datetime(2027, 1, 1))
    assert there(home) == set() and before[0] and before[1] and timeliness() == before


def test_status_says_how_many_raw_files_lie_there_and_how_many_went(home, mail, profile):
    from rich.console import Console

    run(home, profile)
    out = Console(record=True, width=300)
    status(profile, home, out)
    assert f"raw files in {home.inbox}: 1 there, 1 removed (kept for 90 days once taken in)" in out.export_text()


def test_the_sensor_starts_no_run_for_a_file_that_its_retention_removed(home, mail, profile):
    watch, cursor = inbox_sensor(profile), None

    def look():
        nonlocal cursor
        context = build_sensor_context(cursor=cursor)
        found = watch(context)
        cursor = context.cursor
        return type(found)

    assert [look(), look(), look()] == [SkipReason, RunRequest, SkipReason]
    run(home, profile)
    assert there(home) == {SECOND} and [look(), look()] == [SkipReason, SkipReason]
    mail.send(FIRST, "2026-03-30", {"Mã đơn": "KN8"})
    assert [look(), look(), look()] == [SkipReason, RunRequest, SkipReason], "a new file of the old name is news"


@pytest.mark.slow
def test_the_command_removes_also_when_nothing_is_new_and_never_from_a_folder_it_was_given(home, mail, profile, tmp_path):
    def lawgap(*arguments: str) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "pipelines.cli", "run", "--as-of", "2026-02-28", "--profile", str(profile.folder), *arguments]
        return subprocess.run([*command, "--home", str(home.root)], cwd=ROOT, capture_output=True, text=True)

    given = home.inbox.rename(tmp_path / "given")
    first = lawgap("--inbox", str(given))
    assert first.returncode == 0, first.stderr
    assert len(list(given.rglob("M000*.csv"))) == 2, "a folder that was given is only read"
    given.rename(home.inbox)
    assert "nothing new" in lawgap("--inbox", str(home.inbox)).stdout and len(there(home)) == 2
    again = lawgap()
    assert "nothing new" in again.stdout and again.stdout.splitlines()[-1] == first.stdout.splitlines()[-1]
    assert there(home) == set(), "both came long ago"
    assert "nothing new" in lawgap().stdout
    with duckdb.connect(str(home.warehouse), read_only=True) as warehouse:
        assert warehouse.execute("select count(*) from sources.raw_removal").fetchall() == [(2,)]
