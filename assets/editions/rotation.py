"""A signing key followed by another: statements in which each key names the next one, signed by the key that steps down.

Who knows one key of a profile follows the statements forward to the key of an edition. They say that the owner of the old key
wanted the new one; they cannot say that the old key was not stolen before: after a theft the new fingerprint has to be made
known elsewhere, and given with `--key`.
"""

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from assets.editions.signature import (
    fingerprint,
    fingerprint_of,
    make_private,
    pem_of,
    read_private,
    read_signing_key,
    signing_path,
    write_secret,
)
from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile
from pipelines.runtime.warehouse import locked

HISTORY = "signing_key.history.json"
# signed along with the rest: no other signature of the same key can pass for a statement
SUBJECT = "lawgap signing key rotation"
PARTS = {"subject": str, "number": int, "old": str, "new": str, "at": str}


class Unfollowed(Exception):
    """Which statement does not hold, in words."""


@dataclass(frozen=True)
class Statement:
    """`text` is what was signed, JSON with the keys of PARTS; `old_key` the PEM of the key that signed; `signature` 64 bytes in hex."""

    text: str
    old_key: str
    signature: str


@dataclass(frozen=True)
class Rotated:
    """What a rotation made."""

    statement: Path
    retired: Path
    old: str
    new: str


def rotate(profile: Profile, home: settings.Home, say=print) -> Rotated:
    """Let a new key follow the profile's signing key, while no run publishes. A rotation that was interrupted is brought to its end.

    Raises LawgapError where there is no key, or where it is not the last of the statements that stand.
    """
    with locked(home, say):
        old = read_signing_key(profile, home)
        path = signing_path(profile)
        if old is None:
            raise LawgapError("no signing key to follow", str(path), "make one with: lawgap keys new")
        coming, statements = _coming(path), own_statements(profile)
        keys = _own_keys(profile, statements)
        # the key that signs has stated another one and is still in its place
        began = coming.exists() and keys[-2:-1] == [fingerprint(old.public_key())]
        if began and keys[-1] != fingerprint(read_private(coming).public_key()):
            raise LawgapError("not the key that the last statement names", str(coming), "restore the file from a backup")
        if not began:
            _check_last(path, old, keys)
            # of a rotation that had not got as far as a statement: never used
            coming.unlink(missing_ok=True)
            new = make_private(coming)
            statements = [*statements, _state(old, new, statements)]
            _write(_folder(path) / f"{len(statements)}.json", statements[-1])
        return _replace(path, len(statements))


def _replace(path: Path, number: int) -> Rotated:
    """Put the old key aside and the new one in its place; the last step is the one that counts."""
    coming, retired = _coming(path), path.with_name(f"{path.name}.{number}.retired")
    old, new = (fingerprint(read_private(key).public_key()) for key in (path, coming))
    retired.unlink(missing_ok=True)
    write_secret(retired, path.read_bytes())
    half = path.with_suffix(".pub.half")
    half.write_bytes(pem_of(read_private(coming).public_key()))
    half.replace(path.with_suffix(".pub"))
    coming.replace(path)
    return Rotated(_folder(path) / f"{number}.json", retired, old, new)


