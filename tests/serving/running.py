"""A server on a free port of 127.0.0.1, as `lawgap serve` starts it, and requests as they are sent."""

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from pipelines.runtime.settings import Home
from pipelines.serving.server import Serving, beside

DRAFT, PUBLISHED, CORRECTED, NOVEMBER = "2026-10-31.1", "2026-10-31.2", "2026-10-31.3", "2026-11-30.1"


def page(edition: str, name: str = "index.html") -> str:
    return f"/editions/{edition}/site/{name}"


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Running:
    """Where it listens, and the lines it has said: `log` of who read what, `warnings` of what failed."""

    port: int
    log: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def ask(self, target: str, method: str = "GET", **headers: str) -> Answer:
        """`target` goes out as it is: no client tidies it. Header names: `_` for `-`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, target, headers={name.replace("_", "-"): value for name, value in headers.items()})
            got = connection.getresponse()
            return Answer(got.status, {name.lower(): value for name, value in got.getheaders()}, got.read())
        finally:
            connection.close()


@contextmanager
def running(home: Home, **options) -> Iterator[Running]:
    here = Running(0)
    with beside(home, Serving(port=0, **options), here.log.append, here.warnings.append) as here.port:
        yield here
