"""Sentences people read: their numbers, their format, and no blank in any case."""

import pytest

from assets.gaps.wording import figure, percent, severity, texts

UNMET = {
    "kind": "unmet", "numerator": 27, "denominator": 96, "window_end": "2026-10-31", "agency_vi": "Phường Mẫu 33", "agency_en": "Mau 33 ward",
    "standard_vi": "Trả kết quả", "standard_en": "Results", "achieved": 0.71875, "shrunk": 0.734, "shrunk_lower": 0.64, "shrunk_upper": 0.812,
    "required": 1.0, "tolerance": 0.05, "verdict": "agency_cause", "median_shrunk": 0.98, "unit": "working_day", "status": "confirmed", "legal_basis": "Điều 9",
}  # fmt: skip
UNWORKABLE = UNMET | {
    "kind": "unworkable", "numerator": 3210, "denominator": 8450, "agencies": 126, "agencies_below": 118, "median_shrunk": 0.621, "legal_limit": 10.0,
    "workable_limit": 17.0, "workable_lower": 15.0, "workable_upper": 19.0, "review_findings": 0, "law_supported": True, "led_by_vi": "Sở Mẫu", "led_by_en": None,
}  # fmt: skip


def test_numbers_are_written_as_each_language_writes_them():
    assert figure(1234.5, "vi", 1) == "1.234,5"
    assert figure(1234.5, "en", 1) == "1,234.5"
    assert (percent(0.71875, "vi"), percent(0.5, "en")) == ("71,9 %", "50%")
    assert percent(0.9999, "vi") == "99,9 %"


def test_unmet():
    said = texts(UNMET)
    assert said["statement_vi"].startswith(
        "Phường Mẫu 33: 27/96 nghĩa vụ “Trả kết quả” đến hạn trong 12 tháng tính đến 31/10/2026 chưa được thực hiện đúng hạn."
    )
    assert "64 % đến 81,2 %" in said["statement_vi"]
    assert "27/96" in said["statement_en"] and "31 October 2026" in said["statement_en"]
    assert "mặt bằng chung" in texts(UNMET | {"verdict": "common_cause"})["statement_vi"]
    assert "đúng quy định" in texts(UNMET | {"unit": None})["statement_vi"]


def test_the_law_is_blamed_only_with_support():
    said = texts(UNWORKABLE)
    assert "17 ngày làm việc (khoảng tin cậy 95 %: 15–19)" in said["statement_vi"]
    assert said["recommended_step_vi"].startswith("Sở Mẫu")
    without = texts(UNWORKABLE | {"law_supported": False})
    assert "chưa đủ căn cứ" in without["statement_vi"]
    assert "sửa đổi, bổ sung" not in without["recommended_step_vi"]
    reviewed = texts(UNWORKABLE | {"workable_lower": float("nan"), "review_findings": 2})
    assert "2 kết quả rà soát" in reviewed["statement_vi"]


def test_promises_beyond_the_law_are_told_before_the_law_is_blamed():
    said = texts(UNWORKABLE | {"slips": 2888, "over_law": 2700, "kept": 2510})
    assert said["recommended_step_vi"].startswith("Trước hết Sở Mẫu đưa ngày hẹn") and "2.700/2.888" in said["recommended_step_vi"]
    assert said["recommended_step_vi"].index("đo lại") < said["recommended_step_vi"].index("kiến nghị sửa đổi")
    assert said["other_explanations_vi"].startswith("2.700/2.888 phiếu hẹn") and said["other_explanations_en"].startswith(
        "2,700/2,888 slips"
    )
    assert "2.510/2.700 vụ việc ấy xong không muộn hơn ngày đã hẹn" in said["statement_vi"] and "2,510/2,700" in said["statement_en"]


@pytest.mark.parametrize(
    "row",
    [
        UNMET,
        UNWORKABLE,
        UNWORKABLE | {"slips": 9, "over_law": 8, "kept": 7},
        UNWORKABLE | {"workable_upper": float("nan"), "status": "seen"},
        UNWORKABLE | {"law_supported": None},
    ],
)
def test_nothing_is_left_blank(row):
    said = texts(row)
    assert set(said) == {
        "severity",
        *(f"{part}_{tongue}" for part in ("statement", "recommended_step", "other_explanations") for tongue in ("vi", "en")),
    }
    for text in (value for key, value in said.items() if key != "severity"):
        assert text and "nan" not in text.lower().split() and "None" not in text and "  " not in text


def test_severity_has_cut_points_in_the_profile():
    assert [severity(n) for n in (1, 9, 10, 29, 30, 100)] == [1, 1, 2, 2, 3, 4]
    assert severity(9, {"severity_2": 5}) == 2
