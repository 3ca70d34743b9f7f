"""Somebody has every table of the open data, knows the rule, and even one agency's own records: no small count may come out."""

import csv
import itertools
import random
from collections import defaultdict
from pathlib import Path

import duckdb

from assets.editions.coarsen import SMALL, Cell, coarsen, holds
from assets.editions.linked import gives_away, held_back
from assets.editions.open_data import COUNTS, links_in

Sums = list[tuple[frozenset, int]]
MANY = 10**9


def derived(sums: Sums) -> dict:
    """What follows from the sums: integer bounds, and differences of what is left of two sums of which one holds the other."""
    known: dict = {}
    while True:
        left = {frozenset(members - known.keys()): value - sum(known[m] for m in members if m in known) for members, value in sums}
        left.pop(frozenset(), None)
        by_member: dict = defaultdict(set)
        for members in left:
            for member in members:
                by_member[member].add(members)
        for narrow in list(left):
            for wide in set.intersection(*(by_member[member] for member in narrow)) - {narrow}:
                left[wide - narrow] = left[wide] - left[narrow]
        new = {member: low for member, (low, high) in bounds(left).items() if low == high}
        if not new:
            return known
        known |= new


def bounds(total: dict[frozenset, int]) -> dict:
    found = {member: (0, MANY) for members in total for member in members}
    changed = True
    while changed:
        changed = False
        for members, value in total.items():
            low, high = (sum(found[member][side] for member in members) for side in (0, 1))
            for member in members:
                least, most = found[member]
                new = (max(least, value - (high - most)), min(most, value - (low - least)))
                if new != (least, most):
                    found[member], changed = new, True
                    low, high = low + new[0] - least, high + new[1] - most
    return found


def true_counts(edition: Path) -> dict[tuple, int]:
    with duckdb.connect(str(edition / "audit.duckdb"), read_only=True) as audit:
        return {(row[0], row[1], kind): row[4 + kind] for row in audit.execute(COUNTS).fetchall() if any(row[4:]) for kind in range(3)}


def cells_of(audit: duckdb.DuckDBPyConnection) -> list[Cell]:
    return [Cell(*row[:4], counts=tuple(row[4:])) for row in audit.execute(COUNTS).fetchall()]


def published_sums(edition: Path, truth: dict[tuple, int]) -> Sums:
    """Every sum of the open data over the cells it holds, as if the attacker even knew which these are."""
    with (edition / "open-data" / "gap.csv").open(encoding="utf-8", newline="") as handle:
        rows = {row["cell"]: row for row in csv.DictReader(handle)}
    with duckdb.connect(str(edition / "audit.duckdb"), read_only=True) as audit:
        cells = cells_of(audit)
        placed = coarsen(cells, held_back(cells, links_in(audit)))
    members: dict[str, set] = defaultdict(set)
    for agency, standard, _ in truth:
        if place := placed.get((agency, standard)):
            members[place.key].add((agency, standard))
    assert set(rows) == set(members)
    found: Sums = []
    for key, row in rows.items():
        counts = (row["numerator"], row["unmet_duties"], row["unknown"])
        found += [(frozenset((*cell, k) for cell in members[key]), int(text)) for k, text in enumerate(counts) if text]
    return found


def small(found: dict, truth: dict) -> dict:
    assert all(truth[cell] == value for cell, value in found.items()), "the attack must be right to count as one"
    return {cell: value for cell, value in found.items() if value in SMALL}


def test_no_small_count_of_the_sample_follows_from_what_is_published(demo: Path):
    edition = (demo / "sample" / "editions" / "latest").resolve()
    truth = true_counts(edition)
    sums = published_sums(edition, truth)
    assert sum(truth[next(iter(cells))] == value for cells, value in sums if len(cells) == 1) > 1000, "enough is published by agency"
    assert all(sum(truth[cell] for cell in cells) == value for cells, value in sums)
    assert small(derived(sums), truth) == {}
    # the rule broken once: one total over a tier beside the agencies that may be published; a few standards show it
    few = sorted({standard for _, standard, _ in truth})[:60]
    theirs = {cell: value for cell, value in truth.items() if cell[1] in few}
    beside = [{cell for cell in theirs if cell[1:] == (standard, 1)} for standard in few]
    totals = [(frozenset(cells), sum(theirs[cell] for cell in cells)) for cells in beside if cells]
    usual = [(frozenset([cell]), value) for cell, value in theirs.items() if value == 0 or value >= 5]
    assert len(small(derived([*usual, *totals]), truth)) > 3


