"""Ed25519 signatures of manifests (RFC 8032): who published an edition.

The private key lies beside the linking key, outside home. The public key is part of every edition it signs, as PEM, and
`manifest.sig` is the bare signature, so that any tool can check it. A key that comes with the edition proves only that
nobody changed part of it; that all of it is ours is proven by a key known from elsewhere.
"""

import hashlib
import os
import stat
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from assets.sources.privacy import check_outside, key_path
from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile

PUBLIC, SIGNATURE = "signing_key.pub", "manifest.sig"


def signing_path(profile: Profile) -> Path:
    """Where the profile's private signing key lies: beside its linking key."""
    return key_path(profile).with_suffix(".signing.pem")


def new_signing_key(profile: Profile, home: settings.Home) -> Path:
    """Write a new private key (PKCS#8, PEM) for its owner alone, and its public half beside it as `.pub`."""
    path = signing_path(profile)
    check_outside(path, home)
    path.parent.mkdir(parents=True, exist_ok=True)
    key = make_private(path)
    path.with_suffix(".pub").write_bytes(pem_of(key.public_key()))
    return path


def make_private(path: Path) -> Ed25519PrivateKey:
    """A new private key, written where nothing is yet, for its owner alone."""
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    write_secret(path, private)
    return key


def write_secret(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read, where nothing is yet."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as handle:
        handle.write(content)


def read_signing_key(profile: Profile, home: settings.Home) -> Ed25519PrivateKey | None:
    """The private key; None where there is none, and editions stay unsigned. Raises LawgapError if others can read it."""
    path = signing_path(profile)
    if not path.exists():
        return None
    check_outside(path, home)
    return read_private(path)


def read_private(path: Path) -> Ed25519PrivateKey:
    """Raises LawgapError where others can read the file, or it holds no Ed25519 key."""
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise LawgapError("the signing key can be read by others", str(path), f"chmod 600 {path}")
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except ValueError:
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise LawgapError("not an Ed25519 private key", str(path), "put the profile's signing key back")
    return key


def put_public(folder: Path, key: Ed25519PrivateKey | None) -> str | None:
    """Write the public key into an edition that is being made; its fingerprint, None for an unsigned one."""
    if key is None:
        return None
    (folder / PUBLIC).write_bytes(pem_of(key.public_key()))
    return fingerprint(key.public_key())


def sign(manifest: Path, key: Ed25519PrivateKey | None) -> None:
    """Write manifest.sig (64 bytes) beside the manifest."""
    if key is not None:
        manifest.with_name(SIGNATURE).write_bytes(key.sign(manifest.read_bytes()))


def is_signed(manifest: Path, public: Ed25519PublicKey) -> bool:
    """Did the owner of `public` sign these bytes?"""
    try:
        public.verify(manifest.with_name(SIGNATURE).read_bytes(), manifest.read_bytes())
    except (OSError, InvalidSignature):
        return False
    return True


def read_public(path: Path) -> Ed25519PublicKey:
    """Raises LawgapError where the file holds no Ed25519 public key in PEM."""
    try:
        key = serialization.load_pem_public_key(path.read_bytes())
    except (OSError, ValueError):
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise LawgapError("not an Ed25519 public key", str(path), "give the PEM file the publisher has made known")
    return key


def fingerprint_of(path: Path) -> str:
    """The fingerprint of a public key file."""
    return fingerprint(read_public(path))


def pem_of(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def fingerprint(key: Ed25519PublicKey) -> str:
    """SHA-256 over the 32 bytes of a public key, in hex."""
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()
