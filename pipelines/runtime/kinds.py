"""The case kinds: their fields, types and meaning, as the headers of sql/cases/*.sql say."""

from dataclasses import dataclass
from functools import cache

from pipelines.runtime.sqlfile import SqlFile, list_sql

# what contracts and conditions of standards write for a yes/no field; the tables hold BOOLEAN
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Kind:
    """A case kind, or `case_event`.

    `first_dates` are the moments of which a row needs one: the first that is there is the day its agency is looked up at.
    Flags of a field: `due` (lies ahead, ends its day), `ahead` (may lie after receipt), `code` (an identifier, stored as it
    is), `token` (a keyed hash is stored), `period_of` (first day of another field's period), `agency_of` (the register's id
    of the agency that another field names), `expected` (counts as incomplete when empty). Texts without a flag are masked.
    """

    name: str
    file: SqlFile

    @property
    def first_dates(self) -> list[str]:
        given = self.file.header["first_date"]
        return [given] if isinstance(given, str) else list(given)

    @property
    def types(self) -> dict[str, str]:
        return {name: str(field["type"]) for name, field in self.file.fields.items()}

    @property
    def moments(self) -> list[str]:
        return [name for name, kind in self.types.items() if kind == "TIMESTAMP"]

    @property
    def yes_or_no(self) -> list[str]:
        return [name for name, kind in self.types.items() if kind == "BOOLEAN"]

    @property
    def may_lie_ahead(self) -> set[str]:
        return self.flagged("ahead") | self.flagged("due")

    def flagged(self, flag: str) -> set[str]:
        """The fields that carry `flag`."""
        return {name for name, field in self.file.fields.items() if field.get(flag)}


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by name, `case_event` included."""
    return {file.name: Kind(file.name, file) for file in list_sql("cases") if "first_date" in file.header}


def case_kinds() -> list[str]:
    """The kinds that are cases, in order of name."""
    return [name for name in kinds() if name != "case_event"]
