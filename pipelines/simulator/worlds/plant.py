"""Which agency × standard is hit: chosen from the seed, or as the world's file says."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelines.runtime.errors import LawgapError
from pipelines.simulator.worlds.kinds import CITY_ONLY, COUNTED, KINDS, SEEN
from pipelines.simulator.worlds.spec import Wish

if TYPE_CHECKING:
    from pipelines.simulator.worlds.ground import Ground


@dataclass(frozen=True)
class Effect:
    """One planted truth. `size`: a probability, a ratio or a count, as the kind counts it."""

    kind: str
    agency_id: str
    standard_id: str
    procedure_code: str
    since: dt.date
    size: float
    note: str = ""


def effects(ground: "Ground") -> list[Effect]:
    """All effects of a world. Raises LawgapError for a kind that wants more communes than are kept for it, and for unknown places."""
    found: dict[tuple[str, ...], Effect] = {}
    for row in ground.spec.planted:
        effect = _written(ground, row)
        if _place(effect) in found:
            raise LawgapError(f"{effect.kind} is planted twice there", row["place"], "take out one of the rows")
        found[_place(effect)] = effect
    # what is drawn where something is written out already is that
    for wish in ground.spec.wishes:
        for effect in _chosen(ground, wish):
            found.setdefault(_place(effect), effect)
    return list(found.values())


def _place(effect: Effect) -> tuple[str, ...]:
    return effect.kind, effect.agency_id, effect.standard_id, effect.note


def _chosen(ground: "Ground", wish: Wish) -> list[Effect]:
    """The first of the communes kept for the kind, each with a standard of its own draw: one more moves none of those before."""
    kind = KINDS[wish.kind]
    pool = _pool(ground, wish.kind)
    if wish.count > len(pool):
        raise LawgapError(
            f"{wish.count} of kind {wish.kind}", f"plant.{wish.kind}", f"at most {len(pool)} can be planted; more as [[planted]] rows"
        )
    found = []
    for number, (agency, standard) in enumerate(pool[: wish.count]):
        draw = ground.draws(f"planted {wish.kind}", agency or str(number))
        low, high = wish.size or kind.size
        size = low + (high - low) * float(draw.random())
        note = kind.notes[number % len(kind.notes)]
        found.append(_effect(ground, wish.kind, agency, standard, wish.since, size, note))
    return found


def _pool(ground: "Ground", kind: str) -> list[tuple[str, str]]:
    """(agency, standard) in the order in which they are planted."""
    standards = KINDS[kind].standards or ("",)
    if kind == "unworkable":
        return [("", standard) for standard in standards]
    if kind == "overdue":
        return [(office, standard) for standard, office in sorted(ground.single_offices.items())]
    if kind in CITY_ONLY:
        return [(ground.city.code, standard) for standard in standards]
    codes = [agency.code for agency in ground.agencies if agency.tier == "commune"]
    order = [codes[i] for i in ground.draws("communes").permutation(len(codes))]
    first = 0
    for name, other in KINDS.items():
        if name == kind and other.communes:
            own = order[first : first + other.communes]
            return [(code, _standard_for(ground, kind, code, number)) for number, code in enumerate(own)]
        first += other.communes
    # facts that are counted may fall on any agency but the city
    every = [agency.code for agency in ground.agencies if agency.tier != "city"]
    return [(every[i], standards[n % len(standards)]) for n, i in enumerate(ground.draws(f"order {kind}").permutation(len(every)))]


def _standard_for(ground: "Ground", kind: str, code: str, number: int) -> str:
    standards = KINDS[kind].standards
    if kind in ("unequal", "clock_doubt"):
        # the second comparison is of citizens and enterprises: only where both file
        return standards[number % len(standards)]
    return standards[int(ground.draws(f"standard {kind}", code).integers(len(standards)))]


def _written(ground: "Ground", row: dict[str, Any]) -> Effect:
    place, name = row["place"], row["kind"]
    standard, agency = row["standard_id"], row["agency_id"]
    if row["procedure_code"] and not standard:
        standard = next((p.standard for p in reversed(ground.procedures) if p.code == row["procedure_code"]), "")
        if not standard:
            raise LawgapError(f"unknown procedure {row['procedure_code']!r}", place, "take a code of the profile's procedures.csv")
    if agency and agency not in ground.by_code:
        raise LawgapError(f"unknown agency {agency!r}", place, "take an agency_id of profiles/sample/agencies.csv")
    if standard and standard not in ground.standards:
        raise LawgapError(f"unknown standard {standard!r}", place, "take a standard_id of the profile's standards.csv")
    agency = agency or (ground.city.code if name in CITY_ONLY else "")
    if not agency and name != "unworkable":
        raise LawgapError(f"{name} wants an agency", place, "add agency_id")
    standards = KINDS[name].standards
    standard = standard or (standards[0] if len(standards) == 1 else "")
    if not standard and name not in ("clock_doubt", "unresolved_contradiction", "unreported"):
        raise LawgapError(f"{name} wants a standard", place, "add standard_id or procedure_code")
    notes = KINDS[name].notes
    if row["note"] and notes != ("",) and row["note"] not in notes:
        raise LawgapError(f"note = {row['note']!r}", place, f"for {name} write {', '.join(notes)}")
    _carried(ground, name, agency, standard, place)
    size = row["size"] or KINDS[name].size
    return _effect(ground, name, agency, standard, row["since"], size[0], row["note"] or notes[0])


def _carried(ground: "Ground", kind: str, agency: str, standard: str, place: str) -> None:
    """An effect on duties that nobody draws would be a truth that no file shows."""
    known = ground.plantable(kind, agency)
    if standard and standard not in known:
        raise LawgapError(
            f"{kind} cannot be planted on {standard} at {agency or 'every agency'}", place, f"possible are {', '.join(known) or 'none'}"
        )


def _effect(ground: "Ground", kind: str, agency: str, standard: str, since: dt.date | None, size: float, note: str) -> Effect:
    if kind == "worsening" and ground.spec.months < SEEN:
        raise LawgapError(
            f"a fall within {ground.spec.months} months",
            "months, worsening",
            f"a fall is seen over {SEEN} months: write months = {SEEN} or more",
        )
    procedure = ground.procedure_at(agency, standard)
    began = since or dt.date.fromisoformat(f"{KINDS[kind].since}-01")
    if standard and (in_force := ground.standards[standard]["effective_from"]):
        began = max(began, dt.date.fromisoformat(in_force))
    began = max(began, ground.spec.first) if kind != "unfunded" else began
    return Effect(
        kind, agency, standard, procedure.code if procedure else "", began, round(size) if kind in COUNTED else round(size, 3), note
    )
