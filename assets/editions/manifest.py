"""manifest.json: sha256 of every file of an edition, what it was made from, and the edition before it."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

from pipelines.runtime import settings

NAME = "manifest.json"
CODE = ("assets", "dashboards", "pipelines", "sql")


@cache
def code_version() -> str:
    """Version and hash of everything that computes: what makes two equal runs comparable."""
    digest = hashlib.sha256()
    for folder in CODE:
        for path in sorted((settings.PROJECT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(settings.PROJECT).as_posix().encode() + b"\0" + path.read_bytes())
    return f"0.1.0+{digest.hexdigest()[:12]}"


def file_sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while block := handle.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def inputs_of(connection: duckdb.DuckDBPyConnection, profile_hash: str) -> dict[str, str]:
    """What an edition is a function of. Equal inputs: equal edition, so nothing has to be published."""
    ledger = connection.execute(
        "select source_file_id, sha256, received_at from sources.source_file cross join sources.clock as k "
        "where received_at <= k.known_at and source_file_id in (select source_file_id from sources.known_file) order by source_file_id"
    ).fetchall()
    as_of, known_at = connection.execute("select as_of, known_at from sources.clock").fetchall()[0]
    digest = hashlib.sha256("\n".join("\t".join(map(str, row)) for row in ledger).encode()).hexdigest()
    return {"ledger": digest, "as_of": str(as_of), "known_at": str(known_at), "profile": profile_hash, "code": code_version()}


def write_manifest(
    folder: Path, edition_id: str, inputs: dict[str, str], content_id: str, tables: dict[str, str], previous: Path | None
) -> None:
    manifest = {
        "edition_id": edition_id,
        "content_id": content_id,
        "inputs": inputs,
        "previous": {"edition_id": previous.name, "sha256": file_sha256(previous / NAME)} if previous else None,
        "tables": tables,
        "files": {name: file_sha256(folder / name) for name in _names(folder)},
    }
    (folder / NAME).write_text(json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> dict:
    return json.loads((folder / NAME).read_text(encoding="utf-8"))


def _names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and p.name != NAME)


@dataclass(frozen=True)
class Verdict:
    """`intact` or `broken`, with the first difference, and remarks that break nothing."""

    outcome: str
    difference: str = ""
    remarks: tuple[str, ...] = ()


def verify(folder: Path) -> Verdict:
    """Re-hash an edition against its manifest, and the chain to the editions before it."""
    try:
        manifest = read_manifest(folder)
    except (OSError, ValueError) as error:
        return Verdict("broken", f"{NAME}: {error}")
    listed, present = manifest["files"], set(_names(folder))
    for name in sorted(set(listed) | present):
        if name not in present:
            return Verdict("broken", f"{name}: missing")
        if name not in listed:
            return Verdict("broken", f"{name}: not in the manifest")
        if file_sha256(folder / name) != listed[name]:
            return Verdict("broken", f"{name}: changed since publication")
    remarks = ["unsigned"]
    before = manifest["previous"]
    if before:
        path = folder.parent / before["edition_id"] / NAME
        if not path.exists():
            return Verdict("broken", f"previous edition {before['edition_id']}: missing", tuple(remarks))
        if file_sha256(path) != before["sha256"]:
            return Verdict("broken", f"previous edition {before['edition_id']}: changed since this one", tuple(remarks))
    return Verdict("intact", remarks=tuple(remarks))
