"""`lawgap verify`: does an edition still say what was published, and who says so?

Hashes find what changed by accident; the signature finds what was changed and hashed anew; a key known from elsewhere finds an
edition that was replaced with its key; the chain finds an edition before it that was removed or swapped. What does not belong
here: whether the numbers come out again (recompute.py).
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from assets.editions.audit import content_id, file_hashes
from assets.editions.manifest import NAME, file_names, file_sha256, read_manifest
from assets.editions.rotation import HISTORY, Unfollowed, follow, read_history
from assets.editions.signature import PUBLIC, SIGNATURE, fingerprint_of, is_signed, read_public
from pipelines.runtime.errors import LawgapError

AUDIT = "audit.duckdb"
PARTS = {"edition_id": str, "content_id": str, "inputs": dict, "tables": dict, "files": dict}


@dataclass(frozen=True)
class Verdict:
    """`intact`, `redacted` or `broken`, with the first difference, and remarks that break nothing."""

    outcome: str
    difference: str = ""
    remarks: tuple[str, ...] = ()


class Broken(Exception):
    """The first difference, in words."""


def verify(folder: Path, trusted: str | None = None, must_be_signed: bool = False) -> Verdict:
    """Check files, tables, signature and chain of an edition.

    `trusted`: fingerprint of the key that signed, or of one that it followed by the statements in the edition; without it a
    signature proves only that it fits the key beside it. `must_be_signed`: unsigned is broken; else an edition may be unsigned
    as long as none before it in the chain was signed.
    """
    try:
        manifest = _manifest(folder)
        # first, for a manifest that was changed would blame files that were not
        keys = _check_signature(folder, manifest, must_be_signed)
        if keys and trusted is not None and trusted not in keys:
            raise Broken(f"edition {folder.name}: {PUBLIC}: signed with another key ({keys[-1]}) than the known one ({trusted})")
        _check_files(folder, manifest)
        _check_tables(folder, manifest)
        _check_chain(folder, manifest, keys)
    except Broken as found:
        return Verdict("broken", str(found))
    return Verdict("intact", remarks=_remarks(keys, trusted))


def _remarks(keys: list[str], trusted: str | None) -> tuple[str, ...]:
    if not keys:
        return ("unsigned",)
    if trusted is not None:
        return ()
    followed = f", which followed {', '.join(keys[:-1])}" if keys[:-1] else ""
    return (
        f"signed with key {keys[-1]}{followed}: compare it with the fingerprint the publisher has made known, or give the key with --key",
    )


def _manifest(folder: Path) -> dict:
    for name in (NAME, SIGNATURE):
        if (folder / name).is_symlink():
            raise Broken(f"{name}: not a file")
    try:
        manifest = read_manifest(folder)
    except (OSError, ValueError) as error:
        raise Broken(f"{NAME}: {error}") from None
    if not isinstance(manifest, dict) or any(not isinstance(manifest.get(name), kind) for name, kind in PARTS.items()):
        raise Broken(f"{NAME}: not the manifest of an edition")
    before = manifest.get("previous", {})
    if before is not None and not (isinstance(before, dict) and {"edition_id", "sha256"} <= before.keys()):
        raise Broken(f"{NAME}: not the manifest of an edition")
    if manifest["edition_id"] != folder.name:
        raise Broken(f"{NAME}: of edition {manifest['edition_id']}, in the folder of {folder.name}")
    return manifest


def _check_files(folder: Path, manifest: dict) -> None:
    listed, present = manifest["files"], set(file_names(folder))
    for name in sorted(set(listed) | present):
        if name not in present:
            raise Broken(f"{name}: missing")
        if name not in listed:
            raise Broken(f"{name}: not in the manifest")
        # what a link leads to may change without the edition
        if (folder / name).is_symlink() or not (folder / name).is_file():
            raise Broken(f"{name}: not a file")
    # what is not there is told before anything is read
    for name in sorted(listed):
        if file_sha256(folder / name) != listed[name]:
            raise Broken(f"{name}: changed since publication")


def _check_signature(folder: Path, manifest: dict, must_be_signed: bool = False) -> list[str]:
    """Fingerprints of the keys that followed each other up to the one that signed; [] for an unsigned edition."""
    where = f"edition {folder.name}: "
    named = manifest.get("signing_key")
    if named is None:
        if must_be_signed or (folder / SIGNATURE).exists():
            raise Broken(f"{where}the manifest names no signing key")
        return []
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


def _check_tables(folder: Path, manifest: dict) -> None:
    """The content of every table, whatever the bytes of the database file."""
    try:
        found = file_hashes(folder / AUDIT)
        with duckdb.connect(str(folder / AUDIT), read_only=True) as audit:
            printed = audit.execute("select content_id from edition").fetchall()
    except duckdb.Error as error:
        raise Broken(f"{AUDIT}: {error}") from None
    for name in sorted(set(found) | set(manifest["tables"])):
        if found.get(name) != manifest["tables"].get(name):
            raise Broken(f"{AUDIT}: table {name}: changed since publication")
    if content_id(found) != manifest["content_id"] or printed != [(manifest["content_id"],)]:
        raise Broken(f"{AUDIT}: content id: not that of these tables")


def _check_chain(folder: Path, manifest: dict, keys: list[str]) -> None:
    """Every manifest back to the first edition. Once an edition is signed, every later one is, by the same key or one that followed.

    `keys`: those of the edition the check begins with; its signature vouches for the statements it carries.
    """
    unsigned = "" if keys else folder.name
    while (before := manifest["previous"]) is not None:
        folder = folder.parent / str(before["edition_id"])
        if not (folder / NAME).exists():
            raise Broken(f"previous edition {folder.name}: missing")
        if file_sha256(folder / NAME) != before["sha256"]:
            raise Broken(f"previous edition {folder.name}: its manifest changed since the next one")
        manifest = _manifest(folder)
        earlier = _check_signature(folder, manifest)
        if not earlier:
            unsigned = folder.name
        elif unsigned:
            raise Broken(f"edition {unsigned}: unsigned, after {folder.name} was signed")
        elif keys[: len(earlier)] != earlier:
            raise Broken(f"edition {folder.name}: signed with another key ({earlier[-1]}) than those that led to {keys[-1]}")
        keys = earlier or keys
