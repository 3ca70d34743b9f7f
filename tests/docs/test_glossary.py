"""The glossary says what the pages say: every word of the design, and every state, verdict and flag under its name on the pages."""

import tomllib

import pytest

from tests.conftest import ROOT

DESIGN = [
    "profile", "agency", "head", "succession", "standard", "legal basis", "case", "event", "duty", "indicator", "observation", "gap",
    "flag", "edition", "local override", "tier",
]  # fmt: skip
ON_PAGES = ["status", "kind", "verdict", "life", "completeness", "use", "law"]
# a state of the page, not a word of the method: „kỳ này chưa đánh giá“
SAID_BY_THE_PAGE = {"use.waiting"}


@pytest.fixture(scope="module")
def rows() -> list[list[str]]:
    lines = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines if line.startswith("| ")][1:]


def test_every_row_is_a_word_its_vietnamese_and_its_meaning_and_stands_once(rows):
    assert all(len(row) == 3 and all(row) for row in rows), [row for row in rows if len(row) != 3]
    words = [row[0] for row in rows]
    assert len(words) == len(set(words)) and set(DESIGN) <= set(words), set(DESIGN) - set(words)


@pytest.mark.parametrize("section", ON_PAGES)
def test_what_a_page_calls_a_thing_is_what_the_glossary_calls_it(rows, section):
    said = tomllib.loads((ROOT / "dashboards" / "locales" / "vi" / "codes.toml").read_text(encoding="utf-8"))[section]
    vietnamese = " · ".join(f"{row[1]} {row[2]}" for row in rows).lower()
    missing = {code: text for code, text in said.items() if f"{section}.{code}" not in SAID_BY_THE_PAGE and text.lower() not in vietnamese}
    assert not missing
