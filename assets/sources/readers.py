"""Any file as a table of texts: columns as named in the file, and `row`, `sheet`.

Libraries read; we only name. The relation `incoming_raw` is a view on the file where the library
streams (CSV), a registered Arrow table where it does not (workbooks).
"""

import csv
import gzip
import re
from dataclasses import dataclass
from pathlib import Path

import duckdb

from assets.sources.inbox import Arrival


class Unreadable(Exception):
    """The file cannot be read as what its name says. Carries the reason in both languages."""

    def __init__(self, vi: str, en: str) -> None:
        self.vi, self.en = vi, en
        super().__init__(en)


@dataclass(frozen=True)
class Raw:
    header: list[str]
    sheets: str
    is_csv: bool


def open_raw(connection: duckdb.DuckDBPyConnection, arrival: Arrival) -> Raw:
    """Make `incoming_raw` for a file. Raises Unreadable."""
    if arrival.path.stat().st_size == 0:
        raise Unreadable("tệp rỗng, không có cả dòng tiêu đề", "empty file, not even a header")
    if arrival.name.lower().endswith((".xlsx", ".xls", ".ods")):
        return _open_workbook(connection, arrival)
    return _open_csv(connection, arrival)


def _open_csv(connection: duckdb.DuckDBPyConnection, arrival: Arrival) -> Raw:
    header = _csv_header(arrival.path, arrival.contract.delimiter)
    if arrival.path.suffix == ".tsv" or arrival.name.endswith(".tsv.gz"):
        header = _csv_header(arrival.path, "\t")
    connection.execute("drop table if exists reject_errors")
    connection.execute("drop table if exists reject_scans")
    relation = connection.read_csv(
        str(arrival.path), header=True, all_varchar=True, store_rejects=True, rejects_limit=0,
        delimiter="\t" if ".tsv" in arrival.name else arrival.contract.delimiter, quotechar='"', escapechar='"',
        compression="gzip" if arrival.name.endswith(".gz") else None, encoding="utf-8",
    )  # fmt: skip
    connection.register("incoming_file", relation)
    connection.execute("create or replace temp view incoming_raw as select *, row_number() over () + 1 as _row, '' as _sheet from incoming_file")
    return Raw(header, "", True)


def _csv_header(path: Path, delimiter: str) -> list[str]:
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8-sig", newline="") as handle:  # type: ignore[operator]
            header = next(csv.reader(handle, delimiter=delimiter), [])
    except UnicodeDecodeError:
        raise Unreadable("tệp không phải CSV mã hóa UTF-8", "not a UTF-8 CSV file") from None
    except (OSError, EOFError, csv.Error) as error:
        raise Unreadable(f"không đọc được tệp: {error}", f"cannot read the file: {error}") from None
    if not header or any(re.search(r"[\x00-\x08]", name) for name in header):
        raise Unreadable("nội dung không phải CSV", "the content is not CSV")
    return header


def _open_workbook(connection: duckdb.DuckDBPyConnection, arrival: Arrival) -> Raw:
    import fastexcel
    import pyarrow as pa

    try:
        book = fastexcel.read_excel(arrival.path)
        name = book.sheet_names[0]
        sheet = book.load_sheet(name, header_row=arrival.contract.sheet_header_row - 1, dtypes="string")
        table = pa.table(sheet.to_arrow())
    except (fastexcel.FastExcelError, IndexError, OSError) as error:
        raise Unreadable(f"không phải bảng tính như tên tệp: {_first_line(error)}", f"not the workbook its name says: {_first_line(error)}") from None
    connection.register("incoming_file", table)
    first = arrival.contract.sheet_header_row
    connection.execute(
        "create or replace temp table incoming_raw as "
        "select *, row_number() over () + ? as _row, ? as _sheet from incoming_file", [first, name]
    )  # fmt: skip
    return Raw(list(table.column_names), name, False)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
