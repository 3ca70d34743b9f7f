"""The workbook a sender gets back: everything to correct is in it, nothing in it can act, and it is whole or not there."""

import datetime as dt
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import fastexcel
import pytest

from assets.sources.inbox import MONTH
from assets.sources.reject_names import rejects_path
from assets.sources.rejects import (
    EXPLANATION_SHEET,
    EXTRA,
    ROWS_SHEET,
    FileCounts,
    Refused,
    write_refusal,
    write_rejects,
)
from assets.sources.workbooks import open_workbook
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import load_profile

CONTRACT = load_profile("hanoi").contracts["don_khieu_nai"]
HEADER = ["Mã đơn", "Mã đơn vị (5 số)", "Ngày nhận", "Người phụ trách"]
NS = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
DATE = ("ngày, giờ không có thật hoặc không đọc được", "impossible or unreadable date")


def refused(row: int = 3, column: str = "Ngày nhận", cells: tuple = ("KN1", "00004", "31/02/2026", "Nguyễn Văn A")) -> Refused:
    return Refused("Tháng 1", row, column, *DATE, cells)


def counts(rejected: int = 1) -> FileCounts:
    received = dt.datetime(2026, 2, 4, 8, 30)
    return FileCounts("don_khieu_nai/00004_2026-01.csv", received, 10 + rejected, 8, 2, rejected)


def sheet_of(path: Path, name: str = ROWS_SHEET) -> list[list]:
    rows = fastexcel.read_excel(path).load_sheet(name, header_row=None, dtypes="string").to_pandas().astype(object).values.tolist()
    return [[cell if isinstance(cell, str) else None for cell in row] for row in rows]


def said(path: Path) -> str:
    return "\n".join(str(cell) for row in sheet_of(path, EXPLANATION_SHEET) for cell in row if isinstance(cell, str))


def part(path: Path, pattern: str) -> ElementTree.Element:
    with zipfile.ZipFile(path) as book:
        return ElementTree.fromstring(book.read(next(name for name in book.namelist() if re.fullmatch(pattern, name))))


def red_cells(path: Path) -> set[str]:
    """Cells of the first sheet that are filled red."""
    styles = part(path, "xl/styles.xml")
    fills = [fill.find(".//x:fgColor", NS) for fill in styles.findall("x:fills/x:fill", NS)]
    red = {i for i, colour in enumerate(fills) if colour is not None and colour.get("rgb") == "FFFFC7CE"}
    formats = {str(i) for i, xf in enumerate(styles.findall("x:cellXfs/x:xf", NS)) if int(xf.get("fillId")) in red}
    return {cell.get("r") for cell in part(path, "xl/worksheets/sheet1.xml").findall(".//x:c", NS) if cell.get("s") in formats}


def test_a_refused_row_comes_back_under_the_senders_own_header_with_its_place_and_reason(tmp_path):
    path = tmp_path / "r.xlsx"
    write_rejects(path, CONTRACT, HEADER, [refused()], counts())
    assert fastexcel.read_excel(path).sheet_names == [ROWS_SHEET, EXPLANATION_SHEET]
    assert sheet_of(path) == [
        [*HEADER, *EXTRA],
        ["KN1", "00004", "31/02/2026", "Nguyễn Văn A", "3", "Tháng 1", "Ngày nhận", *DATE],
    ]


def test_the_wrong_cell_and_no_other_is_marked_with_fill_and_comment(tmp_path):
    path = tmp_path / "r.xlsx"
    rows = [refused(), refused(9, "Mã đơn vị"), refused(12, "Người phụ trách", ("KN3", "00004", "05/01/2026", None))]
    write_rejects(path, CONTRACT, HEADER, rows, counts(3))
    assert red_cells(path) == {"C2", "B3", "D4"}
    comments = part(path, r"xl/comments1\.xml").findall(".//x:comment", NS)
    assert {c.get("ref"): "".join(c.itertext()) for c in comments} == dict.fromkeys(("C2", "B3", "D4"), "\n".join(DATE))


