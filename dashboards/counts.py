"""Sums the pages share: what a gap means in duties. Nothing is estimated here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboards.facts import ENDED, Facts, Row

# decimals that duties beyond tolerance are printed with
PLACES = 1


@dataclass(frozen=True)
class Sum:
    """Duties of some cells: due, unmet, beyond tolerance, and the common part of the latter."""

    due: int = 0
    unmet: int = 0
    beyond: float = 0.0
    common: float = 0.0

    @property
    def share(self) -> float | None:
        """Share met."""
        return 1 - self.unmet / self.due if self.due else None

    @property
    def common_share(self) -> float:
        """How much of what lies beyond tolerance is a common cause."""
        return self.common / self.beyond if self.beyond else 0.0


def add_up(gaps: Iterable[Row]) -> Sum:
    """Sum cells of the table gap; cells without an estimate count in due and unmet only."""
    due = unmet = 0
    beyond = common = 0.0
    for g in gaps:
        n = int(g["denominator"] or 0)
        due += n
        unmet += n - int(g["numerator"] or 0)
        beyond += (g["gap"] or 0) * n
        common += (g["common_part"] or 0) * n
    return Sum(due, unmet, beyond, common)


def judged(facts: Facts, agency_id: str | None = None) -> list[Row]:
    """Cells of the standards this edition judges, of all agencies or of one."""
    rows = facts.tables["gap"] if agency_id is None else facts.by("gap", "agency_id", agency_id)
    return [g for g in rows if facts.is_assessable(g["standard_id"])]


def below(facts: Facts, standard_id: str) -> tuple[int, int]:
    """Agencies probably below the line of a standard that left a duty of it unmet, and all that it judges."""
    cells = [g for g in facts.by("gap", "standard_id", standard_id) if g["assessable"] and g["p_null"] is not None]
    return sum(g["p_null"] < 0.5 and g["numerator"] < g["denominator"] for g in cells), len(cells)


def short_by(facts: Facts, agency_id: str) -> str:
    """Why an agency has a gap: "own" rules that others keep, only rules of a "common" cause, or "" where it has none.

    What prints as 0 is none: nobody is counted for a gap that no page can show.
    """
    cells = judged(facts, agency_id)
    if not round(add_up(cells).beyond, PLACES):
        return ""
    own = add_up(g for g in cells if g["standard_id"] not in facts.common_causes)
    return "own" if round(own.beyond, PLACES) else "common"


def life_counts(facts: Facts) -> dict[str, int]:
    """Published flags that stand, and how many are new, were resolved or withdrawn in this very edition."""
    ended = [f for f in facts.flags if f["life"] in ENDED and f["ended_in"] == facts.edition["edition_id"]]
    return {
        "standing": sum(f["life"] not in ENDED for f in facts.flags),
        "new": sum(f["life"] == "new" for f in facts.flags),
        **{life: sum(f["life"] == life for f in ended) for life in ENDED},
    }
