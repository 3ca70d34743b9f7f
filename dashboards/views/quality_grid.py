"""Source × agency: did it come in time, is it complete, valid, consistent, and who must send what by when?"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from assets.sources.reject_names import rejects_path
from dashboards.desk import Desk
from dashboards.facts import Row

DIMENSIONS = ("timeliness", "completeness", "validity", "consistency")
WORST = 10  # agencies listed under a source


def source_grid(desk: Desk) -> list[Row]:
    """A row for each source over all agencies, with the agencies that fall short in it; the worst source first."""
    rows = [source_row(desk, source) for source in desk.facts.tables["source"]]
    return sorted(rows, key=lambda r: (-r["worst"], r["name"]))


def source_row(desk: Desk, source: Row) -> Row:
    """One source: who sends it by when, its four shares, and who falls short most."""
    checks = desk.facts.by("data_quality", "source_id", source["source_id"])
    short = {c["agency_id"] for c in checks if c["failed"] and c["agency_id"] in desk.facts.agency}
    listed = sorted(
        (falling_short(desk, [c for c in checks if c["agency_id"] == a], a) for a in short), key=lambda r: (-r["failed"], r["name"])
    )
    cells = four(checks)
    return {
        "name": desk.source_name(source["source_id"]),
        "sender": desk.t.word("sender", source["sender"]),
        "due": due(desk, source),
        "cells": cells,
        "worst": max((c["failed"] / c["checked"] for c in cells if c["checked"]), default=0),
        "short": len(listed),
        "agencies": listed[:WORST],
        "more": len(listed[WORST:]),
    }


def four(checks: list[Row]) -> list[Row]:
    """Checked, failed and the share that passed, for each of the four questions."""
    cells = []
    for dimension in DIMENSIONS:
        checked, failed = (int(sum(c[part] for c in checks if c["dimension"] == dimension)) for part in ("checked", "failed"))
        cells.append({"dimension": dimension, "checked": checked, "failed": failed, "share": 1 - failed / checked if checked else None})
    return cells


def falling_short(desk: Desk, checks: list[Row], agency_id: str) -> Row:
    """What failed at one agency, question by question, in words."""
    cells = [c for c in four(checks) if c["failed"]]
    return {
        "name": desk.agency_name(agency_id),
        "href": desk.agency_page(agency_id),
        "failed": sum(c["failed"] for c in cells),
        "said": "; ".join(failed_said(desk, c) for c in cells),
    }


def failed_said(desk: Desk, cell: Row) -> str:
    """331/1.249 vụ việc không nhất quán."""
    return desk.t(f"quality.failed_{cell['dimension']}", failed=cell["failed"], checked=cell["checked"])


def due(desk: Desk, source: Row) -> str:
    """The day of each month, and the very next one after this edition; nothing for what comes once."""
    if source["sender"] == "once" or source["due_day"] is None:
        return "–"
    first = desk.facts.window_end + timedelta(days=1)
    last = date(first.year, first.month, monthrange(first.year, first.month)[1])
    day = last + timedelta(days=int(source["due_day"]))
    return desk.t("quality.due_said", day=int(source["due_day"]), month=desk.t.month(f"{first:%Y-%m}"), next=desk.t.day(day))


def weakest(desk: Desk, grid: list[Row]) -> Any:
    """Where most fails, in a sentence; None where nothing does."""
    found = [(r, c) for r in grid for c in r["cells"] if c["failed"]]
    if not found:
        return None
    row, cell = max(found, key=lambda f: (f[1]["failed"], f[0]["name"]))
    share = desk.t.share(cell["failed"] / cell["checked"])
    return desk.t.rich("quality.weakest", source=row["name"], share=share, said=failed_said(desk, cell), n=row["short"])


def own_grid(desk: Desk, agency_id: str) -> list[Row]:
    """The same for one agency: a row for each source that says something of it, what failed first."""
    checks = desk.facts.by("data_quality", "agency_id", agency_id)
    idents = dict.fromkeys(c["source_id"] for c in checks)
    rows = [{"name": desk.source_name(s), "cells": four([c for c in checks if c["source_id"] == s])} for s in idents]
    for row in rows:
        row["failed"] = sum(c["failed"] for c in row["cells"])
    return sorted(rows, key=lambda r: (-r["failed"], r["name"]))


def own_rejects(desk: Desk, agency_id: str) -> list[str]:
    """Its files with rows sent back, and where the workbook with these rows and their reasons lies."""
    files = [f for f in desk.facts.by("source_file", "agency_id", agency_id) if f["rows_rejected"] and f["withdrawn_at"] is None]
    return [
        desk.t(
            "agency.quality_rejected", source=desk.source_name(f["source_id"]), read=f["rows_read"], rejected=f["rows_rejected"],
            book=rejects_path(Path("rejects"), f["source_id"], f["name"]).as_posix(),
        )
        for f in sorted(files, key=lambda f: (f["received_at"], f["name"]), reverse=True)
    ]  # fmt: skip
