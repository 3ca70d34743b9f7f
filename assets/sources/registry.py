"""The register of agencies over time: by which texts a unit may be named, and who took over from whom.

A code may pass to another unit and two units may bear one name: every key therefore holds between two
dates, and on no day does one key name two agencies. What is ambiguous is refused, never guessed.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple

import duckdb
import pandas as pd

from assets.sources.names import alias_days, full_spellings, loose_spellings, match_key
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Agency, Profile, Succession
from pipelines.runtime.warehouse import put_frame

AGENCY_KEY = {"match_key": "TEXT", "agency_id": "TEXT", "valid_from": "DATE", "valid_to": "DATE", "way": "TEXT"}
AGENCY_MOVE = {"agency_id": "TEXT", "on_date": "DATE", "new_agency_id": "TEXT", "way": "TEXT"}
INHERITED = "inherited"
CODE, CODE_WITHOUT_ZEROS, FULL, LOOSE = range(4)
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Key:
    """One spelling of one agency. Of two agencies that share it on a day, the lower `rank` holds it."""

    match_key: str
    agency_id: str
    valid_from: dt.date
    valid_to: dt.date | None
    way: str
    rank: int

    def meets(self, other: "Key") -> bool:
        """Is there a day on which both hold?"""
        return _meet(self.valid_from, self.valid_to, other.valid_from, other.valid_to)


class Kin(NamedTuple):
    """A successor or predecessor. `share` is the part of the old unit that passed on: 1 where whole, None where not known."""

    agency_id: str
    on_date: dt.date
    relation: str
    share: Decimal | None


class Move(NamedTuple):
    """From `on_date` what is open at `agency_id` belongs to `new_agency_id`."""

    agency_id: str
    on_date: dt.date
    new_agency_id: str
    way: str


def agency_keys(profile: Profile) -> pd.DataFrame:
    """Every text that names one agency and no other between its dates, as `match_key` spells it. Columns AGENCY_KEY."""
    return _frame(_sorted_out(profile))


def successors(profile: Profile, agency_id: str) -> list[Kin]:
    """Who took over from the agency, in order of date and id."""
    found = [_kin(row.successor_id, row) for row in profile.succession if row.predecessor_id == agency_id]
    return sorted(found, key=lambda kin: (kin.on_date, kin.agency_id))


def predecessors(profile: Profile, agency_id: str) -> list[Kin]:
    """From whom the agency took over, in order of date and id."""
    found = [_kin(row.predecessor_id, row) for row in profile.succession if row.successor_id == agency_id]
    return sorted(found, key=lambda kin: (kin.on_date, kin.agency_id))


def agency_moves(profile: Profile) -> list[Move]:
    """What becomes of the open cases of every dissolved agency; where its successor was dissolved too, one row for each step."""
    check_registry(profile)
    agencies = {agency.agency_id: agency for agency in profile.agencies}
    heirs = defaultdict(list)
    for row in profile.succession:
        heirs[row.predecessor_id].append(row)
    return [move for _, agency in sorted(agencies.items()) for move in _steps(profile, agency, agencies, heirs)]


def put_registry(connection: duckdb.DuckDBPyConnection, profile: Profile) -> None:
    """Write `sources.agency_key` and `sources.agency_move`; needs `sources.agency`.

    Where a dissolved unit has no successor that takes all of it, `sources.agency` gets one more row: the city's
    bucket of inherited cases. Raises LawgapError where the register contradicts itself.
    """
    moves = agency_moves(profile)
    put_frame(connection, "sources.agency_key", agency_keys(profile), AGENCY_KEY)
    put_frame(connection, "sources.agency_move", pd.DataFrame(moves, columns=list(AGENCY_MOVE), dtype=object), AGENCY_MOVE)
    bucket = inherited_bucket(profile)
    connection.execute("delete from sources.agency where agency_id = ?", [bucket])
    if inherited := [move.on_date for move in moves if move.way == INHERITED]:
        connection.execute(
            "insert into sources.agency by name select ? as agency_id, ? as code, ? as name_vi, ? as name_en, ? as tier, "
            "? as parent_id, ? as valid_from, cast(null as date) as valid_to",
            [bucket, bucket, "Hồ sơ thừa kế chưa phân định đơn vị", "Inherited, successor not determined", INHERITED,
             profile.card.city_agency, min(inherited)],
        )  # fmt: skip


def inherited_bucket(profile: Profile) -> str:
    """The pseudo agency that holds open cases of dissolved units whose successor nobody has determined."""
    return f"{profile.card.city_agency}~{INHERITED}"


def check_registry(profile: Profile) -> None:
    """Refuse a register that cannot be right, naming file and row."""
    agencies = {agency.agency_id: agency for agency in profile.agencies}
    _check_agencies(profile, agencies)
    _check_succession(profile, agencies)
    _check_aliases(profile, agencies)


def _check_agencies(profile: Profile, agencies: dict[str, Agency]) -> None:
    holders: dict[str, list[Agency]] = defaultdict(list)
    seen: set[str] = set()
    for where, agency in _rows(profile, "agencies.csv", profile.agencies):
        name = f"agency {agency.agency_id}"
        if agency.agency_id in seen:
            raise LawgapError(f"{name} stands twice", where, "give a unit that took over a code its own agency_id: code@date")
        seen.add(agency.agency_id)
        if agency.valid_to and agency.valid_to < agency.valid_from:
            raise LawgapError(
                f"{name}: valid_to {agency.valid_to} lies before valid_from {agency.valid_from}", where, "correct one of them"
            )
        if agency.parent_id is not None and agency.parent_id not in agencies:
            raise LawgapError(f"{name}: no parent {agency.parent_id!r} in the register", where, "correct parent_id or add the parent")
        for other in holders[match_key(agency.code)]:
            if _meet(agency.valid_from, agency.valid_to, other.valid_from, other.valid_to):
                raise LawgapError(
                    f"code {agency.code} is valid twice at the same time: {other.agency_id} and {agency.agency_id}",
                    where,
                    "end one of them",
                )
        holders[match_key(agency.code)].append(agency)


def _check_succession(profile: Profile, agencies: dict[str, Agency]) -> None:
    seen: set[tuple[str, str]] = set()
    for where, row in _rows(profile, "succession.csv", profile.succession):
        pair = (row.predecessor_id, row.successor_id)
        for agency_id in pair:
            if agency_id not in agencies:
                raise LawgapError(f"succession names {agency_id!r}, which is not in the register", where, "correct it or add the agency")
        if pair in seen:
            raise LawgapError(f"succession {' → '.join(pair)} stands twice", where, "leave one row")
        seen.add(pair)
        ended = agencies[row.predecessor_id].valid_to
        if ended is None or row.on_date != ended + DAY:
            until = f"ends on {ended}" if ended else "has no end"
            raise LawgapError(
                f"{row.predecessor_id} {until}, yet its succession is dated {row.on_date}", where, "date it the day after valid_to"
            )
        heir = agencies[row.successor_id]
        if not _valid(heir, row.on_date):
            raise LawgapError(f"successor {heir.agency_id} is not valid on {row.on_date}", where, "correct its dates or the succession")


def _check_aliases(profile: Profile, agencies: dict[str, Agency]) -> None:
    for where, alias in _rows(profile, "aliases.csv", profile.aliases):
        agency = agencies.get(alias.agency_id)
        if agency is None:
            raise LawgapError(f"alias of {alias.agency_id!r}, which is not in the register", where, "correct agency_id")
        begins, ends = alias_days(alias, agency)
        if ends is not None and ends < begins:
            raise LawgapError(f"alias of {alias.agency_id} holds on no day on which the agency exists", where, "correct from or to")


def _rows(profile: Profile, name: str, rows: list) -> Iterator[tuple[str, Any]]:
    """Each row with its place: file and line, the header being line 1."""
    path = profile.find(name)
    return ((f"{path}, line {line}", row) for line, row in enumerate(rows, 2))


def _sorted_out(profile: Profile) -> list[Key]:
    """The keys that hold. One that yields to a stronger one does not, and none of those that two agencies share."""
    check_registry(profile)
    together: dict[str, list[Key]] = defaultdict(list)
    for key in _spelt(profile):
        together[key.match_key].append(key)
    kept = []
    for _, group in sorted(together.items()):
        for key in (group := _merged(group)):
            rivals = [other.rank for other in group if other.agency_id != key.agency_id and other.meets(key)]
            if not rivals or min(rivals) > key.rank:
                kept.append(key)
    return kept


def _spelt(profile: Profile) -> Iterator[Key]:
    agencies = {agency.agency_id: agency for agency in profile.agencies}
    for agency in profile.agencies:
        span = (agency.valid_from, agency.valid_to)
        code = match_key(agency.code)
        yield Key(code, agency.agency_id, *span, "code", CODE)
        # spreadsheets read a code of digits as a number
        if code.isdigit() and (short := code.lstrip("0")) and short != code:
            yield Key(short, agency.agency_id, *span, "code", CODE_WITHOUT_ZEROS)
        yield from _named(agency.name_vi, agency.agency_id, span, "name")
    for alias in profile.aliases:
        yield from _named(alias.name, alias.agency_id, alias_days(alias, agencies[alias.agency_id]), "alias")


def _named(name: str, agency_id: str, span: tuple[dt.date, dt.date | None], way: str) -> Iterator[Key]:
    full = full_spellings(name)
    for key in sorted(full | loose_spellings(name)):
        yield Key(key, agency_id, *span, way, FULL if key in full else LOOSE)


def _merged(group: Iterable[Key]) -> list[Key]:
    """Spellings that one agency has in two ways, as one: a join must not find it twice."""
    merged: list[Key] = []
    for key in sorted(group, key=lambda k: (k.agency_id, k.valid_from, k.rank, k.way)):
        last = merged[-1] if merged else None
        if last and last.agency_id == key.agency_id and last.meets(key):
            best = min(last, key, key=lambda k: k.rank)
            ends = None if None in (last.valid_to, key.valid_to) else max(last.valid_to, key.valid_to)
            merged[-1] = replace(best, valid_from=last.valid_from, valid_to=ends)
        else:
            merged.append(key)
    return merged


def _steps(profile: Profile, agency: Agency, agencies: dict[str, Agency], heirs: dict[str, list]) -> Iterator[Move]:
    current = agency
    while current.valid_to is not None:
        on_date, rows = current.valid_to + DAY, heirs.get(current.agency_id, [])
        if len(rows) != 1 or rows[0].relation != "whole":
            yield Move(agency.agency_id, on_date, inherited_bucket(profile), INHERITED)
            return
        # a successor is valid on the day of the succession (check_registry), so the dates rise and the chain ends
        current = agencies[rows[0].successor_id]
        yield Move(agency.agency_id, on_date, current.agency_id, "whole")


def _kin(agency_id: str, row: Succession) -> Kin:
    return Kin(agency_id, row.on_date, row.relation, Decimal(1) if row.relation == "whole" else None)


def _valid(agency: Agency, day: dt.date) -> bool:
    return agency.valid_from <= day and (agency.valid_to is None or day <= agency.valid_to)


def _meet(begins: dt.date, ends: dt.date | None, other_begins: dt.date, other_ends: dt.date | None) -> bool:
    return (other_ends is None or begins <= other_ends) and (ends is None or other_begins <= ends)


def _frame(keys: list[Key]) -> pd.DataFrame:
    rows = [{name: getattr(key, name) for name in AGENCY_KEY} for key in keys]
    return pd.DataFrame(rows, columns=list(AGENCY_KEY), dtype=object)
