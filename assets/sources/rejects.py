"""What a sender gets back: the refused rows, ready to be corrected in place, or the reason why a file was not taken.

Whatever came from a file is written as a text, never as a formula, a link or a number: these workbooks are opened by people.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from assets.sources.headers import plain_header
from assets.sources.template import HEADER_LOOK, MADE, new_workbook
from pipelines.runtime.contract import Contract

ROWS_SHEET, EXPLANATION_SHEET = "Trả lại", "Giải thích"
# after the sender's own columns; the intake ignores them when the workbook comes back
EXTRA = ("Dòng trong tệp", "Trang tính", "Cột sai", "Lý do", "Reason")
MOST_ROWS = 50_000
LONGEST_CELL = 32_767

WHAT_TO_DO = (
    "Việc cần làm: sửa ô tô đỏ ngay trên trang “Trả lại”, để lại các dòng đã sửa, rồi gửi lại chính tệp này; không cần xóa năm cột cuối.",
    "What to do: correct the red cells on the sheet “Trả lại”, leave the corrected rows there and send this file back; "
    "the last five columns need not be removed.",
    "Dòng không có ô nào: không tách được thành cột; xem dòng đó trong tệp gốc theo số dòng. Ô bị che: ghi lại giá trị đúng nếu cần.",
    "A line without cells could not be split: see that line of the file you sent. Where a value is masked, write the right one if needed.",
    "Dòng không bị trả lại đã được tiếp nhận; không phải gửi lại.",
    "Rows that are not returned were accepted and need not be sent again.",
)


@dataclass(frozen=True)
class Refused:
    """A refused row: where it stands, which column is wrong and why. `cells` are masked; empty if the line could not be split."""

    sheet: str
    row: int
    column: str
    reason_vi: str
    reason_en: str
    cells: tuple[str | None, ...]


@dataclass(frozen=True)
class FileCounts:
    """What the ledger says of the file the rows came from; `rows_erased` at a person's request are not among the rejected here."""

    name: str
    received_at: dt.datetime
    rows_read: int
    rows_accepted: int
    rows_duplicate: int
    rows_rejected: int
    rows_erased: int = 0


def write_rejects(
    path: Path, contract: Contract, header: list[str], rows: Iterable[Refused], counts: FileCounts, most: int = MOST_ROWS
) -> None:
    """Write the reject workbook of one file: at most `most` rows, in the order given. Raises LawgapError if it cannot be written."""
    with new_workbook(path, counts.received_at) as book:
        refused, explanation = book.add_worksheet(ROWS_SHEET), book.add_worksheet(EXPLANATION_SHEET)
        written = _write_rows(book, refused, contract, header, islice(rows, most))
        _explain(book, explanation, contract, counts, written)


def write_refusal(path: Path, contract: Contract | None, name: str, reason_vi: str, reason_en: str) -> None:
    """Write the workbook that says why a file could not be taken at all; `contract` is None if no source claims it."""
    with new_workbook(path, MADE) as book:
        sheet = book.add_worksheet(EXPLANATION_SHEET)
        lines = [
            ("Tệp / File", name),
            ("Nguồn / Source", _source(contract)),
            ("Lý do không tiếp nhận", reason_vi),
            ("Why it was not taken", reason_en),
            ("Việc cần làm", "Không dòng nào của tệp được tiếp nhận. Sửa theo lý do trên rồi gửi lại cả tệp."),
            ("What to do", "No row of the file was taken. Correct it and send the whole file again."),
        ]
        if contract and contract.kind != "lookup":
            lines.append(("Mẫu tệp / Template", f"lawgap template {contract.source_id} -o {contract.source_id}.xlsx"))
        _write_lines(book, sheet, lines)


def _write_rows(book: xlsxwriter.Workbook, sheet: Worksheet, contract: Contract, header: list[str], rows: Iterable[Refused]) -> int:
    """The refused rows under the sender's own header; how many."""
    text = book.add_format({"num_format": "@"})  # what is corrected in place stays a text: no lost zeros, no turned dates
    wrong = book.add_format({"num_format": "@", "bg_color": "#FFC7CE", "font_color": "#9C0006"})
    head = book.add_format(HEADER_LOOK)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(header) + len(EXTRA) - 1, 18, text)
    for place, title in enumerate([*header, *EXTRA]):
        sheet.write_string(0, place, title[:LONGEST_CELL], head)
    hidden = {plain_header(name) for name in contract.never_store}
    blank = {place for place, title in enumerate(header) if plain_header(title) in hidden}
    places = {plain_header(title): place for place, title in reversed(list(enumerate(header)))}
    line = 0
    for line, refused in enumerate(rows, 1):
        if refused.cells and len(refused.cells) != len(header):
            raise ValueError(f"row {refused.row}: {len(refused.cells)} cells under {len(header)} headers")
        # a fault of no single column is marked at the row's number
        marked = places.get(plain_header(refused.column), len(header))
        own = [None if place in blank else cell for place, cell in enumerate(refused.cells or (None,) * len(header))]
        extra = [str(refused.row), refused.sheet, refused.column, refused.reason_vi, refused.reason_en]
        for place, cell in enumerate([*own, *extra]):
            _put(sheet, line, place, cell, wrong if place == marked else text)
        sheet.write_comment(line, marked, f"{refused.reason_vi}\n{refused.reason_en}")
    return line


def _put(sheet: Worksheet, line: int, place: int, cell: str | None, look: Format) -> None:
    if cell:
        sheet.write_string(line, place, cell[:LONGEST_CELL], look)
    else:
        sheet.write_blank(line, place, None, look)


def _explain(book: xlsxwriter.Workbook, sheet: Worksheet, contract: Contract, counts: FileCounts, written: int) -> None:
    lines = [
        ("Tệp / File", counts.name),
        ("Nguồn / Source", _source(contract)),
        ("Thời điểm nhận / Received", f"{counts.received_at:%d/%m/%Y %H:%M:%S}"),
        ("Số dòng đã đọc / Rows read", str(counts.rows_read)),
        ("Tiếp nhận / Accepted", str(counts.rows_accepted)),
        ("Trùng lặp / Duplicate", str(counts.rows_duplicate)),
        ("Bị trả lại / Rejected", str(counts.rows_rejected)),
    ]
    if counts.rows_erased:
        lines.append(("Đã xóa theo yêu cầu / Erased on request", str(counts.rows_erased)))
    more = counts.rows_rejected - written
    if more > 0:
        vi = f"Tệp này chỉ ghi {written} dòng đầu; còn {more} dòng bị trả lại trong bảng rejected_row."
        lines += [("Chưa hết", vi), ("Not all", f"Only the first {written} rows are here; {more} more stand in the table rejected_row.")]
    _write_lines(book, sheet, lines)
    for place, text in enumerate(WHAT_TO_DO, len(lines) + 1):
        sheet.write_string(place, 0, text)


def _write_lines(book: xlsxwriter.Workbook, sheet: Worksheet, lines: list[tuple[str, str]]) -> None:
    bold = book.add_format({"bold": True})
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 100)
    for row, (label, text) in enumerate(lines):
        sheet.write_string(row, 0, label, bold)
        sheet.write_string(row, 1, text[:LONGEST_CELL])


def _source(contract: Contract | None) -> str:
    return f"{contract.title.vi} / {contract.title.en} ({contract.source_id})" if contract else "không xác định / not known"
