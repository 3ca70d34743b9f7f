"""What was planted in a world, read from its truth.csv, and which flags tell of it. METHOD § 9.

A truth row names a kind of flag with agency, standard or procedure; an empty field means any. Rows of kind `rate` name no flag:
they give the true probability that a duty of a cell is met. Rows of any other kind are told and count for nothing. What does not
belong here: how a world is judged (judge.py).
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipelines.runtime.errors import LawgapError

COLUMNS = ("kind", "agency_id", "standard_id", "procedure_code", "from", "to", "size", "note")
RATE = "rate"
PROBABILISTIC = ("unmet", "unworkable", "worsening", "dormant", "contradicted", "unequal")
EXACT = (
    "promise_over_law", "overdue", "unowned", "undocumented", "unresolved_contradiction", "not_executed", "unfunded", "unreported",
)  # fmt: skip
LEADS = ("bunched", "clock_stopped", "refiled", "clock_doubt")
KINDS = (*PROBABILISTIC, *EXACT, *LEADS)
SIGNS = ("outside_hours", "burst", "late_registration")


@dataclass(frozen=True)
class Planted:
    """One row of truth.csv; `size` is the effect as planted, for exact kinds how many rows, for `rate` the probability."""

    kind: str
    agency_id: str
    standard_id: str
    procedure_code: str
    began: str
    ended: str
    size: float | None
    note: str


@dataclass(frozen=True)
class Raised:
    """What of a flag names its place. `subject` is the procedure, the source and month, or the sign; a missing file is of no total."""

    kind: str
    agency_id: str | None
    standard_id: str | None
    subject: str | None
    numerator: int | None
    denominator: int | None = None


def read_truth(path: Path) -> list[Planted]:
    """Every row. Raises LawgapError for an unreadable file, a missing column, or a rate that is no number."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            table = list(csv.DictReader(handle))
    except (OSError, UnicodeDecodeError) as error:
        raise LawgapError(f"the truth cannot be read: {error}", str(path), f"a CSV file with the columns {', '.join(COLUMNS)}") from None
    if table and (missing := [name for name in ("kind", "agency_id", "standard_id") if name not in table[0]]):
        raise LawgapError(f"columns are missing: {', '.join(missing)}", str(path), f"the header is {','.join(COLUMNS)}")
    return [_planted(row, f"{path}, row {number}") for number, row in enumerate(table, 2)]


def _planted(row: dict[str, str], place: str) -> Planted:
    kind, agency, standard, procedure, began, ended, size, note = ((row.get(name) or "").strip() for name in COLUMNS)
    try:
        value = float(size) if size else None
    except ValueError:
        # a count in words is a remark; a rate that is no number measures nothing
        if kind == RATE:
            raise LawgapError(f"{size!r} is no rate", place, "write the probability, such as 0.985") from None
        value = None
    return Planted(kind, agency, standard, procedure, began, ended, value, note)


class Places:
    """Which flags and truth rows speak of one place. `laws`: procedure code → its standards; `sources`: ids of the profile's sources."""

    def __init__(self, laws: dict[str, set[str]], sources: Iterable[str]) -> None:
        self._laws, self._sources = laws, set(sources)

    def same(self, flag: Raised, row: Planted) -> bool:
        """Does the flag say what was planted, of whom it was planted?"""
        return flag.kind == row.kind and self._of_agency(flag, row) and self._of_law(flag, row) and self._of_subject(flag, row)

    def standards_of(self, row: Planted) -> set[str]:
        """The standards a row speaks of; empty where it names none."""
        return {row.standard_id} if row.standard_id else self._laws.get(row.procedure_code, set())

    def _of_agency(self, flag: Raised, row: Planted) -> bool:
        # a flag of no agency is on a rule: what is planted at every agency is one finding
        return flag.agency_id is None or not row.agency_id or flag.agency_id == row.agency_id

    def _of_law(self, flag: Raised, row: Planted) -> bool:
        if flag.standard_id is None or not (row.standard_id or row.procedure_code):
            return True
        if row.standard_id == flag.standard_id:
            return True
        # the standard of a procedure, or the procedure itself, says the same place
        return flag.standard_id in self._laws.get(row.procedure_code, set()) or (
            bool(row.procedure_code) and _first(flag.subject) == row.procedure_code
        )

    def _of_subject(self, flag: Raised, row: Planted) -> bool:
        subject, note = flag.subject or "", row.note
        if flag.kind == "unreported":
            source, _, month = subject.partition("~")
            named = next((word for word in note.replace(",", " ").split() if word in self._sources), source)
            return named == source and (not row.began or row.began[:7] <= month <= (row.ended or row.began)[:7])
        if flag.kind == "clock_doubt":
            named = next((sign for sign in SIGNS if sign in note), subject)
            return named == subject
        return not (row.procedure_code and subject) or flag.kind == "unfunded" or _first(subject) == row.procedure_code


def _first(subject: str | None) -> str:
    return (subject or "").partition("~")[0]
