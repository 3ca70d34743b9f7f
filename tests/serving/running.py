"""A server on a free port of 127.0.0.1, as `lawgap serve` starts it, and requests as they are sent."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from pipelines.runtime.settings import Home
from pipelines.serving.server import Serving, application, listen, server


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
    how = Serving(port=0, **options)
    with listen(how) as opened:
        here = Running(opened.getsockname()[1])
        started = server(application(home, how, here.log.append, here.warnings.append))
        thread = threading.Thread(target=started.run, kwargs={"sockets": [opened]}, daemon=True)
        thread.start()
        try:
            yield here
        finally:
            started.should_exit = True
            thread.join(20)
