"""A tutorial followed to the letter: its blocks in order, files written, commands run, what is printed compared with what is shown.

A block is ```language path``` (the file is written) or ```console``` (`$ command`, below it what it prints). A shown line `…` stands
for any lines, `…` inside a line for any text; a command with nothing below it only has to succeed. Shown output that begins with
`lawgap: ` is an error message, and the command has to fail.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

FENCE = re.compile(r"^```(?P<info>[^\n`]+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
NOT_COPIED = (".git", ".venv", ".make", "home", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis")


@dataclass(frozen=True)
class Block:
    """`path` is empty for commands."""

    language: str
    path: str
    text: str


def blocks(page: Path) -> list[Block]:
    """Every fenced block of a page, in order."""
    found = (match for match in FENCE.finditer(page.read_text(encoding="utf-8")))
    return [Block(*match["info"].partition(" ")[::2], match["text"]) for match in found]


def commands(text: str) -> Iterator[tuple[str, str]]:
    """(command, what is shown below it) of a console block."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown


class Newcomer:
    """Somebody with a copy of the project and nothing else: no keys, no home, no demo."""

    def __init__(self, folder: Path) -> None:
        self.place = folder / "lawgap"
        shutil.copytree(ROOT, self.place, ignore=shutil.ignore_patterns(*NOT_COPIED))
        (self.place / ".venv").symlink_to(Path(sys.prefix))
        # the installed command finds the copy before the tree it was installed from
        self.environment = {**os.environ, "PYTHONPATH": str(self.place), "HOME": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
        for name in ("LAWGAP_PROFILE", "LAWGAP_HOME", "DAGSTER_HOME", "XDG_CONFIG_HOME"):
            self.environment.pop(name, None)

    def follow(self, page: Path) -> None:
        """Does what the page says. Fails with the command, what it printed, and what the page shows."""
        for block in blocks(page):
            if block.language != "console":
                assert block.path, f"{page.name}: a block of {block.language} without a file name"
                (self.place / block.path).parent.mkdir(parents=True, exist_ok=True)
                (self.place / block.path).write_text(block.text, encoding="utf-8")
                continue
            for command, shown in commands(block.text):
                self.type(command, shown)

    def type(self, command: str, shown: str = "") -> str:
        done = subprocess.run(["bash", "-c", command], cwd=self.place, env=self.environment, capture_output=True, text=True)
        refused = shown.startswith("lawgap: ")
        printed = done.stderr if refused else done.stdout
        assert (done.returncode != 0) == refused, f"$ {command}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
        if shown.strip():
            assert fits(printed, shown), f"$ {command}\nprinted:\n{printed}\nthe page shows:\n{shown}"
        return done.stdout


def fits(printed: str, shown: str) -> bool:
    """Whether what is printed is what the page shows; blanks at the ends of lines do not count."""
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == "…" else ".*".join(re.escape(part) for part in line.rstrip().split("…")) + r"\n"
        for line in shown.strip("\n").split("\n")
    )
    given = "".join(line.rstrip() + "\n" for line in printed.strip("\n").split("\n"))
    return re.fullmatch(pattern, given) is not None
