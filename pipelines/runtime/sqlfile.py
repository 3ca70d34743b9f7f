"""One .sql file = one table: its header says what it means, its body what it reads.

Dependencies are derived from the body by SQLGlot, never written by hand.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError

if TYPE_CHECKING:
    from sqlglot import exp

_HEADER = re.compile(r"\A/\* ---\n(.*?)\n--- \*/\n", re.DOTALL)
IDENTIFIER = re.compile(r"\A[a-z_][a-z0-9_]*\Z")
NOT_TABLES = {"macros", "schema"}


@dataclass(frozen=True)
class SqlFile:
    room: str
    name: str
    header: dict
    body: str
    path: Path

    @property
    def table(self) -> str:
        return f"{self.room}.{self.name}"

    @property
    def primary_key(self) -> list[str]:
        return list(self.header.get("primary_key", []))

    @property
    def fields(self) -> dict[str, dict]:
        return dict(self.header.get("fields", {}))

    @property
    def made_with(self) -> str:
        """The file of the same room in whose step this one's table is made; '' where it has a step of its own."""
        return str(self.header.get("made_with", ""))

    def text(self, key: str, language: str) -> str:
        return str(self.header.get(key, {}).get(language, ""))

    @property
    def reads(self) -> list[str]:
        """The tables the body reads, `schema.name`, in order of name; CTE names left out."""
        return list(_reads(self.body, str(self.path)))

    @property
    def tree(self) -> "exp.Expr":
        """The body as parsed; to be read, never changed."""
        return parsed(self.body, str(self.path))


@cache
def parsed(body: str, path: str) -> "exp.Expr":
    """The tree of a body, parsed once for everybody: to be read, never changed. Raises LawgapError where it does not parse."""
    import sqlglot

    try:
        return sqlglot.parse_one(body, read="duckdb")
    except sqlglot.errors.ParseError as error:
        raise LawgapError(f"SQL does not parse: {error}", path, "correct the file") from None


@cache
def _reads(body: str, path: str) -> tuple[str, ...]:
    from sqlglot import exp

    return tuple(sorted({f"{table.db}.{table.name}" for table in parsed(body, path).find_all(exp.Table) if table.db}))


@cache
def read_sql(room: str, name: str) -> SqlFile:
    """The file sql/<room>/<name>.sql. Raises LawgapError without a readable header."""
    return read_path(settings.SQL / room / f"{name}.sql")


def read_path(path: Path) -> SqlFile:
    text = path.read_text(encoding="utf-8")
    match = _HEADER.match(text)
    if not match or not IDENTIFIER.match(path.stem):
        raise LawgapError("no header '/* --- … --- */' at the top, or a bad file name", str(path), "see sql/cases/complaint.sql")
    try:
        # the C parser: the code location reads some 240 headers when it loads
        header = yaml.load(match.group(1), Loader=yaml.CSafeLoader) or {}
    except yaml.YAMLError as error:
        raise LawgapError(f"header is not YAML: {error}", str(path), "correct the header") from None
    return SqlFile(path.parent.name, path.stem, header, text[match.end() :].strip().rstrip(";"), path)


def list_sql(room: str) -> list[SqlFile]:
    """Every file of a room, in order of name."""
    return [read_sql(room, path.stem) for path in sorted((settings.SQL / room).glob("*.sql")) if path.stem not in NOT_TABLES]


def in_order(files: list[SqlFile]) -> list[SqlFile]:
    """`files` so that each stands after the ones it reads. Raises LawgapError on a circle."""
    waiting = {file.table: file for file in sorted(files, key=lambda file: file.table)}
    ordered: list[SqlFile] = []
    while waiting:
        ready = [name for name, file in waiting.items() if not any(r in waiting and r != name for r in file.reads)]
        if not ready:
            raise LawgapError(f"SQL files read each other in a circle: {', '.join(waiting)}", str(settings.SQL), "break it")
        ordered += [waiting.pop(name) for name in ready]
    return ordered
