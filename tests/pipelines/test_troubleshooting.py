"""docs/troubleshooting.md has every message that a user can meet, with cause and remedy in both languages."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "troubleshooting.md").read_text(encoding="utf-8")
# what makes a message, and which of its arguments says what happened
RAISERS = {"LawgapError": 0, "error": 0, "_error": 2, "_wrong": 2, "Failure": 0}
# what is said in both languages without being raised: why a run waits, was stopped, or died
SPEAKERS = ("pipelines/failures.py", "pipelines/launcher.py", "pipelines/runtime/warehouse.py")
# these speak to who measures and simulates, not to who runs a city
APART = ("pipelines/bench", "pipelines/simulator")


def raised() -> dict[str, str]:
    """Message → where it is raised; what differs from case to case is `…`. Messages that are handed on stand where they are made."""
    found = {}
    for folder in ("pipelines", "assets"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            where = path.relative_to(ROOT).as_posix()
            if not where.startswith(APART):
                found |= {message: where for message in messages(path)}
            if where in SPEAKERS:
                found |= {message: where for message in spoken(path)}
    return found


def spoken(path: Path) -> list[str]:
    texts = [spelt(node) for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.JoinedStr)]
    return [text for text in texts if " — " in text]


def messages(path: Path) -> list[str]:
    found = []
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        place = RAISERS.get(name)
        if place is None or len(call.args) <= place:
            continue
        text = spelt(call.args[place])
        # `…: …` alone hands on what another says
        if text and re.search(r"\w", text):
            found.append(text)
    return found


def spelt(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "…" for part in node.values)
    return ""


def entries() -> list[tuple[list[str], str, str]]:
    """Messages, the Vietnamese and the English text of each entry."""
    parts = re.split(r"\n\n(?=- `)", PAGE)
    found = []
    for part in parts[1:]:
        lines = part.strip().splitlines()
        named = [line.removeprefix("- `").removesuffix("`") for line in lines if line.startswith("- `")]
        vi = [line for line in lines if line.startswith("  **vi** ")]
        en = [line for line in lines if line.startswith("  **en** ")]
        found.append((named, "".join(vi), "".join(en)))
    return found


def test_the_collector_sees_messages_of_every_way_to_raise_them():
    found = raised()
    assert len(found) > 120
    for message in (
        "no profile …",
        "…: no parent … in the register",
        "cites no instrument",
        "the SQL divides: …",
        "no kind …",
        "not everybody has it: …; see …, and send what waits with: lawgap notify",
    ):
        assert message in found


@pytest.mark.parametrize("message", sorted(raised()))
def test_a_message_has_its_entry(message):
    assert f"`{message}`" in PAGE, f"{raised()[message]} says it, and docs/troubleshooting.md does not"


def test_every_entry_tells_cause_and_remedy_in_both_languages():
    told = [entry for entry in entries() if entry[0]]
    assert len(told) > 40
    for named, vi, en in told:
        assert re.search(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹáàãéèíìóòõúùýĩũ]", vi), named
        assert len(en) > 40, named


def test_no_entry_speaks_of_a_message_that_nobody_says_any_more():
    known = set(raised())
    gone = [message for named, _, _ in entries() for message in named if message not in known]
    assert gone == []


def test_what_the_system_refuses_is_told_without_a_traceback(tmp_path):
    (tmp_path / "home").write_text("a file where a folder has to be", encoding="utf-8")
    command = [sys.executable, "-m", "pipelines.cli", "run", "--profile", "sample", "--home", str(tmp_path / "home")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1 and "the system refuses: Not a directory" in done.stderr
    assert "Traceback" not in done.stderr and str(tmp_path / "home") in done.stderr
