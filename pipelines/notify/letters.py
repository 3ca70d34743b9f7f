"""E-mail messages: text, HTML and PDF of one edition for one address."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path

from assets.editions.manifest import file_sha256, read_manifest
from assets.editions.publish import site_profile
from dashboards.desk import Desk, SiteProfile, slug
from dashboards.facts import Facts, Row, read_facts
from dashboards.pages import environment, listed_agencies
from dashboards.papers.digest import HTML, PDF, front
from dashboards.papers.sheet import sheet_pdf
from dashboards.words import LANGUAGES, Words
from pipelines.notify.account import one_line
from pipelines.notify.outbox import Entry
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import load_profile

BLOCKS = {"p", "h1", "h2", "h3", "tr", "li", "br", "td", "th"}
UNSEEN = {"title", "style", "head"}


@dataclass(frozen=True)
class Content:
    """What a message says: `papers` are its PDF attachments by file name."""

    subject: str
    html: str
    papers: dict[str, bytes]


@dataclass(frozen=True)
class Printed:
    """An edition as it was published, checked against its manifest before anything is taken from it."""

    folder: Path

    @cached_property
    def manifest(self) -> dict:
        return read_manifest(self.folder)

    @cached_property
    def site(self) -> SiteProfile:
        return site_profile(load_profile(self.folder / "profile"), self.manifest["signing_key"])

    @cached_property
    def facts(self) -> Facts:
        return read_facts(self.file("audit.duckdb"))

    @cached_property
    def desks(self) -> list[Desk]:
        """Vietnamese, then English."""
        return [Desk(self.facts, Words(language), self.site) for language in LANGUAGES]

    def file(self, name: str) -> Path:
        """Raises LawgapError where the edition has no such file, or another than it was published with."""
        path, listed = self.folder / name, self.manifest["files"]
        if name not in listed or not path.exists():
            raise LawgapError(f"edition {self.folder.name} has no {name}", str(self.folder), "choose an edition that has: --edition")
        if file_sha256(path) != listed[name]:
            raise LawgapError(f"{name} is not what was published", str(path), "send nothing; see what happened: lawgap verify")
        return path

    def agencies(self) -> list[Row]:
        """The agencies that have a sheet."""
        return listed_agencies(self.facts)


def digest_letter(printed: Printed, subject: str) -> Content:
    """The digest as it stands in the edition."""
    html = printed.file(HTML).read_text(encoding="utf-8")
    paper = printed.file(PDF).read_bytes()
    return Content(marked(printed, subject or digest_subject(printed)), html, {f"lawgap-{printed.folder.name}.pdf": paper})


def digest_subject(printed: Printed) -> str:
    """City and edition in both languages, and that it is a draft where it is one."""
    inputs, site = printed.manifest["inputs"], printed.site
    day, key = dt.date.fromisoformat(inputs["as_of"]), "digest.subject_draft" if inputs["status"] == "draft" else "digest.subject"
    words = [(Words("vi"), site.city_vi), (Words("en"), site.city_en)]
    return " / ".join(t(key, city=city, day=t.day(day)) for t, city in words)


def sheet_letter(printed: Printed, agency: Row) -> Content:
    """One agency's sheet in both languages, with a short letter to its head: for comment while a draft, else as a notice."""
    draft = printed.facts.edition["status"] == "draft"
    parts = [letter_part(desk, agency, draft) for desk in printed.desks]
    html = environment().get_template("letter.html").render(title=parts[0]["subject"], parts=parts)
    name = f"lawgap-{printed.folder.name}-{slug(agency['agency_id'])}"
    papers = {f"{name}-{desk.t.language}.pdf": sheet_pdf(desk, agency) for desk in printed.desks}
    return Content(marked(printed, " / ".join(part["subject"] for part in parts)), html, papers)


def letter_part(desk: Desk, agency: Row, draft: bool) -> Row:
    """The letter in one language."""
    t, kind = desk.t, "draft" if draft else "published"
    values = {"name": desk.name(agency), "city": desk.city, "day": t.day(desk.facts.edition["as_of"])}
    ids = [flag["flag_id"] for flag in desk.standing() if flag["agency_id"] == agency["agency_id"]]
    ask = t(f"letter.{kind}_ask" if ids else "letter.no_flags")
    return {
        **front(desk),
        "subject": t(f"letter.{kind}_subject", **values),
        "lines": [t("letter.to", **values), t(f"letter.{kind}_why", **values), ask],
        "ids": ids,
        "close": [t("letter.own"), t("letter.close"), desk.city],
    }


def marked(printed: Printed, subject: str) -> str:
    """A subject that says so where all is simulated."""
    return f"[{' / '.join(Words(lang)('digest.simulated') for lang in LANGUAGES)}] {subject}" if printed.site.simulated else subject


def message(content: Content, entry: Entry, sender: str, city: str) -> bytes:
    """The message as it goes over the wire. Names are put on one line: a header cannot be added by one."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(display_name=one_line(city), addr_spec=sender)
    mail["To"] = entry.recipient
    mail["Subject"] = one_line(content.subject)
    mail["Date"] = format_datetime(dt.datetime.fromisoformat(entry.created_at))
    mail["Message-ID"] = entry.message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text_of(content.html))
    mail.add_alternative(content.html, subtype="html")
    for name, paper in content.papers.items():
        mail.add_attachment(paper, maintype="application", subtype="pdf", filename=name)
    return mail.as_bytes()


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.unseen += tag in UNSEEN
        if tag in BLOCKS:
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in UNSEEN
        if tag in BLOCKS - {"br", "td", "th"}:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.lines[-1] += data


def text_of(html: str) -> str:
    """The words of our own HTML, a block a line: the plain part says what the other does."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    lines = (" ".join(line.split()) for line in parser.lines)
    return "\n".join(line for line in lines if line) + "\n"


def lazily(content: Callable[[], Content], entry: Entry, sender: str, city: str) -> Callable[[], bytes]:
    """How a message is made once it has to go out."""
    return lambda: message(content(), entry, sender, city)
