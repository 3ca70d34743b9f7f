"""What every part of a world stands on: agencies and law from the profile, streams of chance, true rates, and rows as they arise."""

import csv
import datetime as dt
import hashlib
import tomllib
import zlib
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipelines.simulator.city import END, PROFILES, Agency, Draw, World
from pipelines.simulator.worlds import calendar
from pipelines.simulator.worlds.kinds import CASES, CITY_ONLY, KINDS, SEEN
from pipelines.simulator.worlds.plant import Effect, effects
from pipelines.simulator.worlds.spec import Spec

Floats = NDArray[np.float64]
BULK, CONCENTRATION, LINE = 0.985, 250, 0.95
# standards differ a little: the mean of one lies within this of BULK
DIFFER = 0.004
TRUTH = ("kind", "agency_id", "standard_id", "procedure_code", "from", "to", "size", "note")
LAST = calendar.month_number(END)
# 12 months are judged; a fall is one of the last 6
JUDGED, RECENT = 12, 6
# usual dossiers a month at one office; of communes all together, scaled to the world's size
VOLUMES = {
    "proc_household_business": 5.0, "proc_birth_registration": 4.5, "proc_social_allowance": 4.0, "proc_certification_copy": 4.0,
    "proc_marital_status_certificate": 1.8, "proc_certification_contract": 1.3, "proc_construction_permit_house_v1": 1.2,
    "proc_construction_permit_v2": 1.2, "proc_enterprise": 40.0, "proc_land_change_registration": 15.0, "proc_land_certificate_exchange": 12.0,
}  # fmt: skip
FEW = {"commune": 0.3, "department": 6.0}


@dataclass(frozen=True)
class Procedure:
    """One line of procedures.csv: a code under one rule, at one tier."""

    code: str
    standard: str
    limit: int
    working: bool
    cut_off: bool
    tiers: tuple[str, ...]
    first: dt.date
    last: dt.date


@dataclass
class Cell:
    """True probability that agency × standard keeps a duty: `base`, and from each of `days` on another. Ordinals."""

    base: float
    days: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)

    def at(self, ordinal: int) -> float:
        place = bisect_right(self.days, ordinal)
        return self.values[place - 1] if place else self.base

    def over(self, ordinals: NDArray[np.int64]) -> Floats:
        return np.array([self.base, *self.values])[
            np.searchsorted(np.array(self.days or [0]), ordinals, side="right") if self.days else 0 * ordinals
        ]


