"""The rows of a person in the staged files: found by the person's token, and blanked where they stand.

The number of a row is its place in its file, so an erased row keeps its place and nothing else: every other row keeps its
number, and the ledger's sum holds, for an erased row is a refused one.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb
from sqlglot import exp, select, union

from assets.sources.staging import Line
from pipelines.runtime import settings
from pipelines.runtime.kinds import kinds
from pipelines.runtime.profile import Profile
from pipelines.runtime.warehouse import literal_path

# what says where a row stands; everything else is of the person
PLACE = ("_sheet", "_row", "_blank")
ERASED = {"_bad_field": "", "_reason": "erased"}


@dataclass(frozen=True)
class Held:
    """A staged file with rows of a person: their `places` in it, the first row being 0, and the `kind` all its rows are of."""

    line: Line
    kind: str
    places: tuple[int, ...]


def rows_of_subject(profile: Profile, staged: Path, lines: Iterable[Line], token: str) -> list[Held]:
    """Every staged file that holds rows of the person, in the order of `lines`; [] where nobody knows the token."""
    files = {str(staged / str(line.rows)): line for line in lines if line.refused is None}
    with duckdb.connect(":memory:") as connection:
        parts = _parts(connection, profile, files)
        if not parts:
            return []
        together = union(*parts, distinct=False) if len(parts) > 1 else parts[0]
        connection.execute(f"create temp view held as {together.sql('duckdb')}")
        connection.execute("set variable subject = ?::text", [token])
        found: dict[str, list[int]] = defaultdict(list)
        for path, place in connection.execute((settings.SQL / "sources" / "rows_of_subject.sql").read_text(encoding="utf-8")).fetchall():
            found[path].append(place)
    return [Held(line, profile.contracts[line.source_id].kind, tuple(found[path])) for path, line in files.items() if path in found]


def _parts(connection: duckdb.DuckDBPyConnection, profile: Profile, files: dict[str, Line]) -> list[exp.Select]:
    """One query for each kind that can hold rows of a person: path, place, case_kind, case_id, tokens."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for path, line in files.items():
        kind = profile.contracts[line.source_id].kind
        if kind == "case_event" or (kind in kinds() and kinds()[kind].flagged("token")):
            by_kind[kind].append(path)
    return [_part(connection, kind, paths) for kind, paths in by_kind.items()]


def _part(connection: duckdb.DuckDBPyConnection, kind: str, paths: list[str]) -> exp.Select:
    rows = staged_rows(paths)
    # what was staged before the kind had a field has no such column
    columns = {row[0] for row in connection.execute(f"describe {select('*').from_(rows.copy()).sql('duckdb')}").fetchall()}
    tokens = exp.Array(expressions=[exp.column(name) for name in sorted(kinds()[kind].flagged("token") & columns)])
    named = exp.column("case_kind") if kind == "case_event" else exp.Literal.string(kind)
    return select(
        exp.alias_(exp.column("filename"), "path"), exp.alias_(exp.column("file_row_number"), "place"),
        exp.alias_(named, "case_kind"), "case_id", exp.alias_(exp.cast(tokens, "TEXT[]"), "tokens"),
    ).from_(rows)  # fmt: skip


def staged_rows(paths: list[str]) -> exp.Expression:
    """Staged files with the path and the place of each row."""
    names = exp.Array(expressions=[exp.Literal.string(literal_path(path)) for path in paths])
    options = [exp.EQ(this=exp.column(name), expression=exp.true()) for name in ("filename", "file_row_number", "union_by_name")]
    return exp.Anonymous(this="read_parquet", expressions=[names, *options])


def blank(staged: Path, held: Held) -> None:
    """Blank the rows in their file, in one step: a killed run leaves it as it was or done."""
    path = staged / str(held.line.rows)
    half = staged / f".{path.name}"
    rows = staged_rows([str(path)])
    with duckdb.connect(":memory:") as connection:
        columns = [row[0] for row in connection.execute(f"describe {select('*').from_(rows.copy()).sql('duckdb')}").fetchall()]
        connection.execute("create temp table erased as select unnest(?::bigint[]) as place", [list(held.places)])
        gone = exp.alias_(exp.column("file_row_number").isin(query=select("place").from_("erased")), "_gone")
        kept = [_column(name) for name in columns if name not in ("filename", "file_row_number")]
        # the look-up of places hands rows on in any order
        query = select(*kept).from_(select("*", gone).from_(rows).subquery("r")).order_by("file_row_number")
        target = exp.Literal.string(str(half)).sql("duckdb")
        connection.execute(f"copy ({query.sql('duckdb')}) to {target} (format parquet, compression zstd)")
    half.replace(path)


def _column(name: str) -> exp.Expression:
    """A column of the staged file, blanked where the row is `_gone`."""
    column = exp.column(exp.to_identifier(name, quoted=True))
    if name in PLACE:
        return column
    instead = exp.Literal.string(ERASED[name]) if name in ERASED else exp.null()
    return exp.alias_(exp.case().when(exp.column("_gone"), instead).else_(column), name, quoted=True)
