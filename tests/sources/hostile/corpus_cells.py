"""Cells: dates that never were, numbers that mean two things, and texts written to harm."""

import datetime as dt
import unicodedata

from tests.sources.hostile.kit import (
    AGENCY,
    BUDGET,
    COLUMNS,
    DATE,
    FAR,
    FORMULA,
    FUTURE,
    HEAD,
    MISSING,
    NUMBER,
    OLD,
    PERSONAL,
    TASKS,
    VALUE,
    Case,
    budget,
    dated,
    row,
    short,
    table,
    task,
)  # fmt: skip

ONE = {"counts": (1, 1, 0, 0), "took": {2: "KN1"}}
NONE = (1, 0, 0, 1)
FIFTH = dt.datetime(2026, 1, 5)
MEGABYTES_2 = 2 << 20


def received(moment: dt.datetime) -> dict:
    return {**ONE, "stored": {"received_at": [moment]}}


def bad_date(reason: str) -> dict:
    return {"counts": NONE, "rejects": {2: reason}}


def tasks(**outcome) -> dict:
    return {"source": TASKS, **outcome}


def money(*stored, **outcome) -> dict:
    return {"source": BUDGET, "file": "2026-01.csv", "counts": (1, 1, 0, 0), "stored": {"regular_expenditure": list(stored)}, **outcome}


def content(text: str, stored: str | None = None) -> dict:
    return {"content": table(row(**{"Nội dung": text})), **ONE, "stored": {"content": [text if stored is None else stored]}}


BAD_NUMBER = {"counts": NONE, "rejects": {2: NUMBER}}
NO_MONEY = {**BAD_NUMBER, "source": BUDGET, "file": "2026-01.csv"}

DATES = [
    Case("a day as a person writes it", dated("5/1/2026"), **received(FIFTH)),
    Case("a day in ISO", dated("2026-01-05"), **received(FIFTH)),
    Case("a moment in ISO with a T", dated("2026-01-05T08:30:00"), **received(dt.datetime(2026, 1, 5, 8, 30))),
    Case("a time without seconds", dated("05/01/2026 08:30"), **received(dt.datetime(2026, 1, 5, 8, 30))),
    Case("a spreadsheet's number of a day", dated("46027"), **received(FIFTH)),
    Case("a spreadsheet's number of a moment", dated("46027.5"), **received(dt.datetime(2026, 1, 5, 12))),
    Case("02/01/2026 is the second of January, whatever the sender's computer thinks", dated("02/01/2026"), **received(dt.datetime(2026, 1, 2))),
    Case("month before day", dated("01/13/2026"), **bad_date(DATE)),
    Case("31 February", dated("31/02/2026"), **bad_date(DATE)),
    Case("29 February in a year that has none", dated("29/02/2025"), **bad_date(DATE)),
    Case("29 February in a year that has one", table(row(**{"Ngày nhận": "29/02/2024"})), **received(dt.datetime(2024, 2, 29))),
    Case("24 o'clock", dated("05/01/2026 24:00"), **bad_date(DATE)),
    Case("60 minutes past", dated("05/01/2026 08:60"), **bad_date(DATE)),
    Case("a date with points", dated("05.01.2026"), **bad_date(DATE)),
    Case("a date in words", dated("mồng năm tháng Giêng"), **bad_date(DATE)),
    Case("a date with something behind it", dated("05/01/2026 (thứ Hai)"), **bad_date(DATE)),
    Case("a date in full-width digits", dated("０５/０１/２０２６"), **bad_date(DATE)),
    Case("an error of a spreadsheet as text", dated("#VALUE!"), **bad_date(FORMULA)),
    Case("nought", dated("00/00/0000"), **bad_date(DATE)),
    Case("a year of two digits", dated("05/01/26"), **bad_date(OLD)),
    Case("a year of two digits in a date that is not required", dated("05/01/26", "Ngày ra quyết định"), **bad_date(OLD)),
    Case("a year before 1990", dated("31/12/1989"), **bad_date(OLD)),
    Case("a spreadsheet's number of a day long ago", dated("12345"), **bad_date(OLD)),
    Case("a Buddhist year", dated("05/01/2569"), **bad_date(FUTURE)),
    Case("a Buddhist year in a due date", task(**{"Hạn": "30/06/2569"}), **tasks(**bad_date(FAR))),
    Case("a due date that lies ahead, at the end of its day", task(), **tasks(counts=(1, 1, 0, 0), stored={"due_at": [dt.datetime(2026, 6, 30, 23, 59, 59)]})),
    Case("a due date with a time", task(**{"Hạn": "30/06/2026 17:00"}), **tasks(counts=(1, 1, 0, 0), stored={"due_at": [dt.datetime(2026, 6, 30, 17)]})),
    Case("a day after the file came", dated("11/02/2026"), **bad_date(FUTURE)),
    Case("a decision after the file came", dated("11/02/2026", "Ngày ra quyết định"), **bad_date(FUTURE)),
    Case("no date where there must be one", dated(""), **bad_date(MISSING)),
    Case("no date where there may be none", dated("", "Ngày ra quyết định"), **ONE, stored={"decided_at": [None]}),
    Case("spaces of every kind around a date", dated(" \u00a0\t05/01/2026\u200b\ufeff "), **received(FIFTH)),
]  # fmt: skip

