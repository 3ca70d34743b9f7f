"""From files to staged rows: typed and sanitised, one Parquet file each, and a line of the ledger beside it.

Everything the warehouse will ever know of a file is here: `lawgap rebuild` reads nothing else. The line is written
last, so that a file staged by halves does not exist.
"""

import dataclasses
import datetime as dt
import json
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from assets.sources.inbox import Arrival, Notice
from assets.sources.ledger import Ledger
from assets.sources.looking import Look, Unreadable, changed, stamp_of
from assets.sources.lookups import lookup_query
from assets.sources.mapping import Mapping, catalogue_of
from assets.sources.noticing import header_notices, sheet_notices
from assets.sources.personal_names import refuse_personal_sheets
from assets.sources.privacy import hide, privacy_of, refuse_denouncers
from assets.sources.readers import MOST_BROKEN, Layout, Texts, open_csv, open_other, rewrite_csv
from pipelines.runtime import settings
from pipelines.runtime.profile import Profile

# beside a file's line: when and why it was withdrawn
WITHDRAWN = ".withdrawn.json"
BROKEN_LINE = ("dòng không đúng số cột của tiêu đề, hoặc quá dài", "the line does not have the columns of the header, or is too long")


@dataclass(frozen=True)
class Item:
    """A file that is not known yet, made plain: where its text lies, how it is written, who sent it.

    `layout` is None for workbooks and records. `number_from` is the row of its own file on which the header stands.
    """

    arrival: Arrival
    identity: str
    look: Look
    agency_id: str | None
    plain: Path
    inner: str
    layout: Layout | None
    encoding: str = ""
    confidence: float | None = None
    number_from: int = 1


@dataclass(frozen=True)
class Line:
    """One file as the ledger will know it. `rows` names the Parquet file; `broken` are numbers of lines nobody could split."""

    source_file_id: str
    source_id: str
    name: str
    sha256: str
    received_at: str
    completeness: str
    agency_id: str | None
    month: str | None
    size_bytes: int
    sheets: str = ""
    encoding: str = ""
    encoding_confidence: float | None = None
    header_row: int = 1
    rows: str | None = None
    cells: tuple[str, ...] = ()
    broken: tuple[tuple[int, str, str], ...] = ()
    notices: tuple[tuple[str, str, str], ...] = ()
    refused: tuple[str, str] | None = None
    key: str = ""

    def write(self, staged: Path) -> None:
        half = staged / f".{self.source_file_id}.json"
        half.write_text(json.dumps(dataclasses.asdict(self), ensure_ascii=False, sort_keys=True), encoding="utf-8")
        half.replace(staged / f"{self.source_file_id}.json")


def read_lines(staged: Path) -> list[Line]:
    """Every file that was staged whole, in order of arrival."""
    paths = [path for path in staged.glob("[!.]*.json") if not path.name.endswith(WITHDRAWN)]
    lines = [_line(json.loads(path.read_text(encoding="utf-8"))) for path in paths]
    return sorted(lines, key=lambda line: (line.received_at, line.name, line.source_file_id))


def _line(document: dict) -> Line:
    tuples = {name: tuple(map(tuple, document[name])) for name in ("broken", "notices")}
    refused = tuple(document["refused"]) if document["refused"] else None
    return Line(**{**document, **tuples, "cells": tuple(document["cells"]), "refused": refused})


@dataclass
class Stage:
    """Where a run stages: folders, the profile's rules, and which Parquet names are taken by whom."""

    connection: duckdb.DuckDBPyConnection
    profile: Profile
    home: settings.Home
    key: str
    mapping_of: "MappingOf"
    ledger: Ledger
    taken: dict[str, str] = field(default_factory=dict)

    def rows_name(self, item: Item) -> str:
        """`<sha256>.parquet`; the same bytes from another sender get a name of their own."""
        owner = self.taken.setdefault(item.look.sha256, item.identity)
        return f"{item.look.sha256}.parquet" if owner == item.identity else f"{item.look.sha256}.{item.identity}.parquet"


