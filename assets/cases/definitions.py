"""Dagster layer of room 2."""

from dagster import AssetsDefinition

from assets.cases.build import make_case_event, make_case_kind
from pipelines.runtime.graph import sql_asset
from pipelines.runtime.kinds import case_kinds
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import read_sql
from pipelines.runtime.warehouse import make_table


def case_assets(profile: Profile) -> list[AssetsDefinition]:
    """One asset a case kind, the list of all cases, and their events."""
    return [
        *(_kind(profile, kind) for kind in case_kinds()),
        sql_asset(read_sql("cases", "case_ref"), profile, lambda bench: make_table(bench.connection, read_sql("cases", "case_ref"))),
        sql_asset(read_sql("cases", "case_event"), profile, lambda bench: make_case_event(bench.connection, bench.profile)),
    ]


def _kind(profile: Profile, kind: str) -> AssetsDefinition:
    return sql_asset(read_sql("cases", kind), profile, lambda bench: make_case_kind(bench.connection, kind))
