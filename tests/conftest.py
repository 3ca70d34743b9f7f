"""Shared ground: third-party data where it is, real runs made once a session, nothing mocked."""

import datetime as dt
import os
import signal
from pathlib import Path

import pytest
from filelock import FileLock

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("LAWGAP_TEST_DATA", ROOT.parent / "shared" / "data"))
# few tests and long ones: last, they would keep one process busy and the others waiting
FIRST = ("docs", "pipelines")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The order in which test processes are given files."""
    items.sort(key=lambda item: item.path.relative_to(ROOT / "tests").parts[0] not in FIRST)


def heeds_ctrl_c() -> None:
    """For `preexec_fn`: who was started in the background of a shell ignores Ctrl-C, and so would what he starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def third_party(name: str) -> Path:
    """A folder of third-party data, or a skip that says so."""
    folder = DATA / name
    if not folder.is_dir():
        pytest.skip(f"third-party data not here: {name} (set LAWGAP_TEST_DATA)")
    return folder


class Bench:
    """A warehouse of one profile, driven through the plain functions of the rooms."""

    def __init__(self, profile, connection, home: Path) -> None:
        from pipelines.runtime.settings import Home

        self.profile, self.connection, self.home = profile, connection, Home(home, profile.card.name)

    def rows(self, sql: str, *arguments) -> list[tuple]:
        return self.connection.execute(sql, list(arguments)).fetchall()

    def take_in(self, inbox: Path, now: dt.datetime = dt.datetime(2030, 1, 1)):
        from assets.sources.intake import take_in

        return take_in(self.connection, self.profile, self.home, inbox, now)

    def compute(self, as_of: dt.date, known_at: dt.datetime = dt.datetime(2031, 1, 1)) -> None:
        from assets.cases.build import make_cases
        from assets.duties.build import make_duties
        from assets.sources.profile_tables import put_clock

        put_clock(self.connection, as_of, known_at)
        make_cases(self.connection, self.profile)
        make_duties(self.connection)


@pytest.fixture
def bench_of(tmp_path_factory):
    """bench_of(profile) → Bench on a warehouse in memory."""
    from assets.sources.profile_tables import put_profile
    from pipelines.runtime.profile import load_profile
    from pipelines.runtime.warehouse import connect

    opened = []

    def make(profile: str | Path) -> Bench:
        loaded = load_profile(profile)
        connection = connect(":memory:")
        opened.append(connection)
        put_profile(connection, loaded)
        return Bench(loaded, connection, tmp_path_factory.mktemp("home"))

    yield make
    for connection in opened:
        connection.close()


@pytest.fixture(autouse=True, scope="session")
def own_key(tmp_path_factory):
    """The linking key of the tests: never the user's own."""
    before = os.environ.get("LAWGAP_KEY")
    os.environ["LAWGAP_KEY"] = "5a" * 32
    yield
    if before is None:
        del os.environ["LAWGAP_KEY"]


@pytest.fixture(scope="session")
def demo(tmp_path_factory, worker_id) -> Path:
    """`lawgap demo`, run once as a user would, by whichever of the test processes is first; the home's folder. Only to be read."""
    import subprocess
    import sys

    base = tmp_path_factory.getbasetemp()
    home = (base if worker_id == "master" else base.parent) / "demo"
    with FileLock(f"{home}.lock"):
        if not (home / "said.txt").exists():
            done = subprocess.run(
                [sys.executable, "-m", "pipelines.cli", "demo", "--home", str(home)], cwd=ROOT, capture_output=True, text=True
            )
            assert done.returncode == 0, done.stderr[-3000:]
            (home / "said.txt").write_text(done.stdout, encoding="utf-8")
    return home
