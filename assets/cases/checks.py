"""Data rules as asset checks: sql/checks/*.sql run by Great Expectations inside DuckDB.

A rule is a query that returns the failing rows; its header says which table it guards, what a returned
row means and which side of quality it is about. An error stops what depends on the table: publishing would
be nonsense. A warning is shown. Great Expectations takes seconds to import, so it is imported when a check
runs, once for all rules of a table.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dagster import (
    AssetCheckResult,
    AssetChecksDefinition,
    AssetCheckSeverity,
    AssetCheckSpec,
    AssetKey,
    MetadataValue,
    TableRecord,
    multi_asset_check,
)
from dagster import ResourceParam as Given

from pipelines.runtime.settings import PROJECT, Home
from pipelines.runtime.sqlfile import SqlFile, list_sql
from pipelines.runtime.workbench import Workbench

if TYPE_CHECKING:
    from assets.cases.expectations import Found

FILES_SHOWN = 5


def data_rules() -> list[AssetChecksDefinition]:
    """One definition for each guarded table: its rules share one read of the warehouse."""
    rules = list_sql("checks")
    return [
        _checks(table, [rule for rule in rules if rule.header["guards"] == table])
        for table in sorted({str(rule.header["guards"]) for rule in rules})
    ]


def _checks(table: str, rules: list[SqlFile]) -> AssetChecksDefinition:
    @multi_asset_check(specs=[_spec(rule) for rule in rules], name=f"rules_of_{table.replace('.', '_')}")
    def run(edition: Given[Workbench]) -> Iterator[AssetCheckResult]:
        from assets.cases.expectations import failing_rows

        found = failing_rows(edition.connection, rules)
        for rule in rules:
            result = found[rule.name]
            yield AssetCheckResult(
                check_name=rule.name, asset_key=AssetKey(table.split(".")), passed=result.success,
                severity=AssetCheckSeverity.ERROR if rule.header["severity"] == "error" else AssetCheckSeverity.WARN,
                description=_describe(rule),
                metadata=_shown(rule, result, edition.home),
            )  # fmt: skip

    return run


def _shown(rule: SqlFile, found: "Found", home: Home) -> dict[str, Any]:
    """What a rule asks for and, where it is broken, by which rows, of which files, and the workbooks that went back for these."""
    shown: dict[str, Any] = {
        "failing_rows": found.failing, "dimension": str(rule.header["dimension"]),
        "meaning_vi": rule.text("title", "vi"), "meaning": rule.text("title", "en"),
        "rule": MetadataValue.path(str(rule.path)), "query": MetadataValue.md(f"```sql\n{rule.body}\n```"),
    }  # fmt: skip
    if found.sample:
        # an empty cell stays empty: Dagster's tables have no null
        rows = [["" if cell is None else cell for cell in row] for row in found.sample]
        shown["sample"] = MetadataValue.table([TableRecord(dict(zip(found.columns, row, strict=True))) for row in rows])
    if found.files:
        from assets.sources.reject_names import rejects_path

        shown["files"] = "\n".join(name for _, name in found.files)
        books = [path for source, name in found.files if (path := rejects_path(home.rejects, source, name)).exists()]
        shown |= {f"rejects_{number}": MetadataValue.path(str(path)) for number, path in enumerate(books[:FILES_SHOWN], 1)}
    return shown


def _spec(rule: SqlFile) -> AssetCheckSpec:
    return AssetCheckSpec(
        rule.name, asset=AssetKey(str(rule.header["guards"]).split(".")), blocking=rule.header["severity"] == "error",
        description=_describe(rule), metadata={"dimension": str(rule.header["dimension"]), "sql": str(rule.path.relative_to(PROJECT))},
    )  # fmt: skip


def _describe(rule: SqlFile) -> str:
    return f"{rule.text('title', 'vi')} — {rule.text('title', 'en')}"
