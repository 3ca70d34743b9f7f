"""`lawgap verify`: does an edition still say what was published, and who says so?

Hashes find what changed by accident; the signature finds what was changed and hashed anew; a key known from elsewhere finds an
edition that was replaced with its key; the chain, and the editions that a manifest names beside it, find one that was removed,
swapped or emptied. What does not belong here: whether the numbers come out again (recompute.py).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assets.editions.manifest import NAME, file_sha256
from assets.editions.parts import AUDIT, Broken, check_hashes, check_present, check_signature, check_tables, manifest_of
from assets.editions.signature import PUBLIC

NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True)
class Verdict:
    """`intact`, `redacted` or `broken`, with the first difference, and remarks that break nothing."""

    outcome: str
    difference: str = ""
    remarks: tuple[str, ...] = ()


def verify(folder: Path, trusted: str | None = None, unsigned: Mapping[str, str] = NOTHING) -> Verdict:
    """Check files, tables, signature and chain of an edition.

    `trusted`: fingerprint of the key that signed, or of one that it followed by the statements in the edition; without it a
    signature proves only that it fits the key beside it, and an edition may be unsigned as long as none before it in the chain
    was signed. With it an unsigned one is broken, unless a signed one published later names it, or it is one of `unsigned`:
    edition → sha256 of the manifest of what stood when the owner of the key made it.
    """
    try:
        manifest = manifest_of(folder)
        # first, for a manifest that was changed would blame files that were not
        keys = check_signature(folder, manifest)
        remarks = [] if trusted is None else _check_trust(folder, keys, trusted, unsigned)
        check_present(folder, manifest)
        check_hashes(folder, manifest, list(manifest["files"]))
        check_tables(folder, manifest)
        earlier = _check_chain(folder, manifest, keys)
    except Broken as found:
        return Verdict("broken", str(found))
    if trusted is None:
        remarks = [_untrusted(keys)]
    if keys and earlier:
        remarks.append(f"editions up to {earlier} are unsigned: what they said is vouched for by the first signed edition after them")
    return Verdict("intact", remarks=tuple(remarks))


def _untrusted(keys: list[str]) -> str:
    if not keys:
        return "unsigned"
    followed = f", which followed {', '.join(keys[:-1])}" if keys[:-1] else ""
    return f"signed with key {keys[-1]}{followed}: compare it with the fingerprint the publisher has made known, or give the key with --key"


def _check_trust(folder: Path, keys: list[str], trusted: str, unsigned: Mapping[str, str]) -> list[str]:
    """Who knows a key takes no edition for the owner's that he did not sign, nor named in one that he signed."""
    if keys and trusted not in keys:
        raise Broken(f"edition {folder.name}: {PUBLIC}: signed with another key ({keys[-1]}) than the known one ({trusted})")
    if keys:
        return []
    if unsigned.get(folder.name) == file_sha256(folder / NAME):
        return ["unsigned: published before there was a key"]
    if (later := _named_later(folder, trusted)) is not None:
        return [f"unsigned: vouched for by {later}, which is signed and names it"]
    raise Broken(f"edition {folder.name}: unsigned, though the publisher's key is known ({trusted})")


def _named_later(folder: Path, trusted: str) -> str | None:
    """An edition beside this one that the owner of the key signed, and whose chain names this one as it is."""
    this = (folder.name, file_sha256(folder / NAME))
    for other in sorted(folder.parent.iterdir()):
        try:
            manifest = manifest_of(other) if (other / NAME).is_file() and not other.is_symlink() else None
            if manifest and trusted in check_signature(other, manifest) and this in _named(other, manifest):
                return other.name
        except Broken:
            # what cannot be trusted vouches for nothing
            continue
    return None


def _named(folder: Path, manifest: dict) -> Iterator[tuple[str, str]]:
    """Every edition that a manifest and those of its chain name, with the hash of its manifest."""
    while True:
        yield from ((one["edition_id"], one["sha256"]) for one in manifest.get("beside", []))
        if (before := manifest.get("previous")) is None:
            return
        yield before["edition_id"], before["sha256"]
        folder = folder.parent / before["edition_id"]
        manifest = _as_named(folder, before["sha256"], "previous edition")


def names(folder: Path) -> set[str]:
    """The editions that one that holds leads to or names beside its chain."""
    return {edition_id for edition_id, _ in _named(folder, manifest_of(folder))}


def _check_chain(folder: Path, manifest: dict, keys: list[str]) -> str:
    """Every edition back to the first, and those beside the chain. Once one is signed, every later one is, by the same key or one
    that followed. The last of them that is unsigned, '' where none is.

    `keys`: those of the edition the check begins with; its signature vouches for the statements it carries. Cost: every file of
    each edition is looked for, its evidence file alone is read.
    """
    reached, beside, last = {folder.name}, [(folder, manifest, keys)], ""
    unsigned = "" if keys else folder.name
    while (before := manifest.get("previous")) is not None:
        folder = folder.parent / before["edition_id"]
        manifest = _as_named(folder, before["sha256"], "previous edition")
        earlier = check_signature(folder, manifest)
        if not earlier:
            unsigned, last = folder.name, last or folder.name
        elif unsigned:
            raise Broken(f"edition {unsigned}: unsigned, after {folder.name} was signed")
        else:
            _check_same_owner(folder, earlier, keys)
        check_evidence(folder, manifest)
        keys = earlier or keys
        reached.add(folder.name)
        beside.append((folder, manifest, earlier))
    for naming, said, its in beside:
        _check_beside(naming, said, its, reached)
    return last


def _check_beside(naming: Path, said: dict, keys: list[str], reached: set[str]) -> None:
    """The editions that `naming` found published and does not lead back to."""
    for one in said.get("beside", []):
        if one["edition_id"] not in reached:
            folder = naming.parent / one["edition_id"]
            manifest = _as_named(folder, one["sha256"], f"published before {naming.name}: edition")
            earlier = check_signature(folder, manifest)
            if earlier and not keys:
                raise Broken(f"edition {naming.name}: unsigned, after {folder.name} was signed")
            if earlier:
                _check_same_owner(folder, earlier, keys)
            check_evidence(folder, manifest)
            reached.add(folder.name)


def _check_same_owner(folder: Path, earlier: list[str], keys: list[str]) -> None:
    if keys[: len(earlier)] != earlier:
        raise Broken(f"edition {folder.name}: signed with another key ({earlier[-1]}) than those that led to {keys[-1]}")


def _as_named(folder: Path, sha256: str, what: str) -> dict:
    """The manifest of an edition that another one names."""
    if not (folder / NAME).exists():
        raise Broken(f"{what} {folder.name}: missing")
    if not (folder / NAME).is_file() or file_sha256(folder / NAME) != sha256:
        raise Broken(f"{what} {folder.name}: its manifest changed since the next one")
    try:
        return manifest_of(folder)
    except Broken as found:
        raise Broken(f"edition {folder.name}: {found}") from None


def check_evidence(folder: Path, manifest: dict) -> None:
    """No file of an earlier edition is gone or added, and its evidence file, which later editions read, is the one published."""
    where = f"edition {folder.name}: "
    check_present(folder, manifest, where)
    check_hashes(folder, manifest, [AUDIT], where)
