"""Looking for many texts in everything a home holds, packed or not, in every way they could have been kept."""

import json
import re
import unicodedata
import zipfile
from pathlib import Path

import duckdb
import numpy as np


class Finder:
    """Looks for many texts in much data: by their first eight bytes, at every offset."""

    def __init__(self, texts: set[str]) -> None:
        self.texts = [text.encode() for text in sorted(texts)]
        assert all(len(text) >= 8 for text in self.texts)
        heads: dict[int, list[bytes]] = {}
        for text in self.texts:
            heads.setdefault(int.from_bytes(text[:8], "little"), []).append(text)
        self.heads, self.sorted = heads, np.array(sorted(heads), dtype=np.uint64)

    def found(self, data: bytes) -> set[str]:
        hits = set()
        for offset in range(8):
            words = np.frombuffer(data, dtype="<u8", count=max(len(data) - offset, 0) // 8, offset=min(offset, len(data)))
            places = np.minimum(np.searchsorted(self.sorted, words), len(self.sorted) - 1)
            for index in np.flatnonzero(self.sorted[places] == words):
                at = offset + int(index) * 8
                hits |= {text.decode() for text in self.heads[int(words[index])] if data.startswith(text, at) and not _in_hash(data, at)}
        return hits


def _in_hash(data: bytes, at: int) -> bool:
    """Digits inside a long hexadecimal run are chance."""
    around = data[max(at - 64, 0) : at + 64]
    return any(m.start() <= min(at, 64) < m.end() for m in re.finditer(rb"[0-9a-f]{32,}", around))


def spellings(items: list[str]) -> set[str]:
    """Every way in which an item could have been kept: as it is, its digits alone, escaped, in small letters, decomposed."""
    found = set()
    for item in items:
        plain = unicodedata.normalize("NFKC", item)
        digits = re.sub(r"\D", "", plain)
        alone = re.sub(r"[\s.\-–()]", "", plain)
        written = {item, plain, alone, alone.lower(), plain.lower(), json.dumps(item)[1:-1], unicodedata.normalize("NFD", item)}
        found |= written | ({digits, digits.lstrip("0")} if len(digits) >= 9 else set())
    return {text for text in found if len(text.encode()) >= 8}


def everything(home: Path) -> dict[str, bytes]:
    """Every file below home but the inbox, and beside the packed ones what they hold."""
    found = {}
    for path in home.rglob("*"):
        name = path.relative_to(home).as_posix()
        if not path.is_file() or name.startswith("sample/inbox/"):
            continue
        found[name] = path.read_bytes()
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                found |= {f"{name}/{part}": book.read(part) for part in book.namelist()}
        elif path.suffix in (".parquet", ".duckdb"):
            found |= {f"{name}: {table}": text for table, text in values_of(path)}
    return found


def values_of(path: Path) -> list[tuple[str, bytes]]:
    """Every value of every column as text: DuckDB and Parquet pack what they store."""
    with duckdb.connect(str(path) if path.suffix == ".duckdb" else ":memory:", read_only=path.suffix == ".duckdb") as connection:
        tables = connection.execute("select schema_name || '.' || table_name from duckdb_tables()").fetchall()
        sources = [name for (name,) in tables] if path.suffix == ".duckdb" else [f"read_parquet('{path}')"]
        return [
            (source, "\n".join("\t".join(map(str, row)) for row in connection.execute(f"select * from {source}").fetchall()).encode())
            for source in sources
        ]
