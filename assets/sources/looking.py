"""One pass over the bytes of a file: what it is, and whether it can be read as it lies.

Nothing is interpreted here but line ends and encoding: which cells stand in a line is the readers' business.
"""

import codecs
import hashlib
from dataclasses import dataclass
from pathlib import Path

BLOCK = 1 << 20
BLANK = (b"\n\n", b"\n\r\n", b"\r\r")
# the fast reader keeps a broken line once for each cell too many: 100,000 cells would cost gigabytes
LONG_LINE = 4096


class Unreadable(Exception):
    """The file cannot be read as what its name says. Carries the reason in both languages."""

    def __init__(self, vi: str, en: str) -> None:
        self.vi, self.en = vi, en
        super().__init__(en)


Stamp = tuple[int, int, int, int, int]


def stamp_of(path: Path) -> Stamp:
    """What changes when a file is replaced or written to: device, inode, size, and both times."""
    found = path.stat()
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


@dataclass(frozen=True)
class Look:
    """`plain`: UTF-8 text in which every line is a line, so that it can be read without rewriting."""

    sha256: str
    size: int
    stamp: Stamp
    utf8: bool
    plain: bool
    first: bytes


def look(path: Path) -> Look:
    """Hash a file and see how it is written. Raises Unreadable if it changes meanwhile."""
    before = stamp_of(path)
    digest, decoder = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")()
    utf8, size, first, lines = True, 0, b"", _Lines()
    with path.open("rb") as handle:
        while block := handle.read(BLOCK):
            first = first or block
            size += len(block)
            digest.update(block)
            if utf8:
                utf8 = _decodes(decoder, block)
                lines.add(block)
    if utf8:
        utf8 = _decodes(decoder, b"", final=True)
    if stamp_of(path) != before:
        raise changed()
    return Look(digest.hexdigest(), size, before, utf8, utf8 and lines.plain, first)


def changed() -> Unreadable:
    return Unreadable("tệp đang được ghi hoặc thay thế, sẽ đọc ở lần sau", "the file changed while it was read; it will be read next time")


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


class _Lines:
    """What the fast reader miscounts, refuses or chokes on: blank lines inside, line ends of two kinds, very long lines."""

    def __init__(self) -> None:
        self.crlf = self.lf = self.cr = 0
        self.blank = self.blank_so_far = self.long = False
        self.tail = b""

    def add(self, block: bytes) -> None:
        # a blank line at the very end is not inside: it counts only once something follows it
        self.blank = self.blank or self.blank_so_far
        text = self.tail + block
        body = text.rstrip(b"\r\n")
        self.blank = self.blank or any(pattern in body for pattern in BLANK)
        self.blank_so_far = any(pattern in text[len(body) :] for pattern in BLANK)
        self.crlf += block.count(b"\r\n") + (self.tail.endswith(b"\r") and block.startswith(b"\n"))
        self.lf += block.count(b"\n")
        self.cr += block.count(b"\r")
        self.tail = text[-3:]
        self.long = self.long or any(
            block.find(b"\n", at, at + LONG_LINE) < 0 and block.find(b"\r", at, at + LONG_LINE) < 0
            for at in range(0, len(block) - LONG_LINE, LONG_LINE)
        )

    @property
    def plain(self) -> bool:
        one_kind = (self.cr == 0) or (self.lf == 0) or (self.crlf == self.lf == self.cr)
        return one_kind and not self.blank and not self.long
