"""The parts of one edition, each checked by itself: its manifest, who signed it, its files, its tables.

What does not belong here: other editions, and what the findings mean together (verify.py).
"""

from pathlib import Path

import duckdb

from assets.editions.audit import content_id, file_hashes
from assets.editions.manifest import NAME, canonical, file_names, file_sha256, ledger_hash, read_manifest
from assets.editions.rotation import HISTORY, Unfollowed, follow, read_history
from assets.editions.signature import PUBLIC, SIGNATURE, fingerprint_of, is_signed, read_public
from assets.sources.reasons import REASONS
from pipelines.runtime.errors import LawgapError

AUDIT = "audit.duckdb"
PARTS = {"edition_id": str, "content_id": str, "inputs": dict, "tables": dict, "files": dict}
# editions of before had no `beside`
MAY_HAVE = {"previous", "signing_key", "beside"}
# what the manifest and the row of the edition both say
IN_BOTH = {
    "edition_id": "edition_id", "previous_edition_id": "previous", "as_of": "as_of", "known_at": "known_at",
    "status": "status", "code_version": "code", "profile_hash": "profile",
}  # fmt: skip
INPUTS = {"ledger", "as_of", "known_at", "profile", "code", "status"}


class Broken(Exception):
    """The first difference, in words."""


def manifest_of(folder: Path) -> dict:
    """The manifest, if it is one and its bytes are those we write. Raises Broken."""
    for name in (NAME, SIGNATURE):
        path = folder / name
        # a pipe would be waited for, a link leads to what may change without the edition
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise Broken(f"{name}: not a file")
    try:
        manifest = read_manifest(folder)
        as_written = canonical(manifest).encode() == (folder / NAME).read_bytes()
    except LawgapError as error:
        raise Broken(f"{NAME}: {error.what}") from None
    except (OSError, ValueError, RecursionError) as error:
        raise Broken(f"{NAME}: {error}") from None
    if not _has_its_parts(manifest):
        raise Broken(f"{NAME}: not the manifest of an edition")
    if not as_written:
        raise Broken(f"{NAME}: changed since publication")
    if manifest["edition_id"] != folder.name:
        raise Broken(f"{NAME}: of edition {manifest['edition_id']}, in the folder of {folder.name}")
    return manifest


def _has_its_parts(manifest: dict) -> bool:
    if any(not isinstance(manifest.get(name), kind) for name, kind in PARTS.items()) or not manifest.keys() <= PARTS.keys() | MAY_HAVE:
        return False
    inputs, before = manifest["inputs"], manifest.get("previous", {})
    beside = manifest.get("beside", [])
    named = [*([] if before is None else [before]), *(beside if isinstance(beside, list) else [None])]
    return (
        inputs.keys() == INPUTS
        and all(isinstance(value, str) for value in inputs.values())
        and all(isinstance(one, dict) and one.keys() == {"edition_id", "sha256"} for one in named)
        and all(isinstance(value, str) for one in named for value in one.values())
        and all(Path(one["edition_id"]).name == one["edition_id"] for one in named)
    )


def check_signature(folder: Path, manifest: dict) -> list[str]:
    """Fingerprints of the keys that followed each other up to the one that signed; [] for an unsigned edition."""
    where = f"edition {folder.name}: "
    named = manifest.get("signing_key")
    if named is None:
        if (folder / SIGNATURE).exists():
            raise Broken(f"{where}the manifest names no signing key")
        return []
    if (folder / PUBLIC).exists() and not (folder / PUBLIC).is_file():
        raise Broken(f"{where}{PUBLIC}: not a file")
    try:
        key, found = read_public(folder / PUBLIC), fingerprint_of(folder / PUBLIC)
    except LawgapError as error:
        raise Broken(f"{where}{PUBLIC}: {error}") from None
    if found != named:
        raise Broken(f"{where}{PUBLIC}: not the key that the manifest names")
    if not is_signed(folder / NAME, key):
        raise Broken(f"{where}{SIGNATURE}: {'not a signature of this manifest.json' if (folder / SIGNATURE).exists() else 'missing'}")
    return _followed(folder, manifest, found)


