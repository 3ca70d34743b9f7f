"""An old edition made again from the warehouse, after corrections came and the law changed; and what differs between two."""

import copy
import csv
import datetime as dt
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assets.editions.manifest import chain_to, read_manifest
from assets.editions.recompute import recompute
from assets.editions.verify import Verdict, verify
from pipelines.runtime.profile import load_profile
from pipelines.runtime.settings import Home
from pipelines.runtime.warehouse import writing
from tests.conftest import ROOT
from tests.editions.small_city import RULE, City, flag


@pytest.fixture(scope="module")
def moved_on(chain, tmp_path_factory) -> City:
    """The city's home copied; since then its law has changed: ten days for what had three."""
    from assets.sources.profile_tables import put_profile

    folder = tmp_path_factory.mktemp("moved_on")
    city = copy.copy(chain["city"])
    shutil.copytree(city.home.folder, folder / "home" / "small", symlinks=True)
    shutil.copytree(city.profile.folder, folder / "profile")
    path = city.profile.find("standards.csv")
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    for row in rows:
        row["limit_value"] = "30" if row["standard_id"] == RULE else row["limit_value"]
    with (folder / "profile" / "standards.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    city.home, city.profile = Home(folder / "home", "small"), load_profile(folder / "profile")
    with writing(city.home) as connection:
        put_profile(connection, city.profile)
    return city


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


def test_a_fact_changed_in_the_warehouse_is_named_unless_an_erasure_explains_it(chain, moved_on):
    home, folder = moved_on.home, edition(moved_on, chain, "published")
    with writing(home) as connection:
        connection.execute("begin")
        connection.execute("update sources.procedure_case set completed_at = received_at where case_id = 'M0003.2026-08.1'")
        connection.execute("commit")
    verdict = recompute(folder, home, Verdict("intact"), quiet)
    assert verdict.outcome == "broken" and verdict.difference.startswith(
        "recomputed: table case_event: case_kind procedure_case, case_id M0003.2026-08.1"
    )
    record = {"at": "2026-12-20T09:00:00", "editions": [folder.name]}
    (home.folder / "erasures").mkdir()
    (home.folder / "erasures" / "1.json").write_text(json.dumps(record), encoding="utf-8")
    verdict = recompute(folder, home, Verdict("intact"), quiet)
    assert verdict.outcome == "redacted" and "1.json" in verdict.remarks[-1]


def test_an_erasure_explains_only_editions_it_names_made_before_it():
    from assets.editions.erasures import Erasure, explaining

    known_at = dt.datetime(2026, 11, 2, 8)
    later, earlier = (Erasure(name, dt.datetime(2026, month, 1), frozenset({"2026-10-31.1"})) for name, month in (("a", 12), ("b", 10)))
    assert explaining([later, earlier], "2026-10-31.1", known_at) == [later]
    assert explaining([later], "2026-10-31.2", known_at) == []


def test_months_published_late_and_in_order_have_a_chain_of_their_own(chain, moved_on):
    """Two months before the first one: each leads back to the month before it, and nothing that stood is led elsewhere."""
    august, september = moved_on.publish(dt.date(2026, 8, 31)), moved_on.publish(dt.date(2026, 9, 30))
    assert [path.name for path in chain_to(september)] == ["2026-08-31.1", "2026-09-30.1"]
    october = moved_on.publish(dt.date(2026, 10, 31))
    names = [chain[name].name for name in ("draft", "published", "corrected")]
    assert [path.name for path in chain_to(october)] == [*names, "2026-10-31.4"]
    assert read_manifest(august)["previous"] is None
    assert (moved_on.home.editions / "latest").resolve().name == "2026-11-30.1"
    # made where no signing key is: after editions that were signed this must not pass
    assert verify(september).outcome == "intact" and "unsigned" in verify(october).difference


def diff(city: City, *editions: str) -> dict[tuple[str, str], tuple[str, str, str]]:
    command = [sys.executable, "-m", "pipelines.cli", "diff", *editions, "--format", "json"]
    where = ["--profile", str(city.profile.folder), "--home", str(city.home.root)]
    done = subprocess.run([*command, *where], cwd=ROOT, capture_output=True, text=True, check=True)
    return {(row["what"], row["key"]): (row["before"], row["after"], row["cause"]) for row in json.loads(done.stdout)}


def test_diff_tells_what_changed_over_several_editions_and_why(chain):
    found = diff(chain["city"], chain["published"].name, chain["november"].name)
    assert found["flag", flag("M0001")] == ("24/24", None, "corrected_file"), "the cause stands in the edition between"
    assert found["gap", f"M0006~{RULE}"] == ("0/24", "32/54", "new_cases")
    files = {after: cause for (what, _), (_, after, cause) in found.items() if what == "source_file"}
    assert files == {"ho_so_tthc/2026-10_sua.csv": "corrected_file", "ho_so_tthc/2026-11.csv": "new_cases"}
    assert not [key for key in found if key[0] in ("standard", "parameter")]
    assert diff(chain["city"], chain["november"].name, chain["november"].name) == {}


def test_diff_names_the_field_of_the_law_that_changed(chain, moved_on):
    """Runs after the October made with the changed law."""
    found = diff(moved_on, chain["corrected"].name, "2026-10-31.4")
    assert {key: row for key, row in found.items() if key[0] == "standard"} == {
        ("standard", f"{RULE}~limit_value"): ("3.000000", "30.000000", "law")
    }
    assert found["flag", flag("M0003")] == ("24/24", None, "law")
