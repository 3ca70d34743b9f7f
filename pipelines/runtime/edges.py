"""Which asset makes which table, and which columns each column of an asset is made from: the edges of the graph, read from the SQL."""

from collections.abc import Iterable

from dagster import AssetKey, TableColumnDep

from pipelines.runtime.columns import PLACE, VIEWS, Origin, column_origins, files
from pipelines.runtime.kinds import case_kinds, kinds
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import SqlFile, in_order

PROFILE_TABLES = {
    "agency", "agency_succession", "head", "standard", "standard_tier", "standard_condition", "procedure",
    "calendar_day", "source", "parameter", "agency_key", "agency_move",
    "due_event", "derived_event", "procedure_override", "law_contradiction", "office_hours",
}  # fmt: skip
# which files should have come is found out with the quality of the data
MADE_BY = {"sources.missing_file": AssetKey(["cases", "quality"])}


def step(file: SqlFile) -> list[SqlFile]:
    """`file` and the files whose header says `made_with` it, in the order in which one asset makes their tables."""
    return in_order([file, *(other for other in files().values() if (other.room, other.made_with) == (file.room, file.name))])


def tables_read(file: SqlFile) -> list[str]:
    """What the step of `file` reads from other steps."""
    parts = step(file)
    own = {part.table for part in parts} | {view for view in VIEWS if file.table == "cases.case_event"}
    read = {table for part in parts for table in part.reads}
    if read & set(VIEWS) & own:
        read |= {f"cases.{kind}" for kind in case_kinds()}
    return sorted(read - own)


def keys_of(tables: Iterable[str], profile: Profile) -> list[AssetKey]:
    """The assets that make `tables`."""
    keys: set[AssetKey] = set()
    for table in tables:
        room, name = table.split(".")
        if table in MADE_BY:
            keys.add(MADE_BY[table])
        elif table in VIEWS:
            keys.add(AssetKey(["cases", "case_event"]))
        elif room != "sources":
            file = files().get(table)
            keys.add(AssetKey([room, (file.made_with if file else "") or name]))
        elif name in PROFILE_TABLES:
            keys.add(AssetKey(["sources", "profile"]))
        elif name in ("clock", "known_file"):
            keys.add(AssetKey(["sources", "clock"]))
        else:
            keys |= {
                AssetKey(["sources", c.source_id]) for c in profile.contracts.values() if name in ("source_file", "withdrawal", c.kind)
            }
    return sorted(keys, key=str)


def origins(file: SqlFile, profile: Profile) -> dict[str, set[Origin]]:
    """Column → the columns of other steps' tables that its value is made from; tables of the same step are followed through."""
    inner = {part.table: part for part in step(file)}
    wide = _of_rows(profile) if file.table == "cases.case_event" else {}

    def follow(origin: Origin) -> set[Origin]:
        table, column = origin
        if origin[0] == "cases.row_event" and wide:
            return wide[column]
        if table not in inner:
            return {origin}
        return set().union(*map(follow, column_origins(inner[table]).get(column, ())))

    return {name: set().union(*map(follow, found)) for name, found in column_origins(file).items()}


def _of_rows(profile: Profile) -> dict[str, set[Origin]]:
    """Column of the view `row_event` → the columns of wide rows in which events stand, as the contracts say."""
    found: dict[str, set[Origin]] = {name: set() for name in VIEWS["cases.row_event"]}
    for contract in profile.contracts.values():
        for event in contract.events:
            found["occurred_at"].add((f"cases.{contract.kind}", event.at))
            for name in ("case_id", *PLACE):
                found[name].add((f"cases.{contract.kind}", name))
    return found


def column_deps(file: SqlFile, profile: Profile) -> dict[str, list[TableColumnDep]]:
    """What `dagster/column_lineage` says of `file`. Of an asset that makes several tables a column is called `table.column`."""
    return {
        name: [
            TableColumnDep(
                key, column if key.path[-1] == table.partition(".")[2] or _is_kind(table) else f"{table.partition('.')[2]}.{column}"
            )
            for table, column in sorted(found)
            for key in keys_of([table], profile)
        ]
        for name, found in origins(file, profile).items()
    }


def _is_kind(table: str) -> bool:
    room, _, name = table.partition(".")
    return room == "sources" and name in kinds()
