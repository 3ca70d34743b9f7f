"""Workbooks as programs write them: XLSX by a library, ODS and XLS byte by byte."""

import io
import struct
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape

import xlsxwriter

ODS_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def book(fill: Callable[[xlsxwriter.Workbook], None], **options) -> bytes:
    """An XLSX that `fill` fills."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "dd/mm/yyyy", **options}) as made:
        fill(made)
    return out.getvalue()


def sheets(**named: list[list]) -> bytes:
    """An XLSX of sheets with rows of cells: texts stay texts, days become date cells."""

    def fill(made: xlsxwriter.Workbook) -> None:
        for name, rows in named.items():
            put(made.add_worksheet(name), rows)

    return book(fill)


def put(sheet, rows: list[list], row: int = 0, column: int = 0) -> None:
    for number, cells in enumerate(rows, row):
        for place, cell in enumerate(cells, column):
            if isinstance(cell, str):
                sheet.write_string(number, place, cell)
            elif cell is not None:
                sheet.write(number, place, cell)


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A zip with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return out.getvalue()


def ods(rows: str) -> bytes:
    """An ODS of one sheet, from the XML of its rows."""
    table = f'<table:table table:name="Trang 1">{rows}</table:table>'
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {ODS_NAMES} office:version="1.2"><office:body>'
    content += f"<office:spreadsheet>{table}</office:spreadsheet></office:body></office:document-content>"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", ODS_TYPE)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def ods_row(*cells: str, repeated: int = 1) -> str:
    """A row of an ODS; a cell that begins with '<' is XML already."""
    inner = "".join(
        cell if cell.startswith("<") else f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
        for cell in cells
    )
    return f'<table:table-row table:number-rows-repeated="{repeated}">{inner}</table:table-row>'


def ods_day(iso: str) -> str:
    return f'<table:table-cell office:value-type="date" office:date-value="{iso}"><text:p>ngày</text:p></table:table-cell>'


def ods_empty(repeated: int) -> str:
    return f'<table:table-cell table:number-columns-repeated="{repeated}"/>'


def xls(rows: list[list[str | float | None]]) -> bytes:
    """An XLS (BIFF8) of one sheet with texts and numbers, as offices with Excel 97 to 2003 write it."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    cells = b""
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if isinstance(value, str):
                text = struct.pack("<HHHHB", row, column, 0, len(value), 1) + value.encode("utf-16-le")
                cells += record(0x0204, text)
            elif value is not None:
                cells += record(0x0203, struct.pack("<HHHd", row, column, 0, value))
    end, begin = record(0x000A, b""), struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6)) + cells + end
    start = record(0x0809, begin) + record(0x0042, struct.pack("<H", 1200))
    name = struct.pack("<BB", 6, 0) + b"Trang1"
    offset = len(start) + 4 + 6 + len(name) + len(end)
    return compound("Workbook", start + record(0x0085, struct.pack("<IBB", offset, 0, 0) + name) + end + sheet)


def compound(name: str, stream: bytes) -> bytes:
    """A compound file (OLE) of one stream: what XLS is kept in, and every locked workbook."""
    stream += bytes(-len(stream) % 512) if len(stream) >= 4096 else bytes(4096 - len(stream))
    count, free, last = len(stream) // 512, 0xFFFFFFFF, 0xFFFFFFFE
    chain = [0xFFFFFFFD, last, *range(3, count + 2), last]
    table = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))

    def entry(title: str, kind: int, child: int, sector: int, size: int) -> bytes:
        written = (title + "\0").encode("utf-16-le") if title else b""
        return struct.pack("<64sHBBIII36sIQ", written, len(written), kind, 1, free, free, child, b"", sector, size)

    folder = entry("Root Entry", 5, 1, last, 0) + entry(name, 2, free, 2, len(stream)) + entry("", 0, free, 0, 0) * 2
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH6s", 0x3E, 3, 0xFFFE, 9, 6, b"")
    head += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, last, 0, last, 0, 0) + struct.pack("<108I", *[free] * 108)
    return head + table + folder + stream