NUMBERS = [
    Case("a point that may mean a thousand, in a whole number", task(**{"Số sản phẩm giao": "1.000"}), **tasks(**BAD_NUMBER)),
    Case("half a product", task(**{"Số sản phẩm giao": "1.5"}), **tasks(**BAD_NUMBER)),
    Case("a decimal comma", task(**{"Số sản phẩm giao": "1,5"}), **tasks(**BAD_NUMBER)),
    Case("a whole number as a spreadsheet writes it", task(**{"Số sản phẩm giao": "3.0"}), **tasks(counts=(1, 1, 0, 0), stored={"products_assigned": [3]})),
    Case("a number as a power of ten", task(**{"Số sản phẩm giao": "1e5"}), **tasks(**BAD_NUMBER)),
    Case("not a number", task(**{"Số sản phẩm giao": "NaN"}), **tasks(**BAD_NUMBER)),
    Case("a number with a unit", task(**{"Số sản phẩm giao": "3 cái"}), **tasks(**BAD_NUMBER)),
    Case("a number with a space inside", task(**{"Số sản phẩm giao": "1 000"}), **tasks(**BAD_NUMBER)),
    Case("a number with an apostrophe before it", task(**{"Số sản phẩm giao": "'3"}), **tasks(**BAD_NUMBER)),
    Case("a number in full-width digits", task(**{"Số sản phẩm giao": "３"}), **tasks(**BAD_NUMBER)),
    Case("a number in hexadecimal", task(**{"Số sản phẩm giao": "0x10"}), **tasks(**BAD_NUMBER)),
    Case("a number too large to hold", task(**{"Số sản phẩm giao": "9" * 30}), **tasks(**BAD_NUMBER)),
    Case("a number below nought is taken: the data rules speak of it", task(**{"Số sản phẩm giao": "-3"}),
         **tasks(counts=(1, 1, 0, 0), stored={"products_assigned": [-3]})),
    Case("spaces around a number", task(**{"Số sản phẩm giao": "\u00a0 3 "}), **tasks(counts=(1, 1, 0, 0), stored={"products_assigned": [3]})),
    Case("money in thousands with points", budget(**{"Chi thường xuyên": "1.500.000"}), **NO_MONEY),
    Case("money in thousands with commas", budget(**{"Chi thường xuyên": "1,500,000"}), **NO_MONEY),
    Case("money with a point and three digits", budget(**{"Chi thường xuyên": "1.500"}), **NO_MONEY),
    Case("money with a unit", budget(**{"Chi thường xuyên": "1500000 đ"}), **NO_MONEY),
    Case("money without end", budget(**{"Chi thường xuyên": "Infinity"}), **NO_MONEY),
    Case("money with two decimals", budget(**{"Chi thường xuyên": "1500000.25"}), **money(1500000.25)),
    Case("money of a whole country", budget(**{"Chi thường xuyên": "9000000000000000"}), **money(9_000_000_000_000_000)),
    Case("money as a spreadsheet shows it in a narrow column: digits are lost", budget(**{"Chi thường xuyên": "1.23457E+11"}), **NO_MONEY),
    Case("a Buddhist year as a period", budget(**{"Năm": "2569"}), counts=NONE, source=BUDGET, file="2026-01.csv", rejects={2: "not a period"}),
    Case("a year of two digits as a period", budget(**{"Năm": "26"}), counts=NONE, source=BUDGET, file="2026-01.csv",
         rejects={2: "not a period"}),
]  # fmt: skip

