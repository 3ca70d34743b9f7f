"""Delimiters, quotes, line ends and rows: where one record ends and the next begins.

Rows are numbered as csv.reader numbers records, blank lines included; what it cannot give back in the header's
columns is refused under its own number.
"""

from tests.sources.hostile.kit import COLUMNS, DATE, HEAD, MISSING, Case, row, short, table

TWO = table(row(), row(**{"Mã đơn": "KN2"}))
BOTH = {"counts": (2, 2, 0, 0), "took": {2: "KN1", 3: "KN2"}}
OWN = {"Mã đơn": "KN2", "Nội dung": 'Hộ A; thửa 5, tờ 7 | "đất ở"\tsổ đỏ'}
A, B, C = (f"KN{n},M0001,05/01/2026,x" for n in (1, 2, 3))


def many(cells: int) -> bytes:
    """A good row, one with far too many cells, and a good row."""
    return short(A, B + ",thừa" * cells, C).encode()


CASES = [
    Case("semicolons, as Excel writes in a Vietnamese locale", table(row(), row(**OWN), delimiter=";"), **BOTH),
    Case("tabs under the name .csv", table(row(), row(**OWN), delimiter="\t"), **BOTH),
    Case("tabs under the name .tsv", table(row(), row(**OWN), delimiter="\t"), **BOTH, file="M0001_2026-01.tsv"),
    Case("pipes", table(row(), row(**OWN), delimiter="|"), **BOTH),
    Case("delimiters and doubled quotes inside quotes", table(row(), row(**OWN)), **BOTH, stored={"content": [None, OWN["Nội dung"]]}),
    Case("spaces instead of a delimiter", HEAD.replace(",", "   ") + A.replace(",", "   "), refused="required column missing: Mã đơn, Mã đơn vị"),
    Case("a delimiter of two characters", HEAD.replace(",", "||") + A.replace(",", "||") + "\n", counts=(1, 1, 0, 0), took={2: "KN1"}),
    Case("a newline inside quotes is part of the cell, and rows after it keep their place",
         short('KN1,M0001,05/01/2026,"một\nhai\n\nba"', B, "KN3,M0001,hôm qua,x"),
         counts=(3, 2, 0, 1), took={2: "KN1", 3: "KN2"}, rejects={4: DATE}, stored={"content": ["một\nhai\n\nba", "x"]}),
    Case("a line with too many cells below a newline inside quotes", short('KN1,M0001,05/01/2026,"một\nhai"', B + ",thừa", C),
         counts=(3, 2, 0, 1), took={2: "KN1", 4: "KN3"}, rejects={3: COLUMNS}),
    Case("a quote that is never closed: what it swallows is one refused row", short(A, 'KN2,M0001,05/01/2026,"mở', C),
         counts=(2, 1, 0, 1), took={2: "KN1"}, rejects={3: COLUMNS}),
    Case("a quote in the middle of a cell stands for itself", short('KN1,M0001,05/01/2026,thửa 5" tờ', B), **BOTH,
         stored={"content": ['thửa 5" tờ', "x"]}),
    Case("something after the closing quote", short('KN1,M0001,05/01/2026,"a"b', B),
         counts=(2, 1, 0, 1), took={3: "KN2"}, rejects={2: COLUMNS}),
    Case("line ends of an old Mac (CR)", TWO.replace("\n", "\r"), **BOTH),
    Case("line ends of Windows (CRLF)", TWO.replace("\n", "\r\n"), **BOTH),
    Case("three kinds of line ends in one file", HEAD + A + "\r\n" + B + "\r" + C + "\n", counts=(3, 3, 0, 0), took={2: "KN1", 3: "KN2", 4: "KN3"}),
    Case("no line end at the end", TWO.rstrip("\n"), **BOTH),
    Case("blank lines inside count as rows of the file", short("", A, "", "", B, "KN3,M0001,32/01/2026,x"),
         counts=(3, 2, 0, 1), took={3: "KN1", 6: "KN2"}, rejects={7: DATE}),
    Case("blank lines at the end", TWO + "\n\n\n", **BOTH),
    Case("blank lines above the header", "\n\n" + short(A, B), counts=(2, 2, 0, 0), took={4: "KN1", 5: "KN2"}),
    Case("blank lines of Windows", short(A, "", B).replace("\n", "\r\n"), counts=(2, 2, 0, 0), took={2: "KN1", 4: "KN2"}),
    Case("rows without any content are not rows", short(",,,", A, '"","","",""', B, ",,,"), counts=(2, 2, 0, 0), took={3: "KN1", 5: "KN2"}),
    Case("a row of spaces is a row without a number", short(A, " , , , "), counts=(2, 1, 0, 1), rejects={3: MISSING}),
    Case("rows with too few and too many cells", short(A, "KN2,M0001", C, A + ",1,2"),
         counts=(4, 2, 0, 2), took={2: "KN1", 4: "KN3"}, rejects={3: COLUMNS, 5: COLUMNS}),
    Case("four rows with too few cells, one below the other", short(A, "x", "x,y", "x", "x,y,z", B, "x", "x", C),
         counts=(9, 3, 0, 6), took={2: "KN1", 7: "KN2", 10: "KN3"}, rejects=dict.fromkeys((3, 4, 5, 6, 8, 9), COLUMNS)),
    Case("rows with too few and too many cells between blank lines", short("", A, "KN2", C, "", A + ",1,2"),
         counts=(4, 2, 0, 2), took={3: "KN1", 5: "KN3"}, rejects={4: COLUMNS, 7: COLUMNS}),
    Case("empty cells too many, between blank lines", short("", A + ",,", B + ","), counts=(2, 2, 0, 0), took={3: "KN1", 4: "KN2"}),
    Case("every row with too many cells", short(*(f"{line},thừa" for line in (A, B, C))), counts=(3, 0, 0, 3), rejects=dict.fromkeys((2, 3, 4), COLUMNS)),
    Case("empty columns on the right, in the header and below (Excel)", "".join(f"{line},,,\n" for line in (HEAD.rstrip(), A, B)), **BOTH),
    Case("a row of 5,000 cells", lambda: many(5000), counts=(3, 2, 0, 1), took={2: "KN1", 4: "KN3"}, rejects={3: COLUMNS}),
    Case("60,000 rows with one cell too many", lambda: short(*(f"KN{n},M0001,05/01/2026,x,thừa" for n in range(60_000))).encode(),
         refused="too many lines without the header's columns"),
]  # fmt: skip