def _followed(folder: Path, manifest: dict, signed: str) -> list[str]:
    """The keys of the edition's statements, or the one key that signed where it carries none."""
    where, path = f"edition {folder.name}: {HISTORY}: ", folder / HISTORY
    if HISTORY not in manifest["files"]:
        return [signed]
    # editions earlier in a chain are not hashed file by file
    if not path.is_file() or file_sha256(path) != manifest["files"][HISTORY]:
        raise Broken(f"{where}missing, or changed since publication")
    try:
        keys = follow(read_history(path))
    except Unfollowed as error:
        raise Broken(f"{where}{error}") from None
    if not keys or keys[-1] != signed:
        raise Broken(f"{where}no statement leads to the key that signed ({signed})")
    return keys


def check_present(folder: Path, manifest: dict, where: str = "") -> None:
    """Every file that is listed is there, as a file, and no other. Nothing is read."""
    listed, present = manifest["files"], file_names(folder)
    for name in sorted(listed.keys() | present.keys()):
        if name not in present:
            raise Broken(f"{where}{name}: missing")
        if name not in listed:
            raise Broken(f"{where}{name}: not in the manifest")
        # what a link leads to may change without the edition
        if not present[name]:
            raise Broken(f"{where}{name}: not a file")


def check_hashes(folder: Path, manifest: dict, names: list[str], where: str = "") -> None:
    for name in sorted(names):
        if name not in manifest["files"] or file_sha256(folder / name) != manifest["files"][name]:
            raise Broken(f"{where}{name}: changed since publication")


def check_tables(folder: Path, manifest: dict) -> None:
    """The content of every table, whatever the bytes of the database file; and that it is what the manifest speaks of."""
    try:
        found = file_hashes(folder / AUDIT)
        with duckdb.connect(str(folder / AUDIT), read_only=True) as audit:
            printed = audit.execute("select content_id from edition").fetchall()
            for name in sorted(set(found) | set(manifest["tables"])):
                if found.get(name) != manifest["tables"].get(name):
                    raise Broken(f"{AUDIT}: table {name}: changed since publication")
            if content_id(found) != manifest["content_id"] or printed != [(manifest["content_id"],)]:
                raise Broken(f"{AUDIT}: content id: not that of these tables")
            _check_row(audit, manifest)
    except duckdb.Error as error:
        raise Broken(f"{AUDIT}: {error}") from None


def _check_row(audit: duckdb.DuckDBPyConnection, manifest: dict) -> None:
    """Where nobody signed, the tables are what holds the manifest to its word."""
    before = manifest.get("previous")
    said = {**manifest["inputs"], "edition_id": manifest["edition_id"], "previous": before["edition_id"] if before else None}
    row = audit.execute(f"select {', '.join(IN_BOTH)} from edition").fetchall()[0]
    for (column, name), value in zip(IN_BOTH.items(), row, strict=True):
        if said[name] != (None if value is None else str(value)):
            raise Broken(f"{NAME}: {name}: not what table edition says ({column} {value})")
    if manifest["inputs"]["ledger"] != _ledger(audit):
        raise Broken(f"{NAME}: ledger: not that of the files in table source_file")


def _ledger(audit: duckdb.DuckDBPyConnection) -> str:
    """The hash over the files as manifest.py makes it, from what the edition says of them."""
    files = audit.execute("select source_file_id, sha256, received_at from source_file where withdrawn_at is null order by source_file_id")
    rows = files.fetchall()
    rows += audit.execute(
        "select r.source_file_id, r.sheet, r.row from rejected_row as r inner join source_file as f on r.source_file_id = f.source_file_id "
        "where r.reason_en = ? and f.withdrawn_at is null order by all", [REASONS["erased"][1]]
    ).fetchall()  # fmt: skip
    return ledger_hash(rows)
