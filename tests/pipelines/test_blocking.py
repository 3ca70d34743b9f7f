"""A broken blocking rule: nothing is published, and people are told why in words."""

import datetime as dt
import io

import pytest
from dagster import AssetKey, DagsterEventType, DagsterInstance, build_run_status_sensor_context
from rich.console import Console

from assets.editions.publish import latest
from pipelines.definitions import definitions
from pipelines.letters import read_letters
from pipelines.runs import publish
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.warehouse import writing
from tests.editions.small_city import COMMUNES, City, dossier


@pytest.fixture
def city(tmp_path, monkeypatch):
    """A city with a standing edition."""
    for name in ("DAGSTER_HOME", "LAWGAP_PROFILE", "LAWGAP_HOME"):
        monkeypatch.setenv(name, "")
    monkeypatch.setenv("DAGSTER_DISABLE_TELEMETRY", "1")
    city = City(tmp_path)
    city.send("ho_so_tthc", "2026-09.csv", [dossier(agency, "2026-09", 1) for agency in COMMUNES], "2026-10-02 08:00:00")
    city.publish(dt.date(2026, 9, 30))
    return city


def test_a_broken_rule_stops_publication_and_says_which_and_why(city):
    before = latest(city.home)
    with writing(city.home) as connection:
        connection.execute("update sources.source_file set rows_accepted = rows_accepted + 7")
    city.send("ho_so_tthc", "2026-10.csv", [dossier("M0001", "2026-10", 1)], "2026-11-02 08:00:00")
    with pytest.raises(LawgapError) as stopped:
        publish(city.profile, city.home, city.inbox, "2026-10-31", "", False, Console(file=io.StringIO()))
    said = str(stopped.value)
    assert "ledger_adds_up" in said and "không công bố" in said and "nothing after it was made or published" in said
    assert "1 rows of sources.clock" in said
    # the edition before stands, and no new one exists
    assert latest(city.home) == before and len([p for p in city.home.editions.iterdir() if p.is_dir() and not p.is_symlink()]) == 1
    with DagsterInstance.get() as instance:
        _check_says_which_rows(instance)
        _letter_says_why(city, instance)


def _check_says_which_rows(instance: DagsterInstance) -> None:
    """What analysts see at the check: the rule, its query, the rows as a table, the file."""
    (run,) = instance.get_runs()
    events = [e.dagster_event for e in instance.all_logs(run.run_id, of_type=DagsterEventType.ASSET_CHECK_EVALUATION)]
    (check,) = [c for e in events if (c := e.asset_check_evaluation_data).check_name == "ledger_adds_up"]
    assert check.asset_key == AssetKey(["sources", "clock"]) and not check.passed and check.blocking
    metadata = check.metadata
    assert metadata["rule"].value.endswith("sql/checks/ledger_adds_up.sql") and "select" in metadata["query"].value
    (row,) = metadata["sample"].records
    assert row.data["source_id"] == "ho_so_tthc"


def _letter_says_why(city: City, instance: DagsterInstance) -> None:
    """Runs from the command line are watched like others."""
    (run,) = instance.get_runs()
    (event,) = [e.dagster_event for e in instance.all_logs(run.run_id, of_type=DagsterEventType.RUN_FAILURE)]
    defs = definitions(str(city.profile.folder))
    context = build_run_status_sensor_context("failed_runs", event, instance, run, repository_def=defs.get_repository_def())
    defs.resolve_sensor_def("failed_runs")(context.for_run_failure())
    (letter,) = read_letters(city.home)
    assert "ledger_adds_up" in letter.text and "publish" in letter.subject
