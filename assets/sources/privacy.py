"""Personal data before storage: keyed hashes for linking, masks for free text, and columns that are never read.

What counts as personal is the profile's `privacy.toml`; without one, e-mail addresses and long numbers are masked.
The key lies outside home: who has the warehouse cannot turn a hash back by trying all identity numbers.
"""

import hashlib
import os
import re
import secrets
import stat
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import duckdb
from sqlglot import exp

from assets.sources.looking import Unreadable
from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile
from pipelines.runtime.warehouse import connect

KEY_BYTES = 32
BLOCK = 64
HIDDEN = "[…]"
MASKED = [r"[\p{L}\p{N}._%+-]+\s?@\s?[\p{L}\p{N}.-]+", r"\+?\p{Nd}(?:[\s\p{Z}\p{Pd}\p{Cf}._()]{0,3}\p{Nd}){8,}|\p{Nd}{8,}"]
DENOUNCERS = re.compile(r"nguoi ?(?:dung ?don ?)?to ?(?:cao|giac)(?! ?bi)|denouncer|whistle ?blower|informant")


@dataclass(frozen=True)
class Privacy:
    """`mask`: what is hidden in texts; `codes`: what an identifier must not look like ('' = anything goes)."""

    mask: str
    codes: str

    @property
    def guards_codes(self) -> bool:
        return bool(self.codes)

    def masked(self, text: exp.Expression) -> exp.Expression:
        return exp.Anonymous(
            this="regexp_replace", expressions=[text.copy(), *(exp.Literal.string(part) for part in (self.mask, HIDDEN, "g"))]
        )

    def is_personal(self, text: exp.Expression) -> exp.Expression:
        if not self.codes:
            return exp.false()
        # a number beside words in one cell is somebody's too
        pattern = rf"(?s)(?:.*[\s,;:])?(?:{self.codes})(?:[\s,;:].*)?"
        return exp.Anonymous(this="regexp_full_match", expressions=[text.copy(), exp.Literal.string(pattern)])


def hide(connection: duckdb.DuckDBPyConnection, privacy: Privacy, text: str) -> str:
    """A text of ours that may repeat what somebody wrote, as it may be stored."""
    return str(connection.execute(exp.select(privacy.masked(exp.Literal.string(text))).sql("duckdb")).fetchall()[0][0])


def privacy_of(profile: Profile) -> Privacy:
    path = profile.find("privacy.toml")
    rules = tomllib.loads(path.read_text(encoding="utf-8")) if path else {}
    return Privacy("|".join(rules.get("masked", MASKED)), "|".join(rules.get("refused_as_code", [])))


def refuse_denouncers(names: tuple[str, ...]) -> None:
    """Raises Unreadable where a column is about denouncers: such a file is not read at all (Law on Denunciation 25/2018/QH14, Art. 8)."""
    for name in names:
        letters = unicodedata.normalize("NFD", name.lower()).replace("đ", "d")
        # marks, and what nobody sees, are no letters; lines and points stand for spaces
        plain = "".join(c for c in letters if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
        if DENOUNCERS.search(re.sub(r"[\W_]+", " ", plain)):
            raise Unreadable(
                "tệp có cột về người tố cáo: không được gửi, không đọc", "a column about denouncers: must not be sent, is not read"
            )


def key_path(profile: Profile) -> Path:
    """Where the profile's key file lies: below the user's configuration folder."""
    root = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return root / "lawgap" / f"{profile.card.name}.key"


def new_key(profile: Profile, home: settings.Home) -> Path:
    """Write a new key file, for its owner alone. Raises LawgapError if there is one: tokens of two keys never meet."""
    path = key_path(profile)
    check_outside(path, home)
    if path.exists():
        raise LawgapError("there is a key already", str(path), "keep it: with another key nothing links to what is stored")
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as handle:
        handle.write(secrets.token_hex(KEY_BYTES) + "\n")
    return path


def read_key(profile: Profile, home: settings.Home) -> bytes:
    """The key from LAWGAP_KEY or the key file. Raises LawgapError if it is missing, open to others, or inside home."""
    if given := os.environ.get("LAWGAP_KEY"):
        return _bytes(given, "LAWGAP_KEY")
    path = key_path(profile)
    check_outside(path, home)
    if not path.exists() and profile.card.simulated:
        # nobody is behind a simulated token
        new_key(profile, home)
    if not path.exists():
        # a profile of one's own is not found by its name
        named = profile.card.name if profile.folder.parent == settings.PROFILES else profile.folder
        do = f"make one: lawgap keys new --profile {named}; or set LAWGAP_KEY (64 hex digits)"
        raise LawgapError("no key to hash the numbers of applicants with", str(path), do)
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise LawgapError("the key file can be read by others", str(path), f"chmod 600 {path}")
    return _bytes(path.read_text(encoding="ascii", errors="replace").strip(), str(path))


def check_outside(path: Path, home: settings.Home) -> None:
    """Raises LawgapError where a key would lie inside home."""
    if path.resolve().is_relative_to(home.root.resolve()):
        raise LawgapError("the key lies inside home, beside what it protects", str(path), "keep it outside home")


def _bytes(text: str, where: str) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) < KEY_BYTES:
        raise LawgapError("the key is not 64 hex digits", where, "make one: lawgap keys new")
    return key


def fingerprint(key: bytes) -> str:
    """Names a key without giving it away."""
    return hashlib.sha256(b"lawgap linking key\0" + key).hexdigest()[:16]


def token_of(profile: Profile, home: settings.Home, number: str) -> str | None:
    """The token that the intake stores for this cell; None for an empty one. Raises LawgapError without the key."""
    with connect(":memory:") as connection:
        use_key(connection, read_key(profile, home))
        return connection.execute("select as_token(as_text(?))", [number]).fetchall()[0][0]


def use_key(connection: duckdb.DuckDBPyConnection, key: bytes) -> None:
    """Make `as_token` work on this connection: HMAC-SHA256 (RFC 2104). The key stands in no statement and no log."""
    block = (hashlib.sha256(key).digest() if len(key) > BLOCK else key).ljust(BLOCK, b"\0")
    connection.execute("set variable token_inner = ?::blob", [bytes(byte ^ 0x36 for byte in block)])
    connection.execute("set variable token_outer = ?::blob", [bytes(byte ^ 0x5C for byte in block)])
