"""Runs as the UI starts them, on a city of twelve communes: months, config, single assets, two runs at once."""

import json
import threading
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from dagster import AssetKey, DagsterInstance

from tests.editions.small_city import City, a_year

WAITING = "another run is writing"
LATE = {"M0003": {f"2026-{month:02}" for month in range(1, 11)}}
COMPLAINT = {"Mã đơn": "KN-1", "Lần giải quyết": "1", "Ngày nhận": "05/10/2026"}


class Ui:
    """The jobs of the city's code location in an instance of its own."""

    def __init__(self, folder: Path) -> None:
        from pipelines.definitions import definitions

        self.city = City(folder)
        (folder / "dagster").mkdir()
        self.instance = DagsterInstance.local_temp(str(folder / "dagster"))
        self.definitions = definitions(str(self.city.profile.folder))

    def run(self, job: str, month: str | None = None, assets: list[str] | None = None, **config):
        """The result of a run with this config in the launchpad, and its tags."""
        place = {"profile": str(self.city.profile.folder), "home": str(self.city.home.root), "inbox": str(self.city.inbox)}
        result = self.definitions.resolve_job_def(job).execute_in_process(
            run_config={
                "resources": {"edition": {"config": {**place, **config}}},
                "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
            },
            instance=self.instance, partition_key=month, raise_on_error=False,
            asset_selection=[AssetKey(name.split("/")) for name in assets] if assets else None,
        )  # fmt: skip
        return result, self.instance.get_run_by_id(result.run_id).tags

    def ask(self, sql: str) -> list[tuple]:
        with duckdb.connect(str(self.city.home.warehouse), read_only=True) as warehouse:
            return warehouse.execute(sql).fetchall()


def made_ui(folder: Path) -> Ui:
    ui = Ui(folder)
    for month, rows in a_year("2026-10", LATE).items():
        ui.city.send("ho_so_tthc", f"{month}.csv", rows, "2026-11-02 08:00:00")
    return ui


@pytest.fixture(scope="module")
def ui(tmp_path_factory):
    """September and October, backfilled."""
    made = made_ui(tmp_path_factory.mktemp("ui"))
    made.months = {month: made.run("backfill", month) for month in ("2026-09", "2026-10")}
    yield made
    made.instance.dispose()


def edition_in(result) -> Path:
    [event] = [e for e in result.get_asset_materialization_events() if e.asset_key.path == ["editions", "edition"]]
    return Path(event.materialization.metadata["folder"].value)


def told(run: threading.Thread, heard: Callable[[], bool]) -> bool:
    """Whether a run that waits says so; one that ended, or stays silent for minutes, does not."""
    return any(heard() or run.join(0.5) for _ in range(600) if run.is_alive())


def words(result) -> str:
    from pipelines.failures import reason

    return reason(result.all_events)


def test_a_backfill_makes_the_editions_of_its_months_each_after_the_one_before(ui):
    folders = []
    for month, (result, tags) in ui.months.items():
        assert result.success, words(result)
        folder = edition_in(result)
        as_of = {"2026-09": "2026-09-30", "2026-10": "2026-10-31"}[month]
        assert folder.name == f"{as_of}.1"
        assert (tags["lawgap/edition"], tags["lawgap/as_of"]) == (folder.name, as_of)
        assert tags["lawgap/known_at"] == "2026-11-02 08:00:00" and tags["dagster/partition"] == month
        folders.append(folder)
    september, october = folders
    assert json.loads((october / "manifest.json").read_text(encoding="utf-8"))["previous"]["edition_id"] == september.name


def test_what_is_made_by_month_carries_its_month_in_the_history(ui):
    result, _ = ui.months["2026-09"]
    partitions = {tuple(event.asset_key.path): event.partition for event in result.get_asset_materialization_events()}
    assert partitions["indicators", "promise_kept"] == partitions["gaps", "gap"] == partitions["editions", "edition"] == "2026-09"
    assert partitions["duties", "duty"] is None and partitions["sources", "clock"] is None


def test_columns_of_the_warehouse_are_those_the_pages_list(ui):
    """The headers are written by hand; what was made is the judge."""
    graph = ui.definitions.resolve_asset_graph()
    for key in graph.get_all_asset_keys():
        metadata = graph.get(key).metadata
        if "dagster/column_lineage" in metadata:
            listed = {column.name for column in metadata["dagster/column_schema"].columns}
            assert listed == {row[0] for row in ui.ask(f"describe {'.'.join(key.path)}")}, key


def test_one_indicator_is_made_alone_with_a_picture_of_its_months(ui):
    result, _ = ui.run("__ASSET_JOB", "2026-10", ["indicators/dossier_on_time_by_law"])
    assert result.success, words(result)
    [event] = result.get_asset_materialization_events()
    assert event.partition == "2026-10" and event.materialization.metadata["dagster/row_count"].value > 0
    assert "](data:image/svg+xml;base64," in event.materialization.metadata["trend"].value


