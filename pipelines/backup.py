"""`lawgap backup`: one file with everything a home cannot be made again without.

    backup.json                 the profile, the time, the versions
    <profile>/…                 the warehouse, staged files, editions, records of erasures, what was sent and refused
    hashes.json                 sha256 of every file above, target of every link

What is left out can be made again, or must not lie in a copy: raw files (they hold what is never stored), work in progress,
copies of the warehouse, and the private keys, which never lie in a home.
"""

import datetime as dt
import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pyarrow as pa
from rich.console import Console

from assets.editions.manifest import code_version
from assets.editions.signature import signing_path
from assets.sources.privacy import key_path
from assets.sources.retention import raw_files
from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile
from pipelines.runtime.schema_version import version_of
from pipelines.runtime.warehouse import locked, opened

CARD, HASHES = "backup.json", "hashes.json"
FORMAT = 1
PACKED = {".tar.zst": "zstd", ".tar.gz": "gzip"}
LEFT_OUT = ("inbox", "inbox.half", "work", "spark", "warehouse.lock")
# copies that a migration or a rebuild leaves, editions and rejects that a killed run left half made
HALF_MADE = ("warehouse.v*.duckdb", "warehouse.*.half", "warehouse.rebuilt.duckdb*", ".*")
SECRET = b"PRIVATE KEY-----"
CHUNK = 1 << 20


@dataclass(frozen=True)
class Saved:
    """What a backup holds: files and their bytes before packing."""

    files: int
    size_bytes: int


def backup(profile: Profile, home: settings.Home, file: Path, out: Console) -> Saved:
    """Write `file`, read it back, and only then give it its name. Raises LawgapError and leaves no file otherwise."""
    packing = packing_of(file)
    if file.exists():
        raise LawgapError("the file is there already, and a backup replaces none", str(file), "name another file")
    if file.resolve().is_relative_to(home.folder.resolve()):
        raise LawgapError("a backup inside the home would be lost with it", str(file), "write it to another disk")
    if not home.warehouse.exists():
        raise LawgapError("nothing has come yet", str(home.warehouse), "take files in with: lawgap run")
    half = file.with_name(f".{file.name}.half")
    try:
        with locked(home, out.print):
            saved = _write(profile, home, half, packing)
        out.print("reading it back …")
        hashes_of(half, packing)
        half.rename(file)
    except OSError as error:
        raise LawgapError(f"cannot write the backup: {error}", str(file), "make room or name another disk, and start again") from None
    finally:
        half.unlink(missing_ok=True)
    _tell(profile, home, saved, file, out)
    return saved


def packing_of(file: Path) -> str:
    """`zstd` or `gzip`, by the file's name. Raises LawgapError."""
    for ending, packing in PACKED.items():
        if file.name.endswith(ending):
            return packing
    raise LawgapError(f"not a name of a backup: {file.name}", str(file), f"let it end in {' or '.join(PACKED)}")


@contextmanager
def reading(file: Path, packing: str) -> Iterator[tarfile.TarFile]:
    """The members of a backup, one after the other. Raises LawgapError if it cannot be read to its end."""
    try:
        with pa.input_stream(str(file), compression=packing) as packed, tarfile.open(fileobj=packed, mode="r|") as archive:
            yield archive
    except (OSError, EOFError, tarfile.TarError, ValueError, KeyError, TypeError, pa.ArrowException) as error:
        raise LawgapError(f"cannot read the backup: {error or type(error).__name__}", str(file), "use another copy of it") from None


def hashes_of(file: Path, packing: str) -> dict[str, str]:
    """Hash every member and compare with what was written down: path → sha256, or `-> target` of a link. Raises LawgapError."""
    found: dict[str, str] = {}
    said: dict[str, str] | None = None
    with reading(file, packing) as archive:
        for member in archive:
            if member.name == HASHES:
                said = json.load(content_of(archive, member))
            elif member.name != CARD:
                found[member.name] = f"-> {member.linkname}" if member.issym() else digest(content_of(archive, member))
    compare(said, found, file)
    return found


def compare(said: dict[str, str] | None, found: dict[str, str], file: Path) -> None:
    """Raises LawgapError at the first member, in order of name, that is not what was written down."""
    if said is None:
        raise LawgapError("the backup ends too soon", str(file), "use another copy of it")
    for name in sorted(said.keys() | found.keys()):
        if said.get(name) != found.get(name):
            raise LawgapError(f"the backup is damaged: {name} is not what was written", str(file), "use another copy of it")