class Ground(World):
    """Agencies, law, effects, rows by source, and the truth that is written beside them."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.standards = {row["standard_id"]: row for row in table("standards")}
        self.procedures = [_procedure(row, self.standards) for row in table("procedures")]
        offices = {row["agency_id"]: row["office_vi"] for row in table("heads")}
        agencies = [
            Agency(row["agency_id"], row["tier"], zlib.crc32(row["agency_id"].encode()), offices[row["agency_id"]], self._size(row))
            for row in table("agencies")
        ]
        super().__init__(spec.seed, agencies)
        self.by_code = {agency.code: agency for agency in self.agencies}
        self.city = next(agency for agency in self.agencies if agency.tier == "city")
        self.single_offices = self._single_offices()
        self.truth: list[dict] = []
        self.facts: dict[tuple[str, str, str, str], list[tuple[dt.date, str]]] = {}
        self.rates: dict[tuple[str, str], Floats] = {}
        self.approximate: set[tuple[str, str]] = set()
        self.cells: dict[tuple[str, str], Cell] = {}
        self.effects = effects(self)
        self.at: dict[tuple[str, str], list[Effect]] = {}
        for effect in self.effects:
            self.at.setdefault((effect.agency_id, effect.standard_id), []).append(effect)

    def draws(self, subject: str, code: str = "") -> Draw:
        """Chance of its own for each subject and agency, whoever else there is."""
        return draws(self.spec.seed, subject, code)

    def stream(self, name: str, agency: Agency | None = None) -> Draw:
        return self.draws(name, agency.code if agency else "")

    def lot(self, *words: str) -> int:
        """A number below 2³² for a line or a file, the same whatever stands beside it."""
        return int.from_bytes(hashlib.blake2b(" ".join((str(self.spec.seed), *words)).encode(), digest_size=4).digest())

    def effect_at(self, agency: str, standard: str, kind: str) -> Effect | None:
        return next((effect for effect in self.at.get((agency, standard), ()) if effect.kind == kind), None)

    def tell(
        self, kind: str, agency: str, standard: str, since: dt.date, size: float, note: str = "", procedure: str = "", to: dt.date = END
    ) -> None:
        """One row of truth.csv."""
        self.truth.append(dict(zip(TRUTH, (kind, agency, standard, procedure, since.isoformat(), to.isoformat(), size, note), strict=True)))

    def found(self, kind: str, agency: str, standard: str, since: dt.date, name: str, procedure: str = "") -> None:
        """One more fact of a kind that is counted."""
        self.facts.setdefault((kind, agency, standard, procedure), []).append((since, name))

    def cell(self, agency: Agency, standard: str) -> Cell:
        """The true rate of a cell, drawn once; what the city itself owes it keeps, for it has no peers."""
        key = (agency.code, standard)
        if key not in self.cells:
            base = 1.0 if agency.tier == "city" else _usual(self.draws(f"rate {standard}", agency.code), _mean(standard))
            self.cells[key] = self._with_effects(agency, standard, base)
        return self.cells[key]

    def _with_effects(self, agency: Agency, standard: str, base: float) -> Cell:
        cell = Cell(base)
        for effect in sorted(self.at.get(("", standard), []) + self.at.get((agency.code, standard), []), key=lambda found: found.since):
            if effect.kind == "unworkable":
                # nearly nobody can keep it; some a little better than others
                value = float(self.draws(f"cut {standard}", agency.code).beta((1 - effect.size) * 60, effect.size * 60))
            elif effect.kind in ("unmet", "worsening"):
                value = 1 - effect.size if effect.kind == "unmet" else base - effect.size
            else:
                # who reports well reports the best; odds are compared with those of a usual office
                cell.base = {"contradicted": 1.0, "unequal": min(base, BULK)}.get(effect.kind, cell.base)
                continue
            cell.days.append(effect.since.toordinal())
            cell.values.append(value)
        return cell

    def count(self, agency: Agency, standard: str, due: int, p: float) -> None:
        """A duty that falls due on an ordinal and is kept with probability `p`."""
        month = int(calendar.months_by_ordinal()[due - calendar.ZERO]) - (LAST - SEEN + 1)
        if 0 <= month < SEEN and agency.tier != "city":
            total = self.rates.setdefault((agency.code, standard), np.zeros((SEEN, 2)))
            total[month] += (p, 1)

    def count_all(self, agency: Agency, standard: str, due: NDArray[np.int64], p: Floats) -> None:
        """Sums of probabilities and numbers of duties by month of the last 18, (18, 2). The city has no peers and no rate."""
        months = calendar.months_by_ordinal()[due - calendar.ZERO] - (LAST - SEEN + 1)
        inside = (months >= 0) & (months < SEEN)
        if inside.any() and agency.tier != "city":
            total = self.rates.setdefault((agency.code, standard), np.zeros((SEEN, 2)))
            np.add.at(total[:, 0], months[inside], p[inside])
            np.add.at(total[:, 1], months[inside], 1)

    def monthly(self, agency: Agency, procedure: Procedure) -> float:
        """Usual dossiers of a month, raised where an effect wants more to be seen in."""
        usual = VOLUMES.get(procedure.standard, FEW[agency.tier])
        usual *= agency.size * (self.spec.size / 24 if agency.tier == "commune" else min(1.0, self.spec.size / 24))
        return max([usual, *(KINDS[effect.kind].least / 12 for effect in self.at.get((agency.code, procedure.standard), ()))])

    def offices(self, procedure: Procedure) -> list[Agency]:
        """Communes, or the department that leads the standard: nobody else's counter takes it."""
        found = [agency for agency in self.agencies if agency.tier == "commune"] if "commune" in procedure.tiers else []
        leader = self.by_code.get(_leaders().get(self.standards[procedure.standard]["led_by"], ""))
        return [*found, leader] if "department" in procedure.tiers and leader else found

    def procedure_at(self, agency: str, standard: str) -> Procedure | None:
        """The procedure under a standard as it is filed with an agency, or with most where none is named."""
        tier = self.by_code[agency].tier if agency else "commune"
        found = [procedure for procedure in self.procedures if procedure.standard == standard]
        return next((procedure for procedure in found if tier in procedure.tiers), found[0] if found else None)

    def plantable(self, kind: str, agency: str) -> list[str]:
        """Standards on which a kind can be planted at an agency."""
        own = self.by_code.get(agency)
        if kind == "overdue":
            return sorted(standard for standard, office in self.single_offices.items() if office == agency)
        if kind == "promise_over_law" and own and own.tier == "department":
            return sorted(standard for standard, office in self.single_offices.items() if office == agency)
        if kind in ("undocumented", "unfunded", "unowned", "not_executed", "unworkable"):
            return [] if own and own.tier == "city" and kind not in CITY_ONLY else list(KINDS[kind].standards)
        if not own or own.tier != "commune":
            return []
        if kind in ("unmet", "worsening", "dormant", "promise_over_law"):
            procedures = [procedure.standard for procedure in self.procedures if "commune" in procedure.tiers]
            return [*procedures, *(CASES if kind in ("unmet", "worsening") else ())]
        return list(KINDS[kind].standards)

    def _size(self, row: dict) -> float:
        return float(draws(self.spec.seed, "size", row["agency_id"]).lognormal(0, self.spec.spread))

    def _single_offices(self) -> dict[str, str]:
        """standard → the one department that carries it to the end."""
        found = {}
        for procedure in self.procedures:
            offices = self.offices(procedure)
            if len(offices) == 1 and procedure.last == END:
                found[procedure.standard] = offices[0].code
        return found


