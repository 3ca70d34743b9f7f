"""Serves the latest edition as static files on the loopback address."""

import functools
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

from rich.console import Console

from assets.editions.publish import edition_folder
from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError


class Pages(SimpleHTTPRequestHandler):
    """An edition's folder; `/` leads to its site. Every edition published later is served at once."""

    def __init__(self, *arguments, home: settings.Home, **keywords) -> None:
        super().__init__(*arguments, directory=str(edition_folder(home, None)), **keywords)

    def do_GET(self) -> None:
        if self.path in ("", "/"):
            self.send_response(302)
            self.send_header("Location", "/site/index.html")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        super().do_GET()

    def end_headers(self) -> None:
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header(
            "Content-Security-Policy", "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"
        )
        super().end_headers()

    def list_directory(self, path):
        self.send_error(404)
        return None

    def log_message(self, format: str, *arguments) -> None:
        """Quiet: a terminal full of requests helps nobody."""


def serve(home: settings.Home, port: int, out: Console) -> None:
    folder = edition_folder(home, None)
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), functools.partial(Pages, home=home))
    except OSError as error:
        raise LawgapError(f"cannot listen on 127.0.0.1:{port}: {error}", "--port", "choose another port") from None
    out.print(f"edition {folder.name}: http://127.0.0.1:{port}/  (Ctrl-C ends)")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()
