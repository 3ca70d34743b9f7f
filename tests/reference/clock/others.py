"""Duties without a clock of their own: counted in a case, following from a limit that ran out, shares, days in a period."""

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from tests.reference.clock.calendar import DAY, end_of, is_working
from tests.reference.clock.engine import AFTER_LIMIT, claim, holders, is_silent
from tests.reference.clock.facts import LEAVING, Case, Duty, World, day_of, in_force, of_kind, standards, tier_of

# the rule whose limit runs out, and what must hold then
RUNS_OUT = {
    ("original_limit_reached", "complaint"): ("complaint_first_settlement", "open"),
    ("complexity_record_filed", "complaint"): ("complaint_first_settlement", "complex_document"),
    ("original_limit_reached", "denunciation"): ("denunciation_settlement", "extension_count"),
    ("extension_decision_signed", "denunciation"): ("denunciation_settlement", "extension_document"),
    ("execution_period_ended", "sanction"): ("sanction_executed", "open"),
    ("execution_limitation_reached", "sanction"): ("sanction_execution_limitation", "always"),
}


def one_supplement(case: Case, world: World) -> Duty | None:
    rule = next(s for s in standards() if s["computed_by"] == "events_per_case")
    if case.kind != rule["case_kind"]:
        return None
    start = case.first(rule["start_event"], world.end)
    asked = sorted({f.at for f in case.facts if f.event == rule["end_event"] and f.at <= world.end})
    if not start or not asked or not in_force(rule, start.at.date()):
        return None
    allowed, name = int(float(rule["limit_value"])), rule["standard_id"]
    ends = [f.at for f in case.facts if f.event in ("result_ready", "withdrawn", "returned_unprocessed") and f.at <= world.end]
    broken = asked[allowed] if len(asked) > allowed else None
    over = broken or min(ends, default=None)
    # who had the case then answers
    agency = [who for who, got in holders(case.agency, case, world) if got is None or got < (over or world.end)][-1]
    if not agency:
        return None
    due = broken - dt.timedelta(seconds=1) if broken else over
    status = "late" if broken else "met" if due else "pending"
    if due and not broken and due.date() < start.at.date():
        status = "unknown"
    return Duty(name, case.number, agency, due, due, status, due, status)


@dataclass
class RunOut:
    at: dt.datetime
    always: bool
    ended: dt.datetime | None


def run_out(event: str | None, case: Case, world: World) -> RunOut | None:
    """The moment a base limit runs out, if what the rule asks for holds then."""
    if (event, case.kind) not in RUNS_OUT:
        return None
    name, only_if = RUNS_OUT[event, case.kind]
    standard = next(s for s in standards() if s["standard_id"] == name)
    base = claim(standard, case, world)
    at = base.limit.moment if base else None
    if at is None:
        return None
    left = [f.at for f in case.facts if f.at <= world.end and (f.event in LEAVING or (f.event == "transferred" and f.ground))]
    end = case.first(standard["end_event"], world.end)
    is_open = not base.still and (end is None or end.at > at)
    holds = only_if == "always" or (only_if == "open" and is_open) or case.traits.get(only_if) not in (None, "", "0")
    if not holds or any(day <= at for day in left):
        return None
    return RunOut(at, only_if == "always", end.at if end else None)


def after_limits(case: Case, world: World) -> list[Duty]:
    found = []
    for rule in of_kind(case.kind):
        if not {rule["start_event"], rule["due_event"]} & AFTER_LIMIT:
            continue
        origin, due = run_out(rule["start_event"], case, world), run_out(rule["due_event"], case, world)
        act = case.first(rule["start_event"], world.end)
        starts = min((at for at in (origin and origin.at, act and act.at) if at and at <= world.end), default=None)
        due_at = due.at if due and (due.always or due.at <= world.end) else None
        if starts is None or not in_force(rule, starts.date()) or (due_at is None and origin is None):
            continue
        if tier_of(case.agency) not in rule["tier"].split("|"):
            continue
        granted, end = run_out(rule["end_event"], case, world), case.first(rule["end_event"], world.end)
        done = min((at for at in (granted and granted.at, end and end.at) if at and at <= world.end), default=None)
        gone = origin.ended if origin and origin.ended and due_at and origin.ended <= due_at else None
        found.append(_stand(rule, case, starts, due_at, done, gone, world))
    return found