def test_an_indicator_of_a_month_at_which_the_cases_do_not_stand_is_refused_in_words(ui):
    result, _ = ui.run("__ASSET_JOB", "2026-09", ["indicators/dossier_on_time_by_law"])
    assert not result.success
    assert "sources/clock stands at 2026-10-31, and the partition is 2026-09" in words(result) and "backfill" in words(result)


def test_an_intake_that_moved_the_clock_does_not_let_an_indicator_be_made_of_duties_of_another_day(ui):
    assert ui.run("intake", as_of="2026-09-30")[0].success
    result, _ = ui.run("__ASSET_JOB", "2026-09", ["indicators/dossier_on_time_by_law"])
    assert not result.success
    assert "duties/duty stands at 2026-10-31, and the partition is 2026-09" in words(result)
    assert ui.run("intake", as_of="2026-10-31")[0].success


@pytest.mark.parametrize(
    ("config", "month", "said"),
    [
        ({"as_of": "31/10/2026"}, None, "not a date: '31/10/2026'"),
        ({"as_of": "2099-01-01"}, None, "the day 2099-01-01 has not ended yet"),
        ({"as_of": "2026-10-30"}, "2026-10", "the partition 2026-10 ends on 2026-10-31"),
        ({"known_at": "yesterday"}, "2026-10", "not a moment: 'yesterday'"),
        ({"agencies": ["M0001", "M00O2"]}, "2026-10", "no agency 'M00O2' in the profile small"),
    ],
)
def test_a_config_that_cannot_be_is_refused_in_words_before_any_step(ui, config, month, said):
    result, _ = ui.run("publish", month, **config)
    assert not result.success and said in words(result)
    assert not [event for event in result.all_events if event.is_step_start]


def test_an_unknown_engine_is_refused_by_the_launchpad(ui):
    from dagster import DagsterInvalidConfigError

    with pytest.raises(DagsterInvalidConfigError, match="not in enum type Engine got sparc"):
        ui.run("publish", "2026-10", engine="sparc")


def test_a_run_for_one_agency_takes_in_what_it_sent_and_the_rest_comes_with_the_next_run(tmp_path):
    ui = Ui(tmp_path)
    for agency in ("M0001", "M0002"):
        ui.city.send("don_khieu_nai", f"{agency}_2026-10.csv", [{**COMPLAINT, "Mã đơn vị": agency}], "2026-11-02 08:00:00")
    ui.city.send("ho_so_tthc", "2026-10.csv", a_year("2026-10", {})["2026-10"], "2026-11-02 08:00:00")
    taken = "select name from sources.source_file order by name"
    result, _ = ui.run("intake", agencies=["M0001"])
    assert result.success, words(result)
    assert ui.ask(taken) == [("don_khieu_nai/M0001_2026-10.csv",)]
    # the city's own system sends as the city's agency
    assert ui.run("intake", agencies=[ui.city.profile.card.city_agency])[0].success
    assert ui.ask(taken) == [("don_khieu_nai/M0001_2026-10.csv",), ("ho_so_tthc/2026-10.csv",)]
    assert ui.run("intake")[0].success
    assert len(ui.ask(taken)) == 3
    ui.instance.dispose()


@pytest.mark.slow
def test_a_run_waits_for_the_one_that_has_the_warehouse_and_says_so(tmp_path):
    from pipelines.runtime.warehouse import locked

    ui = Ui(tmp_path)
    ui.city.send("ho_so_tthc", "2026-10.csv", a_year("2026-10", {})["2026-10"], "2026-11-02 08:00:00")
    results = []

    def logged() -> bool:
        records = (record for run in ui.instance.get_runs() for record in ui.instance.all_logs(run.run_id))
        return any(WAITING in record.user_message for record in records)

    with locked(ui.city.home):
        waiting = threading.Thread(target=lambda: results.append(ui.run("intake")[0]), daemon=True)
        waiting.start()
        assert told(waiting, logged), "it did not say that it waits"
        assert not results
    waiting.join()
    assert results[0].success, words(results[0])
    ui.instance.dispose()


def test_a_run_from_the_command_line_waits_says_so_and_belongs_to_its_month(tmp_path, monkeypatch):
    from rich.console import Console

    from pipelines.runs import dagster_home, publish
    from pipelines.runtime.warehouse import locked

    for name in ("DAGSTER_HOME", "LAWGAP_PROFILE", "LAWGAP_HOME"):
        monkeypatch.setenv(name, "")
    city = made_ui(tmp_path).city
    said, made = threading.Event(), []

    class Terminal(Console):
        def print(self, *objects, **options) -> None:
            if WAITING in str(objects[0]):
                said.set()

    def run() -> None:
        made.append(publish(city.profile, city.home, city.inbox, "2026-10-31", "", False, Terminal()))

    with locked(city.home):
        waiting = threading.Thread(target=run, daemon=True)
        waiting.start()
        assert told(waiting, said.is_set), "it did not say that it waits"
        assert not made
    waiting.join()
    assert made[0].name == "2026-10-31.1"
    with DagsterInstance.from_config(str(dagster_home(city.home))) as instance:
        [run] = instance.get_runs()
    assert run.tags["dagster/partition"] == "2026-10" and run.tags["lawgap/edition"] == "2026-10-31.1"
