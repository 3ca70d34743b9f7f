"""Reasons are sentences a head of an agency understands: what changed, through which file, and whether the old finding holds."""

import datetime as dt

import pytest

from assets.editions.life_wording import reason

FILE = {"name": "don_khieu_nai/M0090_2026-09.csv", "known_at": dt.datetime(2026, 11, 9, 14, 5), "withdrawn": False}
ROW = {
    "flag_id": "x", "life": "withdrawn", "life_cause": "late_data", "kind": "unmet", "edition_before": "2026-10-31.2",
    "window_before": dt.date(2026, 10, 31), "as_of": dt.date(2026, 11, 30), "numerator_before": 1200, "denominator_before": 3400,
    "numerator": None, "denominator": None, "unmet_recounted": 3, "due_recounted": 3400, "unmet_now": 2, "due_now": 3300,
    "reached": True, "files": None,
}  # fmt: skip


def test_numbers_and_days_are_written_as_each_language_writes_them():
    assert "(khi công bố: 1.200/3.400 chưa thực hiện đúng; tính lại: 3/3.400 chưa thực hiện đúng)" in reason(ROW, "vi")
    said = reason({**ROW, "files": [FILE]}, "en")
    assert said.startswith(f"Data of the old period came after publication: file “{FILE['name']}” came on 9 November 2026.")
    assert "The 12 months to 31 October 2026" in said and "1,200/3,400 not met" in said


def test_a_file_taken_back_and_many_files_are_told():
    back = reason({**ROW, "life_cause": "corrected_file", "files": [{**FILE, "withdrawn": True}, *[FILE] * 4]}, "vi")
    assert "được rút ngày 09/11/2026" in back and "và 2 tệp khác" in back


@pytest.mark.parametrize(
    ("cause", "said"),
    [("law", "chuẩn mực"), ("parameter", "Tham số"), ("erasure", "xóa theo yêu cầu của người dân"), ("code", "Cách tính")],
)
def test_what_holds_for_all_is_named(cause: str, said: str):
    assert said in reason({**ROW, "life_cause": cause}, "vi").split(".")[0]


def test_a_file_that_came_late_resolves_and_the_old_finding_holds():
    row = {**ROW, "kind": "unreported", "life": "resolved", "numerator_before": 1, "denominator_before": None}
    assert "phát hiện cũ vẫn đúng" in reason({**row, "files": [FILE]}, "vi") and FILE["name"] in reason({**row, "files": [FILE]}, "en")
    assert "12 tháng đánh giá" in reason(row, "vi")


@pytest.mark.parametrize(
    ("change", "said"),
    [({}, "đã đạt mức phải đạt"), ({"reached": False}, "chưa đủ chắc chắn"), ({"due_now": None}, "không còn nghĩa vụ nào đến hạn"),
     ({"kind": "overdue"}, "không còn trường hợp nào"), ({"kind": "worsening"}, "không còn đủ căn cứ")],
)  # fmt: skip
def test_resolved_says_no_more_than_the_data_do(change: dict, said: str):
    text = reason({**ROW, "life": "resolved", **change}, "vi")
    assert said in text and "2026-10-31.2 vẫn đúng với số liệu hiện nay" in text
