"""Pauses and extensions of a duty: which moved its due date, and for each that did not, why not.

The rules are those of sql/duties/pause.sql and moved_due.sql, said once more in Python because an auditor asks about the
single event and the SQL keeps only their sum. tests/pipelines/test_explain.py holds the two against each other.
"""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from pipelines.explain.days import DAY, Calendar
from pipelines.runtime.kinds import kinds
from pipelines.runtime.legal import Standard
from pipelines.runtime.profile import Profile

CLOSING = {"paused": "resumed", "supplement_requested": "supplement_received"}
COUNTS = "được trừ khỏi thời hạn — taken off the clock"
NO_GROUND = "không nêu căn cứ, không dừng đồng hồ — states no ground, does not stop the clock"
TOO_LATE = "mở sau khi đã hết hạn — opened after the due date"
WRITTEN_LATE = "ghi nhận sau khi đã hết hạn — put on record after the due date"


@dataclass(frozen=True)
class Stop:
    """A stretch in which somebody says the clock stood still; `days` that were taken off, in the standard's unit."""

    event: str
    opened: dt.datetime
    entered: dt.date
    closed: dt.date
    still_open: bool
    ground: str | None
    why: str = ""
    days: int = 0

    @property
    def counts(self) -> bool:
        return self.why == COUNTS

    def text(self) -> str:
        until = "còn mở — still open" if self.still_open else f"{self.closed:%d/%m/%Y}"
        ground = f", căn cứ — ground: {self.ground}" if self.ground else ""
        days = f", {self.days} ngày — days" if self.counts else ""
        return f"  {self.event} {self.opened:%d/%m/%Y %H:%M} → {until}{ground}: {self.why}{days}"


@dataclass(frozen=True)
class Asked:
    """What a stop is judged by: the duty's start and first due day, its unit, and how far facts are known."""

    standard: Standard
    arises: dt.datetime
    due: dt.date
    working: bool
    as_of: dt.date


def judge_stops(events: list[dict[str, Any]], asked: Asked, known: Calendar) -> list[Stop]:
    """Every pause and every supplement asked for, in order of time, each with its reason.

    What was put on record after the due date is left out first, as if it had not been; of the rest, once one was opened too
    late no later one counts either.
    """
    told = [_read(events, event, asked) for event in events if event["event"] in CLOSING and event["occurred_at"].date() <= asked.as_of]
    lawful = _merged([stop for stop in told if not stop.why])
    believed = [
        stop for stop, _, before in _spans(lawful, asked, known)
        if stop.entered <= stop.opened.date() or _in_time(stop, asked, known, before)
    ]  # fmt: skip
    found: dict[dt.datetime, tuple[str, int]] = {}
    too_late = False
    for stop, days, before in _spans(believed, asked, known):
        too_late = too_late or not _in_time(stop, asked, known, before)
        found[stop.opened] = (TOO_LATE, 0) if too_late else (COUNTS, days)
    judged: list[Stop] = []
    for stop in told:
        # of two that began at one moment the first carries their days
        why, days = (stop.why, 0) if stop.why else found.get(stop.opened, (WRITTEN_LATE, 0))
        first = all(other.opened != stop.opened or not other.counts for other in judged)
        judged.append(replace(stop, why=why, days=days if first else 0))
    return judged


def _read(events: list[dict[str, Any]], event: dict[str, Any], asked: Asked) -> Stop:
    wanted, opened = CLOSING[event["event"]], event["occurred_at"]
    ends = [
        e["occurred_at"] for e in events if e["event"] == wanted and e["occurred_at"] >= opened and e["occurred_at"].date() <= asked.as_of
    ]
    closed = min(ends).date() if ends else asked.as_of
    entered = max(opened, event["recorded_at"] or opened).date()
    return Stop(event["event"], opened, entered, closed, not ends, event["ground"], _outside(event, asked))


def _outside(event: dict[str, Any], asked: Asked) -> str:
    """Why the event cannot stop this clock at all; '' where it can."""
    day, rule = event["occurred_at"].date(), asked.standard
    if event["event"] == "paused" and not event["ground"]:
        return NO_GROUND
    if rule.direction == "min":
        return "thời hạn tối thiểu không tạm dừng — a minimum period does not pause"
    if day < asked.arises.date():
        return "trước khi nghĩa vụ phát sinh — before the duty arose"
    if rule.pause_from and day < rule.pause_from:
        return f"luật chỉ cho tạm dừng từ {rule.pause_from:%d/%m/%Y} — the law stops this clock only from that day"
    return ""


