"""Errata: what a later edition or a person takes back of an edition that stands."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assets.editions.errata import NAME, add_erratum, read_errata, record_withdrawals
from assets.editions.publish import edition_folder, editions, make_known
from assets.editions.verify import verify
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.settings import Home
from tests.conftest import ROOT
from tests.editions.small_city import flag


@pytest.fixture
def home(chain, tmp_path: Path) -> Home:
    """A copy of the editions, with errata to be written to."""
    copy = Home(tmp_path, "small")
    shutil.copytree(chain["city"].home.editions, copy.editions, symlinks=True)
    return copy


def lawgap(chain, home: Home, *arguments: str) -> subprocess.CompletedProcess:
    profile = chain["city"].inbox.parent / "profile"
    command = [sys.executable, "-m", "pipelines.cli", "errata", *arguments, "--profile", str(profile), "--home", str(home.root)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def test_a_published_edition_takes_back_what_earlier_ones_stated_and_no_other(chain):
    found = read_errata(chain["city"].home.editions / NAME)
    said = {(e.edition_id, e.flag_id, e.withdrawn_in) for e in found}
    # corrected data withdrew M0001 in the third edition; M0004 with the month after, so the third had stated it too
    assert said == {(edition, flag("M0001"), "2026-10-31.3") for edition in ("2026-10-31.1", "2026-10-31.2")} | {
        (edition, flag("M0004"), "2026-11-30.1") for edition in ("2026-10-31.1", "2026-10-31.2", "2026-10-31.3")
    }
    reason = next(e for e in found if e.flag_id == flag("M0001"))
    assert "2026-10_sua.csv" in reason.reason_vi and "2026-10_sua.csv" in reason.reason_en


def test_errata_are_in_the_way_of_no_edition(chain):
    place = chain["city"].home
    assert [path.name for path in editions(place)] == ["2026-10-31.1", "2026-10-31.2", "2026-10-31.3", "2026-11-30.1"]
    assert all(verify(path).outcome == "intact" for path in editions(place))
    with pytest.raises(LawgapError, match="no edition"):
        edition_folder(place, NAME)


def test_what_a_killed_run_left_undone_is_done_by_the_next_and_only_once(chain, home: Home):
    before = read_errata(home.editions / NAME)
    (home.editions / NAME).unlink()
    for name in ("corrected", "november"):
        make_known(home, home.editions / chain[name].name, draft=False)
    after = read_errata(home.editions / NAME)
    assert [(e.key, e.withdrawn_in) for e in after] == [(e.key, e.withdrawn_in) for e in before]
    text = (home.editions / NAME).read_bytes()
    make_known(home, home.editions / chain["november"].name, draft=False)
    assert (home.editions / NAME).read_bytes() == text
    # a draft asks, it takes nothing back
    (home.editions / NAME).unlink()
    make_known(home, home.editions / chain["november"].name, draft=True)
    assert not (home.editions / NAME).exists()


def test_a_flag_that_ended_and_came_back_leaves_older_findings_alone(chain, home: Home, tmp_path: Path):
    import duckdb

    (home.editions / NAME).unlink()
    later = home.editions / chain["corrected"].name
    with duckdb.connect(str(later / "audit.duckdb")) as audit:
        audit.execute("update flag set first_listed_in = '2026-10-31.2', asked_in = null where flag_id = ?", [flag("M0001")])
    record_withdrawals(home.editions / NAME, later, [home.editions / chain[name].name for name in ("draft", "published")])
    assert [e.edition_id for e in read_errata(home.editions / NAME)] == ["2026-10-31.2"]


def test_a_person_withdraws_a_flag_or_a_whole_edition(chain, home: Home):
    words = ("--reason-vi", "Thanh tra xác minh: nhập sai ngày.", "--reason-en", "The inspectorate found the dates wrong.")
    done = lawgap(chain, home, "add", "--edition", "2026-11-30.1", "--flag", flag("M0003"), *words)
    assert done.returncode == 0, done.stderr
    whole = lawgap(chain, home, "add", "--edition", "2026-10-31.2", *words)
    assert whole.returncode == 0 and "whole edition" in whole.stdout
    listed = lawgap(chain, home, "list").stdout
    assert f"2026-11-30.1  {flag('M0003')}  by hand" in listed and "2026-10-31.2  (whole edition)  by hand" in listed
    assert f"2026-10-31.3  {flag('M0004')}  withdrawn in 2026-11-30.1" in listed and "Thanh tra xác minh" in listed
    kept = json.loads((home.editions / NAME).read_text(encoding="utf-8"))
    assert (kept["format"], kept["version"], len(kept["errata"])) == ("lawgap.errata", 1, 7)
    again = lawgap(chain, home, "add", "--edition", "2026-10-31.2", *words)
    assert again.returncode == 1 and "withdrawn already" in again.stderr and "Traceback" not in again.stderr
    assert verify(edition_folder(home, "2026-11-30.1")).outcome == "intact"
    assert not [path for path in home.editions.iterdir() if path.name.startswith(f".{NAME}")]


@pytest.mark.parametrize(
    ("edition", "of", "reason", "said"),
    [
        ("2026-12-31.1", flag("M0003"), "x", "no edition 2026-12-31.1"),
        ("../2026-11-30.1", flag("M0003"), "x", "no edition"),
        ("2026-11-30.1", "unmet~M9999~nothing", "x", "no standing published flag 'unmet~M9999~nothing'"),
        # a lead is stated on no page, and what was withdrawn stands no more
        ("2026-10-31.2", "clock_doubt~M0001~-~outside_hours", "x", "no standing published flag"),
        ("2026-11-30.1", flag("M0004"), "x", "no standing published flag"),
        ("2026-10-31.2", flag("M0001"), "x", "withdrawn already"),
        ("2026-11-30.1", flag("M0003"), " ", "reason in both languages"),
    ],
)
def test_what_cannot_be_withdrawn_is_said_and_nothing_is_written(home: Home, edition: str, of: str, reason: str, said: str):
    before = (home.editions / NAME).read_bytes()
    with pytest.raises(LawgapError, match=said) as error:
        add_erratum(home.editions / NAME, edition_folder(home, edition), of, reason, "x")
    assert error.value.where and error.value.do
    assert (home.editions / NAME).read_bytes() == before


@pytest.mark.parametrize(
    "text",
    ["{", "[]", '{"format": "lawgap.errata", "version": 2, "errata": []}', '{"format":"lawgap.errata","version":1,"errata":[{}]}', "\xff"],
)
def test_errata_that_cannot_be_read_are_an_error_and_are_kept(chain, home: Home, text: str):
    path = home.editions / NAME
    path.write_bytes(text.encode("latin-1"))
    edition = edition_folder(home, chain["november"].name)
    for command in (
        lambda: read_errata(path),
        lambda: add_erratum(path, edition, None, "a", "b"),
        lambda: make_known(home, edition, draft=False),
    ):
        with pytest.raises(LawgapError, match="the errata cannot be read") as error:
            command()
        assert error.value.where == str(path) and "backup" in error.value.do
    assert path.read_bytes() == text.encode("latin-1")
