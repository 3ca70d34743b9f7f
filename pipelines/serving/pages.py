"""What the server itself says: banners over pages of editions, the list of editions, and why there is no page."""

import datetime as dt
import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from assets.editions.errata import Erratum
from dashboards.desk import Desk
from dashboards.words import LANGUAGES, Words
from pipelines.runtime.errors import LawgapError
from pipelines.serving.shelf import SITE, Edition, Shelf, of_edition

HERE = Path(__file__).parent
STYLE = (HERE / "static" / "served.css").read_bytes()
STYLE_NAME = f"served/{hashlib.sha256(STYLE).hexdigest()[:16]}.css"


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def address(edition_id: str, name: str = "") -> str:
    """Below the server's root; the permanent one of a file of an edition."""
    return f"editions/{edition_id}/{quote(name)}"


def banner(shelf: Shelf, edition: Edition, name: str, root: str) -> bytes:
    """What stands over a page of an edition, in its language: errata, its own flag's first, and that a later edition is there.

    Nothing for other files, and for pages of the latest edition without errata. `root`: the server's own address, ending in `/`.
    """
    if not (name.startswith(SITE) and name.endswith(".html")):
        return b""
    page = name.removeprefix(SITE)
    language = "en" if page.startswith("en/") else "vi"
    page = page.removeprefix("en/")
    t = Words(language)
    errata = of_edition(shelf.errata(), edition.id)
    said = [*_errata(t, errata, page), *_old(t, shelf, edition, name, root)]
    flags = [erratum.flag_id for erratum in errata if erratum.flag_id]
    if not (said or flags):
        return b""
    folder = SITE + ("en/" if language == "en" else "")
    links = [(root + address(edition.id, folder + Desk.flag_page(flag_id)), flag_id) for flag_id in flags]
    return _templates().get_template("banner.html").render(t=t, said=said, flags=links, style=root + STYLE_NAME).encode()


def _errata(t: Words, errata: list[Erratum], page: str) -> list[tuple[str, Markup]]:
    """The whole edition's erratum and the page's own flag's, each with its class."""
    said = []
    for erratum in errata:
        reason = erratum.reason_vi if t.language == "vi" else erratum.reason_en
        if erratum.flag_id is None:
            said.append(("withdrawn", t.rich("serve.edition_withdrawn", reason=reason)))
        elif Desk.flag_page(erratum.flag_id) == page:
            by = t("serve.by_edition", edition=erratum.withdrawn_in) if erratum.withdrawn_in else t("serve.by_hand")
            said.append(("withdrawn", t.rich("serve.flag_withdrawn", by=by, on=t.day(erratum.recorded_at), reason=reason)))
    return said


def _old(t: Words, shelf: Shelf, edition: Edition, name: str, root: str) -> list[tuple[str, Markup]]:
    """That a later edition is published, with the same page there, or its first page where it has no such page."""
    newest = shelf.edition(shelf.latest() or "") if shelf.is_old(edition) else None
    if newest is None:
        return []
    start = f"{SITE}en/index.html" if t.language == "en" else f"{SITE}index.html"
    href = root + address(newest.id, name if name in newest.files else start)
    link = Markup('<a href="{}">{}</a>').format(href, newest.id)
    return [("old", t.rich("serve.old", day=t.day(dt.date.fromisoformat(edition.as_of)), latest=link))]


def refusal(status: int, root: str) -> bytes:
    """A page that says in both languages why there is none."""
    return _page(root, [(language, Words(language)(f"serve.{status}")) for language in LANGUAGES], lambda t: [])


def listing(shelf: Shelf, root: str) -> bytes:
    """All editions, newest first, drafts and unreadable ones marked."""
    errata, ids = shelf.errata(), shelf.ids()
    titles = [(language, Words(language)("serve.editions" if ids else "serve.editions_none")) for language in LANGUAGES]
    return _page(root, titles, lambda t: [_row(t, shelf, edition_id, of_edition(errata, edition_id), root) for edition_id in ids])


def _row(t: Words, shelf: Shelf, edition_id: str, errata: list[Erratum], root: str) -> dict[str, Any]:
    try:
        edition = shelf.edition(edition_id)
    except LawgapError:
        edition = None
    notes = [t(f"serve.{edition.status}") if edition else t("serve.unreadable")]
    if edition_id == shelf.latest():
        notes.insert(0, t("serve.latest"))
    flags = sum(erratum.flag_id is not None for erratum in errata)
    if len(errata) > flags:
        notes.append(t("serve.whole"))
    if flags:
        notes.append(t("serve.withdrawn", n=flags))
    folder = f"{SITE}en/" if t.language == "en" else SITE
    links = [(root + address(edition_id, f"{folder}index.html"), edition_id)] if edition else []
    if edition and "open-data/datapackage.json" in edition.files:
        links.append((root + address(edition_id, "open-data/datapackage.json"), t("serve.open_data")))
    return {"id": edition_id, "links": links, "notes": notes}


def _page(root: str, titles: list[tuple[str, str]], rows: Callable[[Words], list[dict[str, Any]]]) -> bytes:
    blocks = [(language, title, rows(Words(language)), Words(language)) for language, title in titles]
    return _templates().get_template("page.html").render(root=root, style=root + STYLE_NAME, blocks=blocks).encode()
