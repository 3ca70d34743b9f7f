"""How far the cells of a workbook reach, before anything lays them out in memory.

The reader keeps a sheet as a full rectangle: one blank typed into the last cell of an empty sheet (XFD1048576) is
17 billion cells, and the process is gone.
"""

import re
import zipfile
from xml.etree import ElementTree

from assets.sources.looking import Unreadable

# a year of one agency is under a million; a sheet of 26 columns down to its last row is 27 million
MOST_CELLS = 50_000_000
# references that lie within 26 columns and 99,999 rows need not be looked at
FAR = re.compile(rb'<c\b[^>]*? r="(?:([A-Z]{2,})(\d+)|([A-Z])(\d{6,}))"')
NEAR_COLUMNS, NEAR_ROWS = 26, 99_999
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def check_extent(archive: zipfile.ZipFile) -> None:
    """Raises Unreadable where a sheet of an XLSX or ODS reaches over more cells than can be read."""
    for name in archive.namelist():
        if name == "content.xml":
            cells = _ods_cells(archive, name)
        elif name.endswith(".xml") and not name.endswith("sharedStrings.xml"):
            cells = _xlsx_cells(archive.read(name))
        else:
            continue
        if cells > MOST_CELLS:
            raise Unreadable(
                "có ô nằm quá xa so với dữ liệu; hãy xóa các hàng, cột thừa",
                "a cell too far out: delete the rows and columns beyond the data",
            )


def _xlsx_cells(part: bytes) -> int:
    columns, rows = NEAR_COLUMNS, NEAR_ROWS
    for match in FAR.finditer(part):
        letters, number = match[1] or match[3], match[2] or match[4]
        column = 0
        for letter in letters[:5]:
            column = column * 26 + letter - 64
        columns, rows = max(columns, column), max(rows, int(number[:9]))
    return columns * rows


def _ods_cells(archive: zipfile.ZipFile, name: str) -> int:
    """The largest rectangle up to the last cell with content, repeated rows and columns counted out."""
    most = rows = columns = place = 0
    with archive.open(name) as handle:
        for _, element in ElementTree.iterparse(handle):
            if element.tag == f"{TABLE}table-row":
                place += int(element.get(f"{TABLE}number-rows-repeated", "1"))
                if width := _ods_width(element):
                    rows, columns = place, max(columns, width)
                element.clear()
            elif element.tag == f"{TABLE}table":
                most, rows, columns, place = max(most, rows * columns), 0, 0, 0
    return most


def _ods_width(row: ElementTree.Element) -> int:
    """The column of the last cell with content; 0 if there is none."""
    width = place = 0
    for cell in row:
        place += int(cell.get(f"{TABLE}number-columns-repeated", "1"))
        if len(cell):
            width = place
    return width
