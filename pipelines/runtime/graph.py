"""An asset of a room: a plain function of the workbench, with what its page in the UI says before and after a run."""

from collections.abc import Callable, Mapping
from typing import Any

from dagster import AssetExecutionContext, AssetKey, AssetsDefinition, DataVersion, MaterializeResult, MetadataValue, asset
from dagster import ResourceParam as Given

from pipelines.runtime.edges import keys_of, tables_read
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.metadata import of_sql, place_of
from pipelines.runtime.months import last_day, months
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import SqlFile
from pipelines.runtime.stands import elsewhere, stamp
from pipelines.runtime.warehouse import exists
from pipelines.runtime.workbench import Workbench

OWNERS = ["team:lawgap"]
# statuses depend on as_of: what lies before is made anew for every month, and holds one of them at a time
BY_MONTH = ("indicators", "gaps", "editions")
OF_ONE_DAY = ("duties", "indicators", "gaps")
# what leads to a person, or under which an agency's own records find a person's case: history keeps it, an erasure does not reach it
NOT_KEPT = ("case_id", "duty_id", "row_id", "row_ids", "responsible_person", "person", "head")
# what a step finds out about its run that people look for among the runs
RUN_TAGS = ("as_of", "known_at", "edition")


def describe(file: SqlFile, *more: str) -> str:
    """A description from the header: what it is, why, `more` paragraphs, and the file."""
    lines = [f"**{file.text('title', 'vi')}** — {file.text('title', 'en')}"]
    lines += [file.text("why", language) for language in ("vi", "en") if file.text("why", language)]
    return "\n\n".join([*lines, *more, f"`sql/{file.room}/{file.name}.sql`"])


def room_asset(
    profile: Profile, room: str, name: str, deps: list[AssetKey], description: str, work: Callable[[Workbench], Any], *,
    kinds: set[str], metadata: Mapping[str, Any], tags: Mapping[str, str] | None = None,
) -> AssetsDefinition:  # fmt: skip
    """One asset: `work` is a plain function of the workbench. A number it returns is the row count, a mapping is metadata.

    Of a mapping `data_version` says whether the content is other than before; the rest is shown.
    """
    by_month = months(profile) if room in BY_MONTH else None

    @asset(
        key=[room, name], group_name=room, deps=deps, description=description, owners=OWNERS, kinds=kinds,
        tags={"room": room, **(tags or {})}, metadata=metadata, partitions_def=by_month,
    )  # fmt: skip
    def run(context: AssetExecutionContext, edition: Given[Workbench]) -> MaterializeResult:
        if by_month and context.has_partition_key:
            _refuse_other_month(edition, context.partition_key, deps)
        result = work(edition)
        if room in OF_ONE_DAY:
            stamp(edition.connection, f"{room}/{name}", edition.as_of)
        found: dict[str, Any] = result if isinstance(result, dict) else {"dagster/row_count": result}
        if told := {f"lawgap/{tag}": str(found[tag]) for tag in RUN_TAGS if tag in found}:
            context.instance.add_run_tags(context.run_id, told)
        if (preview := _preview(edition, room, name)) is not None:
            found["preview"] = MetadataValue.md(preview)
        version = found.pop("data_version", None)
        return MaterializeResult(metadata=found, data_version=DataVersion(version) if version else None)

    return run


def sql_asset(
    file: SqlFile, profile: Profile, work: Callable[[Workbench], Any], *,
    fields: Mapping[str, dict] | None = None, more: tuple[str, ...] = (), tags: Mapping[str, str] | None = None,
) -> AssetsDefinition:  # fmt: skip
    """The asset of one .sql file and the tables made with it, its dependencies and columns derived from the SQL.

    `fields`: what columns mean that the header does not list; `more`: further paragraphs of the description.
    """
    return room_asset(
        profile, file.room, file.name, keys_of(tables_read(file), profile), describe(file, *more), work,
        kinds={"duckdb", "sql"}, metadata=of_sql(file, profile, place_of(file) if fields is None else fields), tags=tags,
    )  # fmt: skip


def _refuse_other_month(bench: Workbench, month: str, reads: list[AssetKey]) -> None:
    """Raises LawgapError where the clock or a table that is read stands at another day than the end of the month that is asked for."""
    names = ["/".join(key.path) for key in reads if key.path[0] in OF_ONE_DAY]
    for name, day in elsewhere(bench.connection, names, last_day(month)).items():
        at = f"{name} stands at {day}" if day else f"{name} has not been made yet"
        raise LawgapError(
            f"{at}, and the partition is {month}", "the warehouse", f"run the job publish or backfill for {month}: it makes every room"
        )


def _preview(bench: Workbench, room: str, name: str) -> str | None:
    """The first five rows as Markdown, where the asset is a table; sources and cases have none, being rows of people."""
    if room in ("sources", "cases") or not exists(bench.connection, f"{room}.{name}"):
        return None
    frame = bench.connection.execute(f"select * from {room}.{name} limit 5").df()
    frame = frame[[column for column in frame.columns if column not in NOT_KEPT]]
    head = "| " + " | ".join(frame.columns) + " |\n|" + "---|" * len(frame.columns)
    rows = ["| " + " | ".join(str(value).replace("|", "\\|") for value in row) + " |" for row in frame.itertuples(index=False)]
    return "\n".join([head, *rows])
