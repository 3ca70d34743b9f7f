"""Archive: every edition of the chain, who signed it, and why its numbers differ from those before."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from dashboards.counts import life_counts
from dashboards.desk import Desk
from dashboards.facts import Row


def archive_page(desk: Desk) -> Row:
    """Names for archive.html; editions newest first, this one on top."""
    t, facts = desk.t, desk.facts
    earlier = list(reversed(facts.tables["earlier_edition"]))
    causes: dict[str, list[Row]] = defaultdict(list)
    for row in facts.tables["earlier_change"]:
        causes[row["edition_id"]].append(row)
    unsigned = sum(row["signing_key"] is None for row in earlier)
    return {
        "title": t("archive.title", n=len(earlier) + 1),
        "lead": t("archive.lead_unsigned" if unsigned else "archive.lead" if earlier else "archive.lead_first", n=unsigned),
        "present": present(desk),
        "earlier": [
            {**row, "differs": differences(desk, causes[row["edition_id"]]), "compared": _any_published(earlier[place:])}
            for place, row in enumerate(earlier, 1)
        ],
        "first": not earlier,
    }


def present(desk: Desk) -> Row:
    """This edition, counted the way the earlier ones counted themselves."""
    edition = desk.facts.edition
    lives = life_counts(desk.facts)
    found = Counter((row["what"], row["cause"]) for row in desk.facts.tables["change"])
    rows = [
        {"what": what, "cause": cause, "changes": n, "from_edition_id": edition["compared_with"]}
        for (what, cause), n in sorted(found.items())
    ]
    return {**edition, **lives, "differs": differences(desk, rows), "compared": edition["compared_with"] is not None}


def _any_published(before: list[Row]) -> bool:
    """Whether there was something to compare an edition with: of drafts nobody hears."""
    return any(row["status"] == "published" for row in before)


def differences(desk: Desk, rows: list[Row]) -> list[Any]:
    """One line a cause: how many numbers of which kind it moved."""
    t, by_cause = desk.t, defaultdict(list)
    for row in rows:
        by_cause[row["cause"]].append(f"{t.number(row['changes'])} {t.word('what', row['what'])}")
    return [f"{t.word('cause', cause)}: {', '.join(moved)}" for cause, moved in sorted(by_cause.items())]
