"""The duty of a standard in one sentence, by what kind of rule it is: a time, a count, a share, or something that must be there."""

from __future__ import annotations

from dashboards.desk import Desk
from dashboards.facts import Row


def duty(desk: Desk, standard: Row) -> str:
    """The duty in one sentence."""
    if standard["kind"] == "existence":
        due = standard["due_event"]
        return desk.t("duty.exists_by", due=event(desk, due)) if due else desk.t("duty.exists")
    if standard["due_event"]:
        return by_due_day(desk, standard)
    if standard["kind"] == "ratio":
        return share(desk, standard) if standard["unit"] == "percent" else count(desk, standard)
    return in_time(desk, standard)


def is_timed(standard: Row) -> bool:
    """Whether the page must still say from what to what the days run: only a maximum counted from the day the duty arises."""
    return standard["kind"] == "deadline" and standard["direction"] == "max" and not standard["due_event"]


def event(desk: Desk, code: str | None) -> str:
    """What happens, as a part of a sentence."""
    return desk.t.word("event", code)


def opened(text: str) -> str:
    """As the start of a sentence; abbreviations stay as they are."""
    return text[:1].upper() + text[1:]


def by_due_day(desk: Desk, standard: Row) -> str:
    """Due on a day of its own: that of another event or one the case states, or a time before or after it."""
    value, t = standard["limit_value"], desk.t
    if value:
        return t("duty.before" if value < 0 else "duty.after", limit=desk.amount(abs(value), standard["unit"]))
    return t("duty.by", what=opened(event(desk, standard["end_event"])), due=event(desk, standard["due_event"]))


def in_time(desk: Desk, standard: Row) -> str:
    """At most, or at least, so long from one event to another."""
    value, t = standard["limit_value"], desk.t
    if value is None:
        return t("duty.stated")
    if not value:
        hour = standard["cut_off_hour"]
        return t("duty.same_day_until", hour=hour) if hour else t("duty.same_day")
    keys = {"limit": desk.limit(standard), "start": event(desk, standard["start_event"]), "end": event(desk, standard["end_event"])}
    return t("duty.least" if standard["direction"] == "min" else "duty.most", **keys)


def count(desk: Desk, standard: Row) -> str:
    """So many times, each period or each case."""
    t, value = desk.t, standard["limit_value"]
    if value is None:
        return each(desk, standard)
    what, per = f"counted.{standard['end_event']}", t.word("per", standard["start_event"])
    said = t(what if t.has(what) else "counted.times", n=int(value))
    key = "duty.count_least" if standard["direction"] == "min" else "duty.count_most"
    return t(key, what=f"{said} {per}" if t.has(f"per.{standard['start_event']}") else said)


def share(desk: Desk, standard: Row) -> str:
    """A part of a whole; of what is no quantity, what has to follow each time."""
    t, (whole, part) = desk.t, (standard[f"{end}_event"] for end in ("start", "end"))
    value = standard["limit_value"] / 100 if standard["limit_value"] is not None else standard["required"]
    if not t.has(f"quantity.{whole}"):
        return each(desk, standard)
    keys = {"part": t.word("quantity", part), "whole": t.word("quantity", whole)}
    if value is None:
        return t("duty.share_free", **keys)
    key = "duty.share_most" if standard["direction"] == "max" else "duty.share_all" if value >= 1 else "duty.share_least"
    return t(key, **{**keys, "part": opened(keys["part"])}, share=t.share(value))


def each(desk: Desk, standard: Row) -> str:
    """Whenever one thing happens another has to; without a level to reach it is only watched."""
    if standard["required"] is None:
        return desk.t("duty.watched")
    return desk.t("duty.each", start=event(desk, standard["start_event"]), end=event(desk, standard["end_event"]))
