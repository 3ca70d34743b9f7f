"""The pipeline as analysts meet it: assets in six rooms, edges from the SQL."""

import os
import subprocess
import sys

import pytest
from dagster import AssetKey

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def graph():
    from pipelines.definitions import definitions

    return definitions("sample").resolve_asset_graph()


def test_every_room_has_assets_and_the_graph_is_small_enough_to_read(graph):
    groups = {graph.get(key).group_name for key in graph.get_all_asset_keys()}
    assert groups == {"sources", "cases", "duties", "indicators", "gaps", "editions"}
    # indicators are one file each and one group that folds; everything else is read at a glance
    others = [key for key in graph.get_all_asset_keys() if graph.get(key).group_name != "indicators"]
    assert len(others) <= 80
    assert {key.path[1] for key in others if key.path[0] == "duties"} == {"event", "duty", "duty_source"}


def test_edges_come_from_the_sql(graph):
    assert graph.get(AssetKey(["indicators", "promise_kept"])).parent_keys == {AssetKey(["duties", "duty"]), AssetKey(["sources", "clock"])}
    # the kind `unreported` waits for the step that finds out what did not come, and the flags wait for it
    assert AssetKey(["cases", "quality"]) in graph.get(AssetKey(["gaps", "unreported"])).parent_keys
    assert AssetKey(["gaps", "unreported"]) in graph.get(AssetKey(["gaps", "flag"])).parent_keys
    # of the tables made in the step of a duty the graph shows what they read from others
    assert AssetKey(["cases", "budget"]) in graph.get(AssetKey(["duties", "duty"])).parent_keys


def test_the_code_location_loads_in_about_the_time_of_dagster_itself():
    """Not timed (machines are noisy): the heavy libraries must not be loaded."""
    code = "import pipelines.definitions, sys; print([m for m in ('pandas', 'scipy', 'plotly', 'great_expectations', 'sqlalchemy.dialects.sqlite.pysqlite_x', 'holidays') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, "LAWGAP_PROFILE": "sample"}, capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]", done.stdout + done.stderr
