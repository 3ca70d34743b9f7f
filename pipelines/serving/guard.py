"""What holds for every answer, whatever it is: security headers, who may ask, and who asked what."""

import base64
import datetime as dt
import hashlib
import json
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# plotly.js makes an empty style element and fills it through insertRule, and writes these two attributes: <b> in a text, and the
# second line of a name (dashboards/canvas.py). Editions keep the scripts they were published with: a text here is never taken away
INLINE_STYLES = ("", "font-weight:bold", "font-size:11px; fill:#5d6874")


def _style_hashes() -> str:
    return " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in INLINE_STYLES)


HEADERS = {
    "Content-Security-Policy": "; ".join([
        "default-src 'none'", "script-src 'self'", f"style-src 'self' 'unsafe-hashes' {_style_hashes()}", "img-src 'self' data:", "font-src 'self'",
        "connect-src 'self'", "form-action 'none'", "base-uri 'none'", "frame-ancestors 'none'",
    ]),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}  # fmt: skip


class Guard:
    """Wraps the application.

    `hosts`: names it may be asked by, None for any; a page elsewhere could else lead its own name to this address and read along.
    `login_header`: where it is set, a request must carry it exactly once and not empty, and every answer is told to `log`.
    `refuse`: makes the answer for a status.
    """

    def __init__(
        self, app: ASGIApp, hosts: frozenset[str] | None, login_header: str, refuse: Callable[[int], ASGIApp], log: Callable[[str], None]
    ) -> None:
        self.app, self.hosts, self.login_header, self.refuse, self.log = app, hosts, login_header, refuse, log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        who = self._who(headers)

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
                if self.login_header:
                    self._tell(scope, who, message["status"])
            await send(message)

        app = self.app
        if self.hosts is not None and _host(headers) not in self.hosts:
            app = self.refuse(400)
        elif self.login_header and not who:
            app = self.refuse(401)
        await app(scope, receive, answer)

    def _who(self, headers: Headers) -> str:
        """Who the proxy says has logged in; nobody where two headers disagree on who put them there."""
        named = headers.getlist(self.login_header) if self.login_header else []
        # header values are bytes; proxies write names in UTF-8
        return named[0].encode("latin-1").decode("utf-8", "replace").strip() if len(named) == 1 else ""

    def _tell(self, scope: Scope, who: str, status: int) -> None:
        """One line; no query, and the path as it was sent, so that nothing in it can begin another line."""
        path = scope.get("raw_path", b"").decode("ascii", "backslashreplace")
        moment = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        self.log(f"{moment} {json.dumps(who or '-', ensure_ascii=False)} {scope['method']} {json.dumps(path)} {status}")


def _host(headers: Headers) -> str | None:
    try:
        return urlsplit(f"//{headers.get('host', '')}").hostname
    except ValueError:
        return None
