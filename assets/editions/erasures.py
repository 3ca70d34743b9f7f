"""Recorded erasures: why facts that an edition was made from may be gone.

`home/<profile>/erasures/*.json`, one file an erasure: `at` (when), `editions` (ids of the editions made from what was erased),
and what was erased, by kind and file. Whose it was stands there as the sha256 of the token: enough to find the record again for
who has the token, and to nobody else a person.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pipelines.runtime.errors import LawgapError


@dataclass(frozen=True)
class Erasure:
    """One erasure: when it was done, and which editions had been made from what was erased."""

    name: str
    at: dt.datetime
    editions: frozenset[str]


@dataclass
class Record:
    """What is written of an erasure. `rows` by kind, `files`: source_file_id → name and rows; `finished` is False until all is done."""

    at: str
    subject_sha256: str
    reason: str
    editions: list[str] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    files: dict[str, dict[str, str | int]] = field(default_factory=dict)
    raw_files_removed: list[str] = field(default_factory=list)
    finished: bool = False

    def write(self, path: Path) -> None:
        """The whole record, or the one that was there."""
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(f".{path.name}")
        half.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        half.replace(path)


def subject_sha256(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def records_of(folder: Path, token: str) -> dict[Path, Record]:
    """Every record of the person's erasures, the oldest first. Raises LawgapError on a file that is none."""
    name, found = subject_sha256(token), {}
    read_erasures(folder)
    for path in sorted(folder.glob("[!.]*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        if document.get("subject_sha256") == name:
            found[path] = Record(**document)
    return found


def read_erasures(folder: Path) -> list[Erasure]:
    """Every erasure recorded in `folder`, in order of name. Raises LawgapError on a file that is none."""
    return [_read(path) for path in sorted(folder.glob("[!.]*.json"))]


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
