"""A world's TOML file: read, checked key by key, refused with the place of the mistake."""

import datetime as dt
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipelines.runtime.errors import LawgapError
from pipelines.simulator.city import END
from pipelines.simulator.worlds.kinds import KINDS

# key → (type, least, most)
NUMBERS = {
    "seed": (int, 0, 2**31), "months": (int, 14, 36), "agency_months": (int, 13, 36), "size": (float, 1, 2000), "spread": (float, 0, 1.5),
    "dirty": (float, 0, 0.2),
}  # fmt: skip
ROW = ("kind", "agency_id", "standard_id", "procedure_code", "from", "size", "note")
MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Wish:
    """So many effects of a kind; None where the world leaves it to the kind."""

    kind: str
    count: int
    size: tuple[float, float] | None = None
    since: dt.date | None = None


@dataclass(frozen=True)
class Spec:
    """A world as its file asks for it. Months end with October 2026."""

    seed: int = 1
    months: int = 36
    agency_months: int = 14
    size: float = 24.0
    spread: float = 0.45
    dirty: float = 0.003
    quiet: bool = False
    wishes: tuple[Wish, ...] = ()
    planted: tuple[dict[str, Any], ...] = field(default_factory=tuple)

    @property
    def first(self) -> dt.date:
        return months_before(self.months)

    @property
    def agencies_from(self) -> dt.date:
        """The first month for which agencies send files of their own."""
        return months_before(min(self.agency_months, self.months))


def months_before(number: int) -> dt.date:
    """First day of the month with which `number` months up to the end begin."""
    last = END.year * 12 + END.month - number
    return dt.date(last // 12, last % 12 + 1, 1)


def read_spec(path: Path) -> Spec:
    """The world of a file. Raises LawgapError for what is no TOML, an unknown key or kind, or a value out of range."""
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LawgapError(f"no world {path}", "--world", "name a TOML file, such as pipelines/simulator/worlds/small.toml") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LawgapError(f"not valid TOML: {error}", str(path), "correct the file") from None
    numbers = {key: _number(path, key, value) for key, value in written.items() if key in NUMBERS}
    for key in written:
        if key not in (*NUMBERS, "quiet", "plant", "planted"):
            raise LawgapError(f"unknown key {key!r}", str(path), f"known are {', '.join((*NUMBERS, 'quiet', 'plant', 'planted'))}")
    quiet, plant, planted = written.get("quiet", False), written.get("plant", {}), written.get("planted", [])
    if not isinstance(quiet, bool) or not isinstance(plant, dict) or not isinstance(planted, list):
        raise LawgapError("quiet is true or false, [plant] a table, [[planted]] rows", str(path), "correct the file")
    if quiet and (plant or planted):
        raise LawgapError("a quiet world plants nothing", f"{path}: quiet, plant, planted", "take out quiet, or what is planted")
    wishes = tuple(_wish(path, kind, value) for kind, value in plant.items())
    return Spec(**numbers, quiet=quiet, wishes=wishes, planted=tuple(_row(path, i, row) for i, row in enumerate(planted, 1)))


def _number(path: Path, key: str, value: Any) -> Any:
    kind, least, most = NUMBERS[key]
    if isinstance(value, bool) or not isinstance(value, (int, kind)) or not least <= value <= most:
        raise LawgapError(f"{key} = {value!r}", f"{path}: {key}", f"write a number from {least} to {most}")
    return kind(value)


def _wish(path: Path, kind: str, value: Any) -> Wish:
    place = f"{path}: plant.{kind}"
    _known_kind(kind, place)
    table = value if isinstance(value, dict) else {"count": value}
    for key in table:
        if key not in ("count", "size", "from"):
            raise LawgapError(f"unknown key {key!r}", place, "known are count, size, from")
    count = table.get("count")
    if isinstance(count, bool) or not isinstance(count, int) or count < 0:
        raise LawgapError(f"count = {count!r}", place, "write how many are planted, a whole number")
    return Wish(
        kind, count, _size(table["size"], place) if "size" in table else None, month_of(table["from"], place) if "from" in table else None
    )


def _row(path: Path, number: int, row: Any) -> dict[str, Any]:
    place = f"{path}: planted, row {number}"
    if not isinstance(row, dict):
        raise LawgapError("planted holds rows", place, "write [[planted]] above each")
    for key in row:
        if key not in ROW:
            raise LawgapError(f"unknown key {key!r}", place, f"known are {', '.join(ROW)}")
    _known_kind(row.get("kind", ""), place)
    found = {key: str(row.get(key, "")) for key in ("kind", "agency_id", "standard_id", "procedure_code", "note")}
    size = _size(row["size"], place) if "size" in row else None
    return {**found, "size": size, "since": month_of(row["from"], place) if "from" in row else None, "place": place}


def _known_kind(kind: str, place: str) -> None:
    if kind not in KINDS:
        raise LawgapError(f"unknown kind {kind!r}", place, f"known are {', '.join(KINDS)}")


def _size(value: Any, place: str) -> tuple[float, float]:
    """One size, or the least and the greatest."""
    pair = value if isinstance(value, list) else [value, value]
    if len(pair) != 2 or not all(isinstance(x, (int, float)) and not isinstance(x, bool) and x > 0 for x in pair) or pair[0] > pair[1]:
        raise LawgapError(f"size = {value!r}", place, "write a number above 0, or [least, greatest]")
    return float(pair[0]), float(pair[1])


def month_of(value: Any, place: str) -> dt.date:
    """First day of a month written YYYY-MM, not after the last one."""
    text = str(value)
    if not MONTH.fullmatch(text) or dt.date.fromisoformat(f"{text}-01") > END:
        raise LawgapError(f"from = {value!r}", place, f'write a month as "YYYY-MM", {END:%Y-%m} at the latest')
    return dt.date.fromisoformat(f"{text}-01")
