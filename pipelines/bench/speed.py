"""`lawgap bench speed`: is the intake as fast as the script one would write without it, and what do the rooms after it cost?

The bare script and the intake run in turn, each in a process of its own and on the same file; of several runs the fastest
counts, because whatever else a machine does only ever adds. Everything lies in one folder, which is removed.
"""

import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.table import Table

from pipelines.bench.steps import Measure, bare_database, home_of
from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError

SLOWEST, MOST_MEMORY = 1.5, 4 * 10**9
ROOMS = ("cases", "duties", "indicator")
# the file, both databases, the staged rows and what a join may spill
BYTES_PER_ROW = 1200
NAMES = {
    "write": "ghi hộp thư · write the inbox",
    "bare": "tập lệnh trần · the bare script",
    "intake": "tiếp nhận · intake",
    "cases": "vụ việc · cases",
    "duties": "nghĩa vụ · duties",
    "indicator": "một chỉ số · one indicator",
}


HEADINGS = (
    "giây\nseconds", "giây CPU\nCPU s", "µs/dòng\nµs/row", "dòng/giây\nrows/s", "bộ nhớ GB\npeak GB", "× trần\n× bare", "× CPU", "dòng ra\nrows out",
)  # fmt: skip


def speed(rows: int, repeat: int, keep: Path | None, out: Console) -> bool:
    """Measure, print the table and say whether both targets are met."""
    with _folder(rows, keep) as folder:
        measured = measure(folder, rows, repeat, out)
    return report(measured, rows, out)


def report(measured: dict[str, Measure], rows: int, out: Console) -> bool:
    """Print what was measured and which targets were missed; whether none was."""
    out.print(table(measured, rows))
    missed = misses(measured)
    for text in missed:
        out.print(text)
    if not missed:
        out.print(f"đạt · met: intake ≤ {SLOWEST} × bare, < {MOST_MEMORY / 1e9:.0f} GB")
    return not missed


def measure(folder: Path, rows: int, repeat: int, out: Console) -> dict[str, Measure]:
    """Every step by name. The databases of the last round stay in `folder`."""
    key = secrets.token_hex(32)
    measured = {"write": step("write", folder, rows, key, out)}
    rounds: dict[str, list[Measure]] = {"bare": [], "intake": []}
    for _ in range(repeat):
        for name, left in (("bare", bare_database(folder).parent), ("intake", home_of(folder).root)):
            shutil.rmtree(left, ignore_errors=True)
            rounds[name].append(step(name, folder, rows, key, out))
    for name, found in rounds.items():
        fastest = min(found, key=lambda one: one.seconds)
        measured[name] = Measure(fastest.seconds, fastest.processor, max(one.peak for one in found), fastest.rows)
    return {**measured, **{name: step(name, folder, rows, key, out) for name in ROOMS}}


def step(name: str, folder: Path, rows: int, key: str, out: Console) -> Measure:
    """One step in a process of its own. Raises LawgapError with the last thing it said if it fails."""
    command = [sys.executable, "-m", "pipelines.bench.steps", name, str(folder), str(rows)]
    with out.status(f"{NAMES[name]} …"):
        done = subprocess.run(
            command, cwd=settings.PROJECT, env={**os.environ, "LAWGAP_KEY": key}, capture_output=True, text=True, check=False
        )  # fmt: skip
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"exit {done.returncode}"])[-1]
        raise LawgapError(f"step {name} failed: {last}", " ".join(command[1:]), "with less memory or disk, try fewer --rows")
    return Measure(**json.loads(done.stdout.splitlines()[-1]))


def misses(measured: dict[str, Measure]) -> list[str]:
    """The targets that were missed, in words; rows that one side lost are the first of them."""
    bare, intake = measured["bare"], measured["intake"]
    found = []
    if bare.rows != intake.rows:
        found.append(f"không cùng một việc · not the same work: bare {bare.rows:,} rows, intake {intake.rows:,}")
    if intake.seconds > SLOWEST * bare.seconds:
        found.append(f"chậm hơn mục tiêu · too slow: intake {intake.seconds / bare.seconds:.2f} × bare, target {SLOWEST}")
    if intake.peak >= MOST_MEMORY:
        found.append(f"tốn bộ nhớ hơn mục tiêu · too much memory: {intake.peak / 1e9:.2f} GB, target {MOST_MEMORY / 1e9:.0f} GB")
    return found


def table(measured: dict[str, Measure], rows: int) -> Table:
    """Steps against time and memory, a row being a dossier that came in, so that the steps add up.

    The last ratio is of processor time: it hardly depends on what else the machine does, and shows what two cores hide.
    """
    shown, bare = Table(title=f"{rows:,} hồ sơ · dossiers"), measured["bare"]
    shown.add_column("bước · step", no_wrap=True)
    for title in HEADINGS:
        shown.add_column(title, justify="right", no_wrap=True)
    for name, one in measured.items():
        shown.add_row(
            NAMES[name], f"{one.seconds:.2f}", f"{one.processor:.2f}", f"{one.seconds / rows * 1e6:.2f}", f"{rows / one.seconds:,.0f}",
            f"{one.peak / 1e9:.2f}", f"{one.seconds / bare.seconds:.2f}", f"{one.processor / bare.processor:.2f}", f"{one.rows:,}",
        )  # fmt: skip
    return shown


@contextmanager
def _folder(rows: int, keep: Path | None) -> Iterator[Path]:
    """An empty folder with enough room; removed at the end unless it was asked for."""
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        if any(keep.iterdir()):
            raise LawgapError("the folder is not empty", str(keep), "name an empty or a new one: nothing is overwritten")
    folder = keep.resolve() if keep is not None else Path(tempfile.mkdtemp(prefix="lawgap-bench-"))
    try:
        needed, free = rows * BYTES_PER_ROW, shutil.disk_usage(folder).free
        if free < needed:
            raise LawgapError(
                f"{needed / 1e9:.1f} GB of disk are needed, {free / 1e9:.1f} are free",
                str(folder),
                "use --keep on another disk, or fewer --rows",
            )
        yield folder
    finally:
        if keep is None:
            shutil.rmtree(folder, ignore_errors=True)
