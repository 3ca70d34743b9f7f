"""Data quality: can these pages be trusted?"""

from __future__ import annotations

import re
from collections import defaultdict

from dashboards.desk import Desk
from dashboards.facts import Row
from dashboards.views.quality_grid import source_grid, weakest

MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])(?!\d)")
COUNTS = ("rows_read", "rows_accepted", "rows_duplicate", "rows_rejected")


def quality_page(desk: Desk) -> Row:
    """Names for data-quality.html."""
    t, facts = desk.t, desk.facts
    total = {c: sum(f[c] or 0 for f in facts.tables["source_file"]) for c in COUNTS}
    missing, rejects = missing_files(desk), reject_reasons(desk)
    share = total["rows_rejected"] / total["rows_read"] if total["rows_read"] else 0
    key = "title_bad" if missing else "title_rejects" if share else "title_good"
    due = source_grid(desk)
    return {
        "title": t(f"quality.{key}", share=t.share(share), missing=len(missing)),
        "lead": [t("quality.lead", **{c.removeprefix("rows_"): n for c, n in total.items()}), weakest(desk, due) or ""],
        "due_grid": due,
        "sources": sources(desk),
        "missing": missing,
        "rejects": rejects,
        "grid": grid(desk),
        "files": files(desk),
    }


def sources(desk: Desk) -> list[Row]:
    """Each source with the sums of its files; one that never came stands with zeros."""
    rows = []
    known = {s["source_id"]: s for s in desk.facts.tables["source"]}
    for ident in dict.fromkeys([*known, *(f["source_id"] for f in desk.facts.tables["source_file"])]):
        files = desk.facts.by("source_file", "source_id", ident)
        source = known.get(ident, {})
        rows.append(
            {
                "name": desk.source_name(ident),
                "files": len(files),
                "completeness": source.get("completeness") or "",
                "note": desk.pick(source, "note"),
                **{c: sum(f[c] or 0 for f in files) for c in COUNTS},
            }
        )
    return rows


def missing_files(desk: Desk) -> list[Row]:
    """What did not come, and who should have sent it."""
    return [
        {
            "source": desk.source_name(m["source_id"]),
            "month": desk.t.month(m["month"]),
            "agency": desk.agency_name(m["agency_id"]) if m["agency_id"] else desk.t("quality.all_agencies"),
            "href": desk.agency_page(m["agency_id"]) if m["agency_id"] in desk.facts.agency else "",
        }
        for m in desk.facts.tables["missing_file"]
    ]


def reject_reasons(desk: Desk) -> list[Row]:
    """Reasons with their counts, the commonest first."""
    return [
        {
            "source": desk.source_name(r["source_id"]),
            "column": r["column_name"] or "",
            "reason": desk.pick(r, "reason"),
            "rows": r["rows_rejected"],
        }
        for r in desk.facts.tables["rejects"]
    ]


def files(desk: Desk) -> list[Row]:
    """The intake ledger, newest first."""
    rows = sorted(desk.facts.tables["source_file"], key=lambda f: (f["received_at"], f["name"]), reverse=True)
    return [{**f, "source": desk.source_name(f["source_id"])} for f in rows]


def grid(desk: Desk) -> Row | None:
    """Files by source and month, as far as file names tell the month; missing ones by word."""
    cells: dict[tuple[str, str], list[str]] = defaultdict(list)
    for f in desk.facts.tables["source_file"]:
        found = MONTH.search(f["name"])
        if found:
            cells[f["source_id"], "-".join(found.groups())].append("file")
    for m in desk.facts.tables["missing_file"]:
        cells[m["source_id"], m["month"]].append("missing")
    # newest first: on a phone only the first columns show, and what is missing now matters most
    months = sorted({month for _, month in cells}, reverse=True)[:24]
    if not months:
        return None
    names = list(dict.fromkeys(source for source, _ in cells))
    return {
        "months": [desk.t.month(m) for m in months],
        "rows": [
            {
                "name": desk.source_name(s),
                "cells": [
                    {"files": cells.get((s, m), []).count("file"), "missing": cells.get((s, m), []).count("missing")} for m in months
                ],
            }
            for s in names
        ],
    }
