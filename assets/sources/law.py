"""The law as tables: standards with what follows from the contracts, procedures, the city's shorter limits, derived events.

A catalogue that cannot be right is refused here, with file and line. Two standards that lay incompatible limits on
one fact are not refused: that is a finding about the law, kept in `sources.law_contradiction`.
"""

import csv
import datetime as dt
from collections.abc import Iterator
from itertools import combinations

from assets.sources.law_texts import text_tables
from pipelines.runtime.contract import Contract
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.kinds import kinds
from pipelines.runtime.profile import Profile, Standard

ALWAYS = dt.date(1900, 1, 1)
DERIVED = {"period_ended", "law_effective", "accountable_person_named", "due_date_passed", "week_start", "month_start"}
AMOUNTS = {"budget_total", "budget_assigned", "law_spend", "budget_spent", "staff_total", "staff_with_law_degree"}
DAYS = {"working_day": 1.4, "calendar_day": 1.0, "month": 30.4, "hour": 1 / 24, "working_hour": 1 / 8}

STANDARD = {
    "standard_id": "TEXT", "plan_group": "BIGINT", "name_vi": "TEXT", "name_en": "TEXT", "legal_basis": "TEXT",
    "case_kind": "TEXT", "kind": "TEXT", "direction": "TEXT", "tier": "TEXT", "start_event": "TEXT", "end_event": "TEXT",
    "limit_value": "DECIMAL(38,6)", "unit": "TEXT", "cut_off_hour": "BIGINT", "condition": "TEXT", "variant_of": "TEXT",
    "required": "DECIMAL(38,6)", "tolerance": "DECIMAL(38,6)", "weight": "DECIMAL(38,6)", "effective_from": "DATE", "effective_to": "DATE",
    "status": "TEXT", "evidence": "TEXT", "carried_by": "TEXT", "due_event": "TEXT", "ends_on_working_day": "BOOLEAN",
    "extendable": "BOOLEAN", "led_by": "TEXT", "note": "TEXT", "extension_act": "TEXT", "extension_event": "TEXT",
    "max_extension_value": "BIGINT", "max_extension_unit": "TEXT", "pause_from": "DATE", "measure": "TEXT",
    "not_measured_reason_vi": "TEXT", "not_measured_reason_en": "TEXT", "question": "TEXT", "question_en": "TEXT",
    "owed_by": "TEXT", "computed_by": "TEXT", "family": "TEXT", "conditions": "BIGINT", "by_procedure": "BOOLEAN",
    "start_on_row": "BOOLEAN", "due_stated": "BOOLEAN", "after_limit": "BOOLEAN", "silent_source": "BOOLEAN", "city_agency": "TEXT",
}  # fmt: skip
PROCEDURE = {"procedure_code": "TEXT", "standard_id": "TEXT", "name_vi": "TEXT", "name_en": "TEXT",
             "limit_value": "DECIMAL(38,6)", "unit": "TEXT", "effective_from": "DATE", "effective_to": "DATE",
             "status": "TEXT"}  # fmt: skip
OVERRIDE = {"procedure_code": "TEXT", "limit_value": "DECIMAL(38,6)", "unit": "TEXT", "effective_from": "DATE",
            "effective_to": "DATE", "document": "TEXT"}  # fmt: skip
CONTRADICTION = {"standard_id": "TEXT", "other_standard_id": "TEXT", "case_kind": "TEXT", "start_event": "TEXT", "end_event": "TEXT",
                 "from_date": "DATE", "to_date": "DATE"}  # fmt: skip
Tables = dict[str, tuple[list[dict], dict[str, str]]]


