"""A world's flags held against its truth: what was right, what was not, what was missed. Counts that add up over worlds.

True: planted, or, for `unmet`, a cell whose true rate lies below the line. Entailed: not planted itself, but the same duties of the
same agency seen by another rule (who is late by the law's limit is late by the promised day too); neither right nor wrong, and
shown. Everything else is false.
"""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from pipelines.bench.rivals import RIVALS
from pipelines.bench.truth import KINDS, PROBABILISTIC, RATE, Places, Planted, Raised

SERIOUS_RATE, SERIOUS_FALL, SERIOUS_DUTIES = 0.85, 0.2, 30
FOLLOWS = "follows"
KEY = ["agency_id", "standard_id"]


@dataclass
class Marks:
    """Sums over worlds. `by_kind`: (kind, what) → count, what of true, false, entailed, serious, recalled; `rivals`: (name, what)."""

    by_kind: Counter[tuple[str, str]] = field(default_factory=Counter)
    rivals: Counter[tuple[str, str]] = field(default_factory=Counter)
    worlds: int = 0
    quiet_worlds: int = 0
    quiet_cells: int = 0
    covered: int = 0
    rates: int = 0
    common_right: int = 0
    common_asked: int = 0
    delays: dict[str, list[int]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def add(self, other: "Marks") -> None:
        for name, value in vars(other).items():
            mine = getattr(self, name)
            if isinstance(value, Counter):
                mine.update(value)
            elif isinstance(value, dict):
                for kind, months in value.items():
                    mine.setdefault(kind, []).extend(months)
            else:
                setattr(self, name, mine + value)


@dataclass(frozen=True)
class Flow:
    """Which steps of which cases a standard times. A promised day is another rule on whatever ends there."""

    case_kind: str
    ends: str
    law: str
    promised: bool

    def same(self, other: "Flow") -> bool:
        ends = (self.case_kind, self.ends) == (other.case_kind, other.ends)
        return ends and (self.law == other.law or self.promised or other.promised)


@dataclass(frozen=True)
class Judged:
    """What the pipeline said of a world: tables gap, standard_verdict and flag, and the first day of their window."""

    gap: pd.DataFrame
    verdict: pd.DataFrame
    flags: list[Raised]
    window_start: str


class Marker:
    """Marks worlds of one profile. `flows`: standard → the steps it times."""

    def __init__(self, places: Places, flows: dict[str, Flow]) -> None:
        self._places, self._flows = places, flows

    def mark(self, name: str, truth: list[Planted], judged: Judged) -> Marks:
        """The marks of one world; false and missed findings by name in `remarks`."""
        planted = [row for row in truth if row.kind in KINDS]
        found = Marks(worlds=1, quiet_worlds=int(not planted))
        others = Counter(row.kind for row in truth if row.kind not in (*KINDS, RATE))
        found.remarks += [f"{name}: {count} rows of the truth are of {kind!r}, no kind of flag" for kind, count in sorted(others.items())]
        cells = _cells(judged.gap, truth, {s for row in planted if row.kind == "unworkable" for s in self._places.standards_of(row)})
        found.quiet_cells = 0 if planted else len(cells)
        rated = cells[cells["theta"].notna()]
        found.rates, found.covered = len(rated), int(rated["theta"].between(rated["shrunk_lower"], rated["shrunk_upper"]).sum())
        below = set(map(tuple, cells.loc[cells["below"], KEY].to_numpy()))
        self._flags(found, name, planted, judged, below)
        self._recall(found, name, planted, judged, cells)
        self._common(found, name, planted, judged)
        self._rivals(found, planted, cells, below)
        return found

    def tells(self, flag: Raised, row: Planted) -> bool:
        """Does the flag say what was planted?"""
        return self._places.same(flag, row)

    def verdict_of(self, flag: Raised, planted: list[Planted], below: set[tuple[str, str]]) -> str:
        """true, entailed or false."""
        if any(self._places.same(flag, row) for row in planted):
            return "true"
        if flag.kind == "unmet" and (flag.agency_id, flag.standard_id) in below:
            return "true"
        own = self._flows.get(flag.standard_id or "")
        near = own is not None and any(
            row.agency_id in ("", flag.agency_id or "") and any(own.same(self._flows[s]) for s in self._places.standards_of(row) if s in self._flows)
            for row in planted
        )  # fmt: skip
        return "entailed" if near else "false"

    def _flags(self, found: Marks, name: str, planted: list[Planted], judged: Judged, below: set[tuple[str, str]]) -> None:
        for flag in judged.flags:
            verdict = self.verdict_of(flag, planted, below)
            found.by_kind[flag.kind, verdict] += 1
            if not planted and flag.kind in PROBABILISTIC:
                found.by_kind[flag.kind, "quiet"] += verdict == "false"
            if verdict == "false":
                found.remarks.append(f"{name}: false {_place(flag)} ({flag.numerator} of {flag.denominator})")

    def _recall(self, found: Marks, name: str, planted: list[Planted], judged: Judged, cells: pd.DataFrame) -> None:
        size, rate = _known(cells)
        for row in planted:
            if (row.ended and row.ended < judged.window_start) or not self._serious(row, size, rate):
                continue
            seen = any(self._places.same(flag, row) for flag in judged.flags)
            found.by_kind[row.kind, "serious"] += 1
            found.by_kind[row.kind, "recalled"] += seen
            if not seen:
                found.remarks.append(f"{name}: missed {row.kind} {row.agency_id} {row.standard_id} {row.procedure_code} {row.note}")

    def _serious(self, row: Planted, size: dict, rate: dict) -> bool:
        """Enough duties to see it by; for `unmet` a true rate under 85 %, for `worsening` a fall of at least 20 points.

        Where no cell exists, what was planted counts; what only follows from another effect need not be seen.
        """
        places = [(row.agency_id, standard) for standard in self._places.standards_of(row) if (row.agency_id, standard) in size]
        if row.note.startswith(FOLLOWS):
            return False
        if row.kind not in PROBABILISTIC or row.kind in ("unworkable", "dormant"):
            return True
        if row.kind == "unmet" and row.size is not None:
            true = [rate.get(place, 1 - row.size) for place in places]
            return any(size[place] >= SERIOUS_DUTIES and theta < SERIOUS_RATE for place, theta in zip(places, true, strict=True))
        if row.kind == "worsening" and row.size is not None and row.size < SERIOUS_FALL:
            return False
        return not places or any(size[place] >= SERIOUS_DUTIES for place in places)

    def _common(self, found: Marks, name: str, planted: list[Planted], judged: Judged) -> None:
        said = judged.verdict.set_index("standard_id")["verdict"].to_dict()
        common = {s for row in planted if row.kind == "unworkable" for s in self._places.standards_of(row) if s in said}
        single = {s for row in planted if row.kind == "unmet" for s in self._places.standards_of(row) if s in said} - common
        for standard in sorted(common | single):
            right = (said[standard] == "common_cause") == (standard in common)
            found.common_asked += 1
            found.common_right += right
            if not right:
                found.remarks.append(f"{name}: verdict {said[standard]} on {standard}")

    def _rivals(self, found: Marks, planted: list[Planted], cells: pd.DataFrame, below: set[tuple[str, str]]) -> None:
        """The rivals accuse cells: they are marked as our flags of the kind `unmet` are."""
        size, rate = _known(cells)
        unmet = [row for row in planted if row.kind == "unmet"]
        serious = [row for row in unmet if self._serious(row, size, rate)]
        for rival, accuse in RIVALS.items():
            flags = [Raised("unmet", agency, standard, None, 0) for agency, standard in accuse(cells).to_numpy()]
            for flag in flags:
                found.rivals[rival, self.verdict_of(flag, planted, below)] += 1
            found.rivals[rival, "quiet"] += 0 if planted else len(flags)
            found.rivals[rival, "serious"] += len(serious)
            found.rivals[rival, "recalled"] += sum(any(self._places.same(flag, row) for flag in flags) for row in serious)


def _known(cells: pd.DataFrame) -> tuple[dict, dict]:
    """(agency, standard) → duties due, and → true rate where it is known."""
    keyed = cells.set_index(KEY)
    return keyed["denominator"].to_dict(), keyed["theta"].dropna().to_dict()


def _cells(gap: pd.DataFrame, truth: list[Planted], common: set[str]) -> pd.DataFrame:
    """Cells that were judged, with their true rate where it is known (`theta`), and whether it lies below the line.

    Where the law itself is at fault, the line for one agency is that of its peers.
    """
    rates = pd.DataFrame(
        [(row.agency_id, row.standard_id, row.size) for row in truth if row.kind == RATE], columns=[*KEY, "theta"]
    ).astype({"theta": float})  # fmt: skip
    cells = gap[gap["assessable"] & gap["shrunk"].notna() & (gap["denominator"] > 0)].merge(rates, on=KEY, how="left")
    numbers = ["required", "tolerance", "shrunk_lower", "shrunk_upper", "numerator", "denominator"]
    cells[numbers] = cells[numbers].astype(float)
    peers = cells.groupby("standard_id")["theta"].transform("median")
    line = np.where(cells["standard_id"].isin(common), peers, cells["required"]) - cells["tolerance"]
    return cells.assign(below=cells["theta"] < line)


def _place(flag: Raised) -> str:
    return " ".join(part for part in (flag.kind, flag.agency_id or "-", flag.standard_id or "-", flag.subject or "") if part)
