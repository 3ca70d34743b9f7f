"""Dagster layer of room 5. NumPy and SciPy load when a step runs, not with the code location."""

from collections.abc import Callable
from importlib import import_module

from dagster import AssetKey, AssetsDefinition

from pipelines.runtime.graph import room_asset, sql_asset
from pipelines.runtime.metadata import of_python
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import SqlFile, list_sql, read_sql
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
        _table(profile, "gap", [cell, PROFILE], "Khoảng cách và phần chung, phần riêng — gap with its common and agency part", "make_gap"),
        _table(profile, "standard_verdict", [gap, lifetime, AssetKey(["gaps", "related_finding"]), PROFILE], "Quy định có khả thi không — whose problem each standard is", "make_verdict"),
        _table(profile, "flag", [gap, verdict, *looked_at, AssetKey(["gaps", "promised_day"]), PROFILE], "Cảnh báo và chứng cứ — flags and their evidence", "make_flag"),
        _table(profile, "fairness", [unequal, like, PROFILE], "Tỷ số chênh giữa các hồ sơ cùng loại — odds ratios between like cases", "make_fairness", "fairness"),
        _table(profile, "score", [cell, basis, verdict, PROFILE], "Điểm và khoảng hạng của đơn vị theo nhóm nhiệm vụ — scores with intervals and rank intervals", "make_score", "scoring"),
        _table(profile, "robustness", [cell, basis, verdict, *looked_at, PROFILE], "Độ vững: đổi một lựa chọn thì cảnh báo và khoảng hạng đổi bao nhiêu — what other choices would change", "make_robustness", "robustness"),
    ]  # fmt: skip


def _table(profile: Profile, name: str, deps: list[AssetKey], text: str, function: str, module: str = "build") -> AssetsDefinition:
    metadata = of_python(f"assets/gaps/{module}.py", read_sql("audit", name))
    return room_asset(profile, "gaps", name, deps, text, _call(function, module), kinds={"duckdb", "python"}, metadata=metadata)


def _counts(profile: Profile, file: SqlFile) -> AssetsDefinition:
    return sql_asset(file, profile, lambda bench: make_table(bench.connection, file))


def _call(name: str, module: str) -> Callable[[Workbench], int]:
    def work(bench: Workbench) -> int:
        return getattr(import_module(f"assets.gaps.{module}"), name)(bench.connection, bench.profile)

    return work
