"""Files as a table of texts: columns as named in the file, and where each row stands.

Libraries read; we only name. `incoming_raw` is a view: `_n` numbers the rows in reading order, `_path`
names the file. Small CSV files with one header are read together: an agency sends a file a month, and
opening each alone costs more than its rows.
"""

import csv
import gzip
import re
from pathlib import Path

import duckdb
from sqlglot import exp

from assets.sources.inbox import Arrival

WORKBOOKS = (".xlsx", ".xls", ".ods")


class Unreadable(Exception):
    """The file cannot be read as what its name says. Carries the reason in both languages."""

    def __init__(self, vi: str, en: str) -> None:
        self.vi, self.en = vi, en
        super().__init__(en)


def is_workbook(arrival: Arrival) -> bool:
    return arrival.name.lower().endswith(WORKBOOKS)


def delimiter_of(arrival: Arrival) -> str:
    return "\t" if ".tsv" in arrival.name.lower() else arrival.contract.delimiter


def csv_header(arrival: Arrival) -> list[str]:
    """The first line of a CSV. Raises Unreadable."""
    if arrival.path.stat().st_size == 0:
        raise Unreadable("tệp rỗng, không có cả dòng tiêu đề", "empty file, not even a header")
    opener = gzip.open if arrival.path.suffix == ".gz" else open
    try:
        with opener(arrival.path, "rt", encoding="utf-8-sig", newline="") as handle:
            header = next(csv.reader(handle, delimiter=delimiter_of(arrival)), [])
    except UnicodeDecodeError:
        raise Unreadable("tệp không phải CSV mã hóa UTF-8", "not a UTF-8 CSV file") from None
    except (OSError, EOFError, csv.Error) as error:
        raise Unreadable(f"không đọc được tệp: {error}", f"cannot read the file: {error}") from None
    if not header or any(re.search(r"[\x00-\x08]", name) for name in header):
        raise Unreadable("nội dung không phải CSV", "the content is not CSV")
    return header


def open_csv(connection: duckdb.DuckDBPyConnection, arrivals: list[Arrival]) -> None:
    """Make `incoming_raw` over CSV files that share one header."""
    connection.execute("drop table if exists reject_errors")
    connection.execute("drop table if exists reject_scans")
    relation = connection.read_csv(
        [str(arrival.path) for arrival in arrivals], header=True, all_varchar=True, store_rejects=True, rejects_limit=0,
        delimiter=delimiter_of(arrivals[0]), quotechar='"', escapechar='"', encoding="utf-8", filename="_path",
        compression="gzip" if arrivals[0].path.suffix == ".gz" else None,
    )  # fmt: skip
    connection.register("incoming_file", relation)
    connection.execute("create or replace temp view incoming_raw as select *, row_number() over () as _n, '' as _sheet from incoming_file")


def open_workbook(connection: duckdb.DuckDBPyConnection, arrival: Arrival) -> tuple[list[str], str]:
    """Make `incoming_raw` over a workbook's first sheet; its header and the sheet's name. Raises Unreadable."""
    import fastexcel
    import pyarrow as pa

    if arrival.path.stat().st_size == 0:
        raise Unreadable("tệp rỗng, không có cả dòng tiêu đề", "empty file, not even a header")
    try:
        book = fastexcel.read_excel(arrival.path)
        name = book.sheet_names[0]
        sheet = book.load_sheet(name, header_row=arrival.contract.sheet_header_row - 1, dtypes="string")
        table = pa.table(sheet.to_arrow())
    except (fastexcel.FastExcelError, IndexError, OSError) as error:
        text = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise Unreadable(f"không phải bảng tính như tên tệp: {text}", f"not the workbook its name says: {text}") from None
    connection.register("incoming_file", table)
    path, label = (exp.Literal.string(text).sql("duckdb") for text in (str(arrival.path), name))
    first = exp.Literal.number(arrival.contract.sheet_header_row - 1)
    connection.execute(
        f"create or replace temp view incoming_raw as select *, row_number() over () + {first} as _n, {label} as _sheet, {path} as _path from incoming_file"
    )
    return list(table.column_names), name


def same_kind(arrival: Arrival) -> tuple[str, Path]:
    """What files that are read together must share beside their header."""
    return delimiter_of(arrival), Path(arrival.path.suffix)