class MappingOf:
    """The query of a contract for one set of columns, and the headers of the cells that a refused row keeps.

    Thousands of files share it, and building it costs more than reading one of them.
    """

    def __init__(self, profile: Profile) -> None:
        self.profile, self.privacy, self.catalogue = profile, privacy_of(profile), catalogue_of(profile)
        self.known: dict[tuple[str, tuple[str, ...], bool], tuple[str, tuple[str, ...]]] = {}

    def __call__(self, source_id: str, columns: tuple[str, ...], with_path: bool) -> tuple[str, tuple[str, ...]]:
        key = (source_id, columns, with_path)
        if key not in self.known:
            contract = self.profile.contracts[source_id]
            mapping = Mapping(contract, columns, self.profile.card.time_zone, self.privacy, self.catalogue)
            self.known[key] = mapping.query(with_path).sql("duckdb"), tuple(mapping.cells_header())
        return self.known[key]


def stage(where: Stage, items: list[Item], required: list[str]) -> list[Line]:
    """Stage files of one source and one header; the lines written. Raises Unreadable or DuckDB's error, and has then written none."""
    texts = _open(where, items, required)
    privacy, cells = where.mapping_of.privacy, ()
    refuse_denouncers(texts.names)
    refuse_personal_sheets(where.connection, privacy, texts)
    contract = items[0].arrival.contract
    said = (*header_notices(contract, texts.names), *sheet_notices(texts))
    # headers and sheets are named as the sender wrote them
    notices = tuple((level, hide(where.connection, privacy, vi), hide(where.connection, privacy, en)) for level, vi, en in said)
    if contract.kind == "lookup":
        query = lookup_query(where.profile, contract).sql("duckdb")
    else:
        query, cells = where.mapping_of(contract.source_id, texts.names, len(items) > 1)
    _put_moments(where.connection, items)
    work = where.home.work / "rows.parquet"
    _copy(where.connection, query, work)
    broken = _broken_lines(where.connection, items)
    for item in items:
        if stamp_of(item.arrival.path) != item.look.stamp:
            raise changed()
    lines = [_line_of(where, item, texts, cells, broken.get(str(item.plain), ()), notices) for item in items]
    lines = _put_rows(where, items, lines, work)
    for line in lines:
        line.write(where.home.staged)
    return lines


def _open(where: Stage, items: list[Item], required: list[str]) -> Texts:
    first = items[0]
    if first.layout is None:
        return open_other(where.connection, first.plain, first.inner, first.arrival.contract, required, where.profile.card.time_zone)
    return open_csv(where.connection, [item.plain for item in items], first.layout)


def _put_moments(connection: duckdb.DuckDBPyConnection, items: list[Item]) -> None:
    """When the files came: `incoming_files` for many, the variable `received_at` for one."""
    frame = pd.DataFrame({"path": [str(i.plain) for i in items], "received_at": [i.arrival.received_at for i in items]})
    connection.register("incoming_files_frame", frame)
    connection.execute(
        "create or replace temp table incoming_files as select path::text as path, received_at::timestamp as received_at from incoming_files_frame"
    )
    connection.execute("set variable received_at = ?::timestamp", [items[0].arrival.received_at])


def _copy(connection: duckdb.DuckDBPyConnection, query: str, target: Path) -> None:
    """The rows of a query into a Parquet file, in the order of what it reads: the number of a row is its place there."""
    name = str(target).replace("'", "''")
    connection.execute(f"copy ({query}) to '{name}' (format parquet, compression zstd)")


