"""What is sent for a file: its bytes checked against the manifest, a banner put in, its ETag, gzip kept in a bounded memory."""

import gzip
import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable
from pathlib import PurePosixPath
from threading import Lock

from pipelines.runtime.errors import LawgapError
from pipelines.serving.shelf import Edition

TEXT = {
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml", ".json": "application/json", ".jsonld": "application/ld+json", ".csv": "text/csv; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
}  # fmt: skip
BINARY = {".parquet": "application/vnd.apache.parquet", ".pdf": "application/pdf"}
IN_MEMORY = 16 * 2**20  # bytes: the largest file that is checked, compressed and sent from memory
KEPT = 64 * 2**20  # bytes of gzip kept
BODY = re.compile(rb"<body\b[^>]*>", re.IGNORECASE)


def media_type(name: str) -> str:
    suffix = PurePosixPath(name).suffix
    # VERSION and LICENCE files have none
    return TEXT.get(suffix) or BINARY.get(suffix) or ("application/octet-stream" if suffix else "text/plain; charset=utf-8")


def in_memory(edition: Edition, name: str) -> bool:
    """Whether a file is sent as a body; a large or binary one is streamed from where it is."""
    return PurePosixPath(name).suffix in TEXT and edition.path(name).stat().st_size <= IN_MEMORY


def etag(sha256: str, banner: bytes, gzipped: bool) -> str:
    """Strong: the published bytes, the banner put into them, and the encoding."""
    over = "-" + hashlib.sha256(banner).hexdigest()[:16] if banner else ""
    return f'"{sha256}{over}{"-gzip" if gzipped else ""}"'


def takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding header allows gzip."""
    for part in accepted.lower().split(","):
        coding, *parameters = (word.strip().replace(" ", "") for word in part.split(";"))
        if coding in ("gzip", "*"):
            return not any(re.fullmatch(r"q=0(\.0*)?", parameter) for parameter in parameters)
    return False


def body(edition: Edition, name: str, banner: bytes) -> bytes:
    """The file with the banner at the top of the page. Raises LawgapError where it is not what was published."""
    path = edition.path(name)
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != edition.files[name]:
        raise LawgapError(f"edition {edition.id}: {name}: changed since publication", str(path), f"lawgap verify {edition.id}")
    if not banner:
        return data
    opened = BODY.search(data)
    at = opened.end() if opened else 0
    return data[:at] + banner + data[at:]


class Gzipped:
    """Compressed bodies by ETag, the least recently used dropped first. A key names its bytes, so nothing here goes stale."""

    def __init__(self, limit: int = KEPT) -> None:
        self.limit, self.size = limit, 0
        self.kept: OrderedDict[str, bytes] = OrderedDict()
        self.lock = Lock()

    def get(self, key: str, make: Callable[[], bytes]) -> bytes:
        with self.lock:
            if key in self.kept:
                self.kept.move_to_end(key)
                return self.kept[key]
        data = gzip.compress(make(), 6, mtime=0)
        with self.lock:
            if key not in self.kept:
                self.kept[key] = data
                self.size += len(data)
            while self.size > self.limit:
                self.size -= len(self.kept.popitem(last=False)[1])
        return data
