"""Nothing in the README and the documentation leads nowhere: links, files, commands and their options."""

import re
from pathlib import Path
from typing import Any

import pytest
import typer

from pipelines.cli import app
from tests.conftest import ROOT
from tests.docs.tutorial import blocks

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"!?\[[^\]]*\]\((?P<to>[^)\s]+)\)")
# what is written as a path of the project, in one of its own folders; not a pattern with <name>, *, … or {a,b} in it
PATH = re.compile(r"(?<![\w/.<~…])(?:assets|dashboards|docs|pipelines|profiles|sql|tests)/[\w./-]*+(?![<*…{])")
# where it is code: between backticks, in an indented block, after a prompt
COMMAND = re.compile(r"(?:`|^ {4,}|^\$ |\.venv/bin/)lawgap (?P<rest>[a-z][^`\n#;|&>]*)", re.MULTILINE)
MAKE = re.compile(r"(?:`|^ {4})make (?:-C \S+ )?(?P<target>[\w./-]+)", re.MULTILINE)
TARGET = re.compile(r"^([\w./-]+):", re.MULTILINE)


def of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def written_by_readers() -> set[str]:
    """Files that a tutorial has its reader write: they are not there before."""
    return {block.path for page in PAGES if "tutorials" in page.parts for block in blocks(page) if block.path}


@pytest.mark.parametrize("page", PAGES, ids=of)
def test_every_relative_link_leads_somewhere(page):
    text = page.read_text(encoding="utf-8")
    targets = [match["to"] for match in LINK.finditer(text) if not re.match(r"[a-z]+:", match["to"])]
    for target in targets:
        place, _, anchor = target.partition("#")
        file = (page.parent / place).resolve() if place else page
        assert file.exists(), f"{of(page)}: no {target}"
        assert not anchor or anchor in anchors(file), f"{of(page)}: no anchor {target}"


def anchors(page: Path) -> set[str]:
    """Anchors of a page: those set by hand, and its headings' as readers of Markdown make them."""
    text = page.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return set(re.findall(r'<a id="([^"]+)"', text)) | {
        re.sub(r"[^\w\- ]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()).replace(" ", "-") for heading in headings
    }


@pytest.mark.parametrize("page", [page for page in PAGES if "generated" not in page.parts], ids=of)
def test_every_file_that_is_named_exists(page):
    text = re.sub(r"^```\w+ .+$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for name in (found.rstrip(".-") for found in PATH.findall(text)):
        # a decision may be called by its number
        here = (ROOT / name).exists() or any(ROOT.glob(f"{name}-*.md"))
        assert here or name in written_by_readers(), f"{of(page)}: no {name}"


@pytest.mark.parametrize("page", [page for page in PAGES if "generated" not in page.parts], ids=of)
def test_every_command_and_option_exists(page):
    text = page.read_text(encoding="utf-8").replace("\\\n", " ")
    for match in COMMAND.finditer(text):
        wrong = unknown(match["rest"].split())
        assert wrong is None, f"{of(page)}: lawgap {match['rest'].strip()}: no {wrong}"
    targets = set(TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    for match in MAKE.finditer(text):
        assert match["target"] in targets, f"{of(page)}: no make {match['target']}"


def unknown(words: list[str]) -> str | None:
    """The first word that is no command, or no option of its command; None if all exist. What is an argument is not judged."""
    command: Any = typer.main.get_command(app)
    while hasattr(command, "commands") and words:
        name, words = words[0], words[1:]
        if name not in command.commands:
            return name
        command = command.commands[name]
    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)} | {"--help", "--debug"}
    return next((word for word in map(bare, words) if re.match(r"--?[a-z]", word) and word not in known), None)


def bare(word: str) -> str:
    return word.partition("=")[0].rstrip(".,:)")


def test_a_dead_name_is_found():
    assert unknown(["runn", "--profile", "sample"]) == "runn"
    assert unknown(["run", "--profil", "sample"]) == "--profil"
    assert unknown(["keys", "renew"]) == "renew"
    assert unknown(["template", "phan_hoi", "-o", "x.xlsx", "--profile", "hanoi"]) is None
