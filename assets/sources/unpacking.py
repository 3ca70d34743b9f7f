"""Packed files made plain, within a limit: a private copy that is removed as soon as it has been read."""

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from assets.sources.looking import BLOCK, Unreadable

# a year of the whole city is under 3 GB; what unpacks to more is a bomb or a mistake
LIMIT = 8 << 30
WORKBOOK_LIMIT = 1 << 30
RATIO, SUSPICIOUS = 500, 256 << 20
BROKEN = (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError)


def unpack(path: Path, name: str, into: Path) -> tuple[Path, str]:
    """The plain copy of a .gz or .zip in folder `into`, and the name it has inside. Raises Unreadable."""
    try:
        if name.lower().endswith(".gz"):
            inner = name[:-3]
            with gzip.open(path, "rb") as handle:
                return _copy(handle, into / _plain_name(inner), path.stat().st_size), inner
        with zipfile.ZipFile(path) as archive:
            member = _only_member(archive)
            with archive.open(member) as handle:
                return _copy(handle, into / _plain_name(member.filename), member.compress_size), member.filename
    except BROKEN as error:
        text = type(error).__name__
        raise Unreadable(f"tệp nén hỏng hoặc bị cắt cụt ({text})", f"the packed file is broken or cut short ({text})") from None


def _plain_name(inner: str) -> str:
    # the name inside chooses the reader and nothing else: it never becomes a path
    return "plain" + "".join(PurePosixPath(inner).suffixes[-1:]).lower()


def _only_member(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    members = [m for m in archive.infolist() if not m.is_dir() and not m.filename.startswith("__MACOSX/")]
    if len(members) != 1:
        raise Unreadable(
            f"tệp zip phải chứa đúng một tệp, có {len(members)}", f"a zip must hold exactly one file, this holds {len(members)}"
        )
    if members[0].flag_bits & 1:
        raise Unreadable("tệp zip có mật khẩu", "the zip is locked with a password")
    if members[0].filename.lower().endswith((".zip", ".gz")):
        raise Unreadable("tệp nén lồng trong tệp nén", "a packed file inside a packed file")
    return members[0]


def _copy(source: IO[bytes], target: Path, packed: int) -> Path:
    written = 0
    target.touch(mode=0o600)
    with target.open("wb") as handle:
        for block in _blocks(source):
            written += len(block)
            if written > LIMIT or (written > SUSPICIOUS and written > RATIO * max(packed, 1)):
                raise too_large()
            handle.write(block)
    return target


def _blocks(source: IO[bytes]) -> Iterator[bytes]:
    while block := source.read(BLOCK):
        yield block


def too_large() -> Unreadable:
    return Unreadable("tệp nén bung ra quá lớn", "the packed file unpacks to too much")


def check_workbook(path: Path) -> None:
    """A workbook is a zip: refuse one that would unpack to more than memory should hold. Raises Unreadable."""
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        if sum(member.file_size for member in archive.infolist()) > WORKBOOK_LIMIT:
            raise too_large()
        for member in archive.infolist():
            # the size in the directory may lie; the bytes do not
            with archive.open(member) as handle:
                if sum(len(block) for block in _blocks(handle)) > WORKBOOK_LIMIT:
                    raise too_large()
