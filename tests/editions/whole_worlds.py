"""A simulated world with every kind of finding, from its files to an edition by the commands a user has; and its flags followed down."""

import csv
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

from tests.conftest import ROOT

WORLD = ROOT / "pipelines" / "simulator" / "worlds" / "small.toml"
# what a row of evidence is called in its own table
KEYS = {"duty": ("duty_id",), "agency": ("agency_id",), "missing_file": ("source_id", "agency_id", "month")}


def lawgap(*arguments: str | Path) -> None:
    done = subprocess.run([sys.executable, "-m", "pipelines.cli", *map(str, arguments)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]


def make_world(folder: Path) -> None:
    """`folder/out/inbox` and the edition made of it in `folder/home`."""
    lawgap("simulate", "--world", WORLD, "--out", folder / "out")
    inbox = folder / "out" / "inbox"
    lawgap("run", "--profile", "sample", "--home", folder / "home", "--inbox", inbox, "--as-of", "2026-10-31")


@dataclass(frozen=True)
class Traced:
    """One flag by every way that leads from it: ids of its rows by table and by query, and where each of them was read."""

    kind: str
    numerator: int
    listed: list[str]
    asked: list[str]
    rows: list[tuple]


def traced(audit: duckdb.DuckDBPyConnection, flag_id: str) -> Traced:
    ((kind, numerator, sql),) = audit.execute("select kind, numerator, evidence_sql from flag where flag_id = ?", [flag_id]).fetchall()
    evidence = audit.execute("select fact, row_id from flag_evidence where flag_id = ?", [flag_id]).fetchall()
    key = KEYS.get(evidence[0][0], ("case_id",))
    found = audit.execute(sql)
    places = [[column[0] for column in found.description].index(name) for name in key]
    asked = ["~".join(row[place] for place in places) for row in found.fetchall()]
    rows = audit.execute(
        "select t.fact, t.row_id, t.role, t.file_name, t.sheet, t.row, t.had_to_come_by, coalesce(d.case_id, t.row_id), "
        "coalesce(d.agency_id, g.agency_id) from trace_flag($1) as t inner join flag as g on g.flag_id = $1 "
        "left join duty as d on t.fact = 'duty' and t.row_id = d.duty_id", [flag_id]
    ).fetchall()  # fmt: skip
    return Traced(kind, numerator, sorted(row_id for _, row_id in evidence), sorted(asked), rows)


@cache
def lines(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.reader(handle))


def line_of(inbox: Path, file_name: str, row: int) -> list[str]:
    """The row as it was sent, the header being 1."""
    return lines(inbox / file_name)[row - 1]
