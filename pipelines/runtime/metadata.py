"""What the UI shows of an asset before its first run: its columns, where each comes from, and the file that makes it."""

import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dagster import (
    BetaWarning,
    CodeReferencesMetadataValue,
    LocalFileCodeReference,
    MetadataValue,
    TableColumn,
    TableColumnConstraints,
    TableColumnDep,
    TableColumnLineage,
    TableConstraints,
    TableSchema,
    UrlMetadataValue,
)

from pipelines.runtime import settings
from pipelines.runtime.columns import PLACE
from pipelines.runtime.edges import column_deps
from pipelines.runtime.kinds import kinds
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import SqlFile

# the page lists columns and draws no lineage; of a column made from very many the first are named
MOST_ORIGINS = 4
ORIGIN = {"origin": {"type": "TEXT", "vi": "từ đâu: row, file", "en": "where from: row, file"}}


def of_sql(file: SqlFile, profile: Profile, fields: Mapping[str, dict]) -> dict[str, Any]:
    """Metadata of the asset of an .sql file; `fields` says what the columns mean where the header leaves it to others."""
    deps = column_deps(file, profile)
    return {
        **of_code(file.path),
        "dagster/column_schema": schema({**file.fields, **fields}, file.primary_key, deps),
        "dagster/column_lineage": TableColumnLineage(deps),
    }


def of_python(code: str, told_by: SqlFile | None = None) -> dict[str, Any]:
    """Metadata of an asset that `code` makes, a path inside the project; the header of `told_by` says what its columns mean."""
    found = of_code(settings.PROJECT / code)
    if told_by:
        made = {name: field for name, field in told_by.fields.items() if field.get("made_in") in (None, told_by.room)}
        found["dagster/column_schema"] = schema(made, told_by.primary_key)
    return found


def of_code(path: Path) -> dict[str, Any]:
    """The link from an asset's page to the file `path`."""
    with warnings.catch_warnings():
        # Dagster calls them beta; it is pinned, and one warning an asset would bury what a run says
        warnings.simplefilter("ignore", BetaWarning)
        links = CodeReferencesMetadataValue(code_references=[LocalFileCodeReference(file_path=str(path))])
    return {"dagster/code_references": links}


def page(profile: Profile, path: str) -> UrlMetadataValue:
    """Where leaders see it: a path without `editions/` means the latest published edition. A browser follows no link to a local file."""
    base = profile.card.base_url or f"http://127.0.0.1:{settings.site_port()}"
    return MetadataValue.url(f"{base.rstrip('/')}/{path}")


def place_of(file: SqlFile) -> dict[str, dict]:
    """The columns that every case has beside those of its kind: where it stands in which file."""
    if file.room != "cases" or file.name not in kinds():
        return {}
    return {**ORIGIN, **PLACE} if file.name == "case_event" else PLACE


def schema(fields: Mapping[str, dict], key: list[str], deps: Mapping[str, list[TableColumnDep]] | None = None) -> TableSchema:
    """Columns with their meaning in both languages and what they are made from; those of the primary key say so."""
    return TableSchema(
        columns=[
            TableColumn(
                name,
                str(field["type"]),
                f"{field['vi']} — {field['en']}{_origin((deps or {}).get(name, []))}",
                TableColumnConstraints(nullable=name not in key, unique=key == [name]),
            )
            for name, field in fields.items()
        ],
        constraints=TableConstraints(other=[f"primary key: {', '.join(key)}"] if key else []),
    )


def _origin(deps: list[TableColumnDep]) -> str:
    """` ← duties/duty.status, …`"""
    named = [f"{dep.asset_key.to_user_string()}.{dep.column_name}" for dep in deps]
    more = f" … (+{len(named) - MOST_ORIGINS})" if len(named) > MOST_ORIGINS else ""
    return f" ← {', '.join(named[:MOST_ORIGINS])}{more}" if named else ""
