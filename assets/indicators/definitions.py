"""Dagster layer of room 4. NumPy loads when a step runs, not with the code location."""

from dagster import AssetKey, AssetsDefinition, MetadataValue

from assets.indicators.check import FAMILIES, check_indicator
from assets.indicators.plan import check_plan_groups
from assets.indicators.standards import legal_basis
from pipelines.runtime.graph import room_asset, sql_asset
from pipelines.runtime.metadata import of_python, page
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import SqlFile, list_sql, read_sql
from pipelines.runtime.workbench import Workbench

# what the columns of an indicator mean, for every family
COLUMNS = {
    "agency_id": {"type": "TEXT", "vi": "đơn vị", "en": "agency"},
    "standard_id": {"type": "TEXT", "vi": "chuẩn mực; trống nếu không theo chuẩn mực nào", "en": "standard; empty where it is of none"},
    "period": {"type": "TEXT", "vi": "tháng, YYYY-MM", "en": "month, YYYY-MM"},
    "numerator": {"type": "BIGINT", "vi": "tử số", "en": "numerator"},
    "denominator": {"type": "BIGINT", "vi": "mẫu số", "en": "denominator"},
    "unknown": {"type": "BIGINT", "vi": "số trường hợp chưa rõ kết quả", "en": "cases whose outcome is not known"},
    "days": {"type": "BIGINT", "vi": "số ngày đã qua", "en": "days it has lasted"},
    "ended": {"type": "BIGINT", "vi": "1 nếu đã kết thúc, 0 nếu còn mở", "en": "1 where it has ended, 0 while it is open"},
}


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
        room_asset(
            profile, "indicators", "observation", [*keys, AssetKey(["cases", "quality"])], text, _observations,
            kinds={"duckdb", "python"}, metadata=of_python("assets/indicators/build.py", read_sql("audit", "observation")),
        ),
    ]  # fmt: skip


def _indicator(profile: Profile, file: SqlFile) -> AssetsDefinition:
    def work(bench: Workbench) -> dict:
        from assets.indicators.build import make_indicator
        from assets.indicators.trend import trend

        rows = make_indicator(bench.connection, file, profile, make=bench.make)
        return {
            "dagster/row_count": rows, "trend": MetadataValue.md(trend(bench.connection, file)),
            "page": page(bench.profile, f"indicators/{file.name}.html"),
        }  # fmt: skip

    fields = {name: COLUMNS[name] for name in FAMILIES[file.header["family"]]}
    tags = {name: str(file.header[name]) for name in ("plan_group", "theme", "family")}
    return sql_asset(file, profile, work, fields=fields, more=(legal_basis(file, profile),), tags=tags)


def _observations(bench: Workbench) -> int:
    from assets.indicators.build import make_observations

    return make_observations(bench.connection)
