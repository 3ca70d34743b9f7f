"""The pipeline as analysts meet it: assets in six rooms, edges from the SQL, rules that really fail."""

import datetime as dt
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
    assert len(graph.get_all_asset_keys()) <= 80


def test_edges_come_from_the_sql(graph):
    assert graph.get(AssetKey(["indicators", "promise_kept"])).parent_keys == {AssetKey(["duties", "duty"]), AssetKey(["sources", "clock"])}
    assert AssetKey(["duties", "candidate"]) in graph.get(AssetKey(["duties", "original_due"])).parent_keys


def test_the_code_location_loads_in_about_the_time_of_dagster_itself():
    """Not timed (machines are noisy): the heavy libraries must not be loaded."""
    code = "import pipelines.definitions, sys; print([m for m in ('pandas', 'scipy', 'plotly', 'great_expectations', 'sqlalchemy.dialects.sqlite.pysqlite_x', 'holidays') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, "LAWGAP_PROFILE": "sample"}, capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_a_broken_table_fails_its_rules_inside_duckdb(bench_of, tmp_path):
    from assets.cases.expectations import failing_rows
    from pipelines.runtime.sqlfile import list_sql

    bench = bench_of("sample")
    bench.take_in(tmp_path)
    bench.compute(dt.date(2026, 1, 31))
    rules = list_sql("checks")
    assert all(found.success for found in failing_rows(bench.connection, rules).values())
    bench.connection.execute(
        "insert into cases.complaint by name select 'KN1' as case_id, 'nowhere' as agency_id, timestamp '2026-02-01' as received_at, timestamp '2026-01-01' as accepted_at from range(2)"
    )
    found = failing_rows(bench.connection, rules)
    failed = {name for name, result in found.items() if not result.success}
    assert failed == {"complaint_key", "complaint_agency", "complaint_file", "complaint_order_of_dates"}
    assert "KN1" in found["complaint_key"].sample and found["complaint_agency"].failing == 2
