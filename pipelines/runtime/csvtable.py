"""Small CSV tables of a profile, read with errors that name file, line and column."""

import csv
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from pipelines.runtime.errors import LawgapError

Row = TypeVar("Row", bound=BaseModel)


def read_rows(path: Path, model: type[Row], aliases: dict[str, str] | None = None) -> list[Row]:
    """Rows of `path` as `model`; empty cells become None. Raises LawgapError with file and line."""
    rows: list[Row] = []
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle)
        _check_header(path, list(reader.fieldnames or []), model, aliases or {})
        for record in reader:
            values = {(aliases or {}).get(key, key): value or None for key, value in record.items() if key}
            try:
                rows.append(model.model_validate(values))
            except ValidationError as error:
                raise _row_error(path, reader.line_num, error) from None
    return rows


def _check_header(path: Path, header: list[str], model: type[BaseModel], aliases: dict[str, str]) -> None:
    names = {aliases.get(name, name) for name in header}
    missing = [name for name, field in model.model_fields.items() if field.is_required() and name not in names]
    if missing:
        raise LawgapError(f"column missing: {', '.join(missing)}", str(path), "add the column to the first line")


def _row_error(path: Path, line: int, error: ValidationError) -> LawgapError:
    first = error.errors()[0]
    column = ".".join(str(part) for part in first["loc"])
    return LawgapError(f"{column}: {first['msg']} (read {first['input']!r})", f"{path}, line {line}", "correct the cell")
