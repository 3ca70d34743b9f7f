"""`lawgap query`: one question to one edition's evidence file, answered by a process that can do nothing else.

DuckDB locks out files, network, extensions and settings, but `memory_limit` does not stop one giant string and nothing stops a
query that never ends. So the operating system bounds memory, processor time and files, and a clock ends it.
"""

import csv
import io
import json
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Iterator
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
    "rows": f"add a limit (up to {TABLE_ROWS:,}), or use --format csv",
}


def query(home: settings.Home, sql: str, edition: str | None, form: str, out: Console) -> None:
    """Print the whole answer, or raise LawgapError and print nothing of it."""
    tell(*_answer(edition_folder(home, edition) / "audit.duckdb", sql, TABLE_ROWS if form == "table" else 0), form, out)


def tell(names: list[str], rows: Iterable[list[Any]], form: str, out: Console) -> None:
    """Print plain rows as `form` (table, csv or json) asks, of csv and json one row after the other."""
    if form == "csv":
        written = csv.writer(sys.stdout)
        written.writerow(names)
        written.writerows(rows)
    elif form == "json":
        _tell_json(names, rows)
    else:
        out.print(_table(names, list(rows)))


def _tell_json(names: list[str], rows: Iterable[list[Any]]) -> None:
    """A list of objects, as `json.dump` indents it."""
    before = "["
    for row in rows:
        text = json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, indent=1)
        sys.stdout.write(f"{before}\n " + text.replace("\n", "\n "))
        before = ","
    print("[]" if before == "[" else "\n]")


def _answer(path: Path, sql: str, most_rows: int) -> tuple[list[str], Iterator[list[Any]]]:
    """The names of the columns and the rows, made one by one from an answer that has come whole. `most_rows`: 0 for any number."""
    if not path.is_file():
        raise LawgapError("the edition has no audit.duckdb", str(path), "check it with: lawgap verify")
    limits = [str(limit) for limit in (MEMORY, SECONDS, ANSWER, most_rows)]
    # isolated, with nothing of the user's environment; the question comes on standard input
    command = [sys.executable, "-I", "-X", "utf8", str(Path(__file__).with_name("ask_locked.py")), str(path.resolve()), *limits]
    try:
        done = subprocess.run(command, input=sql.encode(errors="replace"), capture_output=True, timeout=SECONDS, env={}, cwd="/")
    except subprocess.TimeoutExpired:
        raise _too_long() from None
    if done.returncode == 1 and done.stdout:
        said = json.loads(done.stdout.splitlines()[-1])
        raise LawgapError(said["error"], WHERE, TELL[said["kind"]])
    if done.returncode == -signal.SIGXCPU:
        raise _too_long()
    if done.returncode:
        # ended by another signal: out of memory where nothing could say so any more
        raise LawgapError("the question needs too much memory", WHERE, TELL["memory"])
    lines = io.BytesIO(done.stdout)
    return _distinct(json.loads(lines.readline())), map(json.loads, lines)


def _too_long() -> LawgapError:
    return LawgapError(f"no answer within {SECONDS} seconds: stopped", WHERE, "ask for less, or open audit.duckdb with a DuckDB client")


def _distinct(names: list[str]) -> list[str]:
    """A second column of one name gets a number: JSON would lose it."""
    return [name if name not in names[:at] else f"{name}_{names[:at].count(name)}" for at, name in enumerate(names)]


def _table(names: list[str], rows: list[list[Any]]) -> Table:
    if len(rows) > TABLE_ROWS:
        raise LawgapError(f"more than {TABLE_ROWS:,} rows are too many for a table", WHERE, TELL["rows"])
    table = Table()
    for name in names:
        table.add_column(Text(_shown(name)))
    for row in rows:
        table.add_row(*("" if value is None else Text(_shown(str(value))) for value in row))
    return table


def _shown(value: str) -> str:
    """Without characters that would steer the terminal: what agencies wrote is not trusted."""
    return "".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in value)