def put_history(folder: Path, profile: Profile, key: Ed25519PrivateKey | None) -> None:
    """Write the statements that lead to `key` into an edition that is being made. Raises LawgapError if they lead elsewhere."""
    statements = own_statements(profile)
    if key is None or not statements:
        return
    _check_last(signing_path(profile), key, _own_keys(profile, statements))
    document = [vars(statement) for statement in statements]
    (folder / HISTORY).write_text(json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def trusted(profile: Profile, given: Path | None) -> str | None:
    """The fingerprint that signatures must lead back to: of the key `given`, else of this machine's first; None if neither is there."""
    if given:
        return fingerprint_of(given)
    keys = _own_keys(profile, own_statements(profile))
    path = signing_path(profile).with_suffix(".pub")
    return keys[0] if keys else fingerprint_of(path) if path.exists() else None


def own_statements(profile: Profile) -> list[Statement]:
    """The statements kept beside the profile's signing key, in order."""
    folder = _folder(signing_path(profile))
    paths = sorted(folder.glob("[0-9]*.json"), key=lambda path: (len(path.name), path.name))
    try:
        return [Statement(**json.loads(path.read_text(encoding="utf-8"))) for path in paths]
    except (OSError, ValueError, TypeError) as error:
        raise LawgapError(f"not a statement of a key: {error}", str(folder), "restore the folder from a backup") from None


def read_history(path: Path) -> list[Statement]:
    """The statements an edition carries; none if it carries none. Raises Unfollowed."""
    if not path.exists():
        return []
    try:
        return [Statement(**document) for document in json.loads(path.read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError, RecursionError):
        raise Unfollowed("not a list of statements") from None


def follow(statements: list[Statement]) -> list[str]:
    """Fingerprints of the keys that followed each other, the first one first; [] without statements.

    Raises Unfollowed where a statement is missing, out of order, or not signed by the key before the one it names.
    """
    keys: list[str] = []
    before = ""
    for number, statement in enumerate(statements, 1):
        said = _read(statement, number)
        if said["number"] != number or said["at"] < before:
            raise Unfollowed(f"statement {number}: out of order, or one before it is missing")
        if keys and said["old"] != keys[-1]:
            raise Unfollowed(f"statement {number}: not of the key before it")
        keys = keys or [said["old"]]
        if said["new"] in keys:
            raise Unfollowed(f"statement {number}: leads back to a key that stepped down")
        keys.append(said["new"])
        before = said["at"]
    return keys


def _read(statement: Statement, number: int) -> dict:
    """What a statement says, its signature checked."""
    try:
        key = serialization.load_pem_public_key(statement.old_key.encode())
        said = json.loads(statement.text)
        signature = bytes.fromhex(statement.signature)
    except (ValueError, AttributeError, TypeError):
        raise Unfollowed(f"statement {number}: cannot be read") from None
    if not isinstance(said, dict) or {name: type(value) for name, value in said.items()} != PARTS or said["subject"] != SUBJECT:
        raise Unfollowed(f"statement {number}: not a statement of a key")
    if not isinstance(key, Ed25519PublicKey) or fingerprint(key) != said["old"]:
        raise Unfollowed(f"statement {number}: its key is not the one it names")
    try:
        key.verify(signature, statement.text.encode())
    except InvalidSignature:
        raise Unfollowed(f"statement {number}: not signed by the key that steps down") from None
    return said


def _state(old: Ed25519PrivateKey, new: Ed25519PrivateKey, before: list[Statement]) -> Statement:
    now = dt.datetime.now().isoformat(" ", "seconds")
    said = {
        "subject": SUBJECT, "number": len(before) + 1, "old": fingerprint(old.public_key()), "new": fingerprint(new.public_key()),
        # clocks are set back; statements keep their order
        "at": max([now, *(json.loads(statement.text)["at"] for statement in before)]),
    }  # fmt: skip
    text = json.dumps(said, sort_keys=True)
    return Statement(text, pem_of(old.public_key()).decode(), old.sign(text.encode()).hex())


def _own_keys(profile: Profile, statements: list[Statement]) -> list[str]:
    try:
        return follow(statements)
    except Unfollowed as error:
        raise LawgapError(str(error), str(_folder(signing_path(profile))), "restore the folder from a backup") from None


def _check_last(path: Path, key: Ed25519PrivateKey, keys: list[str]) -> None:
    if keys and keys[-1] != fingerprint(key.public_key()):
        do = "end an interrupted rotation with: lawgap keys rotate; or put the last key back"
        raise LawgapError(f"not the last key of the statements ({keys[-1]})", str(path), do)


def _write(path: Path, statement: Statement) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}")
    half.write_text(json.dumps(vars(statement), ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    half.replace(path)


def _folder(path: Path) -> Path:
    """Where the statements of the signing key `path` are kept."""
    return path.with_suffix(".history")


def _coming(path: Path) -> Path:
    """The key that follows, until it takes the place of the one that signs."""
    return path.with_suffix(".coming.pem")
