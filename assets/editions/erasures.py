"""Recorded erasures: why facts that an edition was made from may be gone.

`home/<profile>/erasures/*.json`, one file an erasure: `at` (when), `editions` (ids of the editions made from what was erased),
and what was erased, by kind and file. What does not belong here: whether a record explains a recount (redacted.py). Whose it was stands there as the sha256 of the token: enough to find the record again for
who has the token, and to nobody else a person.
"""

import datetime as dt
import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pipelines.runtime.errors import LawgapError


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
    name = subject_sha256(token)
    return {path: record for path, record in read_records(folder).items() if record.subject_sha256 == name}


def read_records(folder: Path) -> dict[Path, Record]:
    """Every record in `folder`, in order of name. Raises LawgapError on a file that is none."""
    return {path: _read(path) for path in sorted(folder.glob("[!.]*.json"))}


def _read(path: Path) -> Record:
    try:
        record = Record(**json.loads(path.read_text(encoding="utf-8")))
        dt.datetime.fromisoformat(record.at)
        if not all(isinstance(said["rows"], int) and isinstance(file, str) for file, said in record.files.items()):
            raise ValueError("rows by file")
        if not all(isinstance(name, str) for name in record.editions) or not isinstance(record.finished, bool):
            raise ValueError("editions, finished")
        return record
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise LawgapError(f"not a record of an erasure: {error!r}", str(path), "restore it from a backup") from None
