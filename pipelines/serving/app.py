"""Addresses. `/editions/<id>/…` mirrors the edition's folder and never changes; every shorter one leads there.

`/` and addresses without an edition mean the latest published one; those without `site/` its pages.
"""

from collections.abc import Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from pipelines.runtime.errors import LawgapError
from pipelines.serving.bodies import Gzipped, body, etag, in_memory, media_type, takes_gzip
from pipelines.serving.pages import STYLE, STYLE_NAME, address, banner, listing, refusal
from pipelines.serving.shelf import Edition, Shelf

HTML = "text/html; charset=utf-8"
# asked for again each time, answered with 304 while nothing changed; never kept by a proxy for somebody else
FRESH = {"Cache-Control": "private, no-cache"}
FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}
EDITIONS = "editions/"


class Site:
    """Answers requests for one home. `base`: what redirects begin with, empty for the server itself; `root`: the path links begin with."""

    def __init__(self, shelf: Shelf, base: str, root: str, warn: Callable[[str], None]) -> None:
        self.shelf, self.base, self.root, self.warn, self.gzipped = shelf, base, root, warn, Gzipped()

    def app(self) -> Starlette:
        handlers = {HTTPException: self.refused, LawgapError: self.failed}
        return Starlette(routes=[Route("/{address:path}", self.answer, methods=["GET"])], exception_handlers=handlers)

    def refuse(self, status: int, headers: dict[str, str] | None = None) -> Response:
        login = {"WWW-Authenticate": 'Proxy realm="lawgap"'} if status == 401 else {}
        return Response(refusal(status, self.root), status, {**FRESH, **login, **(headers or {})}, HTML)

    def refused(self, request: Request, error: HTTPException) -> Response:
        return self.refuse(error.status_code, dict(error.headers or {}))

    def failed(self, request: Request, error: LawgapError) -> Response:
        """The reader is told that it failed, whoever runs the server why: folders of the machine are nobody else's business."""
        self.warn(str(error))
        return self.refuse(500)

    def answer(self, request: Request) -> Response:
        asked = request.path_params["address"]
        if asked == STYLE_NAME:
            return Response(STYLE, headers=FOR_GOOD, media_type="text/css")
        if asked == EDITIONS:
            return Response(listing(self.shelf, self.root), headers=FRESH, media_type=HTML)
        latest = self.shelf.latest()
        if asked == EDITIONS.rstrip("/") or (not asked and latest is None):
            return self.lead(EDITIONS)
        named, _, name = asked.removeprefix(EDITIONS).partition("/") if asked.startswith(EDITIONS) else ("latest", "", asked)
        edition = self.shelf.edition(latest or "" if named == "latest" else named)
        found = edition.find(name) if edition else None
        if edition is None or found is None:
            raise HTTPException(404)
        permanent = f"{EDITIONS}{edition.id}/{found}"
        return self.file(request, edition, found) if asked == permanent else self.lead(address(edition.id, found))

    def lead(self, to: str) -> Response:
        """`to`: below the server's root, quoted."""
        return RedirectResponse(f"{self.base}/{to}", 302, FRESH)

    def file(self, request: Request, edition: Edition, name: str) -> Response:
        small = in_memory(edition, name)
        over = banner(self.shelf, edition, name, self.root)
        gzipped = small and takes_gzip(request.headers.get("accept-encoding", ""))
        tag = etag(edition.files[name], over, gzipped)
        headers = {**FRESH, "ETag": tag, "Vary": "Accept-Encoding"}
        if _has(request.headers.get("if-none-match", ""), tag):
            return Response(status_code=304, headers=headers)
        if not small:
            return FileResponse(edition.path(name), headers=headers, media_type=media_type(name))
        if not gzipped:
            return Response(body(edition, name, over), headers=headers, media_type=media_type(name))
        data = self.gzipped.get(tag, lambda: body(edition, name, over))
        return Response(data, headers={**headers, "Content-Encoding": "gzip"}, media_type=media_type(name))


def _has(sent: str, tag: str) -> bool:
    """Whether If-None-Match names the tag; weak comparison, as the rule for it says."""
    return sent.strip() == "*" or tag in [part.strip().removeprefix("W/") for part in sent.split(",")]
