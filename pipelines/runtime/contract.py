"""Source contracts: how one kind of file becomes rows of one case kind (docs/decisions/003)."""

import difflib
import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

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


class Contract(Strict):
    source_id: str
    kind: str
    case_kind: str | None = None
    title: Text
    sender: Literal["agency", "city", "once"]
    due_day: int = Field(default=5, ge=1, le=28)
    completeness: Literal["complete", "sample", "incomplete"]
    note: Text = Text(vi="", en="")
    files: list[str] = []
    delimiter: str = ","
    sheet_header_row: int = Field(default=1, ge=1)
    date_formats: list[str] = list(DATE_FORMATS)
    columns: dict[str, str] = {}
    ignored: list[str] = []
    values: dict[str, dict[str, str]] = {}
    join: dict[str, Join] = {}
    link: Link | None = None
    events: list[Event] = []

    @property
    def table(self) -> str:
        """The table of schema `sources` that takes the rows."""
        return self.kind

    @property
    def fields(self) -> dict[str, str]:
        """Every field this contract fills, with its header, look-ups included."""
        joined = {field: header for join in self.join.values() for field, header in join.columns.items()}
        return {**self.columns, **joined}


def read_contract(path: Path) -> Contract:
    """The contract in `path`. An error names file, line, key and the nearest right name."""
    text = path.read_text(encoding="utf-8")
    try:
        document = tomllib.loads(text)
        return Contract(source_id=path.stem, **document)
    except tomllib.TOMLDecodeError as error:
        raise LawgapError(f"not valid TOML: {error}", str(path), "correct the file") from None
    except ValidationError as error:
        raise _explain(path, text, error) from None


def _explain(path: Path, text: str, error: ValidationError) -> LawgapError:
    first = error.errors()[0]
    key = str(first["loc"][-1]) if first["loc"] else ""
    line = next((i for i, row in enumerate(text.splitlines(), 1) if row.strip().startswith((key, f"[{key}"))), 1)
    near = difflib.get_close_matches(key, list(Contract.model_fields), 1)
    hint = f"did you mean {near[0]!r}?" if first["type"] == "extra_forbidden" and near else "see docs/decisions/003"
    return LawgapError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}", f"{path}, line {line}", hint)
