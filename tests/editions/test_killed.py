"""A run that dies while it makes an edition: the edition before stands, and the next run ends the work."""

import contextlib
import datetime as dt
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from dagster import DagsterInstance
from filelock import FileLock, Timeout

from assets.editions.verify import verify
from tests.conftest import ROOT
from tests.editions.small_city import COMMUNES, City, dossier

MIDDLE = "2026-10-15"
STANDING, NEXT = "2026-09-30.1", f"{MIDDLE}.1"
# patience with a loaded machine
SECONDS = 300


@pytest.fixture
def city(tmp_path: Path) -> City:
    """A city with an edition of September, and dossiers of October that ask for another one."""
    city = City(tmp_path)
    city.send("ho_so_tthc", "2026-09.csv", [dossier(agency, "2026-09", 1) for agency in COMMUNES], "2026-10-02 08:00:00")
    city.publish(dt.date(2026, 9, 30))
    city.send("ho_so_tthc", "2026-10.csv", [dossier(agency, "2026-10", 1) for agency in COMMUNES], "2026-10-16 08:00:00")
    return city


def run(city: City, as_of: str = MIDDLE) -> subprocess.Popen:
    where = ["--profile", str(city.profile.folder), "--home", str(city.home.root), "--inbox", str(city.inbox)]
    return subprocess.Popen(
        [sys.executable, "-m", "pipelines.cli", "run", "--as-of", as_of, *where],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip


def kill_when(started: subprocess.Popen, moment: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    try:
        while not moment():
            with contextlib.suppress(subprocess.TimeoutExpired):
                started.wait(0.02)
            assert started.poll() is None, started.stdout.read()
            assert time.monotonic() < deadline
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)
        started.communicate()


def in_its_steps(city: City) -> bool:
    """The run of the history has the warehouse; before it, the command has it for a moment."""
    try:
        with FileLock(city.home.lock, timeout=0):
            return False
    except Timeout:
        return any((city.home.dagster / "history" / "runs").glob("*-*.db"))


def test_the_edition_before_stands_whenever_a_run_is_killed_and_the_next_run_succeeds(city):
    editions = city.home.editions
    before = sorted(path.name for path in editions.iterdir())
    moments: tuple[Callable[[], bool], ...] = (
        lambda: in_its_steps(city),
        # the tables are written, the pages are being written
        lambda: any(editions.glob(".building*/site/*.html")),
    )
    for moment in moments:
        kill_when(run(city), moment)
        assert (editions / "latest").resolve().name == STANDING and verify(editions / STANDING).outcome == "intact"
        assert sorted(path.name for path in editions.iterdir() if not path.name.startswith(".building")) == before
    # what the dead run left is still there, so that the next one has something to clear away
    assert any(editions.glob(".building*"))
    finished = run(city)
    said, _ = finished.communicate(timeout=SECONDS)
    assert finished.returncode == 0 and said.strip().endswith(NEXT), said
    assert (editions / "latest").resolve().name == NEXT and verify(editions / NEXT).outcome == "intact"
    assert not any(editions.glob(".building*"))
    with DagsterInstance.from_config(str(city.home.dagster)) as instance:
        newest = instance.get_runs(limit=1)[0]
    # a day that ends no month is no month's edition
    assert newest.tags["lawgap/as_of"] == MIDDLE and "dagster/partition" not in newest.tags


@pytest.mark.parametrize("ahead", [0, 1])
def test_an_edition_of_a_day_that_has_not_ended_is_refused(tmp_path, ahead):
    """What falls due on it would be called overdue before it is."""
    city, day = City(tmp_path), dt.date.today() + dt.timedelta(days=ahead)
    city.inbox.mkdir()
    refused = run(city, f"{day}")
    said, _ = refused.communicate(timeout=SECONDS)
    assert refused.returncode == 1 and f"the day {day} has not ended yet" in said
    assert not city.home.editions.exists()
