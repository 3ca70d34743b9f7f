"""The list of flags: every one on the page, its columns as CSV, and as a script for the filters of the page.

Page, CSV and script are made of the same rows in the same order, so that what is filtered, counted and downloaded is what is listed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from dashboards.desk import Desk
from dashboards.facts import Row
from dashboards.views.changes import LIVES

FIELDS = (
    "flag_id", "title", "kind", "plan_group", "tier", "agency_id", "agency", "standard_id", "standard", "legal_basis", "law_status",
    "severity", "probability", "numerator", "denominator", "since", "since_said", "life", "page",
)  # fmt: skip
SORTS = ("severity", "probability", "number", "since", "agency")
ON_A_PAGE = 200  # keeps a page of long names under 300 KB
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def flags_pages(desk: Desk) -> Iterator[tuple[str, str, Row]]:
    """flags.html and, where one page cannot hold them all, flags-2.html …; flags.csv and flags-rows.js beside them."""
    flags = desk.facts.flags
    rows, items = [columns(desk, f) for f in flags], [listed(desk, f) for f in flags]
    parts = [items[i : i + ON_A_PAGE] for i in range(0, len(items), ON_A_PAGE)] or [[]]
    shared = {"title": title(desk), "page_count": len(parts), "filters": filters(desk) if flags else None}
    for number, part in enumerate(parts, start=1):
        yield address(number), "flags.html", {**shared, **halves(part), "page_number": number}
    yield "flags.csv", "flags.csv", {"title": "", "csv": Markup(as_csv(desk, rows))}
    yield "flags-rows.js", "flags-rows.js", {"title": "", "rows": rows, "head": head(desk), "fields": FIELDS, **halves(items[ON_A_PAGE:])}


def address(number: int) -> str:
    """Where the n-th page of the list stands."""
    return "flags.html" if number == 1 else f"flags-{number}.html"


def title(desk: Desk) -> str:
    """How many stand."""
    standing = len(desk.standing())
    return desk.t("flags.title" if standing else "flags.title_none", n=standing)


def halves(items: list[Row]) -> Row:
    """What stands and what has ended."""
    return {"standing": [i for i in items if not i["ended"]], "ended": [i for i in items if i["ended"]]}


def listed(desk: Desk, flag: Row) -> Row:
    """A flag in the list, with what it can be sorted by."""
    return {**desk.flag_item(flag), "since": desk.since(flag), "severity": desk.t.word("severity", flag["severity"])}


def columns(desk: Desk, flag: Row) -> list[str]:
    """A flag as one line of text, in the order of FIELDS; safe to open in a spreadsheet."""
    item, agency = desk.flag_item(flag), desk.facts.agency.get(flag["agency_id"] or "", {})
    values: Row = {
        **flag,
        "title": item["title"],
        "tier": agency.get("tier"),
        "agency": item["where"],
        "standard": item["ref"]["name"] if flag["standard_id"] else "",
        "legal_basis": item["law"],
        # a month alone would state a beginning that the data may not hold
        "since_said": desk.since(flag),
        "law_status": item["ref"]["status"],
        "page": item["href"],
    }
    return [guarded(values[name]) for name in FIELDS]


def guarded(value: Any) -> str:
    """A cell as text; what a spreadsheet would take for a formula gets an apostrophe before it."""
    text = "" if value is None else str(value)
    return "'" + text if text.startswith(FORMULA) else text


def head(desk: Desk) -> list[str]:
    """The names of the columns."""
    return [desk.t(f"flag_column.{name}") for name in FIELDS]


def as_csv(desk: Desk, rows: list[list[str]]) -> str:
    """The whole list, with the mark that makes a spreadsheet read it as UTF-8."""
    out = io.StringIO()
    csv.writer(out).writerows([head(desk), *rows])
    return "\ufeff" + out.getvalue()


def filters(desk: Desk) -> Row:
    """The choices there are, as pairs of value and word; only what occurs can be chosen."""
    t, flags = desk.t, desk.facts.flags
    agencies = {f["agency_id"] for f in flags}
    tiers = {desk.facts.agency[a]["tier"] for a in agencies if a in desk.facts.agency}
    lives, severities = {f["life"] for f in flags}, {f["severity"] for f in flags if f["severity"] is not None}
    named = sorted(((a, desk.agency_name(a)) for a in agencies if a), key=lambda pair: (pair[1], pair[0]))
    return {
        "kind": by_word([(k, t.word("kind", k)) for k in {f["kind"] for f in flags}]),
        "group": [(g, desk.group_name(g)) for g in sorted({f["plan_group"] for f in flags if f["plan_group"]})],
        "tier": by_word([(tier, t.word("tier", tier)) for tier in tiers]),
        "agency": ([("-", t("flags.city_wide"))] if None in agencies else []) + named,
        "life": [(life, t.word("life", life)) for life in LIVES if life in lives],
        "severity": [(s, t.word("severity", s)) for s in sorted(severities, reverse=True)],
        "sort": [(s, t(f"flag_sort.{s}")) for s in SORTS],
    }


def by_word(pairs: list[tuple[Any, str]]) -> list[tuple[Any, str]]:
    """Choices in the order of their words."""
    return sorted(pairs, key=lambda pair: pair[1])
