"""What the edition does with every rule of the catalogue: one place for each, so that counts on different pages add up to it.

The mark beside a rule (`Desk.use`) says what kind of rule it is; here is told which of them had something to count as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from dashboards.desk import Desk
from dashboards.facts import STATUSES, Row

PLACES = ("judged", "indicative", "waiting", "nothing_due", "not_measured", "not_in_force")
DUE = ("met", "late", "overdue")


def in_force(desk: Desk, standard: Row) -> bool:
    """Whether the standard was the law on any day of the window."""
    start, end = standard["effective_from"], standard["effective_to"]
    return (start is None or start <= desk.facts.window_end) and (end is None or end >= desk.facts.window_start)


def counts(desk: Desk, standard: Row) -> dict[str, int]:
    """Its duties by status, over all agencies."""
    rows = desk.facts.by("duty_counts", "standard_id", standard["standard_id"])
    return {status: sum(r[status] for r in rows) for status in STATUSES}


def place(desk: Desk, standard: Row) -> str:
    """The one of PLACES a standard belongs to; `waiting`: duties fell due, but their source is a part only or too few agencies have any."""
    use = desk.use(standard)
    if use == "not_measured":
        return use
    if use == "scored":
        return "judged"
    if not in_force(desk, standard):
        return "not_in_force"
    found = counts(desk, standard)
    return use if any(found[status] for status in DUE) else "nothing_due"


def places(desk: Desk, standards: Iterable[Row]) -> dict[str, int]:
    """How many of the standards stand in each of PLACES."""
    found = Counter(place(desk, standard) for standard in standards)
    return {name: found[name] for name in PLACES}


def listed(desk: Desk, found: dict[str, int], names: Iterable[str] = PLACES) -> str:
    """The counts in words, none that is 0: "33 chỉ tham khảo, 11 chưa đo được"."""
    return ", ".join(desk.t(f"uses.{name}", n=found[name]) for name in names if found[name])


def others(desk: Desk, found: dict[str, int]) -> Any:
    """How many rules are not judged, and why; None where all are."""
    total = sum(found.values())
    rest = total - found["judged"]
    return desk.t.rich("uses.others", n=rest, all=total, listed=listed(desk, found, PLACES[1:])) if rest else None


def whole(desk: Desk, found: dict[str, int]) -> str:
    """The whole catalogue by what the edition does with it."""
    return desk.t("uses.whole", all=sum(found.values()), listed=listed(desk, found))
