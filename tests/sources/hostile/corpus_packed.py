"""Packed files: good ones, broken ones, and bombs."""

import gzip
import io
import struct
import zipfile

from tests.sources.hostile.kit import Case, short

GOOD = short("KN1,M0001,05/01/2026,x", "KN2,M0001,05/01/2026,x").encode()
BOTH = {"counts": (2, 2, 0, 0), "took": {2: "KN1", 3: "KN2"}}
GZ, ZIP = {"file": "M0001_2026-01.csv.gz"}, {"file": "M0001_2026-01.zip"}
BROKEN, LARGE = "the packed file is broken or cut short", "the packed file unpacks to too much"
BOMB = 320 << 20


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def gzip_bomb() -> bytes:
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=9) as handle:
        handle.write(GOOD)
        for _ in range(BOMB >> 20):
            handle.write(bytes(1 << 20))
    return out.getvalue()


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.csv", "w") as handle:
        for _ in range(BOMB >> 20):
            handle.write(bytes(1 << 20))
    return out.getvalue()


def locked() -> bytes:
    """The mark of a password set on the one member, in its own header and in the directory."""
    content = bytearray(zipped({"a.csv": GOOD}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def lying(size: int) -> bytes:
    """A zip whose headers state another size of the member than it has."""
    content = bytearray(zipped({"a.csv": GOOD}))
    content[22:26] = struct.pack("<I", size)
    directory = content.index(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = struct.pack("<I", size)
    return bytes(content)


def unknown_method() -> bytes:
    content = bytearray(zipped({"a.csv": GOOD}))
    directory = content.index(b"PK\x01\x02")
    content[8:10] = content[directory + 10 : directory + 12] = struct.pack("<H", 97)
    return bytes(content)


CASES = [
    Case("gzip", gzip.compress(GOOD), **BOTH, **GZ),
    Case("gzip of two pieces, one after the other", gzip.compress(GOOD[:50]) + gzip.compress(GOOD[50:]), **BOTH, **GZ),
    Case("gzip cut short", gzip.compress(GOOD)[:-12], refused=BROKEN, **GZ),
    Case("gzip with a byte turned", lambda: gzip.compress(GOOD)[:30] + b"\xff" + gzip.compress(GOOD)[31:], refused=BROKEN, **GZ),
    Case("gzip with rubbish behind it", gzip.compress(GOOD) + b"rubbish", refused=BROKEN, **GZ),
    Case("gzip of nothing", gzip.compress(b""), refused="empty file, not even a header", **GZ),
    Case("a plain file named .gz", GOOD, refused=BROKEN, **GZ),
    Case("gzip under the name of a plain file", gzip.compress(GOOD * 50, mtime=0), refused="the encoding of the file could not be recognised"),
    Case("gzip that unpacks to 320 MB", gzip_bomb, refused=LARGE, **GZ),
    Case("gzip twice", gzip.compress(gzip.compress(GOOD)), refused="the encoding of the file could not be recognised", **GZ),
    Case("gzip in UTF-16", gzip.compress(GOOD.decode().encode("utf-16")), **BOTH, **GZ, encoding=("utf-16", 1)),
    Case("zip", zipped({"a.csv": GOOD}), **BOTH, **ZIP),
    Case("zip named .csv.zip", zipped({"a.csv": GOOD}), **BOTH, file="M0001_2026-01.csv.zip"),
    Case("zip with a folder and Vietnamese names", zipped({"thư mục/": b"", "thư mục/Đơn tháng 01.csv": GOOD}), **BOTH, **ZIP),
    Case("zip of a Mac, with its own files beside", zipped({"a.csv": GOOD, "__MACOSX/._a.csv": b"\0\5\x16\7"}), **BOTH, **ZIP),
    Case("zip whose member would climb out of the folder", zipped({"../../../../etc/a.csv": GOOD}), **BOTH, **ZIP),
    Case("zip of two files", zipped({"a.csv": GOOD, "b.csv": GOOD}), refused="a zip must hold exactly one file, this holds 2", **ZIP),
    Case("zip of none", zipped({}), refused="a zip must hold exactly one file, this holds 0", **ZIP),
    Case("zip in a zip", zipped({"a.zip": zipped({"a.csv": GOOD})}), refused="a packed file inside a packed file", **ZIP),
    Case("zip of a picture", zipped({"a.png": b"\x89PNG"}), refused="the packed file holds a kind of file that is not read", **ZIP),
    Case("zip with a password", locked(), refused="the zip is locked with a password", **ZIP),
    Case("zip in a method nobody knows", unknown_method(), refused=BROKEN, **ZIP),
    Case("zip cut short", zipped({"a.csv": GOOD})[:-30], refused=BROKEN, **ZIP),
    Case("zip that states a smaller size than it has", lying(10), refused=BROKEN, **ZIP),
    Case("zip that states a larger size than it has: what is there is whole", lying(1 << 31), **BOTH, **ZIP),
    Case("zip that unpacks to 320 MB", zip_bomb, refused=LARGE, **ZIP),
    Case("7z", b"7z\xbc\xaf\x27\x1c", refused="a kind of file that is not read", file="M0001_2026-01.7z"),
    Case("PDF", b"%PDF-1.7", refused="a kind of file that is not read", file="M0001_2026-01.pdf"),
]  # fmt: skip