def _broken_lines(connection: duckdb.DuckDBPyConnection, items: list[Item]) -> dict[str, tuple[tuple[int, str, str], ...]]:
    """Path → numbers of the lines that do not have the header's columns. Raises TooManyBroken."""
    if items[0].layout is None:
        if items[0].inner.lower().endswith((".json", ".ndjson", ".jsonl")):
            rows = connection.execute("select _row from broken_json order by all").fetchall()
            return {str(items[0].plain): tuple((row, "dòng không phải JSON", "the line is not JSON") for (row,) in rows)}
        return {}
    total = connection.execute("select count(*) from reject_errors").fetchall()[0][0]
    if total >= MOST_BROKEN:
        raise TooManyBroken()
    rows = connection.execute(
        "select distinct s.file_path, e.line from reject_errors as e inner join reject_scans as s "
        "on e.scan_id = s.scan_id and e.file_id = s.file_id order by all"
    ).fetchall()
    found: dict[str, list[tuple[int, str, str]]] = {}
    offset = {str(item.plain): item.number_from - 1 for item in items}
    for path, line in rows:
        found.setdefault(path, []).append((line + offset[path], *BROKEN_LINE))
    return {path: tuple(lines) for path, lines in found.items()}


class TooManyBroken(Unreadable):
    """More cells than the header has, in line after line: the file is not of this source, or needs rewriting first."""

    def __init__(self) -> None:
        super().__init__(
            "quá nhiều dòng không đúng số cột: tệp không theo mẫu của nguồn",
            "too many lines without the header's columns: not a file of this source",
        )


def _line_of(where: Stage, item: Item, texts: Texts, cells: tuple[str, ...], broken: tuple, notices: tuple) -> Line:
    arrival = item.arrival
    return Line(
        item.identity, arrival.contract.source_id, arrival.name, item.look.sha256, arrival.received_at.isoformat(" "),
        arrival.contract.completeness, item.agency_id, arrival.month, item.look.size, texts.sheets, item.encoding, item.confidence,
        item.number_from, where.rows_name(item), cells, broken, notices, None, where.key,
    )  # fmt: skip


def _put_rows(where: Stage, items: list[Item], lines: list[Line], work: Path) -> list[Line]:
    """The Parquet file in its place; that of many files split into one each. The lines with the names of their rows.

    Files that hold the same header and nothing else, as most agencies send in most months, share one.
    """
    if len(items) == 1:
        work.replace(where.home.staged / str(lines[0].rows))
        return lines
    table = pq.read_table(work)
    begins: dict[str, int] = {}
    counts: dict[str, int] = {}
    for number, path in enumerate(table.column("_path").to_pylist()):
        begins.setdefault(path, number)
        counts[path] = counts.get(path, 0) + 1
    table = table.drop_columns(["_path"])
    placed = []
    for item, line in zip(items, lines, strict=True):
        path = str(item.plain)
        named = line if path in counts else dataclasses.replace(line, rows=f"{item.look.sha256}.parquet")
        target = where.home.staged / str(named.rows)
        if path in counts or not target.exists():
            part: pa.Table = table.slice(begins.get(path, 0), counts.get(path, 0))
            # a few rows: what pays off in large files costs more than the rows themselves
            pq.write_table(part, target, compression="snappy", use_dictionary=False, write_statistics=False, store_schema=False)
        placed.append(named)
    work.unlink()
    return placed


def refusal(arrival: Arrival, identity: str, sha256: str, size: int, vi: str, en: str) -> Line:
    """The line of a file that cannot be taken at all."""
    return Line(
        identity, arrival.contract.source_id, arrival.name, sha256, arrival.received_at.isoformat(" "), arrival.contract.completeness,
        None, arrival.month, size, refused=(vi, en),
    )  # fmt: skip


def rewritten(item: Item, work: Path) -> Item:
    """The item with its CSV written anew, a record a line, from the header on."""
    if item.layout is None:
        return item
    plain = rewrite_csv(item.plain, item.layout, work / f"{item.identity}.csv")
    layout = Layout(item.layout.delimiter, dataclasses.replace(item.layout.header, last_row=1))
    return dataclasses.replace(item, plain=plain, layout=layout, number_from=item.layout.header.last_row)


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def as_notice(line: Line, level: str, vi: str, en: str) -> Notice:
    return Notice(line.source_id, line.name, level, vi, en)