def law_tables(profile: Profile) -> Tables:
    """Rows and types of every table of the law. Raises LawgapError where the catalogue cannot be right."""
    check_standards(profile)
    conditions = {s.standard_id: conditions_of(s) for s in profile.standards if _is_counted_by_clock(profile, s)}
    texts = {"standard_id": "TEXT", "trait": "TEXT", "value": "TEXT"}
    return {
        "standard": ([_standard(profile, s, len(conditions.get(s.standard_id, []))) for s in profile.standards], STANDARD),
        "standard_tier": (
            [{"standard_id": s.standard_id, "tier": t} for s in profile.standards for t in s.tier.split("|")],
            {"standard_id": "TEXT", "tier": "TEXT"},
        ),
        "standard_condition": ([{"standard_id": s, "trait": t, "value": v} for s, found in conditions.items() for t, v in found], texts),
        "procedure": ([p.model_dump() for p in profile.procedures], PROCEDURE),
        "procedure_override": ([o.model_dump() for o in profile.overrides], OVERRIDE),
        "due_event": (_due_events(profile), {"case_kind": "TEXT", "event": "TEXT", "stated": "BOOLEAN"}),
        "derived_event": (
            [d.model_dump() for d in profile.derived_events],
            {"event": "TEXT", "case_kind": "TEXT", "standard_id": "TEXT", "only_if": "TEXT"},
        ),
        "law_contradiction": (list(contradictions(profile)), CONTRADICTION),
        **text_tables(profile),
    }


def conditions_of(standard: Standard) -> list[tuple[str, str]]:
    """`trait=value & trait=value` as pairs; `procedure` alone means: chosen through procedures.csv."""
    parts = [part.strip() for part in (standard.condition or "").split("&") if part.strip()]
    return [(trait.strip(), value.strip()) for trait, _, value in (p.partition("=") for p in parts if p != "procedure")]


def _is_counted_by_clock(profile: Profile, standard: Standard) -> bool:
    """Conditions choose among variants of duties counted case by case; shares, counts and limits run out have none."""
    by_case = standard.computed_by in ("clock", "posting", "register", "register_by_document", "presence")
    return standard.measure != "not_measured" and by_case and not _is_after_limit(profile, standard)


def _is_after_limit(profile: Profile, standard: Standard) -> bool:
    return bool({standard.start_event, standard.due_event} & {d.event for d in profile.derived_events})


def is_by_procedure(standard: Standard) -> bool:
    return "procedure" in [part.strip() for part in (standard.condition or "").split("&")]


def _standard(profile: Profile, standard: Standard, conditions: int) -> dict:
    carrier = profile.contracts.get(standard.carried_by or "")
    return {
        **standard.model_dump(),
        "effective_from": standard.effective_from or ALWAYS,
        "family": standard.variant_of or standard.standard_id,
        "conditions": conditions,
        "by_procedure": is_by_procedure(standard),
        "start_on_row": any(e.event == standard.start_event for c in _rows_of(profile, standard.case_kind) for e in c.events),
        "due_stated": _is_stated(profile, standard.case_kind, standard.due_event),
        "after_limit": _is_after_limit(profile, standard),
        "silent_source": bool(carrier and carrier.kind == "case_event" and "event" not in carrier.values),
        "city_agency": profile.card.city_agency,
    }


def _rows_of(profile: Profile, kind: str) -> list[Contract]:
    return [contract for contract in profile.contracts.values() if contract.kind == kind]


def _is_stated(profile: Profile, kind: str, event: str | None) -> bool:
    """Is the event a date that the case itself states, so that it may lie ahead?"""
    if event is None:
        return False
    if event in DERIVED:
        return True
    ahead = kinds()[kind].may_lie_ahead if kind in kinds() else set()
    return any(e.event == event and e.at in ahead for c in _rows_of(profile, kind) for e in c.events)


def _due_events(profile: Profile) -> list[dict]:
    asked = {(s.case_kind, event) for s in profile.standards for event in (s.due_event, s.extension_event) if event}
    return [{"case_kind": kind, "event": event, "stated": _is_stated(profile, kind, event)} for kind, event in sorted(asked)]


def contradictions(profile: Profile) -> Iterator[dict]:
    """Pairs of different rules with different limits of time for one fact, on a common day and tier: possible contradictions of the law.

    Variants of one duty, rules kept apart by conditions or procedures, and dates the case states are none.
    """
    limited = [s for s in profile.standards if s.measure != "not_measured" and not s.due_event and _is_timed(s)]
    for one, other in combinations(sorted(limited, key=lambda s: s.standard_id), 2):
        fact = (one.case_kind, one.start_event, one.end_event, one.direction) == (
            other.case_kind, other.start_event, other.end_event, other.direction
        )  # fmt: skip
        same_family = (one.variant_of or one.standard_id) == (other.variant_of or other.standard_id)
        tiers = set(one.tier.split("|")) & set(other.tier.split("|"))
        if fact and not same_family and tiers:
            yield from _apart_by_limit(profile, one, other)


