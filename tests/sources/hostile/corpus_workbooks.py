"""Workbooks: what stands where one sees it, and what is an error there and must not become an empty cell."""

import datetime as dt
import gzip
import struct

from tests.sources.hostile.books import book, compound, ods, ods_day, ods_empty, ods_row, put, sheets, with_part, xls
from tests.sources.hostile.corpus_packed import locked, zipped
from tests.sources.hostile.kit import DATE, FORMULA, NUMBER, SHORT, TASKS, Case, short

HEADER, DAY = list(SHORT), dt.date(2026, 1, 5)
A, B, C = (["KN" + n, "M0001", "05/01/2026", "x"] for n in "123")
XLSX, ODS, XLS = ({"file": f"M0001_2026-01.{end}"} for end in ("xlsx", "ods", "xls"))
BOTH = {"counts": (2, 2, 0, 0), "took": {2: "KN1", 3: "KN2"}}
NOT_A_BOOK = "not the workbook its name says"
GOOD, SHEET = sheets(Đơn=[HEADER, A, B]), "xl/worksheets/sheet1.xml"
TITLES = [["UBND PHƯỜNG MẪU 01"], [], ["Báo cáo tháng 01", None, "năm 2026"]]


def drawn(draw) -> bytes:
    """A workbook of one sheet that `draw(book, sheet)` fills."""
    return book(lambda made: draw(made, made.add_worksheet("Đơn")))


def merged(made, sheet) -> None:
    put(sheet, [["Mã đơn", "Mã đơn vị"]])
    sheet.merge_range(0, 2, 0, 3, "Thời gian")
    put(sheet, [["Nội dung"]], 0, 4)
    put(sheet, [["Ngày nhận", "Ngày thụ lý"]], 1, 2)
    put(sheet, [["KN1", "M0001", "05/01/2026", "06/01/2026", "x"], ["KN2", "M0001", "05/01/2026", "31/02/2026", "x"]], 2)


def hidden(made, sheet) -> None:
    put(sheet, [HEADER, A, B])
    sheet.set_row(1, None, None, {"hidden": True})
    sheet.set_column(3, 3, None, None, {"hidden": True})
    sheet.autofilter(0, 0, 2, 3)


def dates(made, sheet) -> None:
    put(sheet, [[*HEADER, "Ngày ra quyết định"]])
    put(sheet, [["KN1", "M0001", DAY, "x", dt.datetime(2026, 1, 20, 8, 30)]], 1)
    put(sheet, [["KN2", "M0001", 46027, "x", 46042.5]], 2)


def errors(made, sheet) -> None:
    put(sheet, [[*HEADER, "Ngày ra quyết định"]])
    for row, (number, error) in enumerate([("KN1", "#N/A"), ("KN2", "#DIV/0!"), ("KN3", "#REF!")], 1):
        put(sheet, [[number, "M0001", DAY, "x"]], row)
        sheet.write_formula(row, 4, "=1/0", None, error)
    put(sheet, [["KN4", "M0001", DAY, "x", DAY]], 4)
    put(sheet, [["KN5", "M0001"]], 5)
    sheet.write_formula(5, 2, "=NA()", None, "#N/A")


def formulas(made, sheet) -> None:
    put(sheet, [HEADER])
    put(sheet, [[None, "M0001", None, "x"]], 1)
    sheet.write_formula(1, 0, '="KN"&1', None, "KN1")
    sheet.write_formula(1, 2, "=DATE(2026,1,5)", made.add_format({"num_format": "dd/mm/yyyy"}), 46027)
    put(sheet, [["KN2", "M0001"]], 2)
    # a program wrote the formula and nobody has opened the file since
    sheet.write_formula(2, 2, "=DATE(2026,1,5)", made.add_format({"num_format": "dd/mm/yyyy"}), "")


def at_c7(made, sheet) -> None:
    put(sheet, [HEADER, A, ["KN2", "M0001", "hôm qua", "x"], C], 6, 2)


def empty_rows(made, sheet) -> None:
    put(sheet, [HEADER, A, [], [], B])
    yellow = made.add_format({"bg_color": "yellow"})
    for row in (2, 3, *range(5, 2000)):
        for column in range(6):
            sheet.write_blank(row, column, None, yellow)


def odd_cells(made, sheet) -> None:
    put(sheet, [HEADER])
    put(sheet, [["KN1", "M0001", True, "x"]], 1)
    put(sheet, [["KN2", "M0001"]], 2)
    sheet.write_datetime(2, 2, dt.time(8, 30), made.add_format({"num_format": "hh:mm"}))
    put(sheet, [["KN3", "M0001", -1, "x"]], 3)
    put(sheet, [["KN4", "M0001", "05/01/2026"]], 4)
    sheet.write_rich_string(4, 3, "một ", made.add_format({"bold": True}), "hai")
    sheet.write_comment(4, 0, "ghi chú")


def far_away(made, sheet) -> None:
    put(sheet, [HEADER, A])
    sheet.write_string(1_048_575, 16_383, " ")


