"""The workbook an agency fills in: `lawgap template SOURCE -o F.xlsx`.

Everything in it is derived from the source's contract, the kind's fields and the profile, so that a new source has its
template at once. What Excel is told to check is what the intake would refuse: a wrong cell is better seen while typing.
"""

import datetime as dt
import difflib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from assets.sources.template_columns import HOW, KEPT, Column, example_values, template_columns
from pipelines.runtime.contract import Contract
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.kinds import kinds
from pipelines.runtime.profile import Profile

DATA_SHEET = "Dữ liệu"
HELP_SHEETS = ("Ví dụ", "Hướng dẫn", "Danh mục")  # the intake does not read these
LAST_ROW = 5000
FIRST_DAY, LAST_DAY = dt.date(1990, 1, 1), dt.date(2100, 12, 31)
MADE = dt.datetime(2025, 1, 1)  # fixed: the same contract always gives the same bytes
NUMBER_FORMATS = {"moment": "dd/mm/yyyy hh:mm", "day": "dd/mm/yyyy", "whole": "0", "decimal": "General", "money": "0"}
HEADER_LOOK = {"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True, "valign": "top"}

GUIDE_HEADER = (
    "Cột / Column", "Ý nghĩa", "Meaning", "Bắt buộc / Required", "Định dạng hoặc giá trị / Format or values", "Lưu trữ / How it is kept",
)  # fmt: skip
RULES = (
    (
        "TUYỆT ĐỐI KHÔNG gửi bất kỳ thông tin nào về người tố cáo; tệp có cột về người tố cáo bị từ chối toàn bộ.",
        "NEVER send anything about denouncers; a file with a column about them is refused as a whole.",
    ),
    (
        "Điền vào trang “Dữ liệu”, giữ nguyên dòng tiêu đề. Các trang “Ví dụ”, “Hướng dẫn”, “Danh mục” không được đọc.",
        "Fill in the sheet “Dữ liệu” and keep its header. The sheets “Ví dụ”, “Hướng dẫn” and “Danh mục” are not read.",
    ),
    (
        "Tháng không phát sinh: gửi tệp chỉ có dòng tiêu đề. Không gửi được hiểu là chưa báo cáo, không phải là không phát sinh.",
        "Nothing to report in a month: send the header alone. No file means not reported, not nothing to report.",
    ),
    (
        "Sửa số liệu đã gửi: gửi tệp mới cùng tháng, tên có thể thêm phần đuôi, ví dụ _2; dòng cùng mã của tệp đến sau thay dòng cũ.",
        "To correct what was sent: send a new file for the same month, its name may go on, such as _2; its rows replace earlier ones.",
    ),
)


def write_template(profile: Profile, source_id: str, path: Path) -> None:
    """Write the workbook for `source_id` to `path`. Raises LawgapError for an unknown source, with the nearest names."""
    contract = _contract(profile, source_id)
    columns = template_columns(profile, contract)
    with new_workbook(path, MADE) as book:
        data = book.add_worksheet(DATA_SHEET)
        example, guide, lists = (book.add_worksheet(name) for name in HELP_SHEETS)
        ranges = _write_lists(lists, profile, columns)
        for sheet in (data, example):
            _prepare(book, sheet, columns, ranges)
        _write_row(book, example, columns, example_values(profile, contract, columns))
        _write_guide(book, guide, profile, contract, columns)
        lists.hide()
        data.activate()


@contextmanager
def new_workbook(path: Path, created: dt.datetime) -> Iterator[xlsxwriter.Workbook]:
    """A workbook that stands at `path` only once it is whole; nothing else is left behind. Raises LawgapError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".writing-") as folder:
            whole = Path(folder) / "book.xlsx"
            book = xlsxwriter.Workbook(str(whole), {"constant_memory": True, "tmpdir": folder})
            book.set_properties({"created": created, "author": "lawgap"})
            yield book
            book.close()
            whole.replace(path)
    except (OSError, XlsxWriterException) as error:
        raise LawgapError(f"cannot write the workbook: {error}", str(path), "close it in other programs, or give another path") from None


def _contract(profile: Profile, source_id: str) -> Contract:
    known = {name: contract for name, contract in profile.contracts.items() if contract.kind in kinds()}
    if source_id in known:
        return known[source_id]
    near = difflib.get_close_matches(source_id, list(known), 3, cutoff=0.5)
    hint = f"did you mean {' or '.join(map(repr, near))}? " if near else ""
    raise LawgapError(
        f"no source {source_id!r} to fill in", f"profile {profile.card.name}", f"{hint}use one of: {', '.join(sorted(known))}"
    )


def _write_lists(sheet: Worksheet, profile: Profile, columns: list[Column]) -> dict[tuple[str, ...], str]:
    """Every list once, in its own column; the ranges by list. On a sheet, because a list in a rule holds 255 characters only."""
    lists: dict[tuple[str, ...], list[tuple[str, tuple[str, ...]]]] = {}
    names = {agency.code: agency.name_vi for agency in profile.agencies if agency.valid_to is None}
    for column in columns:
        if column.allowed and column.allowed not in lists:
            lists[column.allowed] = [(column.header, column.allowed)]
            if column.shape == "agency":
                lists[column.allowed].append(("Tên đơn vị", tuple(names[code] for code in column.allowed)))
    every = [column for group in lists.values() for column in group]
    height = max((len(texts) for _, texts in every), default=0)
    for row in range(height + 1):
        for place, (title, texts) in enumerate(every):
            if row <= len(texts):
                sheet.write_string(row, place, title if row == 0 else texts[row - 1])
    starts = {texts: place for place, (_, texts) in reversed(list(enumerate(every)))}
    letter = xlsxwriter.utility.xl_col_to_name
    return {texts: f"='{HELP_SHEETS[2]}'!${letter(starts[texts])}$2:${letter(starts[texts])}${len(texts) + 1}" for texts in lists}


def _prepare(book: xlsxwriter.Workbook, sheet: Worksheet, columns: list[Column], ranges: dict[tuple[str, ...], str]) -> None:
    """Header, formats and rules of a sheet with data."""
    plain, strong = book.add_format(HEADER_LOOK), book.add_format({**HEADER_LOOK, "bg_color": "#FCE4D6"})
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, max(14, min(36, len(column.header) + 4)), cell_format(book, column.shape))
        sheet.data_validation(1, place, LAST_ROW - 1, place, _rule(column, ranges))
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.header, strong if column.is_required else plain)


def cell_format(book: xlsxwriter.Workbook, shape: str) -> Format:
    """The format of a cell: text for codes and texts, so that leading zeros survive."""
    return book.add_format({"num_format": NUMBER_FORMATS.get(shape, "@")})


def _rule(column: Column, ranges: dict[tuple[str, ...], str]) -> dict:
    rule: dict = {"validate": "any"}
    if column.allowed:
        rule = {"validate": "list", "source": ranges[column.allowed], "show_error": not column.open_list}
    elif column.shape in ("day", "moment"):
        rule = {"validate": "date", "criteria": "between", "minimum": FIRST_DAY, "maximum": LAST_DAY}
    elif column.shape in ("whole", "decimal", "money"):
        rule = {"validate": "integer" if column.shape == "whole" else "decimal", "criteria": ">=", "value": 0}
    need = "Để trống nếu chưa có hoặc không rõ." if column.required[0] == "Không" else f"{column.required[0]}."
    message = f"{column.vi[:1].upper()}{column.vi[1:]}. {HOW[column.shape][0]} {need}"
    if column.kept == "never":
        message = f"{KEPT['never'][0]}."
    return rule | {
        "input_title": column.header[:32],
        "input_message": message[:255],
        "error_title": "Giá trị không hợp lệ",
        "error_message": HOW[column.shape][0],
    }


def _write_row(book: xlsxwriter.Workbook, sheet: Worksheet, columns: list[Column], values: list) -> None:
    for place, (column, value) in enumerate(zip(columns, values, strict=True)):
        look = cell_format(book, column.shape)
        if isinstance(value, dt.datetime):
            sheet.write_datetime(1, place, value, look)
        elif isinstance(value, int | float):
            sheet.write_number(1, place, value, look)
        elif value:
            sheet.write_string(1, place, value, look)


def _write_guide(book: xlsxwriter.Workbook, sheet: Worksheet, profile: Profile, contract: Contract, columns: list[Column]) -> None:
    """Who sends what, when and under which name; then one line for each column."""
    title, bold = book.add_format({"bold": True, "font_size": 14}), book.add_format(HEADER_LOOK)
    wrap = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    for place, width in enumerate((28, 36, 36, 22, 52, 44)):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, contract.title.vi, title)
    sheet.write_string(1, 0, contract.title.en)
    row = 3
    for vi, en in _rules(profile, contract):
        sheet.write_string(row, 0, vi)
        sheet.write_string(row + 1, 0, en)
        row += 2
    row += 1
    for place, text in enumerate(GUIDE_HEADER):
        sheet.write_string(row, place, text, bold)
    for column in columns:
        row += 1
        for place, text in enumerate(_guide_line(column)):
            sheet.write_string(row, place, text, wrap)


def _guide_line(column: Column) -> tuple[str, ...]:
    how_vi, how_en = HOW[column.shape]
    if column.shape == "list" and len(column.allowed) <= 12:
        how_vi, how_en = "Một trong: " + " · ".join(column.allowed), "one of these"
    if column.shape == "list" and column.open_list:
        how_vi, how_en = f"{how_vi.rstrip('.')}; có thể ghi giá trị khác", f"{how_en}, or another text"
    need = column.required[0] if column.required[0] == column.required[1] else " / ".join(column.required)
    return column.header, column.vi, column.en, need, f"{how_vi} / {how_en}", " / ".join(KEPT[column.kept])


def _rules(profile: Profile, contract: Contract) -> list[tuple[str, str]]:
    """What the sender must know beside the columns, in both languages."""
    day, code = contract.due_day, profile.card.city_agency
    city = profile.card.city
    who = {
        "agency": (f"Mỗi đơn vị gửi một tệp mỗi tháng, chậm nhất ngày {day} của tháng sau.",
                   f"Each agency sends one file a month, by day {day} of the next month."),
        "city": (f"Hệ thống của {city.vi} gửi một tệp mỗi tháng, chậm nhất ngày {day} của tháng sau.",
                 f"The systems of {city.en} send one file a month, by day {day} of the next month."),
        "once": ("Gửi khi phát sinh, không theo tháng.", "Sent when there is something to send, not by the month."),
    }[contract.sender]  # fmt: skip
    name = {
        "agency": (f"Tên tệp: <Mã đơn vị>_YYYY-MM.xlsx, ví dụ {code}_2026-01.xlsx.",
                   f"File name: <agency code>_YYYY-MM.xlsx, such as {code}_2026-01.xlsx."),
        "city": ("Tên tệp: YYYY-MM.xlsx, ví dụ 2026-01.xlsx.", "File name: YYYY-MM.xlsx, such as 2026-01.xlsx."),
        "once": ("Tên tệp: tùy chọn.", "File name: any."),
    }[contract.sender]  # fmt: skip
    if contract.files:
        listed = ", ".join(contract.files)
        name = (f"Tên tệp: {listed}.", f"File name: {listed}.")
    rules = [who, name, *RULES[: 2 if contract.sender == "once" else None]]
    if contract.never_store:
        names = ", ".join(contract.never_store)
        rules.append(
            (f"Không gửi các cột sau, hệ thống không bao giờ lưu: {names}.", f"Do not send these columns, they are never stored: {names}.")
        )
    return [*rules, (contract.note.vi, contract.note.en)] if contract.note.vi else rules
