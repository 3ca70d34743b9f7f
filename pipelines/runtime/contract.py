"""Source contracts: how one kind of file becomes rows of one case kind (docs/decisions/003)."""

import tomllib
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError

from pipelines.runtime.contract_check import Written, check_contract, nearest
from pipelines.runtime.errors import LawgapError

DATE_FORMATS = ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d", "%Y-%m-%dT%H:%M:%S")


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(Strict):
    """A text in both languages; Vietnamese first."""

    vi: str
    en: str


class Event(Strict):
    """Column `at` of a wide row is the event `event`, where every field of `when` has a listed value."""

    event: str
    at: str
    when: dict[str, list[str]] = {}


class Join(Strict):
    """A look-up: `on` maps a header of this file to a header of the look-up, `columns` field to header."""

    source: str
    on: dict[str, str]
    columns: dict[str, str]


class Link(Strict):
    """Events that name no case but share the value of a field with it."""

    field: str
    column: str


class Correction(Strict):
    """A known error of the sender: in the row with `key`, `field` reads `expect` and means `value`.

    Where the cell no longer reads `expect`, the sender has mended it and the entry says so by a notice.
    """

    key: str
    field: str
    expect: str
    value: str
    reason: Text


class Contract(Strict):
    """One file of profiles/<p>/sources, named after it."""

    _path: Path | None = PrivateAttr(default=None)
    source_id: str
    kind: str
    case_kind: str | None = None
    title: Text
    sender: Literal["agency", "city", "once"]
    due_day: int = Field(default=5, ge=1, le=28)
    completeness: Literal["complete", "sample", "incomplete"]
    note: Text = Text(vi="", en="")
    priority: int = 0
    files: list[str] = []
    delimiter: str = ""
    header_row: int = Field(default=0, ge=0)
    sheets: list[str] = []
    date_formats: list[str] = list(DATE_FORMATS)
    columns: dict[str, str] = {}
    key: list[str] = []
    ignored: list[str] = []
    never_store: list[str] = []
    values: dict[str, dict[str, str]] = {}
    join: dict[str, Join] = {}
    link: Link | None = None
    events: list[Event] = []
    corrections: list[Correction] = []

    @property
    def table(self) -> str:
        """The table of schema `sources` that takes the rows."""
        return self.kind

    @property
    def fields(self) -> dict[str, str]:
        """Every field this contract fills, with its header, look-ups included."""
        joined = {field: header for join in self.join.values() for field, header in join.columns.items()}
        return {**self.columns, **joined}


# the tables inside a contract, by the key they stand under
TABLES: dict[str, type[Strict]] = {
    "title": Text,
    "note": Text,
    "join": Join,
    "link": Link,
    "events": Event,
    "corrections": Correction,
    "reason": Text,
}
HINTS = {"due_day": "use a day from 1 to 28: every month has those", "header_row": "0 = find it, 1 = the first row"}


def read_contract(path: Path) -> Contract:
    """The contract in `path`. An error names file, line, key and the nearest right name."""
    text = path.read_text(encoding="utf-8")
    written = Written(path, text)
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LawgapError(f"not valid TOML: {error}", str(path), "correct the file") from None
    if "source_id" in document:
        raise written.error("unknown key", f"remove it: the name of the file, {path.stem!r}, says it", "source_id")
    try:
        contract = Contract(source_id=path.stem, **document)
    except ValidationError as error:
        raise _explain(written, error) from None
    contract._path = path
    check_contract(contract, written)
    return contract


def check_joins(contracts: dict[str, Contract], folder: Path) -> dict[str, Contract]:
    """The `contracts` of the profile in `folder`, if every look-up they ask for is one of its sources."""
    lookups = [contract.source_id for contract in contracts.values() if contract.kind == "lookup"]
    for contract in contracts.values():
        path = contract._path or folder / "sources" / f"{contract.source_id}.toml"
        for name, join in contract.join.items():
            if join.source not in lookups:
                written = Written(path, path.read_text(encoding="utf-8"))
                do = nearest(join.source, lookups, f'add {folder / "sources" / join.source}.toml with kind = "lookup"')
                raise written.error(f"no source {join.source!r} of kind lookup in this profile", do, "join", name, "source")
    return contracts


def _explain(written: Written, error: ValidationError) -> LawgapError:
    """The first thing that Pydantic refused, in words that say what to write instead."""
    # a misspelt key is unknown and missed at once: what was written says more
    first = min(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
    key, kind = first["loc"], first["type"]
    name = str(key[-1])
    if len(key) > 1 and key[0] != "join" and name in Contract.model_fields and kind in ("extra_forbidden", "string_type", "dict_type"):
        return written.error("this key stands inside a table", "write it above the first [table]", *key)
    if kind == "extra_forbidden":
        return written.error("unknown key", nearest(name, _keys(key[:-1])), *key)
    if kind == "missing":
        return written.error("this key is missing", f"add {name}, see docs/decisions/003", *key)
    if kind == "literal_error":
        known = get_args(Contract.model_fields[name].annotation)
        return written.error(f"{first['input']!r} is not a value of {name}", nearest(str(first["input"]), known), *key)
    return written.error(first["msg"], HINTS.get(name, "see docs/decisions/003"), *key)


def _keys(table: tuple[Any, ...]) -> list[str]:
    """The keys that a table may have."""
    if not table:
        return [name for name in Contract.model_fields if name != "source_id"]
    return list(TABLES["reason" if table[-1] == "reason" else table[0]].model_fields)