TEXTS = [
    Case("a formula that opens a page", **content('=HYPERLINK("http://x.example","bấm")')),
    Case("a formula that starts a program", **content("+cmd|' /C calc'!A0")),
    Case("formulas in every disguise", **content("@SUM(1+1)\n-2+3\n\t=1+1")),
    Case("a script", **content("<script>alert(1)</script>")),
    Case("a picture that is a script", **content('"><img src=x onerror=alert(1)>')),
    Case("a command to the database", **content("'); drop table sources.complaint; --")),
    Case("a template's braces", **content("{{ 7*7 }} ${7*7} %s %(x)s {0}")),
    Case("control characters", **content("a\x01\x07\x1b[31mb\x7f")),
    Case("letters nobody sees, inside", **content("a\u200bb\u00adc")),
    Case("text turned round (right-to-left override)", **content("báo cáo \u202egpj.exe")),
    Case("pictures and letters beyond the first plane", **content("🏛️👩‍⚖️ 𠀀 𝒜")),
    Case("a thousand marks on one letter", **content("a" + "\u0300\u0323" * 500, unicodedata.normalize("NFC", "a" + "\u0300\u0323" * 500))),
    Case("spaces that cannot be broken", **content("\u00a0a\u00a0b\u00a0", "a\u00a0b")),
    Case("the words null, NULL and NA are texts", **content("NULL")),
    Case("a backslash and a quote", **content('C:\\new\\"x"')),
    Case("identity number, phone and e-mail are masked", **content("Ông A 001099012345, 0912 345 678, a@b.vn", "Ông A […], […], […]")),
    Case("a cell of 2 MB: its row is refused, the others stand", short(f'KN1,M0001,05/01/2026,"{"x" * MEGABYTES_2}"', "KN2,M0001,05/01/2026,x"),
         counts=(2, 1, 0, 1), took={3: "KN2"}, rejects={2: COLUMNS}),
    Case("a cell of half a million letters is kept whole", **content("đ" * 500_000)),
    Case("an identity number as the number of a case", short("001099012345,M0001,05/01/2026,x"), counts=NONE, rejects={2: PERSONAL}),
    Case("a result that is not in the list", dated("Có lẽ đúng", "Kết quả"), counts=NONE, rejects={2: VALUE}),
    Case("a result in other letters", dated(" ĐÚNG  một phần".replace("  ", " "), "Kết quả"), **ONE, stored={"result": ["partly_upheld"]}),
    Case("an agency by its name, in capitals and decomposed", dated("PHƯỜNG MẪU 01", "Mã đơn vị"), **ONE, stored={"agency_id": ["M0001"]}),
    Case("an agency nobody knows", dated("M9999", "Mã đơn vị"), counts=NONE, rejects={2: AGENCY}),
    Case("rows of another agency under this agency's name are that agency's", dated("M0007", "Mã đơn vị"), **ONE, stored={"agency_id": ["M0007"]}),
]  # fmt: skip

DUPLICATES = [
    Case("one case twice: the last row counts", short("KN1,M0001,05/01/2026,trước", "KN2,M0001,05/01/2026,x", "KN1,M0001,05/01/2026,sau"),
         counts=(3, 2, 1, 0), took={3: "KN2", 4: "KN1"}, stored={"content": ["x", "sau"]}),
    Case("one row a hundred times", short(*["KN1,M0001,05/01/2026,x"] * 100), counts=(100, 1, 99, 0), took={101: "KN1"}),
    Case("one number of two agencies is two cases", short("KN1,M0001,05/01/2026,x", "KN1,M0002,05/01/2026,x"), counts=(2, 2, 0, 0)),
    Case("the last row of a case is bad: the one before it counts", short("KN1,M0001,05/01/2026,x", "KN1,M0001,05/13/2026,x"),
         counts=(2, 1, 0, 1), took={2: "KN1"}, rejects={3: DATE}),
    Case("one number with other spaces around it", short("KN1,M0001,05/01/2026,x", "\u00a0KN1 ,M0001,05/01/2026,y"), counts=(2, 1, 1, 0), took={3: "KN1"}),
    Case("a header alone: nothing to report", HEAD, counts=(0, 0, 0, 0)),
    Case("an empty file", "", refused="empty file, not even a header"),
    Case("spaces and blank lines alone", " \n\n \n", refused="empty file, not even a header"),
]  # fmt: skip

CASES = [*DATES, *NUMBERS, *TEXTS, *DUPLICATES]
