"""When a duty falls due: the limit from its start, what stopped the clock, what was extended."""

import datetime as dt
from dataclasses import dataclass

from tests.reference.clock.calendar import DAY, add_months, add_office_hours, add_working, end_of, next_working, working_between
from tests.reference.clock.facts import STATED, Case, Fact, World, day_of


@dataclass
class Limit:
    """`counted` is the due day before its move to a working day, `exact` a due moment other than the end of its day."""

    counted: dt.date | None = None
    due: dt.date | None = None
    exact: dt.datetime | None = None
    presence: bool = False

    @property
    def moment(self) -> dt.datetime | None:
        return self.exact or (end_of(self.due) if self.due else None)


def stated(case: Case, event: str, world: World) -> dt.datetime | None:
    days = [f.at for f in case.facts if f.event == event and (event in STATED or f.at <= world.end)]
    return max(days, default=None)


def original(rule: dict, case: Case, arises: dt.datetime | None, world: World) -> Limit:
    """Before any pause and extension."""
    number = int(float(rule["limit_value"])) if rule["limit_value"] else None
    if rule["due_event"]:
        at = arises if rule["due_event"] == rule["start_event"] else stated(case, rule["due_event"], world)
        return _stated(rule, at, number)
    if arises is None:
        return Limit()
    if number is None:
        return Limit(arises.date(), arises.date(), arises, presence=True)
    if rule["unit"] == "hour":
        return Limit(exact=arises + dt.timedelta(hours=number))
    if rule["unit"] == "working_hour":
        return Limit(exact=add_office_hours(arises, number))
    counted = _counted(rule, arises, number)
    return Limit(counted, next_working(counted) if rule["ends_on_working_day"] == "yes" else counted)


def _stated(rule: dict, at: dt.datetime | None, number: int | None) -> Limit:
    if at is None:
        return Limit()
    if not number:
        # a day on which another act is done lasts until midnight
        whole_day = rule["due_event"] not in STATED and at.time() == dt.time(0)
        return Limit(at.date(), at.date(), end_of(at.date()) if whole_day else at)
    counted = at.date() + number * DAY
    return Limit(counted, next_working(counted) if rule["ends_on_working_day"] == "yes" else counted)


def _counted(rule: dict, arises: dt.datetime, number: int) -> dt.date:
    day = arises.date()
    if rule["unit"] == "calendar_day":
        return day + number * DAY
    if rule["unit"] == "month":
        return add_months(day, number)
    if rule["cut_off_hour"] and arises > dt.datetime.combine(day, dt.time(int(rule["cut_off_hour"]))):
        day = next_working(day + DAY)
    elif number == 0:
        day = next_working(day)
    return add_working(day, number)


@dataclass
class Stop:
    opened: dt.datetime
    entered: dt.date
    closed: dt.date
    open: bool


def stops(case: Case, world: World) -> list[Stop]:
    """Supplement requests, and pauses with a ground; what is still open lasts until as_of."""
    found: dict[dt.datetime, Stop] = {}
    for fact in case.facts:
        asked = fact.event == "supplement_requested" or (fact.event == "paused" and fact.ground)
        if not asked or fact.at > world.end:
            continue
        closing = "resumed" if fact.event == "paused" else "supplement_received"
        ends = [f.at.date() for f in case.facts if f.event == closing and fact.at <= f.at <= world.end]
        one = Stop(fact.at, max(fact.at, fact.recorded or fact.at).date(), min(ends, default=world.as_of), not ends)
        other = found.get(fact.at)
        if other:
            one = Stop(fact.at, min(one.entered, other.entered), max(one.closed, other.closed), one.open or other.open)
        found[fact.at] = one
    return sorted(found.values(), key=lambda stop: stop.opened)


def moved(rule: dict, limit: Limit, case: Case, arises: dt.datetime | None, world: World) -> tuple[Limit, bool]:
    """The limit after what stopped the clock, one stop after another; and whether it stands still now."""
    if rule["direction"] != "max" or limit.due is None or arises is None:
        return limit, False
    if rule["start_event"] == "due_date_passed":
        return limit, False  # it arises on the day to which pauses have moved the promise: none moves it once more
    working = rule.get("pause_unit", rule["unit"]) == "working_day"
    rolls = rule.get("moves_off", rule["ends_on_working_day"] == "yes")
    due, total, counted_to, still = limit.due, 0, dt.date.min, False
    for stop in stops(case, world):
        before = rule["pause_from"] and stop.opened.date() < day_of(rule["pause_from"])
        if stop.opened.date() < arises.date() or before:
            continue
        if stop.entered > due:
            # put on record afterwards: as if it had not been; opened too late: nor does any later one count
            if stop.entered > stop.opened.date():
                continue
            break
        first = max(stop.opened.date(), counted_to)
        total += max(working_between(first, stop.closed) if working else (stop.closed - first).days, 0)
        counted_to, still = max(counted_to, stop.closed), still or stop.open
        if not total:
            due = limit.due
        elif working:
            due = add_working(limit.due, total)
        else:
            due = next_working(limit.counted + total * DAY) if rolls else limit.counted + total * DAY
    exact = limit.exact + (due - limit.due) if limit.exact else None
    return Limit(limit.counted + total * DAY, due, exact, limit.presence), still


def extended(rule: dict, limit: Limit, case: Case, world: World) -> dt.datetime | None:
    """The due moment after a written extension, or as it was."""
    base = limit.moment
    if rule["extendable"] != "yes" or base is None:
        return base
    event = rule["extension_event"] or "extended"
    acts = [f for f in case.facts if f.event == event and _granted(f, base, world)]
    if not acts:
        return base
    days = [f.at if f.event in STATED else f.new_due for f in acts if f.event in STATED or f.new_due]
    most = _farthest(rule, limit)
    new = min(max(days), most) if days else most
    return max(base, new)


def _granted(fact: Fact, base: dt.datetime, world: World) -> bool:
    return fact.event in STATED or (bool(fact.ground) and fact.at <= base and fact.at <= world.end)


def _farthest(rule: dict, limit: Limit) -> dt.datetime:
    number, unit = int(rule["max_extension_value"]), rule["max_extension_unit"]
    if unit == "working_day":
        return end_of(add_working(limit.due, number))
    day = limit.counted + number * DAY if unit == "calendar_day" else add_months(limit.counted, number)
    return end_of(next_working(day) if rule["ends_on_working_day"] == "yes" else day)
