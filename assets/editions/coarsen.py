"""Which counts may be published by agency, and which only as a sum: the rule of the open data (docs/decisions/012).

A count from 1 to 4 is small. A cell (agency × standard) stands on its own only if none of its counts is small. The others of a
tier are published as one sum, and nowhere is there a total over published cells, so there is nothing to subtract from. Which cells
are summed depends on the counts alone, not on whose they are: exchanging two of them changes no published number. So who knows
every number, the rule, and one agency's own records cannot tell whose a small count is (`holds`). What follows from two standards
that count the same cases does not belong here (linked.py).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

SMALL = range(1, 5)
# the agency one asks about, one that subtracts what is its own, and one that may be taken for the first
FEWEST = 3
Counts = tuple[int, ...]


@dataclass(frozen=True)
class Cell:
    """`counts` in a fixed order: met, not met, unknown. A cell without any is no cell."""

    agency_id: str
    standard_id: str
    tier: str
    plan_group: int | None
    counts: Counts

    @property
    def safe(self) -> bool:
        return not any(count in SMALL for count in self.counts)


@dataclass(frozen=True)
class Place:
    """Where a cell is counted: `key` of the published row, `level`: agency, rest_of_tier or rest_of_group."""

    key: str
    level: str


def coarsen(cells: Iterable[Cell], held: frozenset[tuple[str, str]] = frozenset()) -> dict[tuple[str, str], Place]:
    """(agency_id, standard_id) → its row; a cell that is in no published row is missing.

    `held`: cells that may not stand on their own though no count of theirs is small (linked.py).
    """
    groups: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        if any(cell.counts):
            groups[cell.standard_id, cell.tier].append(cell)
    placed: dict[tuple[str, str], Place] = {}
    pools: dict[tuple[int | None, str], list[Cell]] = defaultdict(list)
    for (standard_id, tier), group in groups.items():
        summed = rest_of(group, held)
        if summed is None:
            pools[group[0].plan_group, tier] += group
            continue
        placed |= {(cell.agency_id, standard_id): Place(f"{cell.agency_id}~{standard_id}", "agency") for cell in group}
        row = Place(f"tier:{tier}~{standard_id}", "rest_of_tier")
        placed |= {(cell.agency_id, standard_id): row for cell in summed}
    for (plan_group, tier), pool in pools.items():
        row = Place(f"tier:{tier}~group:{plan_group or '-'}", "rest_of_group")
        placed |= {(cell.agency_id, cell.standard_id): row for cell in rest_of_pool(pool)}
    return placed


def rest_of(group: list[Cell], held: frozenset[tuple[str, str]] = frozenset()) -> list[Cell] | None:
    """The cells of one standard and tier to be summed: those that are not safe or `held`, and as many of the smallest others as it takes.

    Safe cells of one size come together, whoever they belong to. None where even the sum of all would give something away.
    """
    alone = [cell for cell in group if cell.safe and (cell.agency_id, cell.standard_id) not in held]
    others = [cell for cell in group if not cell.safe or (cell.agency_id, cell.standard_id) in held]
    if not others:
        return []
    for largest in sorted({0, *(sum(cell.counts) for cell in alone)}):
        summed = others + [cell for cell in alone if sum(cell.counts) <= largest]
        if holds([cell.counts for cell in summed]):
            return summed
    return None


def rest_of_pool(pool: list[Cell]) -> list[Cell]:
    """The cells of a task group and tier, of standards that cannot be summed alone, that one sum may hold; none if no sum may be published.

    Here agencies are exchanged with all they have in the pool, so each standard must differ among them; one that does not is left out.
    """
    agencies, nothing = {cell.agency_id for cell in pool}, (0,) * len(pool[0].counts)
    standards: dict[str, dict[str, Counts]] = defaultdict(lambda: dict.fromkeys(agencies, nothing))
    for cell in pool:
        standards[cell.standard_id][cell.agency_id] = cell.counts
    kept = {standard_id for standard_id, counts in standards.items() if differ(list(counts.values()))}
    summed = [cell for cell in pool if cell.standard_id in kept]
    enough = len({cell.agency_id for cell in summed}) >= FEWEST and not small_sum([cell.counts for cell in summed])
    return summed if enough else []


def holds(summed: list[Counts]) -> bool:
    """Whether the sum of these agencies' counts under one standard may be published."""
    return len(summed) >= FEWEST and differ(summed) and not small_sum(summed)


def differ(counts: list[Counts]) -> bool:
    """Whether beside each small count there are at least two others that are not the same."""
    most = [max((times for count, times in Counter(column).items() if count in SMALL), default=0) for column in zip(*counts, strict=True)]
    return len(counts) - max(most) >= FEWEST - 1


def small_sum(counts: list[Counts]) -> bool:
    """Whether met or not met add up to a small count; a small sum of the unknown, which no total holds, is left empty."""
    return any(sum(column) in SMALL for column in list(zip(*counts, strict=True))[:2])
