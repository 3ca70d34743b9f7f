"""One pass over the bytes of a file: what it is, and whether it can be read as it lies.

Nothing is interpreted here but line ends and encoding: which cells stand in a line is the readers' business.
Every byte of every file passes here, so bytes are compared in bulk: what remains is mostly the hash.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

BLOCK = 1 << 20
LF, CR = b"\n\r"
# the fast reader keeps a broken line once for each cell too many: 100,000 cells would cost gigabytes
LONG_LINE = 4096


class Unreadable(Exception):
    """The file cannot be read as what its name says. Carries the reason in both languages."""

    def __init__(self, vi: str, en: str) -> None:
        self.vi, self.en = vi, en
        super().__init__(en)


def told(error: Exception) -> str:
    """What a library or the system says of a file, without what it quotes: paths of this machine, and cells of the file."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    text = str(error).splitlines()[0] if str(error) else type(error).__name__
    return re.sub(r"[\"'].*[\"']|\".*$", "…", text)[:160]


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
    digest, size, first = hashlib.sha256(), 0, b""
    letters, lines = _Letters(), _Lines()
    with path.open("rb") as handle:
        while block := handle.read(BLOCK):
            first = first or block
            size += len(block)
            digest.update(block)
            if letters.utf8:
                letters.add(block)
                lines.add(block)
    if stamp_of(path) != before:
        raise changed()
    utf8 = letters.utf8 and not letters.unfinished
    return Look(digest.hexdigest(), size, before, utf8, utf8 and lines.plain, first)


class Changed(Unreadable):
    """The file was written to while it was read: no fault of its sender, and no verdict on it."""


def changed() -> Changed:
    return Changed("tệp đang được ghi hoặc thay thế, sẽ đọc ở lần sau", "the file changed while it was read; it will be read next time")


class _Letters:
    """Whether bytes are UTF-8, block by block: a letter may begin in one and end in the next."""

    def __init__(self) -> None:
        self.utf8, self.unfinished = True, b""

    def add(self, block: bytes) -> None:
        text = self.unfinished + block
        whole = len(text) - _begun(text)
        self.unfinished = text[whole:]
        # Arrow checks a text that it is told to believe; decoding would make a copy of twice the size for nothing
        ends = np.array([0, whole], dtype=np.int32)
        try:
            pa.StringArray.from_buffers(1, pa.py_buffer(ends), pa.py_buffer(text)).validate(full=True)
        except pa.ArrowInvalid:
            self.utf8 = False


def _begun(text: bytes) -> int:
    """How many bytes at the end belong to a letter that is not complete."""
    for back in range(1, min(3, len(text)) + 1):
        byte = text[-back]
        if byte < 0x80:
            return 0
        if byte >= 0xC0:
            return back if back < 2 + (byte >= 0xE0) + (byte >= 0xF0) else 0
    return 0


class _Lines:
    """What the fast reader miscounts, refuses or chokes on: blank lines inside, line ends of two kinds, very long lines."""

    def __init__(self) -> None:
        self.pairs = self.lone_lf = self.lone_cr = 0
        self.blank = self.blank_so_far = self.long = False
        self.tail = b""

    def add(self, block: bytes) -> None:
        text, seen = self.tail + block, len(self.tail)
        letters = np.frombuffer(text, dtype=np.uint8)
        lf = letters == LF
        empty, pairs, cr_new = lf[:-1] & lf[1:], 0, 0
        if b"\r" in text:
            cr = letters == CR
            empty |= cr[:-1] & cr[1:]
            empty[:-1] |= lf[:-2] & cr[1:-1] & lf[2:]
            # a pair counts with the block in which it ends, where its CR has been counted before
            pairs = int(np.count_nonzero(cr[max(seen - 1, 0) : -1] & lf[max(seen, 1) :]))
            cr_new = int(np.count_nonzero(cr[seen:]))
        self.pairs += pairs
        self.lone_lf += int(np.count_nonzero(lf[seen:])) - pairs
        self.lone_cr += cr_new - pairs
        # a blank line at the very end is not inside: it counts only once something follows it
        body = len(text.rstrip(b"\r\n"))
        self.blank = self.blank or self.blank_so_far or bool(empty[:body].any())
        self.blank_so_far = bool(empty[body:].any())
        self.tail = text[-3:]
        self.long = self.long or any(
            block.find(b"\n", at, at + LONG_LINE) < 0 and block.find(b"\r", at, at + LONG_LINE) < 0
            for at in range(0, len(block) - LONG_LINE, LONG_LINE)
        )

    @property
    def plain(self) -> bool:
        one_kind = (self.pairs > 0) + (self.lone_lf > 0) + (self.lone_cr > 0) <= 1
        return one_kind and not self.blank and not self.long
