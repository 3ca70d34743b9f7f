"""Every example of docs/exploring.md, as it stands there, on the demo's edition."""

import polars as pl
import pytest

from tests.conftest import ROOT
from tests.docs.tutorial import Newcomer, blocks, commands

PAGE = ROOT / "docs" / "exploring.md"


@pytest.fixture(scope="module")
def at_home(demo, tmp_path_factory):
    """Somebody whose home is the demo's."""
    newcomer = Newcomer(tmp_path_factory.mktemp("exploring"))
    (newcomer.place / "home").symlink_to(demo)
    return newcomer


def test_every_question_of_the_command_line_is_answered(at_home):
    asked = [command for block in blocks(PAGE) if block.language == "console" for command, _ in commands(block.text)]
    printed = [at_home.type(command) for command in asked]
    assert "meaning_vi" in printed[0] and "evidence_sql" in printed[2]
    overdue = pl.read_csv(at_home.place / "overdue.csv")
    assert len(overdue) == 10 and overdue["days_over"].is_sorted(descending=True)


# what a reader would see of the names that the examples leave behind
SEEN = """
assert edition["simulated"].to_list() == [True]
try:
    audit.execute("delete from flag")
except duckdb.Error as refused:
    assert "read-only" in str(refused)
else:
    raise AssertionError("the edition can be written")
for found in (trend, below, raw_only, worst, duties, rows):
    assert len(found) > 0
assert trend["rate"].is_between(0, 1).all() and trend["period"].is_sorted()
assert (late["days_over"] > 0).all()
assert set(rows["role"]) & {"start", "end"} and rows["row"].min() >= 2
"""


def test_the_five_examples_give_what_they_say(at_home):
    """One after the other in one session, as a reader would type them."""
    examples = [block.text for block in blocks(PAGE) if block.language == "python"]
    assert len(examples) == 5
    (at_home.place / "typed.py").write_text("\n".join([*examples, SEEN]), encoding="utf-8")
    at_home.type(".venv/bin/python typed.py")
