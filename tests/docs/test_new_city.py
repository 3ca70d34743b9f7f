"""The tutorial of a new city, followed to the letter: from an empty folder to an edition that verifies."""

from tests.conftest import ROOT
from tests.docs.tutorial import Newcomer


def test_a_folder_of_data_becomes_a_city_with_an_edition(tmp_path):
    newcomer = Newcomer(tmp_path)
    newcomer.follow(ROOT / "docs" / "tutorials" / "new-city.md")
    page = newcomer.place / "home/thu_nghiem/editions/latest/site/index.html"
    assert "Thành phố Thử nghiệm" in page.read_text(encoding="utf-8")
