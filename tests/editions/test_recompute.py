"""An old edition made again from the warehouse, after corrections came and the law changed; and what differs between two."""

import copy
import csv
import datetime as dt
import json
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import duckdb
import holidays
import pytest

from assets.editions.erasures import Record
from assets.editions.manifest import chain_to, code_version, read_manifest
from assets.editions.recompute import recompute
from assets.editions.verify import Verdict, verify
from assets.sources.calendar import calendar_days
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import load_profile
from pipelines.runtime.settings import Home
from pipelines.runtime.warehouse import locked, writing
from tests.conftest import ROOT
from tests.editions.small_city import RULE, City, flag


@pytest.fixture(scope="module")
def moved_on(chain, tmp_path_factory) -> City:
    """The city's home copied; since then its law has changed: thirty days for what had three."""
    from assets.sources.profile_tables import put_profile

    folder = tmp_path_factory.mktemp("moved_on")
    city = copy.copy(chain["city"])
    with locked(city.home, quiet):
        shutil.copytree(city.home.folder, folder / "home" / "small", symlinks=True)
    shutil.copytree(city.profile.folder, folder / "profile")
    amend(city, folder / "profile" / "standards.csv", "limit_value")
    amend(city, folder / "profile" / "procedures.csv", "limit_value")
    city.home, city.profile = Home(folder / "home", "small"), load_profile(folder / "profile")
    with writing(city.home) as connection:
        put_profile(connection, city.profile)
    return city


def amend(city: City, path: Path, column: str) -> None:
    """The profile's own copy of a table of its law, with thirty for the rule."""
    with city.profile.find(path.name).open(encoding="utf-8", newline="") as handle:
        header, *rows = csv.reader(handle)
    for row in rows:
        if RULE in row:
            row[header.index(column)] = "30"
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows([header, *rows])


def quiet(text: str) -> None:
    """Nothing waits for another run here."""


def edition(city: City, chain: dict, name: str) -> Path:
    return city.home.editions / chain[name].name


def test_the_oldest_and_the_newest_come_out_again_after_corrections_and_a_change_of_the_law(chain, moved_on):
    before = moved_on.home.warehouse.read_bytes()
    for name in ("draft", "november"):
        folder = edition(moved_on, chain, name)
        assert recompute(folder, moved_on.home, verify(folder), quiet).difference == "", name
    assert moved_on.home.warehouse.read_bytes() == before


def test_an_edition_comes_out_again_with_the_holidays_it_was_made_with(chain, moved_on, monkeypatch):
    """A later release of the package may know one day more: a Wednesday of August."""
    real = holidays.country_holidays

    def released(*arguments, **keywords):
        table = real(*arguments, **keywords)
        table.append({"2026-08-12": "in a later release"})
        return table

    monkeypatch.setattr("holidays.country_holidays", released)
    folder = edition(moved_on, chain, "draft")
    one_more = next(row for row in calendar_days(moved_on.profile).itertuples() if row.day == dt.date(2026, 8, 12))
    assert one_more.is_working == 0, "the release would change what is counted today"
    assert recompute(folder, moved_on.home, verify(folder), quiet).difference == ""
    kept = (folder / "profile" / "public_holidays.csv").read_text(encoding="utf-8").splitlines()
    assert kept[0] == "date,kind,document" and f"2026-09-02,off,holidays {holidays.__version__}" in kept


def test_a_library_that_numbers_pass_through_is_part_of_the_codes_version(monkeypatch):
    before = code_version()
    for package in ("duckdb", "holidays", "numpy", "pandas", "scipy"):
        with monkeypatch.context() as patch:
            patch.setattr("assets.editions.manifest.version", lambda name, newer=package: "99" if name == newer else version(name))
            assert code_version.__wrapped__() != before, package


def test_a_fact_changed_in_the_warehouse_is_named_with_its_table_and_key(chain, moved_on):
    with writing(moved_on.home) as connection:
        connection.execute("update sources.procedure_case set finished_at = accepted_at where case_id = 'M0003.2026-08.1'")
    folder = edition(moved_on, chain, "draft")
    verdict = recompute(folder, moved_on.home, Verdict("intact"), quiet)
    assert verdict.outcome == "broken"
    assert verdict.difference.startswith("recomputed: table case_event: case_kind procedure_case, case_id M0003.2026-08.1")


