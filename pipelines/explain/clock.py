"""A duty that runs by the clock, day by day: what counted, what did not and why, and what happened on which day."""

import datetime as dt

from rich.console import Console

from pipelines.explain.days import DAY, Line, calendar, count_days, shorten
from pipelines.explain.evidence import Evidence
from pipelines.explain.stops import Asked, Stop, counted_day, due_after, judge_extensions, judge_stops
from pipelines.runtime.legal import Override, Procedure, Standard

UNIT = {True: "ngày làm việc — working days", False: "ngày — days"}


def tell_clock(known: Evidence, standard: Standard, out: Console) -> None:
    """The moments, every stop and extension with its reason, then one line a day."""
    duty = known.duty
    for label, name in (
        ("phát sinh — arose", "arises_at"), ("hạn ban đầu — first due", "original_due_at"), ("hạn cơ sở — base due", "base_due_at"),
        ("hạn hiện hành — due now", "due_at"), ("xong — fulfilled", "fulfilled_at"),
    ):  # fmt: skip
        if duty.get(name):
            out.print(f"{label}: {duty[name]:%d/%m/%Y %H:%M}", markup=False)
    if not duty["arises_at"] or not duty["original_due_at"]:
        _tell_events(known, out)
        return
    asked, days = asked_of(known, standard), calendar(known.law)
    working = asked.working
    stops = judge_stops(known.events, asked, days)
    if stops:
        out.print("tạm dừng, bổ sung — pauses and supplements:")
    for stop in stops:
        out.print(stop.text(), markup=False)
    moved = due_after(asked, taken_off(stops), days)
    extensions = judge_extensions(known.events, standard, duty["due_at"] or duty["original_due_at"], moved, known.law)
    if extensions:
        out.print("gia hạn — extensions:")
    for line in extensions:
        out.print(line, markup=False)
    marks = _marks(known)
    if (rolled := counted_day(asked) + DAY * taken_off(stops)) != moved and not working:
        marks.setdefault(rolled, []).append("hết thời hạn vào ngày nghỉ, chuyển sang ngày làm việc tiếp theo — ends on a day off, moves on")
    _tell_days(known, stops, working, marks, out)


def asked_of(known: Evidence, standard: Standard) -> Asked:
    """What stops of this duty are judged by."""
    rule, duty = as_applied(known, standard), known.duty
    return Asked(rule, duty["arises_at"], duty["original_due_at"].date(), rule.unit == "working_day", known.as_of)


def as_applied(known: Evidence, standard: Standard) -> Standard:
    """The rule with the limit that held: the city's shorter one, the procedure's own, or the standard's."""
    if standard.due_event == "result_promised":
        return standard.model_copy(update=_as_the_procedure_counts(known))
    if "procedure" in (standard.condition or ""):
        for row in _of_the_procedure(known):
            if row.limit_value is not None:
                return standard.model_copy(update={"limit_value": row.limit_value, "unit": row.unit or standard.unit})
    return standard


def _of_the_procedure(known: Evidence) -> list[Override | Procedure]:
    """The rows for the case's procedure on the day the duty arose, the city's shorter limit first."""
    code, day = known.case.get("procedure_code"), known.duty["arises_at"]
    rows = (*known.law.overrides, *known.law.procedures)
    in_force = [r for r in rows if day and r.effective_from <= day.date() and (r.effective_to is None or day.date() <= r.effective_to)]
    return [row for row in in_force if code and row.procedure_code == code]


def _as_the_procedure_counts(known: Evidence) -> dict[str, object]:
    """A day written on the slip moves as the procedure's own limit does, in its days and off a day off where that limit does."""
    rows = _of_the_procedure(known)
    by_id = {standard.standard_id: standard for standard in known.law.standards}
    rules = [by_id[row.standard_id] for row in rows if isinstance(row, Procedure)]
    units = [row.unit for row in rows if row.unit] + [rule.unit for rule in rules]
    return {"unit": units[0] if units else "working_day", "ends_on_working_day": any(rule.ends_on_working_day for rule in rules)}


def taken_off(stops: list[Stop]) -> int:
    return sum(stop.days for stop in stops if stop.counts)


def _tell_days(known: Evidence, stops: list[Stop], working: bool, marks: dict[dt.date, list[str]], out: Console) -> None:
    duty = known.duty
    moments = [duty[name] for name in ("arises_at", "original_due_at", "due_at", "fulfilled_at") if duty[name]]
    open_until = [dt.datetime.combine(known.as_of, dt.time())] if duty["status"] == "overdue" else []
    first = duty["arises_at"].date()
    last = max(moment.date() for moment in (*moments, *open_until))
    held = [(stop.opened.date(), stop.closed) for stop in stops if stop.counts]
    out.print(f"đếm — counted in: {UNIT[working]}; ngày phát sinh là 0 — the day it arose is 0", markup=False)
    for shown in shorten(count_days(calendar(known.law), first, last, working, held, marks)):
        out.print(shown.text() if isinstance(shown, Line) else f"  … {shown} ngày — days", markup=False)


def _marks(known: Evidence) -> dict[dt.date, list[str]]:
    """What happened on each day, and the days that matter."""
    marks: dict[dt.date, list[str]] = {}

    def mark(moment: dt.datetime | dt.date | None, text: str) -> None:
        if moment is not None:
            marks.setdefault(moment.date() if isinstance(moment, dt.datetime) else moment, []).append(text)

    for event in known.events:
        mark(event["occurred_at"], f"{event['event']} {event['occurred_at']:%H:%M}")
    duty = known.duty
    if duty["original_due_at"] != duty["due_at"]:
        mark(duty["original_due_at"], "hạn ban đầu — first due")
    if duty.get("base_due_at") not in (None, duty["due_at"], duty["original_due_at"]):
        mark(duty["base_due_at"], "hạn cơ sở — base due")
    mark(duty["due_at"], "HẠN — DUE")
    mark(duty["fulfilled_at"], "XONG — FULFILLED")
    mark(known.as_of, "ngày số liệu — as of")
    return marks


def _tell_events(known: Evidence, out: Console) -> None:
    """Without a start or a due day no clock can be shown; what is known is."""
    for event in known.events:
        out.print(f"  {event['occurred_at']:%d/%m/%Y %H:%M} {event['event']}", markup=False)
