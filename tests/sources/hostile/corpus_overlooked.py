"""What readers overlook without a word: cells that are empty to a library and full to a person, and sheets that lie about their size."""

import datetime as dt
import io
import re
import struct

import pyarrow as pa
import pyarrow.parquet as pq

from tests.sources.hostile.books import book, ods, ods_row, put, sheets, with_part, xls
from tests.sources.hostile.kit import FORMULA, HEADER_AGAIN, Case, row, table

TOO_FAR = "a cell too far out"
DAY, DECIDED, SHEET = dt.date(2026, 1, 5), dt.datetime(2026, 1, 20), "xl/worksheets/sheet1.xml"
HEADER = ["Mã đơn", "Mã đơn vị", "Ngày nhận", "Ngày ra quyết định"]
XLSX, ODS, XLS = ({"file": f"M0001_2026-01.{kind}"} for kind in ("xlsx", "ods", "xls"))
RECORD = '{"Mã đơn": "KN1", "Mã đơn vị": "M0001", "Ngày nhận": "05/01/2026"}\n'
BOTH = {"counts": (2, 2, 0, 0), "took": {2: "KN1", 3: "KN2"}}


def with_errors() -> bytes:
    def fill(made) -> None:
        sheet = made.add_worksheet()
        put(sheet, [HEADER, ["KN1", "M0001", DAY], ["KN2", "M0001", DAY, DECIDED]])
        sheet.write_formula(1, 3, "=NA()", None, "#N/A")

    return book(fill)


def not_computed() -> bytes:
    def fill(made) -> None:
        sheet = made.add_worksheet()
        put(sheet, [HEADER, ["KN1", "M0001", DAY], ["KN2", "M0001", DAY, DECIDED], [None, "M0001", DAY]])
        sheet.write_formula(1, 3, "=DATE(2026,1,20)", None, "")
        sheet.write_formula(3, 0, '="KN"&3', None, "")

    return book(fill)


def merged() -> bytes:
    def fill(made) -> None:
        sheet = made.add_worksheet()
        put(sheet, [HEADER, ["KN1", None, DAY], ["KN2", None, DAY]])
        sheet.merge_range("B2:B3", "M0001")
        sheet.merge_range("D2:D3", "")
        sheet.write_datetime(1, 3, DECIDED)

    return book(fill)


def prefixed(part: bytes) -> bytes:
    return re.sub(rb"<(/?)(\w)", rb"<\1x:\2", part).replace(b" xmlns=", b" xmlns:x=")


def far(row: bytes) -> bytes:
    return with_part(sheets(Đơn=[HEADER]), SHEET, lambda part: part.replace(b"</sheetData>", row + b"</sheetData>"))


def far_in_xls() -> bytes:
    content = bytearray(xls([HEADER[:3], ["KN1", "M0001", "05/01/2026"], [1.0]]))
    cell = content.index(struct.pack("<HHHHHd", 0x0203, 14, 2, 0, 0, 1.0))
    content[cell + 4 : cell + 8] = struct.pack("<HH", 65535, 65535)
    return bytes(content)


def parquet(**columns) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table({"Mã đơn vị": ["M0001"] * 2, "Ngày nhận": ["05/01/2026"] * 2, **columns}), out)
    return out.getvalue()


SPANNED = '<table:table-cell office:value-type="string" table:number-rows-spanned="2"><text:p>20/01/2026</text:p></table:table-cell>'
WIDE = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
ONE_ERROR = {"counts": (2, 1, 0, 1), "took": {3: "KN2"}, "rejects": {2: FORMULA}, **XLSX}
CASES = [
    Case("XLSX whose error cells are written with prefixes", with_part(with_errors(), SHEET, prefixed), **ONE_ERROR),
    Case("XLSX whose error cells stand in single quotes", with_part(with_errors(), SHEET, lambda part: part.replace(b'"', b"'")), **ONE_ERROR),
    Case("XLSX whose error cells have no reference", with_part(with_errors(), SHEET, lambda part: re.sub(rb' r="[A-Z]\d"', b"", part)), **ONE_ERROR),
    Case("XLSX with formulas nobody computed: no open case, no case of two", not_computed, counts=(3, 1, 0, 2), took={3: "KN2"},
         rejects={2: FORMULA, 4: FORMULA}, **XLSX),
    Case("CSV with an error where the case's number stands", table(row(**{"Mã đơn": "#REF!"}), row()), counts=(2, 1, 0, 1), took={3: "KN1"},
         rejects={2: FORMULA}),
    Case("XLSX with cells merged downwards: every row has the value one sees", merged, **BOTH, stored={"decided_at": [DECIDED] * 2}, **XLSX),
    Case("ODS with cells merged downwards", ods(ods_row(*HEADER) + ods_row("KN1", "M0001", "05/01/2026", SPANNED)
         + ods_row("KN2", "M0001", "05/01/2026", "<table:covered-table-cell/>")), **BOTH, stored={"decided_at": [DECIDED] * 2}, **ODS),
    Case("XLSX of two months: the sheet further right is the later, not the one with the larger name",
         sheets(**{"Tháng 9": [HEADER, ["KN1", "M0001", DAY]], "Tháng 10": [HEADER, ["KN1", "M0001", DAY, DECIDED]]}),
         counts=(2, 1, 1, 0), stored={"decided_at": [DECIDED]}, **XLSX),
    Case("XLSX with its last cell in single quotes", far(b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"), refused=TOO_FAR, **XLSX),
    Case("XLSX with a cell in the last of all rows, without a reference", far(b'<row r="4294967290"><c><v>1</v></c></row>'), refused=TOO_FAR, **XLSX),
    Case("XLS with a cell in row and column 65,536", far_in_xls, refused=TOO_FAR, **XLS),
    Case("ODS with a number repeated over a whole sheet", ods(ods_row(*HEADER) + f'<table:table-row table:number-rows-repeated="1048000">{WIDE}</table:table-row>'),
         refused=TOO_FAR, **ODS),
    Case("NDJSON with a byte-order mark", "\ufeff" + RECORD, counts=(1, 1, 0, 0), took={2: "KN1"}, file="M0001_2026-01.ndjson"),
    Case("NDJSON in UTF-16", RECORD.encode("utf-16"), counts=(1, 1, 0, 0), took={2: "KN1"}, file="M0001_2026-01.ndjson"),
    Case("Parquet whose numbers of cases became floats", parquet(**{"Mã đơn": [123.0, 124.0]}), counts=(2, 2, 0, 0),
         took={2: "123", 3: "124"}, file="M0001_2026-01.parquet"),
    Case("two files with their marks and headers pasted together", "\ufeff" + table(row()) + "\ufeff" + table(row(**{"Mã đơn": "KN2"})),
         counts=(3, 2, 0, 1), took={2: "KN1", 4: "KN2"}, rejects={3: HEADER_AGAIN}),
    Case("a month that lies ahead", table(row()), refused="the month in the name lies ahead: 2031-01", file="M0001_2031-01.csv"),
]  # fmt: skip
