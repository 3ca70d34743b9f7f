"""Files as a table of texts: columns as named in the file, and where each row stands.

Libraries read; we only name. `incoming_raw` is a view with the file's columns and `_path`, `_sheet`, `_row`
(empty for CSV: there a row's place in reading order is its number). Small CSV files with one header are
read together: an agency sends a file a month, and opening each alone costs more than its rows.
"""

import csv
import io
import itertools
from dataclasses import dataclass
from pathlib import Path

import duckdb
from sqlglot import exp

from assets.sources.headers import Header, check_width, find_header
from assets.sources.looking import Unreadable
from assets.sources.records import open_json, open_parquet
from assets.sources.workbooks import open_workbook
from pipelines.runtime.contract import Contract
from pipelines.runtime.warehouse import literal_path

WORKBOOKS = (".xlsx", ".xls", ".ods")
DELIMITERS = (",", ";", "\t", "|")
# a line of more bytes than this the fast reader refuses; a cell of more is no cell: a quote was never closed
LONGEST_LINE, LONGEST_CELL = 2_000_000, 16 << 20
# more broken lines than this are no file of this source
MOST_BROKEN = 50_000
HEAD = 1 << 18


@dataclass(frozen=True)
class Texts:
    """What `incoming_raw` holds: the columns, the row the header ends on, the sheets read and those with content that were not."""

    names: tuple[str, ...]
    header_row: int
    sheets: str = ""
    left: str = ""


@dataclass(frozen=True)
class Layout:
    """How a CSV is written."""

    delimiter: str
    header: Header


def csv_layout(path: Path, contract: Contract, required: list[str]) -> Layout:
    """Delimiter and header of a UTF-8 CSV. Raises Unreadable."""
    with path.open("rb") as handle:
        start = handle.read(HEAD).decode("utf-8-sig", errors="replace")
    if not start.strip():
        raise Unreadable("tệp rỗng, không có cả dòng tiêu đề", "empty file, not even a header")
    if "\x00" in start:
        raise Unreadable("nội dung không phải CSV", "the content is not CSV")
    options = (contract.delimiter,) if contract.delimiter else DELIMITERS
    for delimiter in options:
        if found := find_header(_records(start, delimiter), required, contract.header_row):
            check_width(found.names)
            return Layout(delimiter, found)
    first = _records(start, _likely(start, options))[0]
    raise missing_columns([name for name in required if not find_header([first], [name])])


def missing_columns(names: list[str]) -> Unreadable:
    text = ", ".join(names)
    return Unreadable(f"thiếu cột bắt buộc: {text}", f"required column missing: {text}")


def _records(start: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(HEAD * 2)
    return list(itertools.islice(csv.reader(io.StringIO(start, newline=""), delimiter=delimiter), 40)) or [[]]


def _likely(start: str, options: tuple[str, ...]) -> str:
    return max(options, key=start.split("\n", 1)[0].count)


def rewrite_csv(path: Path, layout: Layout, target: Path) -> Path:
    """The same records, one a line, from the header on: for files whose lines the fast reader cannot count.

    A blank line becomes a row of empty cells, so that the rows after it keep their numbers; a row that does not have the
    header's columns becomes one with a cell too many, which is all that its refusal needs.
    """
    csv.field_size_limit(LONGEST_CELL)
    width = len(layout.header.names)
    target.touch(mode=0o600)
    with path.open(encoding="utf-8-sig", newline="") as source, target.open("w", encoding="utf-8", newline="") as handle:
        # the writer puts quotes around what its line end is made of: a CR that stood within quotes must stay there
        writer = csv.writer(handle, delimiter=layout.delimiter, lineterminator="\r\n")
        try:
            for number, record in enumerate(csv.reader(source, delimiter=layout.delimiter), 1):
                if number >= layout.header.last_row:
                    writer.writerow(layout.header.names if number == layout.header.last_row else _one_line(record, width))
        except csv.Error as error:
            raise Unreadable(f"dòng {number + 1}: không phải CSV", f"row {number + 1}: not CSV ({error})") from None
    return target


def _one_line(record: list[str], width: int) -> list[str]:
    if not any(record):
        return [""] * width
    # the fast reader overlooks empty cells beyond the last column: so does this, and marks what it must not overlook
    if len(record) < width or any(record[width:]) or _too_long(record):
        return [""] * width + ["x"]
    return record[:width]


def _too_long(record: list[str]) -> bool:
    return sum(map(len, record)) > LONGEST_LINE // 4 and sum(len(cell.encode()) for cell in record) > LONGEST_LINE


def open_csv(connection: duckdb.DuckDBPyConnection, paths: list[Path], layout: Layout) -> Texts:
    """Make `incoming_raw` over plain CSV files that share one header in their first row."""
    connection.execute("drop table if exists reject_errors")
    connection.execute("drop table if exists reject_scans")
    relation = connection.read_csv(
        [literal_path(path) for path in paths], header=True, auto_detect=False, columns=dict.fromkeys(layout.header.names, "VARCHAR"),
        store_rejects=True, rejects_limit=MOST_BROKEN, delimiter=layout.delimiter, quotechar='"', escapechar='"',
        encoding="utf-8", filename="_path",
    )  # fmt: skip
    connection.register("incoming_file", relation)
    connection.execute(
        "create or replace temp view incoming_raw as select *, '' as _sheet, cast(null as bigint) as _row from incoming_file"
    )
    return Texts(layout.header.names, layout.header.last_row)


def open_other(connection: duckdb.DuckDBPyConnection, path: Path, name: str, contract: Contract, required: list[str], zone: str) -> Texts:
    """Make `incoming_raw` over a workbook, JSON or Parquet file. Raises Unreadable."""
    if name.lower().endswith(WORKBOOKS):
        table, names, sheets, left = open_workbook(path, contract, required)
        connection.register("incoming_file", table)
        label = exp.Literal.string(str(path)).sql("duckdb")
        connection.execute(f"create or replace temp view incoming_raw as select *, {label} as _path from incoming_file")
        check_width(names)
        return Texts(names, 0, sheets, left)
    names = open_parquet(connection, path, zone) if name.lower().endswith(".parquet") else open_json(connection, path)
    if missing := [header for header in required if not find_header([names], [header])]:
        raise missing_columns(missing)
    return Texts(names, 1)
