"""Workbooks as texts: every sheet that carries the header, each row under the number one sees in it.

calamine reads XLSX, XLS and ODS. It gives an error cell (#N/A) as an empty one, which would turn a broken date into
an open case: where an XLSX holds such cells they are put back as text, so that the row is refused.
"""

import datetime as dt
import fnmatch
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pyarrow as pa
import python_calamine as calamine

from assets.sources.extent import check_extent
from assets.sources.headers import Header, find_header
from assets.sources.looking import Unreadable
from assets.sources.rejects import EXPLANATION_SHEET
from assets.sources.template import HELP_SHEETS
from assets.sources.unpacking import BROKEN, check_workbook
from pipelines.runtime.contract import Contract

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
Rows = list[list[str | None]]
SERIAL, OLD_MAC = re.compile(r"\d{5}(\.\d+)?"), re.compile(rb"<workbookPr[^>]*date1904=\"(1|true)\"")


def open_workbook(path: Path, contract: Contract, required: list[str]) -> tuple[pa.Table, tuple[str, ...], str, str]:
    """Texts of every sheet that carries the header with `_sheet` and `_row`; the column names; the sheets read; those not read.

    Raises Unreadable.
    """
    found: list[tuple[str, Header, Rows]] = []
    left: list[str] = []
    try:
        for name, rows in _sheets(path, contract):
            if header := find_header(rows, required, contract.header_row):
                found.append((name, header, rows))
            elif any(any(row) for row in rows):
                left.append(name)
    except (calamine.CalamineError, ElementTree.ParseError, LookupError, ValueError, *BROKEN) as error:
        text = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise Unreadable(f"không phải bảng tính như tên tệp: {text}", f"not the workbook its name says: {text}") from None
    if not found:
        text = ", ".join(required)
        raise Unreadable(f"không trang tính nào có đủ cột bắt buộc: {text}", f"no sheet has the required columns: {text}")
    names = tuple(dict.fromkeys(name for _, header, _ in found for name in header.names))
    return _table(found, names), names, ", ".join(name for name, _, _ in found), ", ".join(left)


def _sheets(path: Path, contract: Contract) -> Iterator[tuple[str, Rows]]:
    check_workbook(path)
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            check_extent(archive)
    book, errors, old = calamine.CalamineWorkbook.from_path(str(path)), _error_cells(path), _counts_from_1904(path)
    for name in _wanted(book.sheet_names, contract):
        rows = _texts(book, name, errors.get(name, {}))
        if old and any(cell and SERIAL.fullmatch(cell) for row in rows for cell in row):
            raise Unreadable(
                "sổ tính đếm ngày từ năm 1904 và có số năm chữ số có thể là ngày: định dạng các ô đó là ngày, hoặc gửi tệp CSV",
                "the workbook counts days from 1904 and has numbers of five digits that may be days: format them as dates, or send a CSV",
            )
        yield name, rows


def _counts_from_1904(path: Path) -> bool:
    """Is the first day of this XLSX in 1904? Its date cells are read rightly, its bare numbers would be four years off."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return "xl/workbook.xml" in archive.namelist() and bool(OLD_MAC.search(archive.read("xl/workbook.xml")))


def _wanted(names: list[str], contract: Contract) -> list[str]:
    if contract.sheets:
        return [name for name in names if any(fnmatch.fnmatch(name, pattern) for pattern in contract.sheets)]
    return [name for name in names if name not in (*HELP_SHEETS, EXPLANATION_SHEET)]


def _texts(book: calamine.CalamineWorkbook, name: str, errors: dict[tuple[int, int], str]) -> Rows:
    """Every row from the sheet's first, every cell as text. Rows above and columns left of the used range are kept empty."""
    sheet = book.get_sheet_by_name(name)
    if sheet.start is None:
        return []
    left = sheet.start[1]
    rows: Rows = [[None] * left + [_text(cell) for cell in row] for row in sheet.iter_rows()]
    for (row, column), text in errors.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = text
    return rows


def _text(cell: object) -> str | None:
    """A cell as the text a CSV would hold: whole numbers without a point, days and moments in ISO."""
    if cell == "" or cell is None:
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.replace(microsecond=0).isoformat(" ")
    return cell if isinstance(cell, str) else str(cell)


def _table(found: list[tuple[str, Header, Rows]], names: tuple[str, ...]) -> pa.Table:
    columns: dict[str, list] = {name: [] for name in (*names, "_sheet", "_row")}
    for sheet, header, rows in found:
        place = {name: number for number, name in enumerate(header.names)}
        for number, row in enumerate(rows[header.last_row :], header.last_row + 1):
            # rows that were once formatted and hold nothing are not rows
            if not any(row):
                continue
            for name in names:
                at = place.get(name, len(row))
                columns[name].append(row[at] if at < len(row) else None)
            columns["_sheet"].append(sheet)
            columns["_row"].append(number)
    types = {name: pa.int64() if name == "_row" else pa.string() for name in columns}
    return pa.table({name: pa.array(values, types[name]) for name, values in columns.items()})


def _error_cells(path: Path) -> dict[str, dict[tuple[int, int], str]]:
    """Sheet → (row, column) → what the error cell shows; XLSX alone."""
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return {}
        return {sheet: cells for sheet, part in _parts(archive) if (cells := dict(_errors(archive.read(part))))}


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): str(link.get("Target")) for link in links}
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{MAIN}sheet"):
        part = targets.get(sheet.get(LINK), "")
        name = part.lstrip("/") if part.startswith("/") else f"xl/{part}"
        if name in archive.namelist():
            yield str(sheet.get("name")), name


def _errors(sheet: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for match in re.finditer(rb'<c r="([A-Z]+)(\d+)"[^>]*t="e"[^>]*>.*?<v>([^<]*)</v>', sheet, re.DOTALL):
        letters, row, text = (part.decode() for part in match.groups())
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        yield (int(row) - 1, column - 1), text
