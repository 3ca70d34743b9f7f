"""Recorded erasures: why facts that an edition was made from may be gone.

`home/<profile>/erasures/*.json`, one file an erasure: `at` (when), `editions` (ids of the editions made from what was erased).
"""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipelines.runtime.errors import LawgapError


@dataclass(frozen=True)
class Erasure:
    """One erasure: when it was done, and which editions had been made from what was erased."""

    name: str
    at: dt.datetime
    editions: frozenset[str]


def read_erasures(folder: Path) -> list[Erasure]:
    """Every erasure recorded in `folder`, in order of name. Raises LawgapError on a file that is none."""
    return [_read(path) for path in sorted(folder.glob("*.json"))]


def _read(path: Path) -> Erasure:
    try:
        text = json.loads(path.read_text(encoding="utf-8"))
        return Erasure(path.name, dt.datetime.fromisoformat(text["at"]), frozenset(text["editions"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LawgapError(f"not a record of an erasure: {error!r}", str(path), "restore it from a backup") from None


def explaining(erasures: Iterable[Erasure], edition_id: str, known_at: dt.datetime) -> list[Erasure]:
    """The erasures that explain why an edition does not come out again: they name it, and came after what it knew.

    Only a recount can differ because of an erasure: the edition's own files are never explained by one.
    """
    return [erasure for erasure in erasures if edition_id in erasure.editions and erasure.at > known_at]
