"""Data rules as asset checks: sql/checks/*.sql run by Great Expectations inside DuckDB.

A rule is a query that returns the failing rows; its header says which table it guards and what a
returned row means. Great Expectations takes seconds to import, so it is imported when a check runs,
once for all rules of a table.
"""

from collections.abc import Iterator

from dagster import AssetCheckResult, AssetCheckSeverity, AssetCheckSpec, AssetChecksDefinition, AssetKey, multi_asset_check
from dagster import ResourceParam as Given

from pipelines.runtime.sqlfile import SqlFile, list_sql
from pipelines.runtime.workbench import Workbench


def case_checks() -> list[AssetChecksDefinition]:
    """One definition for all rules: they share one import and one read of the warehouse."""
    rules = list_sql("checks")
    specs = [_spec(rule) for rule in rules]

    @multi_asset_check(specs=specs, name="data_rules")
    def data_rules(edition: Given[Workbench]) -> Iterator[AssetCheckResult]:
        from assets.cases.expectations import failing_rows

        found = failing_rows(edition.connection, rules)
        for rule in rules:
            result = found[rule.name]
            yield AssetCheckResult(
                check_name=rule.name, asset_key=AssetKey(str(rule.header["guards"]).split(".")), passed=result.success,
                severity=AssetCheckSeverity.ERROR if rule.header["severity"] == "error" else AssetCheckSeverity.WARN,
                metadata={"failing_rows": result.failing, "sample": result.sample, "meaning": rule.text("title", "en")},
            )  # fmt: skip

    return [data_rules]


def _spec(rule: SqlFile) -> AssetCheckSpec:
    return AssetCheckSpec(
        rule.name, asset=AssetKey(str(rule.header["guards"]).split(".")), blocking=rule.header["severity"] == "error",
        description=f"{rule.text('title', 'vi')} — {rule.text('title', 'en')}",
    )  # fmt: skip