def test_a_record_of_an_erasure_that_was_written_by_hand_explains_no_changed_number(chain, moved_on):
    """The fact of the test before is still changed; whoever changed it may write files too."""
    folder = edition(moved_on, chain, "draft")
    path = moved_on.home.folder / "erasures" / "x.json"
    path.parent.mkdir()
    path.write_text(json.dumps({"at": "2026-12-01 09:00:00", "editions": [folder.name]}), encoding="utf-8")
    with pytest.raises(LawgapError, match="not a record of an erasure"):
        recompute(folder, moved_on.home, Verdict("intact"), quiet)
    with duckdb.connect(str(moved_on.home.warehouse), read_only=True) as warehouse:
        ((file, row),) = warehouse.execute(
            "select source_file_id, row from sources.procedure_case where case_id = 'M0003.2026-08.2'"
        ).fetchall()
    record = Record(
        "2026-12-01 09:00:00", "0" * 64, "x", [folder.name], {"procedure_case": 1}, {file: {"name": "x", "rows": 1}}, finished=True
    )
    record.write(path)
    # nothing was erased
    assert recompute(folder, moved_on.home, Verdict("intact"), quiet).outcome == "broken"
    with writing(moved_on.home) as connection:
        connection.execute("insert into sources.erased_row values (?, '', ?)", [file, row])
        connection.execute("insert into sources.rejected_row values (?, '', ?, '', '', 'erased at the person''s request')", [file, row])
        counts = "rows_accepted = rows_accepted - $2, rows_rejected = rows_rejected + $2"
        connection.execute(f"update sources.source_file set {counts} where source_file_id = $1", [file, 1])
    # something was, and it is not what differs
    verdict = recompute(folder, moved_on.home, Verdict("intact"), quiet)
    assert verdict.outcome == "broken" and "M0003.2026-08.1" in verdict.difference
    assert verdict.difference.endswith("no erasure explains it") and "erasure x.json" in verdict.remarks[-1]
    path.unlink()
    with writing(moved_on.home) as connection:
        connection.execute("delete from sources.erased_row")
        connection.execute("delete from sources.rejected_row where source_file_id = ? and row = ?", [file, row])
        connection.execute(f"update sources.source_file set {counts} where source_file_id = $1", [file, -1])


def test_months_published_late_and_in_order_have_a_chain_of_their_own(chain, moved_on, monkeypatch):
    """Two months before the first one: each leads back to the month before it, and nothing that stood is led elsewhere."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(chain["config"]))
    august, september = moved_on.publish(dt.date(2026, 8, 31)), moved_on.publish(dt.date(2026, 9, 30))
    assert [path.name for path in chain_to(september)] == ["2026-08-31.1", "2026-09-30.1"]
    assert read_manifest(august)["previous"] is None
    stood = [chain[name].name for name in ("draft", "published", "corrected", "november")]
    assert [path.name for path in chain_to(edition(moved_on, chain, "november"))] == stood
    assert (moved_on.home.editions / "latest").resolve().name == "2026-11-30.1"
    assert [verify(edition(moved_on, chain, "november")).outcome, verify(september).outcome] == ["intact"] * 2
    # of months with the new limit the flags are gone; no comparison leads from September to the October published before it
    found = diff(moved_on, september.name, chain["draft"].name)
    assert {key: row for key, row in found.items() if key[0] == "standard"} == {
        ("standard", f"{RULE}~limit_value"): ("30.000000", "3.000000", "law")
    }
    assert found["flag", flag("M0003")] == (None, "24/24", "not_compared")


def diff(city: City, *editions: str) -> dict[tuple[str, str], tuple[str, str, str]]:
    command = [sys.executable, "-m", "pipelines.cli", "diff", *editions, "--format", "json"]
    where = ["--profile", str(city.profile.folder), "--home", str(city.home.root)]
    done = subprocess.run([*command, *where], cwd=ROOT, capture_output=True, text=True, check=True)
    return {(row["what"], row["key"]): (row["before"], row["after"], row["cause"]) for row in json.loads(done.stdout)}


def test_diff_tells_what_changed_over_several_editions_and_why(chain):
    found = diff(chain["city"], chain["published"].name, chain["november"].name)
    assert found["flag", flag("M0001")] == ("24/24", None, "corrected_file"), "the cause stands in the edition between"
    assert found["gap", f"M0006~{RULE}"] == ("0/24", "32/54", "new_cases")
    # months that both count, one row an indicator, agency and standard; only what was sent again may have changed their counts
    before, after, cause = found["observation", f"decided_on_time~M0001~{RULE}~1m"]
    assert cause == "corrected_file" and before.startswith("2025-11: 0/2; 2025-12: 0/2") and after.startswith("2025-11: 2/2; 2025-12: 2/2")
    assert {key for what, key in found if what == "observation" and key.startswith("decided_on_time~")} == {
        f"decided_on_time~{agency}~{RULE}~1m" for agency in ("M0001", "M0004")
    }
    assert found["unknown", "M0006~onestop_result_by_due_date"] == ("24", "54", "new_cases")
    before, after, cause = found["estimate", RULE]
    assert before.split(":")[0] == after.split(":")[0] == "7 agencies" and before != after and "corrected_file" in cause
    files = {after: cause for (what, _), (_, after, cause) in found.items() if what == "source_file"}
    assert files == {"ho_so_tthc/2026-10_sua.csv": "corrected_file", "ho_so_tthc/2026-11.csv": "new_cases"}
    assert not [key for key in found if key[0] in ("standard", "parameter")]
    assert diff(chain["city"], chain["november"].name, chain["november"].name) == {}
    # every observation of a month of both that differs stands in one of the rows
    told = diff(chain["city"], chain["published"].name, chain["corrected"].name)
    with duckdb.connect() as both:
        for name in ("published", "corrected"):
            both.execute(f"attach '{chain[name] / 'audit.duckdb'}' as {name} (read_only)")
        picked = "indicator_id, agency_id, standard_id, period, window_months, numerator, denominator, unknown, value"
        differs = both.execute(
            f"select distinct period, concat_ws('~', indicator_id, agency_id, standard_id, window_months || 'm') from "
            f"(select {picked} from published.observation except select {picked} from corrected.observation)"
        ).fetchall()
    assert len(differs) > 30 and all(f"{period}: " in told["observation", key][0] for period, key in differs)
    assert {cause for (what, _), (_, _, cause) in told.items() if what in ("observation", "estimate")} == {"corrected_file"}
