"""Every example of docs/exploring.md, as it stands there, on the demo's edition."""

import duckdb
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


def test_the_five_examples_give_what_they_say(at_home, monkeypatch):
    """They run one after the other, as a reader would type them."""
    examples = [block.text for block in blocks(PAGE) if block.language == "python"]
    assert len(examples) == 5
    monkeypatch.chdir(at_home.place)
    said: dict = {}
    for number, text in enumerate(examples, 1):
        exec(compile(text, f"exploring.md, example {number}", "exec"), said)
    assert said["edition"]["simulated"].to_list() == [True]
    with pytest.raises(duckdb.Error, match="read-only"):
        said["audit"].execute("delete from flag")
    for name in ("trend", "below", "raw_only", "worst", "duties", "rows"):
        assert len(said[name]) > 0, name
    assert said["trend"]["rate"].is_between(0, 1).all() and said["trend"]["period"].is_sorted()
    assert (said["late"]["days_over"] > 0).all()
    assert set(said["rows"]["role"]) & {"start", "end"} and said["rows"]["row"].min() >= 2
