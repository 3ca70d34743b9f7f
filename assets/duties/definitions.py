"""Dagster layer of room 3."""

from dagster import AssetsDefinition

from assets.duties.build import refuse_unconfirmed_years
from pipelines.runtime.graph import sql_asset
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import SqlFile, list_sql
from pipelines.runtime.workbench import Workbench


def duty_assets(profile: Profile) -> list[AssetsDefinition]:
    """One asset a table of sql/duties."""
    return [_table(profile, file) for file in list_sql("duties")]


def _table(profile: Profile, file: SqlFile) -> AssetsDefinition:
    def work(bench: Workbench) -> int:
        rows = bench.make(bench.connection, file)
        if file.name == "duty":
            refuse_unconfirmed_years(bench.connection)
        return rows

    return sql_asset(file, profile, work)
