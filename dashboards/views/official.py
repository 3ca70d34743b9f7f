"""Decision 766/QĐ-TTg beside our own numbers: the same data counted in two ways, and where they part.

Points are a reading (rate × maximum) and stand only beside their maximum; they are never added up across groups,
because the sum would hide the criteria nobody has data for.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from dashboards.desk import Desk
from dashboards.facts import Row
from dashboards.views.unmeasured import criterion_name


def official_page(desk: Desk) -> Row:
    """Names for decision-766.html."""
    t, rows = desk.t, desk.facts.tables["official"]
    both = [r for r in rows if r["official_minus_ours"] is not None]
    differ = [r for r in both if r["differs"]]
    groups = [group(desk, number, list(found)) for number, found in groupby(rows, key=lambda r: r["group_no"])]
    title = t("official.title", n=len(differ), all=len(both)) if differ else t("official.title_none")
    told, most = sum(g["told"] for g in groups), sum(g["most"] for g in groups)
    return {"title": title, "lead": t("official.lead", told=told, most=most, rest=most - told), "groups": groups}


def group(desk: Desk, number: int, rows: list[Row]) -> Row:
    """One group of criteria, with how many of its points any data can tell."""
    criteria = [criterion(desk, list(found)) for _, found in groupby(rows, key=lambda r: r["criterion"])]
    told = sum(c["max_points"] for c in criteria if c["max_points"] and c["agencies"])
    name, most = desk.t.word("official_group", number), int(rows[0]["group_max"])
    return {"title": desk.t("official.group", number=number, name=name, most=most), "told": told, "most": most, "criteria": criteria}


def criterion(desk: Desk, rows: list[Row]) -> Row:
    """One criterion over the city: both counts, in how many agencies they part, and each agency, widest difference first."""
    with_data = [r for r in rows if r["status"] != "no_data"]
    one = with_data[0] if with_data else rows[0]
    both = [r for r in with_data if r["our_value"] is not None]
    return {
        **facts_of(desk, one),
        "official": fraction(desk, *sums(with_data, "numerator", "denominator")),
        "closed": fraction(desk, *sums(with_data, "closed_numerator", "closed_denominator")),
        "ours": fraction(desk, *sums(both, "our_numerator", "our_denominator")),
        "agencies": sorted((agency(desk, r) for r in with_data), key=lambda a: (-a["width"], a["name"])),
        "silent": len(rows) - len(with_data),
        "differ": sum(r["differs"] for r in both),
        "compared": len(both),
    }


def facts_of(desk: Desk, row: Row) -> Row:
    """What is true of a criterion wherever it stands."""
    return {
        "id": row["criterion"],
        "name": criterion_name(desk, row),
        "basis": row["basis"],
        "status": row["status"],
        "max_points": int(row["max_points"]) if row["max_points"] else None,
        "feeds": desk.in_words(desk.pick(row, "feeds")),
    }


def sums(rows: list[Row], *columns: str) -> list[int]:
    """Counts over all agencies."""
    return [int(sum(r[c] or 0 for r in rows)) for c in columns]


def fraction(desk: Desk, part: Any, whole: Any) -> str:
    """`90,1 % (308/342)`, or a dash where nothing was counted."""
    return f"{desk.t.share(part / whole)} ({desk.t.number(part)}/{desk.t.number(whole)})" if whole else "–"


def agency(desk: Desk, row: Row) -> Row:
    """One agency under one criterion."""
    return {
        "name": desk.agency_name(row["agency_id"]),
        "href": desk.agency_page(row["agency_id"]) + "#decision-766",
        "official": fraction(desk, row["numerator"], row["denominator"]),
        "closed": fraction(desk, row["closed_numerator"], row["closed_denominator"]),
        "ours": fraction(desk, row["our_numerator"], row["our_denominator"]),
        "difference": difference(desk, row["official_minus_ours"]),
        "points": points(desk, row["points"], row["max_points"]),
        "differs": row["differs"],
        "width": abs(row["official_minus_ours"] or 0),
    }


def difference(desk: Desk, value: float | None) -> str:
    """Official less ours in percentage points, with its sign; a small difference is not printed as none."""
    if value is None:
        return "–"
    if not value:
        return desk.t.number(0)
    size = abs(100 * value)
    text = desk.t.number(size, 1) if size >= 0.05 else f"< {desk.t.number(0.1, 1)}"
    return ("+" if value > 0 else "−") + text


def points(desk: Desk, value: float | None, most: float | None) -> str:
    """Points if proportional, never without their maximum."""
    return desk.t("official.of", value=desk.t.number(value, 1), most=int(most)) if value is not None and most else "–"


def official_sheet(desk: Desk, agency_id: str) -> Row | None:
    """An agency's own section: a sentence for each criterion where the two ways part, then all criteria."""
    rows = desk.facts.by("official", "agency_id", agency_id)
    if not rows:
        return None
    return {
        "say": [sentence(desk, r) for r in rows if r["differs"]],
        "compared": sum(r["official_minus_ours"] is not None for r in rows),
        "rows": [{**facts_of(desk, r), **{k: v for k, v in agency(desk, r).items() if k != "name"}} for r in rows],
        "groups": [group_of_agency(desk, list(found)) for _, found in groupby(rows, key=lambda r: r["group_no"])],
    }


def sentence(desk: Desk, row: Row) -> str:
    """Where the two readings part, in numbers a head can check."""
    return desk.t(
        "official.sentence",
        name=criterion_name(desk, row),
        official=fraction(desk, row["numerator"], row["denominator"]),
        ours=fraction(desk, row["our_numerator"], row["our_denominator"]),
    )


def group_of_agency(desk: Desk, rows: list[Row]) -> str:
    """What can be told of a group: so many of so many points, and how many of the maximum nobody can tell."""
    one, t = rows[0], desk.t
    name, most, told = t.word("official_group", one["group_no"]), int(one["group_max"]), int(one["group_told"] or 0)
    if one["group_points"] is None:
        return t("official.group_none", name=name, most=most)
    points = t.number(one["group_points"], 1)
    if told == most:
        return t("official.group_full", name=name, points=points, most=most)
    return t("official.group_points", name=name, points=points, told=told, most=most, rest=most - told)
