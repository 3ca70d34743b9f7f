"""Dagster layer of room 5. NumPy and SciPy load when a step runs, not with the code location."""

from collections.abc import Callable

from dagster import AssetKey, AssetsDefinition

from pipelines.runtime.graph import room_asset, sql_asset
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import SqlFile, read_sql
from pipelines.runtime.warehouse import make_table
from pipelines.runtime.workbench import Workbench

PROFILE = AssetKey(["sources", "profile"])


def gap_assets(profile: Profile) -> list[AssetsDefinition]:
    """Counts (SQL), gap, verdict with what-if, flags with their evidence."""
    cell, lifetime, gap, verdict = (AssetKey(["gaps", name]) for name in ("cell", "lifetime", "gap", "standard_verdict"))
    return [
        _counts(profile, read_sql("gaps", "cell")),
        _counts(profile, read_sql("gaps", "lifetime")),
        room_asset("gaps", "gap", [cell, PROFILE], "Khoảng cách và phần chung, phần riêng — gap with its common and agency part", _call("make_gap"), {"python"}),
        room_asset("gaps", "standard_verdict", [gap, lifetime, PROFILE], "Quy định có khả thi không — whose problem each standard is", _call("make_verdict"), {"python"}),
        room_asset("gaps", "flag", [gap, verdict, PROFILE], "Cảnh báo và chứng cứ — flags and their evidence", _call("make_flag"), {"python"}),
    ]  # fmt: skip


def _counts(profile: Profile, file: SqlFile) -> AssetsDefinition:
    return sql_asset(file, profile, lambda bench: make_table(bench.connection, file))


def _call(name: str) -> Callable[[Workbench], int]:
    def work(bench: Workbench) -> int:
        from assets.gaps import build

        return getattr(build, name)(bench.connection, bench.profile)

    return work
