"""Markdown that reads the same wherever it is shown."""

from collections.abc import Iterable


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """A pipe table; nothing at all without a row."""
    lines = ["| " + " | ".join(cell(text) for text in row) + " |" for row in rows]
    names = list(header)
    return ["| " + " | ".join(names) + " |", "|" + "---|" * len(names), *lines] if lines else []


def cell(text: str) -> str:
    return " ".join(str(text).split()).replace("|", "\\|")


def items(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """`- **name**: text`, without those that say nothing."""
    return [f"- **{name}**: {' '.join(text.split())}" for name, text in pairs if text]


def document(*parts: Iterable[str] | str) -> str:
    """Lines and lists of lines as one file that ends with one newline."""
    lines: list[str] = []
    for part in parts:
        lines += [part] if isinstance(part, str) else list(part)
    return "\n".join(lines).rstrip("\n") + "\n"
