"""One step of the measurement in a process of its own, so that its memory is its own: `python -m pipelines.bench.steps STEP FOLDER ROWS`.

Prints one line of JSON. Imports, the profile and opening the warehouse are not timed: they do not grow with the rows.
"""

import datetime as dt
import json
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from pipelines.bench.bare import load
from pipelines.bench.dossiers import PROFILE, inbox_file, write_dossiers
from pipelines.runtime import settings
from pipelines.runtime.profile import Profile, load_profile
from pipelines.runtime.warehouse import connect, count

RECEIVED, AS_OF = dt.datetime(2026, 11, 24, 8), dt.date(2026, 10, 31)
INDICATOR = "decided_on_time"
Work = Callable[[], int]


@dataclass(frozen=True)
class Measure:
    """What a step cost. `processor` is seconds of all cores, `peak` the most bytes in memory, `rows` what it made."""

    seconds: float
    processor: float
    peak: int
    rows: int


def bare_database(folder: Path) -> Path:
    return folder / "bare" / "bare.duckdb"


def home_of(folder: Path) -> settings.Home:
    return settings.Home(folder / "home", PROFILE)


def _write(profile: Profile, folder: Path, rows: int) -> Work:
    def work() -> int:
        write_dossiers(profile, folder / "inbox", rows)
        return rows

    return work


def _bare(profile: Profile, folder: Path, rows: int) -> Work:
    from assets.sources.privacy import privacy_of, read_key

    key, mask = read_key(profile, home_of(folder)), privacy_of(profile).mask
    database = bare_database(folder)
    database.parent.mkdir()
    return lambda: load(database, inbox_file(folder / "inbox"), key, mask)


def _intake(profile: Profile, folder: Path, rows: int) -> Work:
    from assets.sources.intake import take_in
    from assets.sources.profile_tables import put_profile

    home = home_of(folder)
    connection = _warehouse(folder)
    put_profile(connection, profile)

    def work() -> int:
        result = take_in(connection, profile, home, folder / "inbox", RECEIVED)
        # the bare script ends with a closed database too
        connection.close()
        return result.rows_read - result.rows_rejected

    return work


def _cases(profile: Profile, folder: Path, rows: int) -> Work:
    from assets.cases.build import make_cases
    from assets.sources.profile_tables import put_clock

    connection = _warehouse(folder)
    put_clock(connection, AS_OF, RECEIVED)

    def work() -> int:
        make_cases(connection, profile)
        return count(connection, "cases.procedure_case")

    return work


def _duties(profile: Profile, folder: Path, rows: int) -> Work:
    from assets.duties.build import make_duties

    connection = _warehouse(folder)
    return lambda: make_duties(connection)["duty"]


def _indicator(profile: Profile, folder: Path, rows: int) -> Work:
    from assets.indicators.build import make_indicator
    from pipelines.runtime.sqlfile import read_sql

    connection, file = _warehouse(folder), read_sql("indicators", INDICATOR)
    return lambda: make_indicator(connection, file)


STEPS = {"write": _write, "bare": _bare, "intake": _intake, "cases": _cases, "duties": _duties, "indicator": _indicator}


def _warehouse(folder: Path) -> duckdb.DuckDBPyConnection:
    home = home_of(folder)
    home.folder.mkdir(parents=True, exist_ok=True)
    return connect(home.warehouse)


def run(step: str, folder: Path, rows: int) -> Measure:
    """Do a step and say what it cost."""
    work = STEPS[step](load_profile(PROFILE), folder, rows)
    began, used = time.perf_counter(), time.process_time()
    made = work()
    return Measure(time.perf_counter() - began, time.process_time() - used, peak_memory(), made)


def peak_memory() -> int:
    """The most memory this process has held, in bytes."""
    status = Path("/proc/self/status")
    if status.exists():
        # what getrusage says may be the parent's: Linux hands it on when a process starts another
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


if __name__ == "__main__":
    name, place, number = sys.argv[1:]
    print(json.dumps(asdict(run(name, Path(place), int(number)))))
