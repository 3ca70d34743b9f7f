"""The tutorial of a new source, followed to the letter: an agency's own format becomes duties, its wrong rows go back."""

import openpyxl

from tests.conftest import ROOT
from tests.docs.tutorial import Newcomer


def test_an_agencys_own_format_becomes_duties_and_its_wrong_rows_go_back(tmp_path):
    newcomer = Newcomer(tmp_path)
    newcomer.follow(ROOT / "docs" / "tutorials" / "new-source.md")
    book = openpyxl.load_workbook(newcomer.place / "tryout/home/own/rejects/phan_anh_kien_nghi/2026-10.csv.rejects.xlsx")
    said = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any("Phường Mẫu 999" in text for text in said)
    form = openpyxl.load_workbook(newcomer.place / "tryout/form.xlsx")
    assert "Hẹn trả lời" in {cell.value for sheet in form for row in sheet.iter_rows() for cell in row}
