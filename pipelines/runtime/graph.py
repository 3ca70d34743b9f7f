"""From table names to asset keys: the edges of the asset graph come from the SQL, not from a list."""

from collections.abc import Callable, Iterable
from typing import Any

from dagster import AssetExecutionContext, AssetKey, AssetsDefinition, DataVersion, MaterializeResult, MetadataValue, asset
from dagster import ResourceParam as Given

from pipelines.runtime.kinds import case_kinds
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import SqlFile
from pipelines.runtime.workbench import Workbench

PROFILE_TABLES = {
    "agency", "agency_succession", "head", "standard", "standard_tier", "standard_condition", "procedure",
    "calendar_day", "source", "parameter", "agency_key", "agency_move",
    "due_event", "derived_event", "procedure_override", "law_contradiction", "office_hours",
}  # fmt: skip
MADE_TOGETHER = {"cases.row_event": "case_event", "cases.case_trait": "case_event"}
# which files should have come is found out with the quality of the data
MADE_BY = {"sources.missing_file": AssetKey(["cases", "quality"])}
OWNERS = ["team:lawgap"]


def keys_of(tables: Iterable[str], profile: Profile) -> list[AssetKey]:
    """The assets that make `tables`."""
    keys: set[AssetKey] = set()
    for table in tables:
        room, name = table.split(".")
        if table in MADE_BY:
            keys.add(MADE_BY[table])
        elif room != "sources":
            keys.add(AssetKey([room, MADE_TOGETHER.get(table, name)]))
        elif name in PROFILE_TABLES:
            keys.add(AssetKey(["sources", "profile"]))
        elif name in ("clock", "known_file"):
            keys.add(AssetKey(["sources", "clock"]))
        else:
            keys |= {
                AssetKey(["sources", c.source_id]) for c in profile.contracts.values() if name in ("source_file", "withdrawal", c.kind)
            }
    return sorted(keys, key=str)


def describe(file: SqlFile) -> str:
    """A description from the header: what it is, why, and where the definition comes from."""
    lines = [f"**{file.text('title', 'vi')}** — {file.text('title', 'en')}"]
    lines += [file.text("why", language) for language in ("vi", "en") if file.text("why", language)]
    if standards := file.header.get("standards"):
        lines.append(f"standards: {', '.join(standards) if isinstance(standards, list) else standards}")
    lines.append(f"`sql/{file.room}/{file.name}.sql`")
    return "\n\n".join(lines)


def room_asset(
    room: str, name: str, deps: list[AssetKey], description: str, work: Callable[[Workbench], Any], kinds: set[str] | None = None
) -> AssetsDefinition:
    """One asset: `work` is a plain function of the workbench; a number it returns is the row count.

    Of a dict that it returns `data_version` says whether the content is other than before; the rest is shown.
    """

    @asset(
        key=[room, name], group_name=room, deps=deps, description=description, owners=OWNERS,
        kinds=kinds or {"duckdb"}, tags={"room": room},
    )  # fmt: skip
    def run(context: AssetExecutionContext, edition: Given[Workbench]) -> MaterializeResult:
        result = work(edition)
        metadata: dict[str, Any] = {}
        if isinstance(result, int):
            metadata["dagster/row_count"] = result
        elif isinstance(result, dict):
            metadata.update(result)
        if (preview := _preview(edition, room, name)) is not None:
            metadata["preview"] = MetadataValue.md(preview)
        version = metadata.pop("data_version", None)
        return MaterializeResult(metadata=metadata, data_version=DataVersion(version) if version else None)

    return run


def sql_asset(file: SqlFile, profile: Profile, work: Callable[[Workbench], Any]) -> AssetsDefinition:
    """The asset of one .sql file, its dependencies derived from the SQL."""
    together = [table for table in file.reads if MADE_TOGETHER.get(table) == file.name]
    tables = [table for table in file.reads if table not in (file.table, *together)]
    if together:
        # views over the wide rows of every case kind, made in the same step
        tables += [f"cases.{kind}" for kind in case_kinds()]
    return room_asset(file.room, file.name, keys_of(tables, profile), describe(file), work, {"duckdb", "sql"})


def _preview(bench: Workbench, room: str, name: str) -> str | None:
    """The first five rows as Markdown, where the asset is a table. Sources and cases are left out: rows of people, and the
    history keeps what an erasure takes from the warehouse.
    """
    from pipelines.runtime.warehouse import exists

    if room in ("sources", "cases") or not exists(bench.connection, f"{room}.{name}"):
        return None
    frame = bench.connection.execute(f"select * from {room}.{name} limit 5").df()
    head = "| " + " | ".join(frame.columns) + " |\n|" + "---|" * len(frame.columns)
    rows = ["| " + " | ".join(str(value).replace("|", "\\|") for value in row) + " |" for row in frame.itertuples(index=False)]
    return "\n".join([head, *rows])