def counted(made, sheet) -> None:
    put(sheet, [["Mã", "Mã đơn vị", "Ngày giao", "Số sản phẩm giao"]])
    for row, number in enumerate((3, 3.0, "3", 1.5), 1):
        put(sheet, [[f"NV{row}", "M0001", DAY, number]], row)


def in_1904() -> bytes:
    """A workbook of an old Mac, whose days count from 1904."""
    rows = [HEADER, ["KN1", "M0001", DAY, "x"]]
    return book(lambda made: put(made.add_worksheet(), rows), date_1904=True)


def numbers_in_1904() -> bytes:
    """The same with a bare number where a day stands: 44,564 there is not the day it is elsewhere."""
    rows = [HEADER, ["KN1", "M0001", 44564, "x"]]
    return book(lambda made: put(made.add_worksheet(), rows), date_1904=True)


def stating(size: int) -> bytes:
    """A workbook whose directory states another size of its first part."""
    content = bytearray(GOOD)
    directory = content.index(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = struct.pack("<I", size)
    return bytes(content)


def cut_sheet(part: bytes) -> bytes:
    return part[: len(part) // 2]


CASES = [
    Case("XLSX", GOOD, **BOTH, **XLSX),
    Case("XLSX with title rows", sheets(Đơn=[*TITLES, HEADER, A, ["KN2", "M0001", "x", "x"]]), counts=(2, 1, 0, 1), took={5: "KN1"}, rejects={6: DATE}, **XLSX),
    Case("XLSX with a header of two rows, merged across and down", drawn(merged), counts=(2, 1, 0, 1), took={3: "KN1"}, rejects={4: DATE},
         stored={"content": ["x"], "accepted_at": [dt.datetime(2026, 1, 6)]}, **XLSX),
    Case("XLSX with a sheet for each week, and one of notes", sheets(Tuần1=[HEADER, A], Ghi=[["Gọi lại ông B"], ["x", "y"]], Tuần2=[[], HEADER, B]),
         counts=(2, 2, 0, 0), notice="sheet without the required columns, not read: Ghi", **XLSX),
    Case("XLSX with the sheets of our own template", sheets(**{"Dữ liệu": [HEADER, A], "Ví dụ": [HEADER, B], "Hướng dẫn": [["x"]]}),
         counts=(1, 1, 0, 0), took={2: "KN1"}, **XLSX),
    Case("XLSX with hidden rows and columns: all is read", drawn(hidden), **BOTH, stored={"content": ["x", "x"]}, **XLSX),
    Case("XLSX with date cells, and numbers where dates stand", drawn(dates), **BOTH,
         stored={"received_at": [dt.datetime(2026, 1, 5)] * 2, "decided_at": [dt.datetime(2026, 1, 20, 8, 30), dt.datetime(2026, 1, 20, 12)]}, **XLSX),
    Case("XLSX whose days count from 1904", in_1904, counts=(1, 1, 0, 0), stored={"received_at": [dt.datetime(2026, 1, 5)]}, **XLSX),
    Case("XLSX whose days count from 1904, and bare numbers", numbers_in_1904, refused="the workbook counts days from 1904", **XLSX),
    Case("XLSX with #N/A, #DIV/0! and #REF! where dates stand", drawn(errors), counts=(5, 1, 0, 4), took={5: "KN4"},
         rejects=dict.fromkeys((2, 3, 4, 6), FORMULA), **XLSX),
    Case("XLSX with formulas: the value kept with them counts, and one without a value refuses its row", drawn(formulas),
         counts=(2, 1, 0, 1), took={2: "KN1"}, rejects={3: FORMULA}, stored={"received_at": [dt.datetime(2026, 1, 5)]}, **XLSX),
    Case("XLSX that begins at C7", drawn(at_c7), counts=(3, 2, 0, 1), took={8: "KN1", 10: "KN3"}, rejects={9: DATE}, **XLSX),
    Case("XLSX with 2,000 rows of colour and two of content", drawn(empty_rows), counts=(2, 2, 0, 0), took={2: "KN1", 5: "KN2"}, **XLSX),
    Case("XLSX with true, a time, a negative number, rich text and a comment", drawn(odd_cells), counts=(4, 1, 0, 3), took={5: "KN4"},
         rejects=dict.fromkeys((2, 3, 4), DATE), stored={"content": ["một hai"]}, **XLSX),
    Case("XLSX with numbers, and numbers stored as texts", drawn(counted), counts=(4, 3, 0, 1), took={2: "NV1", 3: "NV2", 4: "NV3"},
         rejects={5: NUMBER}, stored={"products_assigned": [3, 3, 3]}, source=TASKS, **XLSX),
    Case("XLSX with a blank in its very last cell", drawn(far_away), refused="a cell too far out", **XLSX),
    Case("XLSX without rows", sheets(Đơn=[HEADER]), counts=(0, 0, 0, 0), **XLSX),
    Case("XLSX without anything", sheets(Đơn=[]), refused="no sheet has the required columns: Mã đơn", **XLSX),
    Case("XLSX that is CSV", short("KN1,M0001,05/01/2026,x"), refused=NOT_A_BOOK, **XLSX),
    Case("XLSX that is a web page, as many systems export", "<html><table><tr><td>Mã đơn</td></tr></table></html>", refused=NOT_A_BOOK, **XLSX),
    Case("XLSX that is a zip of something else", zipped({"a.csv": b"x"}), refused=NOT_A_BOOK, **XLSX),
    Case("XLSX that is XLS", xls([HEADER, A]), refused=NOT_A_BOOK, **XLSX),
    Case("XLSX that is empty", b"", refused="empty file, not even a header", **XLSX),
    Case("XLSX cut short", GOOD[: len(GOOD) // 2], refused=NOT_A_BOOK, **XLSX),
    Case("XLSX whose sheet is cut short", with_part(GOOD, SHEET, cut_sheet), refused=NOT_A_BOOK, **XLSX),
    Case("XLSX whose sheet is no XML", with_part(GOOD, SHEET, lambda part: b"\0" * 500), refused=NOT_A_BOOK, **XLSX),
    Case("XLSX without the list of its parts", with_part(GOOD, "xl/_rels/workbook.xml.rels", lambda part: b""), refused=NOT_A_BOOK, **XLSX),
    Case("XLSX whose texts are missing", with_part(GOOD, "xl/sharedStrings.xml", lambda part: b""), refused=NOT_A_BOOK, **XLSX),
    Case("XLSX locked with a password", compound("EncryptedPackage", b"x" * 5000), refused=NOT_A_BOOK, **XLSX),
    Case("XLSX with a part that is locked", locked(), refused=NOT_A_BOOK, **XLSX),
    Case("XLSX that states to unpack to 1.5 GB", stating(3 << 29), refused="the packed file unpacks to too much", **XLSX),
    Case("XLSX with a laughing entity in its sheet", with_part(GOOD, "xl/workbook.xml", lambda part: part.replace(
        b"<workbook", b'<!DOCTYPE a [<!ENTITY a "' + b"x" * 9 + b'"><!ENTITY b "&a;&a;&a;&a;">]><workbook', 1)), **BOTH, **XLSX),
    Case("XLSX in gzip", gzip.compress(GOOD), **BOTH, file="M0001_2026-01.xlsx.gz"),
    Case("XLSX in a zip", zipped({"Đơn.xlsx": GOOD}), **BOTH, file="M0001_2026-01.zip"),
    Case("XLSX with a column about denouncers", sheets(Đơn=[[*HEADER, "Người tố cáo"], [*A, "x"]]), refused="a column about denouncers", **XLSX),
    Case("XLSX with a column about denouncers on its second sheet", sheets(Một=[HEADER, A], Hai=[[*HEADER, "Người tố cáo"], [*B, "x"]]),
         refused="a column about denouncers", **XLSX),
    Case("workbook with macros", GOOD, refused="a kind of file that is not read", file="M0001_2026-01.xlsm"),
    Case("a lock file of Excel", b"\x06admin", left=True, file="~$M0001_2026-01.xlsx"),
    Case("ODS", ods(ods_row(*HEADER) + ods_row(*A[:2], ods_day("2026-01-05"), "x") + ods_row(*B)), **BOTH, **ODS),
    Case("ODS with empty rows and columns repeated to the end of the sheet",
         ods(ods_row(*HEADER, ods_empty(16380)) + ods_row(ods_empty(16384), repeated=3) + ods_row(*A, ods_empty(16380))
             + ods_row("KN2", "M0001", "x", "x") + ods_row(ods_empty(16384), repeated=1_048_570)),
         counts=(2, 1, 0, 1), took={5: "KN1"}, rejects={6: DATE}, **ODS),
    Case("ODS with one row repeated", ods(ods_row(*HEADER) + ods_row(*A, repeated=3)), counts=(3, 1, 2, 0), took={4: "KN1"}, **ODS),
    Case("ODS that is no zip", b"x" * 100, refused=NOT_A_BOOK, **ODS),
    Case("ODS without content", zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), refused=NOT_A_BOOK, **ODS),
    Case("XLS of Excel 97", xls([HEADER, A, ["KN2", "M0001", 46027.0, "x"], ["KN3", "M0001", "x", "x"]]), counts=(3, 2, 0, 1),
         took={2: "KN1", 3: "KN2"}, rejects={4: DATE}, **XLS),
    Case("XLS cut short", xls([HEADER, A])[:1600], refused=NOT_A_BOOK, **XLS),
    Case("XLS that is XLSX", GOOD, refused=NOT_A_BOOK, **XLS),
    Case("XLS that is text with tabs, as many systems export", short("KN1,M0001,05/01/2026,x").replace(",", "\t"), refused=NOT_A_BOOK, **XLS),
]  # fmt: skip
