"""From an indicator back to the columns of the files it was made from, read from the SQL and the contracts.

Tables come from SqlFile.reads, recursively; columns from SQLGlot's scopes. What passes through the duties is told by the
standards: a duty is made of the columns that carry its start, its end and its due day.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from assets.indicators.standards import standards_of
from pipelines.catalogue.carriers import CLOCK_EVENTS, Carrier, carried_by, carriers, header_of
from pipelines.runtime.columns import columns_read, compared
from pipelines.runtime.kinds import kinds
from pipelines.runtime.legal import Standard
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import SqlFile, list_sql

# where standards choose what is read: behind these tables the standards say which columns count
BY_STANDARD = ("cases.row_event", "cases.case_trait", "cases.case_ref")
# which table of duties counts which kind of standard
MADE_FOR = {
    "clock_duty": ("clock", "posting", "register", "register_by_document", "presence"),
    "share_duty": ("figure", "columns"),
    "period_duty": ("days_per_period",),
    "count_duty": ("events_per_case",),
}
OF_THE_FILE = {"case_id", "source_file_id", "sheet", "row"}


@dataclass(frozen=True)
class Lineage:
    """`tables` stand in the order in which they are made, `law` are the profile's own; `columns` are those of the files."""

    tables: list[str]
    law: list[str]
    columns: list[Carrier]
    standards: list[Standard]


def lineage(file: SqlFile, profile: Profile) -> Lineage:
    """Everything `file` is made from. Of tables that hold every kind of case only what its cases and standards ask for is told."""
    standards = standards_of(file, profile)
    tables = [table for table in behind(file) if table != file.table and _concerns(table, file, standards)]
    found = set(_of_cases(file, profile))
    if any(table.startswith("duties.") for table in file.reads):
        found |= {carrier for standard in standards for carrier in of_standard(standard, profile)}
    law = [table for table in tables if table.startswith("sources.") and table.partition(".")[2] not in kinds()]
    return Lineage([table for table in tables if table not in law], sorted(law), sorted(found), standards)


def _concerns(table: str, file: SqlFile, standards: list[Standard]) -> bool:
    room, _, name = table.partition(".")
    if table in file.reads:
        return True
    if room in ("sources", "cases") and name in kinds() and name != "case_event":
        named = file.header.get("case_kinds")
        wanted = set(named) if isinstance(named, list) else set(kinds())
        return name in wanted | {standard.case_kind for standard in standards}
    if name in MADE_FOR:
        return any(standard.computed_by in MADE_FOR[name] for standard in standards)
    return name != "limit_duty" or any(standard.extension_event or standard.due_event for standard in standards)


def behind(file: SqlFile) -> list[str]:
    """Every table `file` reads, directly or through others; what is read stands before what reads it."""
    files = {f.table: f for room in ("cases", "duties", "indicators") for f in list_sql(room)}
    ordered: list[str] = []

    def visit(table: str, path: tuple[str, ...]) -> None:
        if table in ordered or table in path:
            return
        if table in files and table not in BY_STANDARD:
            for other in files[table].reads:
                visit(other, (*path, table))
        ordered.append(table)

    for table in file.reads:
        visit(table, (file.table,))
    return ordered


def of_standard(standard: Standard, profile: Profile) -> Iterator[Carrier]:
    """The columns that make a duty of `standard`: start, end, stated due day, extension, and what stops the clock."""
    for event in (standard.start_event, standard.end_event, standard.due_event, standard.extension_event):
        if event:
            yield from carried_by(profile, standard, event)
    if standard.computed_by == "clock":
        for event in CLOCK_EVENTS:
            # a file that takes any event by its name in the catalogue could carry these too, and does not say so
            yield from (carrier for carrier in carriers(profile, standard.case_kind, event) if carrier.written != event)


def _of_cases(file: SqlFile, profile: Profile) -> Iterator[Carrier]:
    """Columns of case tables that the SQL names itself, and events it picks by name."""
    for table, column in columns_read(file):
        room, _, kind = table.partition(".")
        if room != "cases" or kind not in kinds() or column in OF_THE_FILE:
            continue
        if kind == "case_event":
            continue
        for contract in profile.contracts.values():
            if contract.kind == kind and (header := header_of(contract, column)):
                yield Carrier(contract.source_id, header)
    if {"cases.case_event", "duties.event"} & set(file.reads):
        named = file.header.get("case_kinds")
        for event in sorted(compared(file, "event")):
            for kind in named if isinstance(named, list) else []:
                yield from carriers(profile, kind, event)
