"""What is different from the edition published before: flags that came and went, and numbers that were restated."""

from __future__ import annotations

from collections import Counter

from dashboards.desk import Desk
from dashboards.facts import ENDED, Row

LIVES = ("new", "continuing", "worse", "better", "resolved", "withdrawn")
TURNED = ("withdrawn", "new", "worse", "resolved", "better")
SHOWN = 5


def changes(desk: Desk) -> Row | None:
    """Names for the block of the overview; None where nothing was published before."""
    facts, t = desk.facts, desk.t
    before = facts.edition["compared_with"]
    if not before:
        return None
    flags = [f for f in facts.flags if f["audience"] == "published" and is_of_now(desk, f)]
    lives = Counter(f["life"] for f in flags)
    turned = sorted((f for f in flags if f["life"] in TURNED), key=lambda f: (TURNED.index(f["life"]), -(f["severity"] or 0), f["flag_id"]))
    restated = Counter(row["cause"] for row in facts.tables["change"] if row["what"] == "gap" and row["cause"] != "new_cases")
    return {
        "before": before,
        "lives": [{"n": lives[life], "word": t.word("life", life)} for life in LIVES if lives[life]],
        "flags": [desk.flag_item(f) for f in turned[:SHOWN]],
        "more": max(len(turned) - SHOWN, 0),
        "restated": [t("overview.restated", n=n, cause=t.word("cause", cause)) for cause, n in sorted(restated.items())],
    }


def is_of_now(desk: Desk, flag: Row) -> bool:
    """Whether it stands, or ended in this very edition; what ended earlier is no news."""
    return flag["life"] not in ENDED or flag["ended_in"] == desk.facts.edition["edition_id"]
