"""The first tutorial, followed to the letter by somebody who has nothing but the project."""

from tests.conftest import ROOT
from tests.docs.tutorial import Newcomer


def test_ten_minutes_lead_from_three_files_to_a_number_and_its_rows(tmp_path):
    newcomer = Newcomer(tmp_path)
    newcomer.follow(ROOT / "docs" / "tutorials" / "first-indicator.md")
    page = newcomer.place / "tryout/sample/editions/latest/site/indicators/result_before_due_day.html"
    assert "Tỷ lệ hồ sơ có kết quả trước ngày đến hạn" in page.read_text(encoding="utf-8")