def draws(seed: int, subject: str, code: str) -> Draw:
    return np.random.Generator(np.random.Philox(key=[seed, zlib.crc32(subject.encode()) << 32 | zlib.crc32(code.encode())]))


def _mean(standard: str) -> float:
    return BULK + DIFFER * (zlib.crc32(standard.encode()) / 2**31 - 1)


def _usual(draw: Draw, mean: float) -> float:
    """An agency's own rate; whoever lies below the line is drawn again: only what is planted lies there."""
    while True:
        rate = float(draw.beta(mean * CONCENTRATION, (1 - mean) * CONCENTRATION))
        if rate > LINE + 0.002:
            return rate


def _procedure(row: dict, standards: dict[str, dict]) -> Procedure:
    standard = standards[row["standard_id"]]
    first, last = row["effective_from"], row["effective_to"]
    return Procedure(
        row["procedure_code"], row["standard_id"], int(row["limit_value"]), row["unit"] == "working_day", bool(standard["cut_off_hour"]),
        tuple(row["tier"].split("|")), dt.date.fromisoformat(first), min(END, dt.date.fromisoformat(last)) if last else END,
    )  # fmt: skip


def table(name: str) -> list[dict]:
    """A table of profile sample, or of hanoi where sample has none of its own."""
    path = PROFILES / "sample" / f"{name}.csv"
    path = path if path.exists() else PROFILES / "hanoi" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@cache
def _leaders() -> dict[str, str]:
    return tomllib.loads(Path(PROFILES / "sample" / "profile.toml").read_text(encoding="utf-8"))["led_by"]
