"""`lawgap bench accuracy`: worlds whose truth is known, through the whole pipeline, held against METHOD § 9's targets.

Worlds are our own (two world files, each with many seeds), or those of a folder: world files, or ready-made folders that hold an
inbox and a truth.csv, made by anybody in the formats of the inbox with the ids of profile sample. Every world has a process of its own.
"""

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from rich.console import Console

from assets.editions.accuracy import write_measured
from assets.sources.profile_tables import months_back
from pipelines.bench.judge import PROFILE, last_day
from pipelines.bench.marks import Flow, Judged, Marker, Marks
from pipelines.bench.targets import (
    HEADINGS,
    RIVAL_HEADINGS,
    TARGET_HEADINGS,
    kinds_table,
    markdown,
    measured,
    printed,
    rivals_table,
    targets,
    targets_table,
)  # fmt: skip
from pipelines.bench.truth import PROBABILISTIC, RATE, Places, Planted, Raised, read_truth
from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile, load_profile

OWN = settings.PROJECT / "pipelines" / "simulator" / "worlds"
PAGE = settings.PROJECT / "docs" / "generated" / "accuracy.md"
SEEDS = {"full.toml": range(1, 21), "quiet.toml": range(101, 121)}
SMALL = {"small.toml": range(3, 4)}
# month ends at which the first worlds are judged as well, to see how long a planted effect waits
HISTORY, WATCHED = 8, 2


@dataclass(frozen=True)
class World:
    """`inbox` and `truth` where it is ready-made; otherwise the world file that makes it, with its seed."""

    name: str
    folder: Path | None = None
    text: str = ""


def accuracy(worlds: Path | None, out: Console) -> Marks:
    """Judge the worlds of a folder, or our own; what was false or missed is printed as it is found."""
    return judged(own_worlds(SEEDS) if worlds is None else worlds_of(worlds), WATCHED, out)


def judged(todo: list[World], watched: int, out: Console) -> Marks:
    """Judge every world and add up the marks, the first `watched` at earlier month ends as well."""
    profile = load_profile(PROFILE)
    marker = Marker(Places(laws_of(profile), profile.contracts), flows_of(profile))
    together, early = Marks(), {world.name for world in todo[:watched]}
    with tempfile.TemporaryDirectory(prefix="lawgap-bench-") as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        work = Path(folder)
        for name, marks in pool.map(lambda world: (world.name, _one(world, work, marker, world.name in early)), todo):
            together.add(marks)
            for remark in marks.remarks or [f"{name}: nothing false, nothing missed"]:
                out.print(remark, markup=False)
    return together


def report(marks: Marks, own: bool, out: Console) -> bool:
    """Print the tables, write the page and what editions carry of it where the worlds are our own, and say whether every target was met."""
    out.print(printed("mục tiêu · targets", TARGET_HEADINGS, targets_table(marks)))
    out.print(printed("theo loại · by kind", HEADINGS, kinds_table(marks)))
    out.print(printed("so với cách làm khác · rivals, kind unmet", RIVAL_HEADINGS, rivals_table(marks)))
    if own:
        seeds = ", ".join(f"{Path(name).stem} {numbers[0]}–{numbers[-1]}" for name, numbers in SEEDS.items())
        PAGE.write_text(markdown(marks, seeds), encoding="utf-8")
        write_measured(measured(marks, dt.date.today()))
        out.print(str(PAGE), markup=False)
    return not any(target.met is False for target in targets(marks))


def own_worlds(seeds: dict[str, range]) -> list[World]:
    """Every one of our world files with each of its seeds."""
    found = []
    for name, numbers in seeds.items():
        text = (OWN / name).read_text(encoding="utf-8")
        found += [World(f"{Path(name).stem}-{seed}", text=re.sub(r"(?m)^seed\s*=.*$", f"seed = {seed}", text)) for seed in numbers]
    return found


