"""`lawgap query`: one question to one edition's evidence file, answered by a process that can do nothing else.

DuckDB locks out files, network, extensions and settings, but `memory_limit` does not stop one giant string and nothing stops a
query that never ends. So the operating system bounds memory, processor time and files, and a clock ends it.
"""

import csv
import json
import signal
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assets.editions.publish import edition_folder
from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError

SECONDS = 60
MEMORY = 3 * 2**30  # bytes of address space, of which DuckDB may use a third for its own
ANSWER = 64 * 2**20  # bytes
TABLE_ROWS = 2_000
WHERE = "the SQL given"
TELL = {
    "sql": "tables and columns: select * from data_dictionary; worked questions: select * from worked_query",
    "memory": "select fewer columns or rows, or aggregate",
    "size": "add a limit, or aggregate",
}


def query(home: settings.Home, sql: str, edition: str | None, form: str, out: Console) -> None:
    """Print the whole answer, or raise LawgapError and print nothing of it."""
    tell(*_answer(edition_folder(home, edition) / "audit.duckdb", sql), form, out)


def tell(names: list[str], rows: list[list[Any]], form: str, out: Console) -> None:
    """Print plain rows as `form` (table, csv or json) asks."""
    if form == "csv":
        csv.writer(sys.stdout).writerows([names, *rows])
    elif form == "json":
        json.dump([dict(zip(names, row, strict=True)) for row in rows], sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        out.print(_table(names, rows))


def _answer(path: Path, sql: str) -> tuple[list[str], list[list[Any]]]:
    if not path.is_file():
        raise LawgapError("the edition has no audit.duckdb", str(path), "check it with: lawgap verify")
    limits = [str(limit) for limit in (MEMORY, SECONDS, ANSWER)]
    # isolated, with nothing of the user's environment; the question comes on standard input
    command = [sys.executable, "-I", "-X", "utf8", str(Path(__file__).with_name("ask_locked.py")), str(path.resolve()), *limits]
    try:
        done = subprocess.run(command, input=sql.encode(errors="replace"), capture_output=True, timeout=SECONDS, env={}, cwd="/")
    except subprocess.TimeoutExpired:
        raise _too_long() from None
    lines = done.stdout.decode().splitlines()
    if done.returncode == 1 and lines:
        said = json.loads(lines[-1])
        raise LawgapError(said["error"], WHERE, TELL[said["kind"]])
    if done.returncode == -signal.SIGXCPU:
        raise _too_long()
    if done.returncode:
        # ended by another signal: out of memory where nothing could say so any more
        raise LawgapError("the question needs too much memory", WHERE, TELL["memory"])
    names, *rows = map(json.loads, lines)
    return _distinct(names), rows


def _too_long() -> LawgapError:
    return LawgapError(f"no answer within {SECONDS} seconds: stopped", WHERE, "ask for less, or open audit.duckdb with a DuckDB client")


def _distinct(names: list[str]) -> list[str]:
    """A second column of one name gets a number: JSON would lose it."""
    return [name if name not in names[:at] else f"{name}_{names[:at].count(name)}" for at, name in enumerate(names)]


def _table(names: list[str], rows: list[list[Any]]) -> Table:
    if len(rows) > TABLE_ROWS:
        raise LawgapError(f"{len(rows):,} rows are too many for a table", WHERE, f"add a limit (up to {TABLE_ROWS:,}), or use --format csv")
    table = Table()
    for name in names:
        table.add_column(Text(_shown(name)))
    for row in rows:
        table.add_row(*("" if value is None else Text(_shown(str(value))) for value in row))
    return table


def _shown(value: str) -> str:
    """Without characters that would steer the terminal: what agencies wrote is not trusted."""
    return "".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in value)