def _is_timed(standard: Standard) -> bool:
    return is_by_procedure(standard) or (standard.limit_value is not None and standard.unit in DAYS)


def _apart_by_limit(profile: Profile, one: Standard, other: Standard) -> Iterator[dict]:
    """The first stretch of days on which one fact has two limits of time."""
    for first, second in _rules_of_one_fact(profile, one, other):
        begins = max(x.effective_from or ALWAYS for x in (one, other, first, second))
        ends = min(x.effective_to or dt.date.max for x in (one, other, first, second))
        if begins <= ends and (first.limit_value, first.unit) != (second.limit_value, second.unit):
            yield {
                "standard_id": one.standard_id, "other_standard_id": other.standard_id, "case_kind": one.case_kind,
                "start_event": one.start_event, "end_event": one.end_event, "from_date": begins,
                "to_date": None if ends == dt.date.max else ends,
            }  # fmt: skip
            return


def _rules_of_one_fact(profile: Profile, one: Standard, other: Standard) -> list[tuple]:
    """Pairs that hold for the same cases: rules with the same conditions, procedures with a code in common."""
    if is_by_procedure(one) and is_by_procedure(other):
        mine = [p for p in profile.procedures if p.standard_id == one.standard_id]
        theirs = [p for p in profile.procedures if p.standard_id == other.standard_id]
        return [(p, q) for p in mine for q in theirs if p.procedure_code == q.procedure_code]
    alike = not is_by_procedure(one) and not is_by_procedure(other) and set(conditions_of(one)) == set(conditions_of(other))
    return [(one, other)] if alike else []


def check_standards(profile: Profile) -> None:
    """Refuse a catalogue that cannot be right, naming file and line."""
    seen: set[str] = set()
    for standard in profile.standards:
        if standard.standard_id in seen:
            raise _wrong(profile, standard, "stands twice", "give each dated version its own id")
        seen.add(standard.standard_id)
        _check_one(profile, standard)
        if standard.measure != "not_measured":
            _check_measured(profile, standard)
    _check_overlaps(profile)
    _check_dated(profile, "procedures.csv", [(p, (p.procedure_code, p.standard_id)) for p in profile.procedures])
    _check_dated(profile, "overrides.csv", [(o, o.procedure_code) for o in profile.overrides])
    _check_overrides(profile)


def _check_one(profile: Profile, standard: Standard) -> None:
    if not standard.legal_basis.strip():
        raise _wrong(profile, standard, "cites no instrument", "name the instrument and its article")
    if standard.status == "confirmed" and not any(word in standard.legal_basis for word in ("Điều", "Art", "§", "Section")):
        raise _wrong(profile, standard, "is confirmed and cites no article", "a confirmed standard names its article")
    if standard.effective_to and standard.effective_from and standard.effective_to < standard.effective_from:
        raise _wrong(profile, standard, "ends before it begins", "correct effective_from or effective_to")
    if standard.measure == "not_measured" and not (standard.not_measured_reason_vi and standard.not_measured_reason_en):
        raise _wrong(profile, standard, "is not measured and does not say why", "fill not_measured_reason_vi and not_measured_reason_en")


def _check_measured(profile: Profile, standard: Standard) -> None:
    if standard.carried_by not in profile.contracts:
        raise _wrong(profile, standard, f"no source {standard.carried_by!r}", "add sources/<id>.toml, or measure = not_measured")
    if standard.case_kind not in kinds():
        raise _wrong(profile, standard, f"no case kind {standard.case_kind!r}", f"use one of {', '.join(sorted(kinds()))}")
    timed = standard.limit_value is not None and standard.unit
    if standard.kind == "deadline" and standard.computed_by in ("clock", "posting") and not standard.due_event and not timed:
        raise _wrong(profile, standard, "a deadline needs limit_value and unit, or due_event", "fill them in")
    known = _known_events(profile, standard)
    for event in (standard.start_event, standard.end_event, standard.due_event, standard.extension_event):
        if known is not None and event and event not in known:
            raise _wrong(profile, standard, f"nothing carries the event {event!r} of {standard.case_kind}", "see the contracts' [[events]]")


