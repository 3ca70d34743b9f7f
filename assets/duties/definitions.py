"""Dagster layer of room 3."""

from dagster import AssetsDefinition

from assets.duties.build import refuse_unconfirmed_years
from pipelines.runtime.edges import step
from pipelines.runtime.graph import sql_asset
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import SqlFile, list_sql
from pipelines.runtime.workbench import Workbench


def duty_assets(profile: Profile) -> list[AssetsDefinition]:
    """One asset a table of sql/duties that has a step of its own; the tables `made_with` it are made in that step."""
    return [_step(profile, file) for file in list_sql("duties") if not file.made_with]


def _step(profile: Profile, file: SqlFile) -> AssetsDefinition:
    parts = step(file)

    def work(bench: Workbench) -> int:
        rows = {part.name: bench.make(bench.connection, part) for part in parts}
        if file.name == "duty":
            refuse_unconfirmed_years(bench.connection)
        return rows[file.name]

    made_with = [part.name for part in parts if part is not file]
    more = f"Các bảng tính trong cùng bước — tables made in the same step: {', '.join(f'`{name}`' for name in made_with)}"
    return sql_asset(file, profile, work, more=(more,) if made_with else ())
