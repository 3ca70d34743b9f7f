"""How far the cells of a workbook reach, before anything lays them out in memory.

The reader keeps a sheet as a full rectangle: one blank typed into the last cell of an empty sheet (XFD1048576) is
17 billion cells, and the process is gone.
"""

import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from assets.sources.looking import Unreadable
from assets.sources.sheet_parts import TABLE, Extent, sheet_parts

# a year of one agency is under a million; a sheet of 26 columns down to its last row is 27 million
MOST_CELLS = 50_000_000
VALUE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"
# XLS states its cells in records scattered over the file: a process of its own, with bounded memory, tries to lay them out
MOST_BYTES, MOST_SECONDS = 3 << 30, 120
TRIAL = """
import resource, sys, python_calamine
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]), int(sys.argv[2])))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
try:
    book = python_calamine.CalamineWorkbook.from_path(sys.argv[1])
    cells = max(((sheet.end or (0, 0))[0] + 1) * ((sheet.end or (0, 0))[1] + 1) for sheet in map(book.get_sheet_by_name, book.sheet_names))
except python_calamine.CalamineError:
    cells = 0  # what it cannot read it says once more to whoever asks for the rows
sys.exit(cells > int(sys.argv[3]))
"""


def too_far() -> Unreadable:
    return Unreadable(
        "có ô nằm quá xa so với dữ liệu; hãy xóa các hàng, cột thừa", "a cell too far out: delete the rows and columns beyond the data"
    )


def check_old_extent(path: Path) -> None:
    """Raises Unreadable where a sheet of an XLS reaches over more cells than can be read."""
    trial = [sys.executable, "-c", TRIAL, str(path), str(MOST_BYTES), str(MOST_CELLS)]
    try:
        done = subprocess.run(trial, capture_output=True, timeout=MOST_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise too_far() from None
    if done.returncode:
        raise too_far()


def check_extent(archive: zipfile.ZipFile) -> dict[str, Extent]:
    """Part → what was seen in it, for an XLSX. Raises Unreadable where a sheet (or an ODS's) reaches over more cells than can be read."""
    found = dict(sheet_parts(archive))
    most = max((extent.rows * extent.columns for extent in found.values()), default=0)
    if "content.xml" in archive.namelist():
        most = max(most, _ods_cells(archive, "content.xml"))
    if most > MOST_CELLS:
        raise too_far()
    return found


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
        if len(cell) or cell.get(VALUE):
            width = place
    return width
