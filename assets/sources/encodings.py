"""Which encoding a text file is in, how sure that is, and the file as UTF-8.

A byte-order mark or valid UTF-8 is certain. Otherwise the contract decides: the encoding in which the file's
first lines hold the most of the headers we expect. Statistics on letters alone mistake Vietnamese too often.
"""

import codecs
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assets.sources.headers import plain_header
from assets.sources.looking import BLOCK, Look, Unreadable

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
CANDIDATES = ("cp1258", "utf-16-le", "utf-16-be", "cp1252")
SURE_ENOUGH = 0.5


@dataclass(frozen=True)
class Encoding:
    """`confidence` from 0 to 1: 1 where the bytes prove it, else the share of expected headers that can be read."""

    name: str
    confidence: float


def encoding_of(found: Look, expected: Iterable[str], required: Iterable[str]) -> Encoding:
    """The encoding of a file from its first block: one that shows half the `expected` headers or all `required`. Raises Unreadable."""
    for mark, name in MARKS:
        if found.first.startswith(mark):
            return Encoding(name, 1.0)
    if found.utf8:
        return Encoding("utf-8", 1.0)
    wanted = {plain_header(header) for header in expected}
    scores = [(_share(found.first, name, wanted), name) for name in CANDIDATES]
    share, name = max(scores, key=lambda score: score[0])
    if share < SURE_ENOUGH and _share(found.first, name, {plain_header(header) for header in required}) < 1:
        raise Unreadable("không xác định được bảng mã của tệp", "the encoding of the file could not be recognised")
    return Encoding(name, round(share, 2))


def _share(first: bytes, name: str, wanted: set[str]) -> float:
    """How many of the expected headers stand in the first lines, read in this encoding."""
    text = first[: len(first) // 2 * 2].decode(name, errors="replace")
    lines = [plain_header(line) for line in text.splitlines()[:30]]
    return sum(any(header in line for line in lines) for header in wanted) / max(len(wanted), 1)


def write_utf8(path: Path, encoding: Encoding, target: Path) -> Path:
    """A copy of the file in UTF-8. Raises Unreadable where a byte has no meaning in the encoding."""
    decoder = codecs.getincrementaldecoder(encoding.name)()
    target.touch(mode=0o600)
    try:
        with path.open("rb") as source, target.open("w", encoding="utf-8", newline="") as handle:
            while block := source.read(BLOCK):
                handle.write(decoder.decode(block))
            handle.write(decoder.decode(b"", True))
    except UnicodeError as error:
        raise Unreadable(
            f"nội dung không đúng bảng mã {encoding.name}",
            f"the content is not {encoding.name}: {error.reason if isinstance(error, UnicodeDecodeError) else error}",
        ) from None
    return target