def worlds_of(folder: Path) -> list[World]:
    """World files and ready-made folders of `folder`, by name. Raises LawgapError where there is none."""
    if not folder.is_dir():
        raise LawgapError(f"no folder {folder}", "--worlds", "name a folder of worlds")
    found = []
    for path in sorted(folder.iterdir()):
        if path.suffix == ".toml":
            found.append(World(path.stem, text=path.read_text(encoding="utf-8")))
        elif (path / "inbox").is_dir():
            if not (path / "truth.csv").is_file():
                raise LawgapError("the world has no truth.csv", str(path), "lay the truth beside the inbox")
            found.append(World(path.name, folder=path))
    if not found:
        raise LawgapError("no world", str(folder), "lay in world files (.toml), or folders with inbox/ and truth.csv")
    return found


def laws_of(profile: Profile) -> dict[str, set[str]]:
    laws: dict[str, set[str]] = {}
    for procedure in profile.procedures:
        laws.setdefault(procedure.procedure_code, set()).add(procedure.standard_id)
    return laws


def flows_of(profile: Profile) -> dict[str, Flow]:
    """The steps each standard times; a procedure's limit is a law of its own, versions and variants of one duty are one."""
    limits = {procedure.standard_id for procedure in profile.procedures}
    return {
        s.standard_id: Flow(s.case_kind, s.end_event, s.standard_id if s.standard_id in limits else s.start_event, bool(s.due_event))
        for s in profile.standards
    }


def _one(world: World, work: Path, marker: Marker, watched: bool) -> Marks:
    place = work / world.name
    place.mkdir()
    made = world.folder or _simulate(world, place)
    truth = read_truth(made / "truth.csv")
    last = last_day(made / "inbox")
    days = [*(months_back(last, n - 1) - dt.timedelta(days=1) for n in range(HISTORY if watched else 0, 0, -1)), last]
    _run("pipelines.bench.judge", str(made / "inbox"), str(place / "judged"), *(day.isoformat() for day in days))
    judged = {day: read_judged(place / "judged" / day.isoformat(), day) for day in days}
    marks = marker.mark(world.name, truth, judged[last])
    if watched:
        marks.delays = delays(marker, truth, {day: one.flags for day, one in judged.items()})
    shutil.rmtree(place)
    return marks


def _simulate(world: World, place: Path) -> Path:
    (place / "world.toml").write_text(world.text, encoding="utf-8")
    _run("pipelines.cli", "simulate", "--world", str(place / "world.toml"), "--out", str(place / "made"))
    return place / "made"


def _run(module: str, *arguments: str) -> None:
    done = subprocess.run([sys.executable, "-m", module, *arguments], cwd=settings.PROJECT, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"exit {done.returncode}"])[-1]
        raise LawgapError(last.removeprefix("lawgap: "), f"{module} {' '.join(arguments)}", "the command can be run by itself")


def read_judged(folder: Path, day: dt.date) -> Judged:
    """What judge.py left of one day."""
    gap, verdict, flag = (pd.read_parquet(folder / f"{name}.parquet") for name in ("gap", "verdict", "flag"))
    flag = flag.astype(object).where(flag.notna(), None)
    raised = [
        Raised(
            *(row[name] for name in ("kind", "agency_id", "standard_id", "subject")),
            *(_whole(row[n]) for n in ("numerator", "denominator")),
        )
        for row in flag.to_dict("records")
    ]
    return Judged(gap, verdict, raised, months_back(day, 11).isoformat())


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def delays(marker: Marker, truth: list[Planted], flags: dict[dt.date, list[Raised]]) -> dict[str, list[int]]:
    """Months from the beginning of each planted effect to the first judgement that tells of it, of those that began on watch."""
    first = min(flags).isoformat()
    found: dict[str, list[int]] = {}
    for row in truth:
        if row.kind == RATE or row.kind not in PROBABILISTIC or not row.began or row.began < first:
            continue
        seen = [day for day, raised in flags.items() if any(marker.tells(flag, row) for flag in raised)]
        if seen:
            began, day = dt.date.fromisoformat(row.began[:10]), min(seen)
            found.setdefault(row.kind, []).append((day.year - began.year) * 12 + day.month - began.month + 1)
    return found