def _known_events(profile: Profile, standard: Standard) -> set[str] | None:
    """Every event of the standard's kind that some source carries; None where a source takes any event by its name in the catalogue."""
    if standard.computed_by in ("figure", "columns"):
        return None
    known = DERIVED | AMOUNTS | {d.event for d in profile.derived_events}
    for contract in profile.contracts.values():
        if contract.kind == "case_event" and contract.case_kind in (None, standard.case_kind):
            if "event" not in contract.values:
                return None
            known |= set(contract.values["event"].values())
        elif contract.kind == standard.case_kind:
            known |= {event.event for event in contract.events}
    return known


def _check_overlaps(profile: Profile) -> None:
    """Two versions of one rule in force on one day would make two duties of one."""
    by_rule: dict[tuple, list[Standard]] = {}
    for standard in profile.standards:
        if standard.measure != "not_measured" and not is_by_procedure(standard):
            family = standard.variant_of or standard.standard_id
            by_rule.setdefault((family, standard.condition or ""), []).append(standard)
    for group in by_rule.values():
        for one, other in combinations(group, 2):
            tiers = set(one.tier.split("|")) & set(other.tier.split("|"))
            begins = max(one.effective_from or ALWAYS, other.effective_from or ALWAYS)
            if tiers and begins <= min(one.effective_to or dt.date.max, other.effective_to or dt.date.max):
                raise _wrong(profile, other, f"is in force together with {one.standard_id}", "end one the day before the other begins")


def _check_dated(profile: Profile, name: str, rows: list[tuple]) -> None:
    """Two rows of one key in force on one day would make two duties of one."""
    for (_, (one, key)), (place, (other, same)) in combinations(enumerate(rows, 1), 2):
        if key == same and _share_a_day(one, other):
            where = f"{profile.find(name)}, line {_line_of_row(profile, name, place)}"
            raise LawgapError(
                f"{other.procedure_code} stands twice for the same days", where, "end one row the day before the other begins"
            )


def _check_overrides(profile: Profile) -> None:
    """The city may shorten a limit, never lengthen it (Capital Law 02/2026/QH16, Art. 8): compared with the law of the same days."""
    standards = {s.standard_id: s for s in profile.standards}
    for number, override in enumerate(profile.overrides, 1):
        for procedure in (p for p in profile.procedures if p.procedure_code == override.procedure_code and _share_a_day(p, override)):
            standard = standards[procedure.standard_id]
            limit, unit = procedure.limit_value or standard.limit_value, procedure.unit or standard.unit
            if limit is None or not unit:
                continue
            longer = (
                override.limit_value > limit
                if unit == override.unit
                else float(override.limit_value) * DAYS[override.unit] > float(limit) * DAYS[unit]
            )
            if longer:
                raise LawgapError(
                    f"an override of {override.limit_value} {override.unit} for {override.procedure_code} is longer than "
                    f"the {limit} {unit} of {standard.standard_id}",
                    f"{profile.find('overrides.csv')}, line {_line_of_row(profile, 'overrides.csv', number)}",
                    "a city may only shorten a limit: correct limit_value or unit",
                )


def _share_a_day(one, other) -> bool:
    """Are two dated rows in force on a common day?"""
    begins = max(one.effective_from or ALWAYS, other.effective_from or ALWAYS)
    return begins <= min(one.effective_to or dt.date.max, other.effective_to or dt.date.max)


def _line_of_row(profile: Profile, name: str, number: int) -> int:
    """The line on which the row stands, blank lines and cells of several lines included."""
    path = profile.find(name)
    if path is None:
        return 0
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle)
        return next((reader.line_num for place, _ in enumerate(reader, 1) if place == number), 0)


def _wrong(profile: Profile, standard: Standard, what: str, do: str) -> LawgapError:
    path = profile.find("standards.csv")
    line = 0
    if path:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle)
            # the last row of an id: of two that share it, the second is the one too many
            line = max((reader.line_num for row in reader if row.get("standard_id") == standard.standard_id), default=0)
    return LawgapError(f"standard {standard.standard_id} {what}", f"{path}, line {line}", do)
