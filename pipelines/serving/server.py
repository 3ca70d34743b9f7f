"""Where the server listens, for whom, and that it says so."""

import ipaddress
import re
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import uvicorn
from rich.console import Console
from starlette.types import ASGIApp

from pipelines.runtime.errors import LawgapError
from pipelines.runtime.settings import SITE_PORT, Home
from pipelines.serving.app import Site
from pipelines.serving.guard import Guard
from pipelines.serving.shelf import Shelf

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
HEADER = re.compile(r"[A-Za-z0-9-]+")


@dataclass(frozen=True)
class Serving:
    """The options of `lawgap serve`. Raises LawgapError for what cannot be meant."""

    host: str = "127.0.0.1"
    port: int = SITE_PORT
    base_url: str = ""
    login_header: str = ""

    def __post_init__(self) -> None:
        if self.base_url and not _is_base(self.base_url):
            raise LawgapError(
                f"not the address of a site: {self.base_url!r}", "--base-url", "write it as https://host or https://host/path"
            )
        if self.login_header and not HEADER.fullmatch(self.login_header):
            raise LawgapError(f"not the name of a header: {self.login_header!r}", "--login-header", "write it as X-Remote-User")
        if self.login_header and not (self.loopback or self.base_url):
            raise LawgapError(
                "anybody who reaches this address could write the login header himself",
                "--login-header",
                "listen on 127.0.0.1 behind the proxy that logs people in, or name that proxy with --base-url",
            )

    @property
    def loopback(self) -> bool:
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def base(self) -> str:
        return self.base_url.rstrip("/")

    @property
    def hosts(self) -> frozenset[str] | None:
        """Names a request may give: on loopback the machine's own and the proxy's, else any."""
        return LOOPBACK | {self.host, urlsplit(self.base_url).hostname or self.host} if self.loopback else None


def _is_base(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and not (parts.query or parts.fragment or parts.username)
            and parts.port != 0
        )
    except ValueError:
        return False


def listen(how: Serving) -> socket.socket:
    """The socket, open. Raises LawgapError where it cannot be."""
    try:
        family, *_, place = socket.getaddrinfo(how.host, how.port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(place[:2], family=family)
    except OSError as error:
        raise LawgapError(f"cannot listen on {how.host}:{how.port}: {error}", "--port, --host", "choose another port or address") from None


def application(home: Home, how: Serving, log: Callable[[str], None], warn: Callable[[str], None]) -> ASGIApp:
    """`log` takes the lines of the access log, `warn` what went wrong with an edition."""
    site = Site(Shelf(home), how.base, urlsplit(how.base).path + "/", warn)
    return Guard(site.app(), how.hosts, how.login_header, site.refuse, log)


def server(app: ASGIApp) -> uvicorn.Server:
    """No websockets, no server name, no access log of its own, no trust in forwarded headers."""
    return uvicorn.Server(
        uvicorn.Config(
            app, lifespan="off", ws="none", log_level="warning", access_log=False, server_header=False, proxy_headers=False,
            timeout_graceful_shutdown=5,
        )
    )  # fmt: skip


@contextmanager
def beside(home: Home, how: Serving, log: Callable[[str], None], warn: Callable[[str], None]) -> Iterator[int]:
    """The same in a thread of this process, until the block ends; its port."""
    with listen(how) as opened:
        started = server(application(home, how, log, warn))
        thread = threading.Thread(target=started.run, kwargs={"sockets": [opened]}, daemon=True)
        thread.start()
        try:
            yield opened.getsockname()[1]
        finally:
            started.should_exit = True
            thread.join(20)


def serve(home: Home, how: Serving, out: Console) -> None:
    """Serve until Ctrl-C. Raises LawgapError where there is nothing to serve, the errata cannot be read, or the port is taken."""
    shelf = Shelf(home)
    if not shelf.ids():
        raise LawgapError("no edition yet", str(home.editions), "make one with: lawgap run")
    shelf.errata()
    with listen(how) as opened:
        if not how.loopback:
            out.print("warning: everybody on the network who reaches this address can read the internal pages, unencrypted", style="bold")
        place, port = opened.getsockname()[:2]
        name = f"[{place}]" if ":" in place else place
        try:
            # Ctrl-C may come as soon as this can be read
            out.print(
                f"edition {shelf.latest() or '(none published)'}: {how.base or f'http://{name}:{port}'}/  (Ctrl-C ends)", markup=False
            )
            server(application(home, how, lambda line: print(line, flush=True), lambda text: print(text, file=sys.stderr, flush=True))).run(
                sockets=[opened]
            )
        except KeyboardInterrupt:
            out.print("")