Sets = dict[str, set[tuple[str, str]]]


def differences(published: dict[tuple[str, str], int], cases: dict[str, Sets]) -> dict[tuple, int]:
    """1 to 4 cases of an agency, by a published number less up to three published numbers of standards that lie within it.

    `cases`: kind → standard → (agency, case), of all months: what who knows the law and the trade knows of which counts which.
    """
    found = {}
    for sets in cases.values():
        within = {wide: [s for s in sets if s != wide and len(sets[s] & sets[wide]) >= 0.9 * len(sets[s])] for wide in sets}
        common = {(s, o) for s in sets for o in sets if len(sets[s] & sets[o]) > 0.1 * min(len(sets[s]), len(sets[o]))}
        for (agency, wide), total in published.items():
            parts = [name for name in within.get(wide, []) if published.get((agency, name))]
            for size in (1, 2, 3):
                for chosen in itertools.combinations(parts, size):
                    left = total - sum(published[agency, name] for name in chosen)
                    if left in SMALL and not any(pair in common for pair in itertools.combinations(chosen, 2)):
                        found[agency, wide, chosen] = left
    return found


def test_no_small_count_follows_from_standards_that_count_the_same_cases(demo: Path):
    """Notices less decisions of one sort: what is left are the decisions of the other sorts."""
    edition = (demo / "sample" / "editions" / "latest").resolve()
    cases: dict[str, Sets] = defaultdict(lambda: defaultdict(set))
    with duckdb.connect(str(edition / "audit.duckdb"), read_only=True) as audit:
        sql = "select case_kind, standard_id, agency_id, case_id from duty where status in ('met', 'late', 'overdue', 'unknown')"
        for kind, standard, agency, case in audit.execute(sql).fetchall():
            cases[kind][standard].add((agency, case))
        without = coarsen(cells_of(audit))
        usual = {
            (cell.agency_id, cell.standard_id): sum(cell.counts) for cell in cells_of(audit)
            if (place := without.get((cell.agency_id, cell.standard_id))) and place.level == "agency"
        }  # fmt: skip
    with (edition / "open-data" / "gap.csv").open(encoding="utf-8", newline="") as handle:
        published = {
            (row["agency_id"], row["standard_id"]): int(row["denominator"]) + int(row["unknown"] or 0)
            for row in csv.DictReader(handle) if row["level"] == "agency"
        }  # fmt: skip
    assert 1000 < len(published) < len(usual)
    assert differences(published, cases) == {}
    # every standard taken for itself alone, the same attack succeeds
    assert len({agency for agency, wide, _ in differences(usual, cases) if wide == "sanction_decision_sent"}) > 30


def test_parts_are_taken_away_together_only_where_they_share_no_cases():
    common = {frozenset("ab")}
    assert gives_away(30, [(27, "a")], common) and not gives_away(30, [(25, "a")], common) and not gives_away(30, [(30, "a")], common)
    assert not gives_away(30, [(20, "a"), (7, "b")], common), "what is in both would be taken away twice"
    assert gives_away(30, [(20, "a"), (7, "c")], common) and not gives_away(30, [(20, "a"), (10, "c")], common)
    assert gives_away(10**6, [(1, str(n)) for n in range(10, 400)] + [(10**6 - 200, "z")], set()), "too many to try is given away"


