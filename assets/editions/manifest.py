"""manifest.json: sha256 of every file of an edition, what it was made from, and the edition before it.

What does not belong here: who signed it (signature.py), and whether it still holds (verify.py).
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

import duckdb
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from assets.editions.audit import content_id
from assets.editions.signature import PUBLIC, SIGNATURE, fingerprint_of, sign
from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError

NAME = "manifest.json"
CODE = ("assets", "dashboards", "pipelines", "sql")
PACKAGES = ("duckdb", "holidays", "numpy", "pandas", "scipy")


@cache
def code_version() -> str:
    """Version and hash of everything that computes, the packages that numbers pass through included: what makes two runs comparable."""
    digest = hashlib.sha256()
    for package in PACKAGES:
        digest.update(f"{package} {version(package)}\0".encode())
    for folder in CODE:
        for path in sorted((settings.PROJECT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(settings.PROJECT).as_posix().encode() + b"\0" + path.read_bytes())
    return f"0.1.0+{digest.hexdigest()[:12]}"


def file_sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def inputs_of(connection: duckdb.DuckDBPyConnection, profile_hash: str) -> dict[str, str]:
    """What an edition is a function of. Equal inputs: equal edition, so nothing has to be published."""
    # of a file some rows of which were erased since, as much is new as of one that came
    ledger = connection.execute(
        "select source_file_id, sha256, received_at from sources.source_file cross join sources.clock as k "
        "where received_at <= k.known_at and source_file_id in (select source_file_id from sources.known_file) order by source_file_id"
    ).fetchall()
    ledger += connection.execute(
        "select source_file_id, sheet, row from sources.erased_row "
        "where source_file_id in (select source_file_id from sources.known_file) order by all"
    ).fetchall()
    as_of, known_at = connection.execute("select as_of, known_at from sources.clock").fetchall()[0]
    return {
        "ledger": ledger_hash(ledger), "as_of": str(as_of), "known_at": str(known_at), "profile": profile_hash, "code": code_version(),
    }  # fmt: skip


def ledger_hash(rows: Iterable[tuple]) -> str:
    """One hash over the files an edition was made from: (file, sha256, received_at) of each, then the places that were erased."""
    return hashlib.sha256("\n".join("\t".join(map(str, row)) for row in rows).encode()).hexdigest()


def write_manifest(
    folder: Path,
    edition_id: str,
    inputs: dict[str, str],
    tables: dict[str, str],
    previous: Path | None,
    beside: Iterable[Path],
    key: Ed25519PrivateKey | None,
) -> None:
    """Write the manifest of a folder that is complete, signed where there is a `key`, whose public half lies there.

    `tables`: content hash of each audit table; `beside`: editions published so far that the chain of `previous` does not reach.
    """
    manifest = {
        "edition_id": edition_id,
        "content_id": content_id(tables),
        "inputs": inputs,
        "previous": _named(previous) if previous else None,
        "beside": [_named(path) for path in beside],
        "signing_key": fingerprint_of(folder / PUBLIC) if key else None,
        "tables": tables,
        "files": {name: file_sha256(folder / name) for name in file_names(folder)},
    }
    (folder / NAME).write_text(canonical(manifest), encoding="utf-8")
    sign(folder / NAME, key)


def _named(edition: Path) -> dict[str, str]:
    """How a manifest names another edition, so that not a byte of it can change."""
    return {"edition_id": edition.name, "sha256": file_sha256(edition / NAME)}


def canonical(manifest: dict) -> str:
    """The one text that says this: a manifest of other bytes was not written by us."""
    return json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_manifest(folder: Path) -> dict:
    """What the manifest says, whether or not it is true (verify.py). Raises LawgapError where it cannot be read."""
    path = folder / NAME
    try:
        # a pipe in its place would be waited for
        if not path.is_file():
            raise OSError("not a file")
        found = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(found, dict):
            raise ValueError("not a manifest")
    except (OSError, ValueError, RecursionError) as error:
        what = f"edition {folder.name}: its manifest cannot be read: {error}"
        raise LawgapError(what, str(path), "restore the edition from a backup") from None
    return found


def file_names(folder: Path) -> dict[str, bool]:
    """Every file the manifest lists, in order of name: all but itself and its signature; and whether it is a plain file.

    A link, a special file or an empty folder counts as one that is not. Cost: a call a folder, none a file.
    """
    return {name: plain for name, plain in sorted(_lying(folder, "")) if name not in (NAME, SIGNATURE)}


def _lying(folder: Path | str, inside: str) -> Iterator[tuple[str, bool]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            below = list(_lying(entry.path, f"{inside}{entry.name}/")) if entry.is_dir(follow_symlinks=False) else []
            yield from below or [(inside + entry.name, entry.is_file(follow_symlinks=False))]


def chain_to(folder: Path | None) -> list[Path]:
    """`folder` and the editions its manifests lead back to, oldest first: what the next edition may look at."""
    found: list[Path] = []
    while folder is not None:
        found.insert(0, folder)
        before = read_manifest(folder)["previous"]
        folder = folder.parent / before["edition_id"] if before else None
    return found
