"""What the reader of workbooks overlooks in the parts of an XLSX: how far the cells reach, and cells whose value is no value.

The parts are read as XML and not searched as text: quotes, prefixes and left-out references are the writer's choice.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.parsers import expat

# what a spreadsheet shows where it could not compute; the row is refused for it (reason "formula")
NOT_COMPUTED = "#CALC!"
REFERENCE = re.compile(r"([A-Za-z]+)(\d+)")
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
Range = tuple[tuple[int, int], tuple[int, int]]
# only such sheets are read cell by cell: it costs as much as reading the values
UNSURE = re.compile(rb"\bt\s*=\s*[\"']e[\"']|<(?:[\w.-]+:)?f\b")


@dataclass
class Extent:
    """How many rows and columns a sheet reaches over, and (row, column) → text of cells without a value, counted from 0."""

    rows: int = 0
    columns: int = 0
    shown: dict[tuple[int, int], str] = field(default_factory=dict)


def sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, Extent]]:
    """Every part that holds a sheet, under whatever name. Raises ExpatError where one is no XML."""
    for name in archive.namelist():
        if b"sheetData" in (part := archive.read(name)):
            yield name, _read(part)


def _read(part: bytes) -> Extent:
    sheet, parser = _Sheet(), expat.ParserCreate()
    parser.StartElementHandler = sheet.start
    if UNSURE.search(part):
        parser.EndElementHandler, parser.CharacterDataHandler = sheet.end, sheet.text
    parser.Parse(part, True)
    return sheet.extent


class _Sheet:
    """Where the cells of a sheet stand; a row or cell without a reference follows the one before it."""

    def __init__(self) -> None:
        self.extent = Extent()
        self.row = self.column = 0
        self.kind, self.value = "", ""
        self.formula = self.within = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            self._place(attributes.get("r", ""))
            self.kind, self.value, self.formula = attributes.get("t", ""), "", False
        elif name == "row":
            given = attributes.get("r", "").strip()
            self.row, self.column = int(given) if given.isdecimal() else self.row + 1, 0
        elif name == "f":
            self.formula = True
        elif name in ("v", "t"):
            self.within = True

    def _place(self, reference: str) -> None:
        self.column += 1
        if found := REFERENCE.fullmatch(reference):
            self.column, self.row = _number(found[1]), int(found[2])
        self.extent.rows, self.extent.columns = max(self.extent.rows, self.row), max(self.extent.columns, self.column)

    def text(self, text: str) -> None:
        if self.within:
            self.value += text

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name in ("v", "t"):
            self.within = False
        elif name == "c" and (self.kind == "e" or (self.formula and self.kind != "str" and not self.value)):
            self.extent.shown[self.row - 1, self.column - 1] = self.value or NOT_COMPUTED


def _number(letters: str) -> int:
    number = 0
    for letter in letters[:8].upper():
        number = number * 26 + ord(letter) - 64
    return number


def merged_downwards(archive: zipfile.ZipFile) -> dict[str, list[Range]]:
    """Sheet → first and last cell of what is merged over several rows, counted from 0; ODS alone, the reader knows those of XLSX."""
    found: dict[str, list[Range]] = {}
    if "content.xml" not in archive.namelist() or b"number-rows-spanned" not in (content := archive.read("content.xml")):
        return found
    for table in ElementTree.fromstring(content).iter(f"{TABLE}table"):
        ranges, place = found.setdefault(str(table.get(f"{TABLE}name")), []), 0
        for row in table.iter(f"{TABLE}table-row"):
            column = 0
            for cell in row:
                over = int(cell.get(f"{TABLE}number-rows-spanned", "1"))
                if over > 1:
                    ranges.append(((place, column), (place + over - 1, column)))
                column += int(cell.get(f"{TABLE}number-columns-repeated", "1"))
            place += int(row.get(f"{TABLE}number-rows-repeated", "1"))
    return found
