"""Dagster layer of room 4. NumPy loads when a step runs, not with the code location."""

from dagster import AssetKey, AssetsDefinition

from assets.indicators.check import check_indicator
from assets.indicators.plan import check_plan_groups
from pipelines.runtime.graph import room_asset, sql_asset
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import SqlFile, list_sql
from pipelines.runtime.workbench import Workbench


def indicator_assets(profile: Profile) -> list[AssetsDefinition]:
    """One asset an .sql file, and the observations over all of them."""
    files = list_sql("indicators")
    for file in files:
        check_indicator(file, profile)
    check_plan_groups(files, profile)
    keys = [AssetKey(["indicators", file.name]) for file in files]
    text = "Chỉ số kèm khoảng tin cậy — every indicator by month and over 12 months, with their intervals"
    return [
        *(_indicator(profile, file) for file in files),
        room_asset("indicators", "observation", [*keys, AssetKey(["cases", "quality"])], text, _observations, {"duckdb", "python"}),
    ]


def _indicator(profile: Profile, file: SqlFile) -> AssetsDefinition:
    def work(bench: Workbench) -> int:
        from assets.indicators.build import make_indicator

        return make_indicator(bench.connection, file, profile, make=bench.make)

    return sql_asset(file, profile, work)


def _observations(bench: Workbench) -> int:
    from assets.indicators.build import make_observations

    return make_observations(bench.connection)
