"""The case kinds: their fields, types and meaning, as the headers of sql/cases/*.sql say."""

from dataclasses import dataclass
from functools import cache

from pipelines.runtime.sqlfile import SqlFile, list_sql


@dataclass(frozen=True)
class Kind:
    """A case kind, or `case_event`. `first_date` is the moment a row needs and its agency is looked up at."""

    name: str
    file: SqlFile

    @property
    def first_date(self) -> str:
        return str(self.file.header["first_date"])

    @property
    def types(self) -> dict[str, str]:
        return {name: str(field["type"]) for name, field in self.file.fields.items()}

    @property
    def moments(self) -> list[str]:
        return [name for name, kind in self.types.items() if kind == "TIMESTAMP"]

    @property
    def may_lie_ahead(self) -> set[str]:
        return {name for name, field in self.file.fields.items() if field.get("ahead")}


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by name, `case_event` included."""
    return {file.name: Kind(file.name, file) for file in list_sql("cases") if "first_date" in file.header}


def case_kinds() -> list[str]:
    """The kinds that are cases, in order of name."""
    return [name for name in kinds() if name != "case_event"]