def _stand(rule: dict, case: Case, starts, due, done, gone, world: World) -> Duty:
    if due is None:
        status = "pending"
    elif done and done.date() < starts.date():
        status = "unknown"
    elif done and done <= due:
        status = "met"
    elif gone:
        status = "excused"
    elif done:
        status = "late"
    elif due > world.end:
        status = "pending"
    else:
        status = "overdue" if is_silent(rule, case.agency, due, world) else "unknown"
    late = max(((done or world.end).date() - due.date()).days, 0) if status in ("late", "overdue") else None
    return Duty(rule["standard_id"], case.number, case.agency, due, due, status, due, status, late)


@dataclass(frozen=True)
class Figure:
    """A share of a period: counts an agency reports, or columns of a row (`standard` given for each)."""

    number: str
    agency: str
    standard: str
    first: dt.date
    last: dt.date
    part: int | None
    whole: int | None


def shares(figures: list[Figure], world: World) -> list[Duty]:
    found = []
    for figure in figures:
        rule = next(s for s in standards() if s["standard_id"] == figure.standard)
        counted = rule["computed_by"] == "figure"
        shorter = any(
            f.standard == figure.standard and f.agency == figure.agency and figure.first <= f.first and f.last <= figure.last
            and (f.first, f.last) != (figure.first, figure.last) for f in figures
        )  # fmt: skip
        valid = in_force(rule, figure.last) and (not counted or in_force(rule, figure.first))
        if not rule["required"] or (counted and shorter) or not valid or figure.last > world.as_of:
            continue
        if tier_of(figure.agency) in rule["tier"].split("|"):
            found.append(_share(rule, figure, world))
    return found


def _share(rule: dict, figure: Figure, world: World) -> Duty:
    due, part, whole = end_of(figure.last), figure.part, figure.whole
    if part == 0 and whole == 0:
        status = "excused"
    elif part is None or whole is None or whole == 0 or part > whole:
        return Duty(figure.standard, figure.number, figure.agency, None, due, "unknown", due, "unknown")
    else:
        line = Fraction(rule["required"]) * (1 - Fraction(rule["tolerance"] or "0.05"))
        status = "met" if part >= line * whole else "overdue"
    late = (world.as_of - figure.last).days if status == "overdue" else None
    return Duty(figure.standard, figure.number, figure.agency, due, due, status, due, status, late)


def reception_days(held: list[tuple[str, dt.date, str]], agencies: list[str], world: World) -> list[Duty]:
    """`held`: agency, day, who received. One duty for every week or month whose file came."""
    found = []
    for rule in (s for s in standards() if s["computed_by"] == "days_per_period"):
        for agency in (a for a in agencies if tier_of(a) in rule["tier"].split("|")):
            first = max(day_of(rule["effective_from"]), dt.date(2024, 1, 1))
            while first <= world.as_of:
                found += _period(rule, agency, first, held, world)
                first += DAY
    return found


def _period(rule: dict, agency: str, first: dt.date, held, world: World) -> list[Duty]:
    if rule["start_event"] == "week_start":
        begins, last = first.weekday() == 0, first + 6 * DAY
    else:
        begins, last = first.day == 1, first
        while (last + DAY).month == first.month:
            last += DAY
    if not begins or last > world.as_of or not in_force(rule, first):
        return []
    # of a week of two months both files must have come
    if any((rule["carried_by"], agency, f"{day:%Y-%m}") not in world.came for day in (first, last)):
        return []
    days = {day for who, day, by in held if who == agency and by == "head" and first <= day <= last}
    if len(days) >= int(float(rule["limit_value"])):
        status = "met"
    else:
        working = any(is_working(first + i * DAY) for i in range((last - first).days + 1))
        status = "overdue" if working else "excused"
    late = (world.as_of - last).days if status == "overdue" else None
    return [Duty(rule["standard_id"], f"{agency}~{first}", agency, end_of(last), end_of(last), status, end_of(last), status, late)]
