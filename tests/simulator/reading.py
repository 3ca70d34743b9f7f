"""How the tests read a simulated inbox: by month, the later file of a row's key wins. Its own, on purpose."""

import csv
import datetime as dt
import re
import zipfile
from functools import cache
from html import unescape
from pathlib import Path

# files that are not what their names say
BROKEN = {"M0003_2026-08_v2.xlsx", "M0004_2026-08_v2.csv"}


@cache
def tables(city: Path, source: str) -> list[tuple[Path, list[list[str]]]]:
    """Every readable file of a source as rows of texts, header first, in the order of months and corrections."""
    paths = [path for path in (city / "inbox" / source).iterdir() if path.name not in BROKEN]
    paths.sort(key=lambda path: (re.search(r"\d{4}-\d{2}.*", path.stem)[0], path.name))
    return [(path, _workbook(path) if path.suffix == ".xlsx" else _csv(path)) for path in paths]


def _csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.reader(handle))


def _workbook(path: Path) -> list[list[str]]:
    with zipfile.ZipFile(path) as book:
        shared = re.findall(r"<si><t[^>]*>([^<]*)</t></si>", book.read("xl/sharedStrings.xml").decode("utf-8"))
        sheet = book.read("xl/worksheets/sheet1.xml").decode("utf-8")
    found = []
    for row in re.findall(r"<row [^>]*>(.*?)</row>", sheet):
        cells: dict[int, str] = {}
        for column, kind, value in re.findall(r'<c r="([A-Z])\d+"(?: s="\d+")?( t="s")?><v>([^<]*)</v></c>', row):
            cells[ord(column) - 65] = unescape(shared[int(value)]) if kind else value
        found.append([cells.get(position, "") for position in range(max(cells) + 1)])
    width = len(found[0])
    return [row + [""] * (width - len(row)) for row in found]


@cache
def newest(city: Path, source: str, *key: str) -> list[dict[str, str]]:
    """The last version of every row that has its number, without the planted garbage."""
    found: dict[tuple, dict[str, str]] = {}
    for _, (header, *lines) in tables(city, source):
        for line in lines:
            row = dict(zip(header, line, strict=True))
            number = tuple(row[name] for name in key)
            if all(number) and not number[0].startswith("LOI-"):
                found[number] = row
    return list(found.values())


def day(text: str) -> dt.date | None:
    """The day of dd/mm/yyyy, with or without a time; None where nothing is written."""
    return dt.date(int(text[6:10]), int(text[3:5]), int(text[:2])) if text else None


@cache
def happened(city: Path, kind: str) -> dict[str, dict[str, dt.date]]:
    """Events of the cases of a kind: number → event → first day."""
    found: dict[str, dict[str, dt.date]] = {}
    for row in newest(city, "su_kien_vu_viec", "Loại vụ việc", "Mã vụ việc", "Sự kiện", "Thời điểm"):
        if row["Loại vụ việc"] == kind:
            found.setdefault(row["Mã vụ việc"], {}).setdefault(row["Sự kiện"], day(row["Thời điểm"]))
    return found