def test_a_line_that_could_not_be_split_is_marked_at_its_number(tmp_path):
    path = tmp_path / "r.xlsx"
    write_rejects(path, CONTRACT, HEADER, [refused(7, "", ())], counts())
    assert red_cells(path) == {"E2"}
    assert sheet_of(path)[1][:5] == [None, None, None, None, "7"]


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://x","y")', "+1+1", "@SUM(A1)", "http://example.org", "mailto:a@b", "00123", "1e5", "{=A1}"]
)
def test_whatever_a_cell_holds_stays_a_text(tmp_path, text):
    path = tmp_path / "r.xlsx"
    write_rejects(path, CONTRACT, HEADER, [refused(cells=(text, "00004", "x", text))], counts())
    assert sheet_of(path)[1][0] == text
    for name in (r"xl/worksheets/sheet1\.xml", r"xl/worksheets/sheet2\.xml"):
        sheet = part(path, name)
        assert not sheet.findall(".//x:f", NS) and not sheet.findall(".//x:hyperlink", NS)
        assert {cell.get("t") for cell in sheet.findall(".//x:c", NS) if len(cell)} == {"inlineStr"}


def test_a_cell_corrected_in_place_stays_the_text_that_is_typed(tmp_path):
    path = tmp_path / "r.xlsx"
    write_rejects(path, CONTRACT, HEADER, [refused(cells=("KN1", "00004", None, None))], counts())
    styles = part(path, "xl/styles.xml")
    formats = styles.findall("x:cellXfs/x:xf", NS)
    as_text = {"49", *(f.get("numFmtId") for f in styles.findall(".//x:numFmt", NS) if f.get("formatCode") == "@")}
    row = part(path, r"xl/worksheets/sheet1\.xml").findall(".//x:row", NS)[1]
    assert {formats[int(cell.get("s"))].get("numFmtId") for cell in row} <= as_text


def test_the_workbook_can_be_sent_back_as_it_is(tmp_path):
    path = rejects_path(tmp_path, "don_khieu_nai", "don_khieu_nai/00004_2026-01.csv")
    write_rejects(path, CONTRACT, HEADER, [refused(), refused(9)], counts(2))
    table, names, sheets, _ = open_workbook(path, CONTRACT, ["Mã đơn", "Mã đơn vị", "Ngày nhận"])
    assert sheets == ROWS_SHEET and list(names) == [*HEADER, *EXTRA]
    assert [list(row.values())[:4] for row in table.to_pylist()] == [list(refused().cells)] * 2
    assert MONTH.match(path.name)["code"] == "00004" and MONTH.match(path.name)["month"] == "2026-01"


def test_odd_characters_and_overlong_cells_give_a_workbook_that_opens(tmp_path):
    path = tmp_path / "r.xlsx"
    write_rejects(path, CONTRACT, HEADER, [refused(cells=("a\x00\x0bb\ufffe", "<b>&\"'", "x" * 40_000, "dòng 1\ndòng 2"))], counts())
    row = sheet_of(path)[1]
    assert row[1] == "<b>&\"'" and len(row[2]) == 32_767 and row[3] == "dòng 1\ndòng 2"


def test_a_column_that_may_never_be_stored_comes_back_empty(tmp_path):
    path = tmp_path / "r.xlsx"
    contract = CONTRACT.model_copy(update={"never_store": ["người  phụ trách"]})
    write_rejects(path, contract, HEADER, [refused()], counts())
    assert sheet_of(path)[1][:4] == ["KN1", "00004", "31/02/2026", None]
    with zipfile.ZipFile(path) as book:
        assert not any("Nguyễn Văn A".encode() in book.read(name) for name in book.namelist())


def test_cells_that_do_not_fit_the_header_are_an_error_not_a_shifted_row(tmp_path):
    with pytest.raises(ValueError, match="3 cells under 4 headers"):
        write_rejects(tmp_path / "r.xlsx", CONTRACT, HEADER, [refused(cells=("a", "b", "c"))], counts())
    assert list(tmp_path.iterdir()) == []


