"""Cells that may not stand alone because of other standards: those that count the same cases (sql/open_data/linked.sql).

By law a notice is due in every case that has a decision, so the notices less the decisions of one sort are the decisions of the
other sorts, though these be too few to be published. Where a published number less published parts of it would be 1 to 4, the
larger one is held back and summed with others (coarsen.py). Parts are subtracted together only where they share no cases.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assets.editions.coarsen import SMALL, Cell, coarsen

# that much of one in the other is “within”: law has exceptions, and cases are open
WITHIN = 0.9
# that much of the smaller in common is nothing
APART = 0.1
# tries to find a difference that is small; without an end to them a cell is held back
MOST_TRIES = 20_000

Key = tuple[str, str]


@dataclass(frozen=True)
class Links:
    """`within`: standard → those whose cases are among its own. `common`: pairs that share more cases than a few."""

    within: dict[str, set[str]] = field(default_factory=dict)
    common: set[frozenset[str]] = field(default_factory=set)


def links_of(shares: Mapping[Key, float]) -> Links:
    """`shares`: (standard, other) → share of the cases of the one that are cases of the other too."""
    links = Links(defaultdict(set))
    for (standard, other), share in shares.items():
        if share >= WITHIN:
            links.within[other].add(standard)
        if share > APART:
            links.common.add(frozenset((standard, other)))
    return links


def held_back(cells: Iterable[Cell], links: Links) -> frozenset[Key]:
    """The cells that would be published by agency and from which a small count could be told by subtraction.

    A cell that is held back can take the place of another in a sum, which then stands alone: so until none is left to hold back.
    """
    cells, held = list(cells), frozenset[Key]()
    while True:
        placed = coarsen(cells, held)
        own: dict[str, list[Cell]] = defaultdict(list)
        for cell in cells:
            place = placed.get((cell.agency_id, cell.standard_id))
            if place and place.level == "agency":
                own[cell.agency_id].append(cell)
        more = frozenset(key for published in own.values() for key in _held(published, links))
        if not more:
            return held
        held |= more


def _held(published: list[Cell], links: Links) -> list[Key]:
    """Of one agency, the smallest first: what is subtracted from a cell is never larger than it."""
    kept: dict[str, int] = {}
    held = []
    for cell in sorted(published, key=lambda cell: (sum(cell.counts), cell.standard_id)):
        total, narrow = sum(cell.counts), links.within.get(cell.standard_id, set())
        parts = sorted(((kept[name], name) for name in narrow if name in kept), reverse=True)
        if gives_away(total, parts, links.common):
            held.append((cell.agency_id, cell.standard_id))
        else:
            kept[cell.standard_id] = total
    return held


def gives_away(total: int, parts: list[tuple[int, str]], common: set[frozenset[str]]) -> bool:
    """Whether some `parts` (count, standard; the largest first) that share no cases leave 1 to 4 of the total."""
    rest = [0] * (len(parts) + 1)
    for at in range(len(parts) - 1, -1, -1):
        rest[at] = rest[at + 1] + parts[at][0]
    tries = MOST_TRIES
    waiting: list[tuple[int, int, tuple[str, ...]]] = [(0, total, ())]
    while waiting:
        at, left, chosen = waiting.pop()
        tries -= 1
        if tries < 0 or (chosen and left in SMALL):
            return True
        # all that follow together would leave too much
        if at == len(parts) or left < SMALL[0] or left - rest[at] > SMALL[-1]:
            continue
        count, name = parts[at]
        waiting.append((at + 1, left, chosen))
        if all(frozenset((name, other)) not in common for other in chosen):
            waiting.append((at + 1, left - count, (*chosen, name)))
    return False
