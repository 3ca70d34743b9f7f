"""What the automation asks for after a source changed, by Dagster's own evaluation of the conditions; and by when things must be made."""

import datetime as dt

import pytest
from dagster import AssetCheckEvaluation, AssetKey, AssetMaterialization, AssetSelection, DagsterInstance, evaluate_automation_conditions

from pipelines.automation import FOLLOWING, follow_sensor
from pipelines.definitions import definitions
from pipelines.runtime.months import last_day, months
from pipelines.runtime.profile import load_profile

LAST = months(load_profile("sample")).get_last_partition_key()
EARLIER = months(load_profile("sample")).get_partition_keys()[-4]


@pytest.fixture(scope="module")
def defs():
    return definitions("sample")


class Warehouse:
    """A history in which everything was made for a month, and what the sensor would ask for next."""

    def __init__(self, defs, instance: DagsterInstance) -> None:
        self.defs, self.instance, self.cursor = defs, instance, None
        graph = defs.resolve_asset_graph()
        self.followers = {key for key in graph.get_all_asset_keys() if graph.get(key).group_name in FOLLOWING}
        self.keys = [key for key in graph.toposorted_asset_keys if key.path[0] != "editions"]
        self.runs = 0
        self.checks = graph.asset_check_keys
        self.by_month = {key for key in self.keys if graph.get(key).partitions_def}

    def make(self, month: str, keys=None, versions: str = "") -> None:
        """What a run of `month` leaves in the history; `versions`: of the sources and the clock."""
        for key in keys or self.keys:
            # a step that says no version has another one with every run
            self.runs += 1
            version = {"dagster/data_version": f"{key.path[-1]} {versions}" if key.path[0] == "sources" else str(self.runs)}
            if key.path == ["sources", "clock"]:
                version = {"dagster/data_version": str(last_day(month))}
            self.instance.report_runless_asset_event(
                AssetMaterialization(
                    key, partition=month if key in self.by_month else None, metadata={"as_of": str(last_day(month))}, tags=version
                )
            )
        for check in self.checks:
            if check.asset_key in (keys or self.keys):
                self.instance.report_runless_asset_event(AssetCheckEvaluation(check.asset_key, check.name, passed=True, metadata={}))

    def asks(self) -> dict[str, set[str | None]]:
        """Table → months asked for, of one look."""
        done = evaluate_automation_conditions(
            self.defs, self.instance, asset_selection=AssetSelection.groups(*FOLLOWING), cursor=self.cursor
        )
        self.cursor = done.cursor
        found: dict[str, set[str | None]] = {}
        for key in self.followers:
            if names := done.get_requested_partitions(key):
                found["/".join(key.path)] = names
        return found


@pytest.fixture
def warehouse(defs):
    with DagsterInstance.ephemeral() as instance:
        made = Warehouse(defs, instance)
        made.make(LAST)
        assert made.asks() == {}
        yield made


def test_an_intake_that_brought_nothing_new_makes_nothing(warehouse):
    warehouse.make(LAST, [key for key in warehouse.keys if key.path[0] == "sources"])
    assert warehouse.asks() == {}


def test_what_depends_on_the_changed_source_follows_first_without_then_with_its_month(warehouse):
    warehouse.make(LAST, [AssetKey(["sources", "khao_sat_hai_long"])], versions="a new file")
    first = warehouse.asks()
    assert "cases/survey" in first and "duties/duty" in first and "cases/complaint" not in first
    assert set().union(*first.values()) == {None}
    warehouse.make(LAST, [AssetKey(name.split("/")) for name in first])
    second = warehouse.asks()
    assert "indicators/survey_satisfied" in second and set().union(*second.values()) == {LAST}
    warehouse.make(LAST, [AssetKey(name.split("/")) for name in second])
    assert warehouse.asks() == {}


def test_a_run_of_an_earlier_month_asks_for_nothing_that_cannot_be_made_from_it(warehouse):
    warehouse.make(EARLIER)
    asked = warehouse.asks()
    assert LAST not in set().union(*asked.values(), set()), asked


def test_the_sensor_is_off_and_never_makes_an_edition(defs):
    sensor = follow_sensor()
    assert sensor.default_status.value == "STOPPED"
    assert {key.path[0] for key in sensor.asset_selection.resolve(defs.resolve_asset_graph())} == set(FOLLOWING)


def test_sources_and_editions_have_a_day_by_which_they_must_have_been_made(defs):
    graph = defs.resolve_asset_graph()
    policy = graph.get(AssetKey(["sources", "don_khieu_nai"])).freshness_policy
    assert policy.deadline_cron == "59 23 5 * *" and policy.lower_bound_delta == dt.timedelta(days=5)
    assert policy.timezone == "Asia/Ho_Chi_Minh"
    assert graph.get(AssetKey(["editions", "edition"])).freshness_policy.deadline_cron == "59 23 28 * *"
    assert graph.get(AssetKey(["cases", "complaint"])).freshness_policy is None
