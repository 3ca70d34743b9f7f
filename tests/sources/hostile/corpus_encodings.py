"""Encodings: what Vietnamese offices really send, and what only looks like it."""

import unicodedata

from tests.sources.hostile.kit import COLUMNS, Case, row, short, table

TEXT = table(row(**{"Nội dung": "Giải quyết chậm"}), row(**{"Mã đơn": "KN2", "Nội dung": "Thửa đất số 5"}))
BOTH = {"counts": (2, 2, 0, 0), "took": {2: "KN1", 3: "KN2"}, "stored": {"content": ["Giải quyết chậm", "Thửa đất số 5"]}}


def cp1258(text: str) -> bytes:
    """As an old Vietnamese office program writes: a vowel with its hat is one byte, the tone is another after it."""
    out = []
    for letter in unicodedata.normalize("NFC", text):
        try:
            out.append(letter.encode("cp1258"))
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            tones = [mark for mark in parts[1:] if mark in "\u0300\u0301\u0303\u0309\u0323"]
            base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones))
            out.append((base + "".join(tones)).encode("cp1258"))
    return b"".join(out)


CASES = [
    Case("UTF-8 with a byte-order mark", TEXT.encode("utf-8-sig"), **BOTH, encoding=("utf-8-sig", 1)),
    Case("UTF-8 in decomposed letters (NFD), as a Mac writes names", unicodedata.normalize("NFD", TEXT), **BOTH, encoding=("utf-8", 1)),
    Case("UTF-16 little-endian with a mark (Excel: 'Unicode text')", TEXT.encode("utf-16"), **BOTH, encoding=("utf-16", 1)),
    Case("UTF-16 big-endian with a mark", b"\xfe\xff" + TEXT.encode("utf-16-be"), **BOTH, encoding=("utf-16", 1)),
    Case("UTF-16 little-endian without a mark", TEXT.encode("utf-16-le"), **BOTH, encoding=("utf-16-le", 1)),
    Case("UTF-16 big-endian without a mark", TEXT.encode("utf-16-be"), **BOTH, encoding=("utf-16-be", 1)),
    Case("UTF-32 with a mark", TEXT.encode("utf-32"), **BOTH, encoding=("utf-32", 1)),
    Case("Windows-1258 (tones as letters of their own)", lambda: cp1258(TEXT), **BOTH, encoding=("cp1258", 1)),
    Case(
        "Windows-1258 with three headers misspelt: still read, with less confidence",
        lambda: cp1258(TEXT.replace("Kết quả", "Kq").replace("Nội dung", "Nd").replace("Lĩnh vực", "Lv")),
        counts=(2, 2, 0, 0), encoding=("cp1258", 0.75),
    ),
    Case(
        "Windows-1258 with only the columns that must be there",
        lambda: cp1258("Mã đơn,Mã đơn vị,Ngày nhận\nKN1,M0001,05/01/2026\n"), counts=(1, 1, 0, 0), encoding=("cp1258", 0.25),
    ),
    Case("Western letters where Vietnamese ones were lost (cp1252)", "Ma ðõn,Mã ðõn v?,Ngày nh?n\n".encode("cp1252"),
         refused="the encoding of the file could not be recognised"),
    Case("UTF-8 above, Windows-1258 below: two files pasted together", lambda: TEXT.encode() + cp1258(table(row(**{"Mã đơn": "KN3"}))),
         refused="the content is not cp1258"),
    Case("one byte of nonsense in a UTF-8 file", TEXT.encode().replace(b"KN2", b"KN\xff"),
         refused="the encoding of the file could not be recognised"),
    Case("one byte of nonsense in a UTF-8 file with a mark", TEXT.encode("utf-8-sig").replace(b"KN2", b"KN\xff"),
         refused="the content is not utf-8-sig"),
    Case("UTF-8 cut short within a letter", TEXT.encode() + "KN3,M0001,Đ".encode()[:-1],
         refused="the encoding of the file could not be recognised"),
    Case("UTF-16 cut short within a letter", TEXT.encode("utf-16")[:-1], refused="the content is not utf-16"),
    Case("NUL bytes among the cells", short("KN1,M0001,05/01/2026,a\x00b"), refused="the content is not CSV"),
    Case("a tail of NUL bytes, as after a power cut: the last line is refused, the others stand",
         short(*(f"KN{n},M0001,05/01/2026,{'x' * 60}" for n in range(4000))) + "\0" * 5000, counts=(4001, 4000, 0, 1), rejects={4002: COLUMNS}),
    Case("a program with the name of a table", b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 40,
         refused="the encoding of the file could not be recognised"),
    Case("a byte-order mark and nothing else", b"\xef\xbb\xbf", refused="empty file, not even a header"),
]  # fmt: skip
