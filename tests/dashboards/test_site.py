"""The published site as a whole: nothing leads nowhere, every page says what it is, both languages are there."""

import json
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest


class Page(HTMLParser):
    """Where a page leads, and where one can be led to in it."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value is not None:
                self.links.append(value)
            if name == "id" and value:
                self.ids.append(value)


@cache
def read(file: Path) -> Page:
    return Page(file.read_text(encoding="utf-8"))


def addresses(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*.html") if file.relative_to(folder).parts[0] != "en"}


def test_every_link_leads_to_a_file_of_the_edition_and_every_anchor_to_its_place(site: Path):
    broken, seen = [], 0
    for page in site.rglob("*.html"):
        for link in read(page).links:
            parts = urlsplit(link)
            seen += 1
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            good = not parts.scheme and not parts.netloc and target.is_file() and target.is_relative_to(site.parent)
            if good and parts.fragment:
                good = target.suffix == ".html" and parts.fragment in read(target).ids
            if not good:
                broken.append((str(page.relative_to(site)), link))
    assert seen > 5000 and broken == []


def test_no_page_uses_one_id_twice(site: Path):
    assert [page.name for page in site.rglob("*.html") if len(set(read(page).ids)) != len(read(page).ids)] == []


def test_each_address_is_there_in_both_languages(site: Path):
    vietnamese, english = addresses(site), addresses(site / "en")
    assert vietnamese == english and len(vietnamese) > 120
    for folder, language in ((site, "vi"), (site / "en", "en")):
        assert f'<html lang="{language}">' in (folder / "index.html").read_text(encoding="utf-8")


def test_every_page_says_that_it_is_simulated_and_from_which_edition_it_is(site: Path, audit):
    ((content_id,),) = audit.execute("select content_id from edition").fetchall()
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "DỮ LIỆU MÔ PHỎNG" in text and "SIMULATED DATA" in text and f"<code>{content_id}</code>" in text, page


def test_what_is_not_simulated_does_not_say_so(changed_site):
    pages = list(changed_site("update edition set simulated = false", simulated=False).rglob("*.html"))
    assert pages and not any("SIMULATED DATA" in page.read_text(encoding="utf-8") for page in pages)


@pytest.mark.parametrize(
    "signing_key, vietnamese, english",
    [
        (None, "Kỳ công bố này chưa được ký số", "This edition is not digitally signed"),
        (
            "ab12" * 16,
            f"Có chữ ký số Ed25519, khóa <code>{'ab12' * 16}</code>",
            f"Digitally signed (Ed25519), key <code>{'ab12' * 16}</code>",
        ),
    ],
)
def test_every_footer_says_who_signed_until_when_it_counts_and_where_the_evidence_lies(changed_site, signing_key, vietnamese, english):
    site = changed_site(signing_key=signing_key)
    for folder, signed, words in (
        (site, vietnamese, ("Tính đến hết ngày", "dữ liệu nhận đến")),
        (site / "en", english, ("As of the end of", "data received until")),
    ):
        for page in addresses(site):
            text = (folder / page).read_text(encoding="utf-8")
            footer = text[text.index("<footer") :]
            assert signed in footer and all(word.lower() in footer.lower() for word in words), page
            assert all(f'{link}"' in footer for link in ("audit.duckdb", "method.html", "data-quality.html")) and "<code>" in footer, page
            assert ("This edition is not" in text or "Kỳ công bố này chưa" in text) == (signing_key is None), page


@pytest.mark.parametrize("table, key, folder", [("standard", "standard_id", "standards"), ("flag", "flag_id", "flags")])
def test_each_standard_and_flag_of_the_data_has_its_page(site: Path, audit, table: str, key: str, folder: str):
    wanted = {identifier for (identifier,) in audit.execute(f"select {key} from {table}").fetchall()}
    assert wanted and {file.stem for file in (site / folder).glob("*.html")} == wanted


@pytest.mark.parametrize("folder", ["", "en"], ids=["vi", "en"])
def test_the_open_data_have_their_page_and_every_page_leads_there(site: Path, folder: str):
    package = json.loads((site.parent / "open-data" / "datapackage.json").read_text(encoding="utf-8"))
    page = site / folder / "open-data.html"
    offered = {(page.parent / unquote(link)).resolve().relative_to(site.parent) for link in read(page).links if "open-data/" in link}
    assert offered >= {Path("open-data") / resource["path"] for resource in package["resources"]}
    assert all("open-data.html" in " ".join(read(other).links) for other in (site / folder).glob("*.html"))


def test_no_page_shows_the_code_of_an_event(site: Path, audit):
    named = {code for row in audit.execute("select start_event, end_event, due_event from standard").fetchall() for code in row if code}
    standards = {identifier for (identifier,) in audit.execute("select standard_id from standard").fetchall()}
    # a code without a line may be a word of English, and two rules are called like an event: their own address
    codes = {code for code in named - standards if "_" in code}
    assert len(codes) > 100
    for page in (site / "standards").glob("*.html"):
        # whole words: a code may be part of the id of a standard
        assert not codes & set(re.findall(r"\w+", page.read_text(encoding="utf-8"))), page
