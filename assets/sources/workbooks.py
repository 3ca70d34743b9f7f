"""Workbooks as texts: every sheet that carries the header, each row under the number one sees in it.

calamine reads XLSX, XLS and ODS. It gives an error cell (#N/A), and a formula that nobody has computed, as an empty one, and
the value of merged cells in the first of them alone. Each would turn a broken date into an open case: where an XLSX holds
errors and such formulas they are put back as text, so that the row is refused, and what is merged downwards holds for every row.
"""

import datetime as dt
import fnmatch
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError

import pyarrow as pa
import python_calamine as calamine

from assets.sources.extent import MOST_CELLS, check_extent, check_old_extent, too_far
from assets.sources.headers import Header, find_header
from assets.sources.looking import Unreadable, told
from assets.sources.rejects import EXPLANATION_SHEET
from assets.sources.sheet_parts import Extent, Range, merged_downwards
from assets.sources.template import HELP_SHEETS
from assets.sources.unpacking import BROKEN, check_workbook
from pipelines.runtime.contract import Contract

Rows = list[list[str | None]]
SERIAL, OLD_MAC = re.compile(r"\d{5}(\.\d+)?"), re.compile(rb"<(?:[\w.-]+:)?workbookPr[^>]*date1904\s*=\s*[\"'](1|true)[\"']")


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
    except (calamine.CalamineError, ElementTree.ParseError, ExpatError, LookupError, ValueError, *BROKEN) as error:
        text = told(error)
        if "Cell limit exceeded" in text:
            raise too_far() from None
        raise Unreadable(f"không phải bảng tính như tên tệp: {text}", f"not the workbook its name says: {text}") from None
    if not found:
        text = ", ".join(required)
        raise Unreadable(f"không trang tính nào có đủ cột bắt buộc: {text}", f"no sheet has the required columns: {text}")
    names = tuple(dict.fromkeys(name for _, header, _ in found for name in header.names))
    return _table(found, names), names, ", ".join(name for name, _, _ in found), ", ".join(left)


def _sheets(path: Path, contract: Contract) -> Iterator[tuple[str, Rows]]:
    check_workbook(path)
    shown: dict[str, dict[tuple[int, int], str]] = {}
    merged: dict[str, list[Range]] = {}
    old = False
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            shown, merged = _cells_shown(archive, check_extent(archive)), merged_downwards(archive)
            old = _counts_from_1904(archive)
    else:
        check_old_extent(path)
    book = calamine.CalamineWorkbook.from_path(str(path))
    for name in _wanted(book.sheet_names, contract):
        sheet = book.get_sheet_by_name(name)
        rows = _texts(sheet, shown.get(name, {}))
        if old and any(cell and SERIAL.fullmatch(cell) for row in rows for cell in row):
            raise Unreadable(
                "sổ tính đếm ngày từ năm 1904 và có số năm chữ số có thể là ngày: định dạng các ô đó là ngày, hoặc gửi tệp CSV",
                "the workbook counts days from 1904 and has numbers of five digits that may be days: format them as dates, or send a CSV",
            )
        _fill_merged(rows, sheet.merged_cell_ranges or merged.get(name, []))
        yield name, rows


def _fill_merged(rows: Rows, ranges: list[Range]) -> None:
    """Give every row of cells merged downwards the value that a reader of the sheet sees beside it."""
    if sum(min(last, len(rows)) - first for (first, _), (last, _) in ranges) > MOST_CELLS:
        raise too_far()
    for (first, column), (last, _) in ranges:
        value = rows[first][column] if first < len(rows) and column < len(rows[first]) else None
        for row in rows[first + 1 : last + 1] if value else []:
            row += [None] * (column + 1 - len(row))
            row[column] = row[column] or value


def _counts_from_1904(archive: zipfile.ZipFile) -> bool:
    """Is the first day of this XLSX in 1904? Its date cells are read rightly, its bare numbers would be four years off."""
    return "xl/workbook.xml" in archive.namelist() and bool(OLD_MAC.search(archive.read("xl/workbook.xml")))


def _wanted(names: list[str], contract: Contract) -> list[str]:
    if contract.sheets:
        return [name for name in names if any(fnmatch.fnmatch(name, pattern) for pattern in contract.sheets)]
    return [name for name in names if name not in (*HELP_SHEETS, EXPLANATION_SHEET)]


def _texts(sheet: calamine.CalamineSheet, errors: dict[tuple[int, int], str]) -> Rows:
    """Every row from the sheet's first, every cell as text. Rows above and columns left of the used range are kept empty."""
    if sheet.start is None:
        return []
    left = sheet.start[1]
    rows: Rows = [[None] * left + [_text(cell) for cell in row] for row in sheet.iter_rows()]
    for (row, column), text in errors.items():
        # a row of formulas that nobody computed is none to the reader
        rows += [[] for _ in range(row + 1 - len(rows))]
        rows[row] += [None] * (column + 1 - len(rows[row]))
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


def _cells_shown(archive: zipfile.ZipFile, parts: dict[str, Extent]) -> dict[str, dict[tuple[int, int], str]]:
    """Sheet → (row, column) → what is shown in a cell without a value; XLSX alone."""
    if "xl/workbook.xml" not in archive.namelist():
        return {}
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): str(link.get("Target")) for link in links}
    found = {}
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iterfind(".//{*}sheet"):
        # the name space of the link depends on the edition of the standard
        part = next((targets[value] for key, value in sheet.items() if key.endswith("}id") and value in targets), "")
        name = part.lstrip("/") if part.startswith("/") else f"xl/{part}"
        if name in parts:
            found[str(sheet.get("name"))] = parts[name].shown
    return found
