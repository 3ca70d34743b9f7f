"""What an asset's page says before anything has run: law, code, columns with their meaning, and where each column comes from."""

from pathlib import Path

import pytest
from dagster import AssetKey, TableColumnDep

from pipelines.runtime.sqlfile import list_sql

ROOMS = ("cases", "duties", "indicators", "gaps")
# made inside the step of another asset
NO_STEP = {"cases.quality_timeliness", "cases.quality_validity", "gaps.flag_evidence"}
FILES = [file for room in ROOMS for file in list_sql(room) if not file.made_with and file.table not in NO_STEP]


@pytest.fixture(scope="module")
def nodes():
    from pipelines.definitions import definitions

    graph = definitions("sample").resolve_asset_graph()
    return {key.to_user_string().replace("/", "."): graph.get(key) for key in graph.get_all_asset_keys()}


def test_every_asset_says_what_it_is_whose_it_is_and_which_file_makes_it(nodes):
    for name, node in nodes.items():
        vi, _, en = node.description.partition(" — ")
        assert vi and en, name
        assert node.owners == ["team:lawgap"] and node.kinds and node.tags["room"] == name.partition(".")[0], name
        [link] = node.metadata["dagster/code_references"].code_references
        assert Path(link.file_path).is_file(), name


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.table)
def test_every_sql_asset_lists_the_columns_its_sql_gives_in_both_languages_with_their_origin(nodes, file):
    metadata = nodes[file.table].metadata
    assert metadata["dagster/code_references"].code_references[0].file_path == str(file.path)
    described = {column.name: column.description for column in metadata["dagster/column_schema"].columns}
    lineage = metadata["dagster/column_lineage"].deps_by_column
    # read from the header, and from the SQL
    assert set(described) == set(lineage), file.path
    for name, text in described.items():
        vi, _, en = text.partition(" — ")
        assert vi and en, f"{file.path}: {name}"
    assert any(lineage.values()), "no column has an origin"
    for dep in (dep for deps in lineage.values() for dep in deps):
        assert dep.asset_key.to_user_string().replace("/", ".") in nodes


def test_the_lineage_of_a_column_leads_through_the_rooms_to_the_column_of_a_source(nodes):
    def deps(table: str, column: str) -> set[TableColumnDep]:
        return set(nodes[table].metadata["dagster/column_lineage"].deps_by_column[column])

    assert deps("indicators.promise_kept", "numerator") == {TableColumnDep(AssetKey(["duties", "duty"]), "status")}
    # where the page draws no lineage the column says it
    [status] = [c for c in nodes["indicators.promise_kept"].metadata["dagster/column_schema"].columns if c.name == "numerator"]
    assert status.description == "tử số — numerator ← duties/duty.status"
    # through the tables made in the same step, which are no assets: a duty is fulfilled when an event happened
    fulfilled = deps("duties.duty", "fulfilled_at")
    assert TableColumnDep(AssetKey(["duties", "event"]), "occurred_at") in fulfilled
    assert not {dep for dep in fulfilled if dep.asset_key.path[-1] == "clock_duty"}
    # the events of wide rows stand in the columns that the contracts name
    assert TableColumnDep(AssetKey(["cases", "complaint"]), "decided_at") in deps("cases.case_event", "occurred_at")
    assert TableColumnDep(AssetKey(["sources", "don_khieu_nai"]), "decided_at") in deps("cases.complaint", "decided_at")


def test_an_indicator_names_the_law_behind_it(nodes):
    text = nodes["indicators.complaint_accepted_on_time"].description
    assert "Căn cứ pháp lý — legal basis:" in text and "Luật Khiếu nại" in text and "`complaint_second_acceptance_v2`" in text
    # a list of all law would bury the rest
    assert "see docs/generated/en" in nodes["indicators.overdue_now"].description
    assert nodes["indicators.promise_kept"].tags["plan_group"] == "3"


def test_indicators_gaps_and_editions_have_a_page_for_every_month_and_what_lies_before_has_none(nodes):
    for name, node in nodes.items():
        by_month = name.partition(".")[0] in ("indicators", "gaps", "editions")
        assert (node.partitions_def is not None) == by_month, name
        assert not by_month or node.partitions_def.get_partition_keys()[0] == "2025-01"
