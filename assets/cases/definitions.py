"""Dagster layer of room 2."""

from dagster import AssetKey, AssetsDefinition

from assets.cases.build import make_case_event, make_case_kind
from assets.cases.contradiction import make_contradiction
from pipelines.runtime.graph import room_asset, sql_asset
from pipelines.runtime.kinds import case_kinds
from pipelines.runtime.metadata import of_python
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import read_sql
from pipelines.runtime.workbench import Workbench


def case_assets(profile: Profile) -> list[AssetsDefinition]:
    """One asset a case kind, the list of all cases, their events, their versions, and where two sources differ."""
    return [
        *(_kind(profile, kind) for kind in case_kinds()),
        sql_asset(read_sql("cases", "case_ref"), profile, lambda bench: bench.make(bench.connection, read_sql("cases", "case_ref"))),
        sql_asset(read_sql("cases", "case_event"), profile, lambda bench: make_case_event(bench.connection, bench.profile, bench.make)),
        sql_asset(
            read_sql("cases", "case_version"), profile, lambda bench: bench.make(bench.connection, read_sql("cases", "case_version"))
        ),
        _contradiction(profile),
        _quality(profile),
    ]


def _contradiction(profile: Profile) -> AssetsDefinition:
    # the list of all cases too: the rule on contradictions names the agency
    keys = [AssetKey(["cases", name]) for name in (*case_kinds(), "case_ref")]
    text = "Hai hệ thống ghi khác nhau về cùng một vụ việc — where two systems write differently of one case"
    return room_asset(
        profile, "cases", "contradiction", keys, text, lambda bench: make_contradiction(bench.connection, bench.profile),
        kinds={"duckdb", "python"}, metadata=of_python("assets/cases/contradiction.py", read_sql("audit", "source_contradiction")),
    )  # fmt: skip


def _quality(profile: Profile) -> AssetsDefinition:
    keys = [AssetKey(["cases", name]) for name in (*case_kinds(), "case_ref", "case_event", "contradiction")]
    text = "Chất lượng số liệu theo nguồn, đơn vị, tháng: đầy đủ, hợp lệ, đúng hạn, nhất quán — how good the data are"

    def work(bench: Workbench) -> int:
        from assets.cases.quality import make_quality

        return make_quality(bench.connection, bench.profile)

    return room_asset(
        profile, "cases", "quality", keys, text, work,
        kinds={"duckdb", "python"}, metadata=of_python("assets/cases/quality.py", read_sql("audit", "data_quality")),
    )  # fmt: skip


def _kind(profile: Profile, kind: str) -> AssetsDefinition:
    return sql_asset(read_sql("cases", kind), profile, lambda bench: make_case_kind(bench.connection, kind, bench.make))
