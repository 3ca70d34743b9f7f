"""What one pass over the bytes says of a file does not depend on where its blocks are cut."""

import hashlib
import random
import re

import pytest

from assets.sources import looking
from assets.sources.looking import look

LETTERS = ["a", "ế", "đ", "😀", "\n", "\n", "\r\n", "\r"]
BROKEN = [b"\xe1", b"\xbb", b"\xe1\xbb", b"\xed\xa0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80", b"\xf8\x88\x80\x80\x80", b"\xff"]


def is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def is_plain(data: bytes) -> bool:
    """Slowly: one kind of line end, and no blank line before the last line with something in it."""
    ends = set(re.findall(rb"\r\n|\n|\r", data))
    body = data.rstrip(b"\r\n")
    return is_utf8(data) and len(ends) <= 1 and not any(blank in body for blank in (b"\n\n", b"\n\r\n", b"\r\r"))


@pytest.fixture
def seen(tmp_path):
    def see(data: bytes):
        path = tmp_path / "file.csv"
        path.write_bytes(data)
        return look(path)

    return see


@pytest.mark.parametrize("size", [1, 2, 3, 5, 1 << 20])
def test_letters_and_line_ends_are_seen_across_blocks(seen, monkeypatch, size):
    monkeypatch.setattr(looking, "BLOCK", size)
    chance = random.Random(size)
    for _ in range(150):
        kinds = chance.sample(LETTERS, 3)
        data = "".join(chance.choices(kinds, k=chance.randint(1, 12))).encode() + b"z"
        found = seen(data)
        assert (found.utf8, found.plain) == (True, is_plain(data)), data
        assert (found.sha256, found.size) == (hashlib.sha256(data).hexdigest(), len(data))


@pytest.mark.parametrize("size", [1, 2, 3, 1 << 20])
@pytest.mark.parametrize("broken", BROKEN, ids=bytes.hex)
def test_what_is_not_utf8_is_never_taken_for_it(seen, monkeypatch, size, broken):
    monkeypatch.setattr(looking, "BLOCK", size)
    for data in (broken, b"ab" + broken, broken + b"cd", "ế".encode() + broken + "ế\n".encode()):
        assert seen(data).utf8 is is_utf8(data) is False
        assert not seen(data).plain


def test_blank_lines_at_the_end_and_one_kind_of_line_end_are_plain(seen):
    assert seen(b"a,b\r\n1,2\r\n\r\n").plain
    assert seen(b"a,b\n1,2\n\n").plain
    assert not seen(b"a,b\n\n1,2\n").plain
    assert not seen(b"a,b\r\n1,2\n").plain


def test_a_very_long_line_is_not_plain(seen):
    assert not seen(b"a,b\n" + b"x" * 20_000 + b"\n1,2\n").plain
    assert seen(b"a,b\n" + b"x,y\n" * 20_000).plain