def test_the_second_sheet_accounts_for_the_whole_file_and_says_what_to_do(tmp_path):
    path = tmp_path / "r.xlsx"
    write_rejects(path, CONTRACT, HEADER, [refused()], counts())
    told = {row[0]: row[1] for row in sheet_of(path, EXPLANATION_SHEET)}
    assert told["Tệp / File"] == "don_khieu_nai/00004_2026-01.csv"
    assert told["Thời điểm nhận / Received"] == "04/02/2026 08:30:00"
    assert "don_khieu_nai" in told["Nguồn / Source"] and "Complaints" in told["Nguồn / Source"]
    labels = ("Số dòng đã đọc / Rows read", "Tiếp nhận / Accepted", "Trùng lặp / Duplicate", "Bị trả lại / Rejected")
    assert [told[label] for label in labels] == ["11", "8", "2", "1"]
    assert "Việc cần làm" in said(path) and "What to do" in said(path) and "rejected_row" not in said(path)


def test_more_rows_than_the_cap_are_counted_not_dropped_in_silence(tmp_path):
    path = tmp_path / "r.xlsx"
    write_rejects(path, CONTRACT, HEADER, (refused(n) for n in range(2, 9)), counts(7), most=5)
    assert [row[4] for row in sheet_of(path)[1:]] == ["2", "3", "4", "5", "6"]
    assert "còn 2 dòng bị trả lại trong bảng rejected_row" in said(path) and "2 more stand in the table rejected_row" in said(path)


def test_a_file_that_could_not_be_taken_is_answered_with_the_reason(tmp_path):
    path = tmp_path / "r.xlsx"
    write_refusal(path, CONTRACT, "=x.csv", "thiếu cột bắt buộc: Ngày nhận", "required column missing: Ngày nhận")
    assert fastexcel.read_excel(path).sheet_names == [EXPLANATION_SHEET]
    for text in ("=x.csv", "thiếu cột bắt buộc: Ngày nhận", "required column missing: Ngày nhận", "lawgap template don_khieu_nai"):
        assert text in said(path)
    assert not part(path, r"xl/worksheets/sheet1\.xml").findall(".//x:f", NS)
    write_refusal(path, None, "la.pdf", "không nguồn nào nhận tệp này", "no source claims this file")
    assert "không xác định" in said(path) and "lawgap template" not in said(path)


def test_a_writing_that_fails_half_way_leaves_the_former_workbook_and_nothing_else(tmp_path):
    path = tmp_path / "r.xlsx"
    write_rejects(path, CONTRACT, HEADER, [refused()], counts())
    before = path.read_bytes()

    def rows():
        yield refused()
        raise OSError("disk gone")

    with pytest.raises(LawgapError, match="disk gone"):
        write_rejects(path, CONTRACT, HEADER, rows(), counts())
    assert path.read_bytes() == before and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("don_khieu_nai/00004_2026-01.csv", "00004_2026-01.csv.rejects.xlsx"),
        ("../../x", "x.rejects.xlsx"),
        ("..\\..\\x.csv", "x.csv.rejects.xlsx"),
        ("a/..", "tep.rejects.xlsx"),
        ("", "tep.rejects.xlsx"),
        ('a\n<b>:"|?*.csv', "a__b______.csv.rejects.xlsx"),
        ("/etc/passwd", "passwd.rejects.xlsx"),
    ],
)
def test_a_reject_workbook_stays_in_the_folder_of_its_source(tmp_path, name, expected):
    path = rejects_path(tmp_path, "don_khieu_nai", name)
    assert path == tmp_path / "don_khieu_nai" / expected
    write_refusal(path, CONTRACT, name, "x", "x")
    assert path.exists()


def test_long_names_are_cut_and_still_told_apart(tmp_path):
    one, other = (rejects_path(tmp_path, "don_khieu_nai", "Tệp đính kèm rất dài " * 20 + end) for end in ("1.csv", "2.csv"))
    assert one != other and max(len(path.name.encode()) for path in (one, other)) < 255
    write_refusal(one, CONTRACT, "x", "x", "x")
    assert one.exists()


def test_a_source_name_cannot_lead_out_of_the_rejects(tmp_path):
    assert rejects_path(tmp_path, "../x", "a.csv").parent == tmp_path / "x"