def _merged(stops: list[Stop]) -> list[Stop]:
    """A request and a pause of the same moment: stopped until both are over, on record since the earlier of the two."""
    by_moment: dict[dt.datetime, Stop] = {}
    for stop in stops:
        same = by_moment.get(stop.opened)
        by_moment[stop.opened] = (
            replace(same, closed=max(same.closed, stop.closed), entered=min(same.entered, stop.entered)) if same else stop
        )
    return [by_moment[moment] for moment in sorted(by_moment)]


def _spans(stops: list[Stop], asked: Asked, known: Calendar) -> list[tuple[Stop, int, int]]:
    """Each with its days and the days of those before it; overlapping stretches count once."""
    spans: list[tuple[Stop, int, int]] = []
    before, until = 0, None
    for stop in stops:
        begins = known.number(stop.opened.date(), asked.working)
        days = max(known.number(stop.closed, asked.working) - max(begins, until or begins), 0)
        spans.append((stop, days, before))
        before += days
        until = max(known.number(stop.closed, asked.working), until or 0)
    return spans


def _in_time(stop: Stop, asked: Asked, known: Calendar, before: int) -> bool:
    """On record by the due date as the stops before have moved it."""
    if stop.entered <= asked.due or not before:
        return stop.entered <= asked.due
    if asked.working:
        return known.next_number(stop.entered) <= known.number(asked.due, True) + before
    return stop.entered <= due_after(asked, before, known)


def due_after(asked: Asked, taken: int, known: Calendar) -> dt.date:
    """The due day once `taken` days are off the clock, before any extension."""
    if not taken:
        return asked.due
    if asked.working:
        # a day the slip names may be a day off: one working day after a Saturday is Monday
        return known.working_day(known.number(asked.due, True) + taken, asked.due)
    day = counted_day(asked) + DAY * taken
    while asked.standard.ends_on_working_day and not known.is_working(day):
        day += DAY
    return day


def counted_day(asked: Asked) -> dt.date:
    """The day the count itself ends on: a due day that was moved off a weekend must not be moved twice."""
    rule = asked.standard
    if rule.unit == "calendar_day" and rule.limit_value is not None and not rule.due_event:
        return asked.arises.date() + DAY * int(Decimal(rule.limit_value))
    return asked.due


def judge_extensions(events: list[dict[str, Any]], standard: Standard, due: dt.datetime, moved: dt.date, profile: Profile) -> list[str]:
    """Every written extension, with what came of it. `moved` is the due day without any extension."""
    lines = []
    for event in events:
        if event["event"] != "extended" and event["event"] != standard.extension_event:
            continue
        new, stated = event["new_due_at"], _is_stated(profile, standard, event["event"])
        if not standard.extendable:
            why = "quy định này không cho gia hạn — this rule cannot be extended"
        elif not event["ground"] and not stated:
            why = "không nêu căn cứ — states no ground"
        elif event["occurred_at"].date() > moved and not stated:
            why = "quyết định sau khi đã hết hạn — decided after the due date"
        elif (new or event["occurred_at"]).date() > due.date():
            why = f"chỉ tính đến mức tối đa của luật, {due:%d/%m/%Y} — cut to the most the law allows"
        else:
            why = "được tính — counted"
        until = f" → {new:%d/%m/%Y}" if new else ""
        ground = f", căn cứ — ground: {event['ground']}" if event["ground"] else ""
        lines.append(f"  {event['event']} {event['occurred_at']:%d/%m/%Y %H:%M}{until}{ground}: {why}")
    return lines


def _is_stated(profile: Profile, standard: Standard, event: str) -> bool:
    """The case states the new day as a date of its own, which is the act itself."""
    ahead = kinds()[standard.case_kind].may_lie_ahead if standard.case_kind in kinds() else set()
    return any(e.event == event and e.at in ahead for c in profile.contracts.values() if c.kind == standard.case_kind for e in c.events)