def content_of(archive: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    """The bytes of a member. Raises tarfile.TarError where it is neither file nor link."""
    content = archive.extractfile(member) if member.isreg() else None
    if content is None:
        raise tarfile.ExtractError(f"{member.name} is no file")
    return content


def digest(content: IO[bytes]) -> str:
    found = hashlib.sha256()
    while block := content.read(CHUNK):
        found.update(block)
    return found.hexdigest()


def members(home: settings.Home) -> list[Path]:
    """What goes into a backup, in order of name. Raises LawgapError at a link that leads out, and at a private key."""
    found = []
    for top in sorted(home.folder.iterdir()):
        if top.name not in LEFT_OUT and not _half_made(top):
            found += [top, *sorted(top.rglob("*"))] if top.is_dir() and not top.is_symlink() else [top]
    kept = [path for path in found if not any(_half_made(part) for part in (path, *path.parents) if part.is_relative_to(home.folder))]
    for path in kept:
        _check(path, home)
    return [path for path in kept if path.is_symlink() or path.is_file()]


def _half_made(path: Path) -> bool:
    return any(path.match(pattern) for pattern in HALF_MADE)


def _check(path: Path, home: settings.Home) -> None:
    if path.is_symlink():
        target = path.readlink()
        if target.is_absolute() or not (path.parent / target).resolve().is_relative_to(home.folder.resolve()):
            raise LawgapError(
                "a link leads out of the home: what it leads to would be missing", str(path), "put the files themselves there"
            )
    elif path.is_file():
        with path.open("rb") as handle:
            if SECRET in handle.read(CHUNK):
                raise LawgapError("a private key lies in the home", str(path), "move it out; keys are kept apart from what they protect")


def _write(profile: Profile, home: settings.Home, half: Path, packing: str) -> Saved:
    with opened(home) as connection:
        version = version_of(connection)
        # what is still in the log goes into the file
        connection.execute("checkpoint")
    card = {
        "format": FORMAT, "profile": profile.card.name, "made_at": dt.datetime.now().isoformat(" ", "seconds"),
        "code_version": code_version(), "schema_version": version,
    }  # fmt: skip
    hashes: dict[str, str] = {}
    size = 0
    # what is in it is for its owner alone
    os.close(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    with (
        pa.CompressedOutputStream(str(half), packing) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as archive,
    ):
        _put_json(archive, CARD, card)
        for path in members(home):
            name = f"{profile.card.name}/{path.relative_to(home.folder).as_posix()}"
            hashes[name], length = _put(archive, path, name)
            size += length
        _put_json(archive, HASHES, hashes)
    with half.open("rb+") as written:
        os.fsync(written.fileno())
    return Saved(len(hashes), size)


class _Hashed:
    """A file that is hashed while it is read: what is written down is what was packed."""

    def __init__(self, handle: IO[bytes]) -> None:
        self.handle, self.digest = handle, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self.handle.read(size)
        self.digest.update(block)
        return block


def _put(archive: tarfile.TarFile, path: Path, name: str) -> tuple[str, int]:
    member = archive.gettarinfo(str(path), name)
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    if member.issym():
        archive.addfile(member)
        return f"-> {member.linkname}", 0
    # two names of one file are two files
    member.type, member.linkname, member.size = tarfile.REGTYPE, "", path.stat().st_size
    with path.open("rb") as handle:
        hashed = _Hashed(handle)
        archive.addfile(member, hashed)  # type: ignore[arg-type]
    return hashed.digest.hexdigest(), member.size


def _put_json(archive: tarfile.TarFile, name: str, content: dict) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1).encode()
    member = tarfile.TarInfo(name)
    member.size = len(text)
    archive.addfile(member, io.BytesIO(text))


def _tell(profile: Profile, home: settings.Home, saved: Saved, file: Path, out: Console) -> None:
    out.print(f"backup: {saved.files:,} files, {saved.size_bytes:,} bytes, in {file.stat().st_size:,} bytes", markup=False)
    if raw := raw_files(home):
        out.print(f"not in it: {len(raw):,} raw files in {home.inbox} (they hold what is never stored)", markup=False)
    out.print(
        f"không có khóa bí mật trong bản sao lưu, hãy sao lưu riêng — the private keys are not in it, keep copies apart: "
        f"{key_path(profile)}, {signing_path(profile)}, its .pub and the statements beside it",
        markup=False,
    )
    print(file)
