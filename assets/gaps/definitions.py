"""Dagster layer of room 5. NumPy and SciPy load when a step runs, not with the code location."""

from collections.abc import Callable
from importlib import import_module

from dagster import AssetKey, AssetsDefinition

from pipelines.runtime.graph import room_asset, sql_asset
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import SqlFile, list_sql
from pipelines.runtime.warehouse import make_table
from pipelines.runtime.workbench import Workbench

PROFILE = AssetKey(["sources", "profile"])


def gap_assets(profile: Profile) -> list[AssetsDefinition]:
    """Counts and the rows of the exact kinds (SQL), gap, verdict with what-if, flags with their evidence, scores, robustness."""
    cell, lifetime, gap, verdict, basis, unequal, like = (
        AssetKey(["gaps", name]) for name in ("cell", "lifetime", "gap", "standard_verdict", "score_basis", "unequal", "like_case")
    )
    counts = [file for file in list_sql("gaps") if file.name != "flag_evidence"]
    looked_at = [AssetKey(["gaps", file.name]) for file in counts if "evidence" in file.header]
    return [
        *[_counts(profile, file) for file in counts],
        room_asset("gaps", "gap", [cell, PROFILE], "Khoảng cách và phần chung, phần riêng — gap with its common and agency part", _call("make_gap"), {"python"}),
        room_asset("gaps", "standard_verdict", [gap, lifetime, AssetKey(["gaps", "related_finding"]), PROFILE], "Quy định có khả thi không — whose problem each standard is", _call("make_verdict"), {"python"}),
        room_asset("gaps", "flag", [gap, verdict, *looked_at, PROFILE], "Cảnh báo và chứng cứ — flags and their evidence", _call("make_flag"), {"python"}),
        room_asset("gaps", "fairness", [unequal, like, PROFILE], "Tỷ số chênh giữa các hồ sơ cùng loại — odds ratios between like cases", _call("make_fairness", "fairness"), {"python"}),
        room_asset("gaps", "score", [cell, basis, verdict, PROFILE], "Điểm và khoảng hạng của đơn vị theo nhóm nhiệm vụ — scores with intervals and rank intervals", _call("make_score", "scoring"), {"python"}),
        room_asset("gaps", "robustness", [cell, basis, verdict, *looked_at, PROFILE], "Độ vững: đổi một lựa chọn thì cảnh báo và khoảng hạng đổi bao nhiêu — what other choices would change", _call("make_robustness", "robustness"), {"python"}),
    ]  # fmt: skip


def _counts(profile: Profile, file: SqlFile) -> AssetsDefinition:
    return sql_asset(file, profile, lambda bench: make_table(bench.connection, file))


def _call(name: str, module: str = "build") -> Callable[[Workbench], int]:
    def work(bench: Workbench) -> int:
        return getattr(import_module(f"assets.gaps.{module}"), name)(bench.connection, bench.profile)

    return work
