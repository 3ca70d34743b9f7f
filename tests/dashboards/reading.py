"""What a reader sees of a page, and what SQL says of the same matter."""

import re
from html import unescape
from pathlib import Path

LANGUAGES = [("vi", "."), ("en", "en")]
WINDOW = (
    "month between (select strftime(as_of - interval 11 month, '%Y-%m') from edition) and (select strftime(as_of, '%Y-%m') from edition)"
)


def text(markup: str) -> str:
    """What a reader sees of a piece of html."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", markup))).strip()


def body(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def lead(page: Path) -> str:
    return text(re.search(r'<p class="lead">(.*?)</p>', body(page), re.DOTALL).group(1))


def title(page: Path) -> str:
    return text(re.search(r"<h1>(.*?)</h1>", body(page), re.DOTALL).group(1))


def grouped(number: int, language: str = "vi") -> str:
    return f"{number:,}".replace(",", "." if language == "vi" else ",")


def ask(audit, sql: str, *values) -> list[tuple]:
    return audit.execute(sql, list(values)).fetchall()


def table(page: Path, heading: str) -> list[list[str]]:
    """The cells of the first table after a heading."""
    after = re.split(rf"<h2(?: id=\"[\w-]+\")?>{re.escape(heading)}</h2>", body(page), maxsplit=1)[1]
    return cells(re.search(r"<tbody>(.*?)</tbody>", after, re.DOTALL).group(1))


def cells(rows: str) -> list[list[str]]:
    """The cells of each row of a table's body."""
    return [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in re.findall(r"<tr[^>]*>(.*?)</tr>", rows, re.DOTALL)]
