"""What the search box finds: pages, agencies, standards, task groups and indicators, by name, by abbreviation and spelled out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache

from dashboards.desk import Desk
from dashboards.facts import Row
from dashboards.views.indicators import search_rows
from dashboards.words import LOCALES


def index_rows(vi: Desk, en: Desk, pages: Iterable[str], agencies: Iterable[Row]) -> list[list[str]]:
    """Address, name in both languages, what else may be typed, and what else the name may be called; pages first: they win a tie."""
    rows = [[f"{page}.html", vi.t(f"nav.{page}"), en.t(f"nav.{page}"), ""] for page in pages]
    rows += [[vi.agency_page(a["agency_id"]), vi.name(a), en.name(a), a["code"] or ""] for a in agencies]
    rows += [[vi.standard_page(s["standard_id"]), vi.name(s), en.name(s), s["legal_basis"] or ""] for s in vi.facts.tables["standard"]]
    return [[*row, called(row[1])] for row in rows + search_rows(vi, en)]


@lru_cache
def abbreviations() -> dict[str, str]:
    """Long forms by abbreviation, as Vietnamese names use them."""
    return tomllib.loads((LOCALES / "abbreviations.toml").read_text(encoding="utf-8"))["long"]


def called(name: str) -> str:
    """The long form of each abbreviation in a Vietnamese name, and the abbreviation of each long form."""
    whole, low = set(re.findall(r"\w+", name)), name.lower()
    found = [long if short in whole else short for short, long in abbreviations().items() if short in whole or long in low]
    return " ".join(found)