def test_counts_stand_in_one_table_alone(demo: Path):
    folder = demo / "sample" / "editions" / "latest" / "open-data"
    with_counts = set()
    for path in folder.glob("*.csv"):
        header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
        if set(header) & {"numerator", "denominator", "unmet_duties", "unknown", "value", "achieved", "p_null", "shrunk"}:
            with_counts.add(path.stem)
    assert with_counts == {"gap"}
    with (folder / "gap.csv").open(encoding="utf-8", newline="") as handle:
        summed = [row for row in csv.DictReader(handle) if row["level"] != "agency"]
    assert summed and not any(
        row[name] for row in summed for name in ("shrunk", "shrunk_lower", "p_null", "gap", "agency_part", "agency_id")
    )


def output(cells: list[Cell]) -> tuple:
    """All that is published of these cells: rows with their members' number and sums."""
    rows: dict[str, list[Cell]] = defaultdict(list)
    placed = coarsen(cells)
    for cell in cells:
        if place := placed.get((cell.agency_id, cell.standard_id)):
            rows[place.key].append(cell)
    return tuple(sorted((key, len(members), *map(sum, zip(*(m.counts for m in members), strict=True))) for key, members in rows.items()))


def leaks(worlds: list[list[Cell]], publish=output) -> set[int]:
    """Small counts that somebody who knows the rule and, at most, all records of one agency can tell: in every world that gives
    the same output, and the same records of that agency, the count is the same.
    """
    agencies = sorted({cell.agency_id for cell in worlds[0]})
    possible: dict = defaultdict(set)
    for world in worlds:
        said = publish(world)
        for insider in ("", *agencies):
            known = tuple(cell.counts for cell in world if cell.agency_id == insider)
            for cell in world:
                if cell.agency_id != insider:
                    for kind, count in enumerate(cell.counts):
                        possible[said, insider, known, cell.agency_id, cell.standard_id, kind].add(count)
    hidden = {key: counts for key, counts in possible.items() if key[0]}
    return {min(counts) for counts in hidden.values() if len(counts) == 1 and min(counts) in SMALL}


def worlds_of(vectors: list[tuple], agencies: int, standards: int = 1) -> list[list[Cell]]:
    places = list(itertools.product(range(agencies), range(standards)))
    return [
        [Cell(f"A{a}", f"s{s}", "ward", 1, counts) for (a, s), counts in zip(places, world, strict=True)]
        for world in itertools.product(vectors, repeat=len(places))
    ]


def test_who_knows_the_rule_and_one_agencys_records_tells_no_small_count(monkeypatch):
    """Every world of four agencies, and every world of three with two standards that may be summed together."""
    four = worlds_of([(0, 0, 0), (1, 0, 0), (4, 2, 0), (3, 7, 0), (6, 2, 0), (6, 5, 0), (9, 0, 1)], 4)
    two = worlds_of([(0, 0, 0), (2, 0, 0), (4, 1, 0), (5, 3, 0), (7, 0, 0)], 3, 2)
    assert leaks(four) == set() and leaks(two) == set()
    # without what a sum must fulfil, the same attack succeeds
    monkeypatch.setattr("assets.editions.coarsen.holds", lambda summed: len(summed) > 0)
    assert leaks(four)


def test_exchanging_cells_that_are_summed_together_changes_no_published_number():
    chance = random.Random(350)
    sizes = [0, 0, 1, 2, 3, 4, 5, 6, 8, 20, 60]
    exchanged = 0
    for _ in range(150):
        cells = [
            Cell(f"A{a}", f"s{s}", chance.choice("ct") if s > 3 else "c", s % 2, tuple(chance.choice(sizes) for _ in range(3)))
            for a in range(chance.randint(2, 9)) for s in range(6) if chance.random() < 0.8
        ]  # fmt: skip
        placed, rows = coarsen(cells), defaultdict(list)
        for cell in cells:
            if (place := placed.get((cell.agency_id, cell.standard_id))) and place.level == "rest_of_tier":
                rows[place.key].append(cell)
        for members in rows.values():
            assert holds([cell.counts for cell in members])
            order = chance.sample(members, len(members))
            moved = {id(cell): other.counts for cell, other in zip(members, order, strict=True)}
            other_world = [Cell(c.agency_id, c.standard_id, c.tier, c.plan_group, moved.get(id(c), c.counts)) for c in cells]
            assert output(other_world) == output(cells)
            exchanged += order != members
    assert exchanged > 50
