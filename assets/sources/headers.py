"""Where the header stands, and what its names are: titles above it, two header rows with merged cells, repeated names."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assets.sources.looking import Unreadable

SEARCHED = 30
WIDEST = 2_000

Cells = Sequence[str | None]


@dataclass(frozen=True)
class Header:
    """`names` one for each column; `last_row` the row (from 1) on which the header ends: data begin below it."""

    names: tuple[str, ...]
    last_row: int


def check_width(names: Sequence[str]) -> None:
    """Raises Unreadable where there are more columns than any source has, before anything is made of them."""
    if len(names) > WIDEST:
        raise Unreadable(f"tiêu đề có hơn {WIDEST} cột", f"the header has more than {WIDEST} columns")


def plain_header(name: str) -> str:
    """A header without what people add to it: case, spaces, and a remark in parentheses at its end."""
    text = re.sub(r"\s*\([^)]*\)\s*$", "", unicodedata.normalize("NFC", name).lstrip("\ufeff"))
    return re.sub(r"\s+", " ", text).strip().casefold()


def find_header(rows: Sequence[Cells], required: Iterable[str], given: int = 0) -> Header | None:
    """The header among the first rows of a sheet or file; `given` says its row, 0: look for it.

    It is the first row that holds every required name, or two rows that do so together (a group above,
    merged over its columns, and the names below). None if there is none.
    """
    wanted = {plain_header(name) for name in required}
    if given:
        return Header(_named(rows[given - 1]), given) if len(rows) >= given else None
    for number, row in enumerate(rows[:SEARCHED], 1):
        if wanted <= _plain(row):
            # a name merged downwards over two rows stands in the upper one
            return Header(_named(_stacked(rows[max(number - 2, 0)][: len(row)], row)), number)
    for number in range(2, min(len(rows), SEARCHED) + 1):
        both = _stacked(rows[number - 2], rows[number - 1])
        if wanted <= _plain(both) and wanted & _plain(rows[number - 1]):
            return Header(_named(both), number)
    return None


def _plain(row: Cells) -> set[str]:
    return {plain_header(cell) for cell in row if cell}


def _stacked(above: Cells, below: Cells) -> list[str | None]:
    """The names of two header rows: the lower one, or the upper where the lower is empty (merged downwards)."""
    width = max(len(above), len(below))
    upper, lower = (list(row) + [None] * (width - len(row)) for row in (above, below))
    return [low or high for high, low in zip(upper, lower, strict=True)]


def _named(row: Cells) -> tuple[str, ...]:
    cells = list(row)
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
    return distinct_names(cells)


def distinct_names(cells: Cells) -> tuple[str, ...]:
    """Every column with a name of its own: empty ones by their number, repeated ones by their place."""
    names: list[str] = []
    # the names of the readers' own marks
    seen: set[str] = {"_path", "_sheet", "_row"}
    for number, cell in enumerate(cells, 1):
        name = re.sub(r"\s+", " ", (cell or "").lstrip("\ufeff")).strip() or f"column {number}"
        while name.casefold() in seen:
            name = f"{name} #{number}"
        seen.add(name.casefold())
        names.append(name)
    return tuple(names)
