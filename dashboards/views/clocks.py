"""The clock of a flag's worst duties, and the flag's own way through the editions."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from dashboards.desk import COUNTS_UNMET, Desk
from dashboards.facts import Row
from dashboards.gantt import clock_bars


def clocks(desk: Desk, flag: Row) -> Row | None:
    """At most ten duties, the latest first; None where the evidence is not duties with a clock."""
    found = [clock(desk, r) for r in desk.facts.by("clocks", "flag_id", flag["flag_id"])]
    if not found:
        return None
    t, first = desk.t, found[0]
    late = [r for r in found if r["late"]]
    return {
        "rows": found,
        "title": t("clock.title_late", n=len(late), case=first["case"], days=first["late"]) if late else t("clock.title", n=len(found)),
        "alt": t("clock.alt", listed="; ".join(r["label"] for r in found[:3])),
        "figure": clock_bars(found, t),
    }


def clock(desk: Desk, r: Row) -> Row:
    """One duty in days from the day its clock began, and as dates for the table."""
    t = desk.t
    now = datetime.combine(desk.facts.edition["as_of"], time(23, 59, 59))
    end = r["fulfilled_at"] or now
    # a stop that moved no due date stopped no clock of this rule
    moved = r["original_due_at"] is not None and r["due_at"] > r["original_due_at"]
    stops = [(s["opened_at"], s["closed_at"] or now) for s in (r["stops"] or [])] if moved else []
    stops = [(max(a, r["arises_at"]), min(b, end)) for a, b in stops if a < end and b > r["arises_at"]]
    done = t("clock.open") if r["fulfilled_at"] is None else t.day(r["fulfilled_at"])
    said = done if r["fulfilled_at"] is None else t("clock.done", day=done)
    since = since_start(r["arises_at"])
    return {
        "case": r["case_id"],
        "agency": desk.agency_name(r["agency_id"]),
        "label": t("clock.label", case=r["case_id"], due=t.day(r["due_at"]), done=said),
        "parts": parts(r, end, stops, since),
        "due": since(r["due_at"]),
        "original_due": since(r["original_due_at"]),
        "promised": since(r["promised_at"]),
        "late": max(0, (end.date() - r["due_at"].date()).days),
        "stopped": sum((b.date() - a.date()).days for a, b in stops),
        "dates": {k: t.moment(r[k]) for k in ("received_at", "arises_at", "original_due_at", "due_at", "promised_at")},
        "done": done,
    }


def since_start(start: datetime) -> Any:
    """Days from the start to a moment; None stays None."""
    return lambda moment: None if moment is None else round((moment - start).total_seconds() / 86400, 2)


def parts(r: Row, end: datetime, stops: list[tuple[datetime, datetime]], since: Any) -> list[Row]:
    """Stretches of the bar: waiting before the clock, running, standing still, late."""
    found = [] if r["received_at"] is None else [("waiting", r["received_at"], r["arises_at"])]
    found.append(("running", r["arises_at"], min(end, r["due_at"])))
    found += [("stopped", a, b) for a, b in stops]
    if end > r["due_at"]:
        found.append(("late", r["due_at"], end))
    return [{"kind": kind, "from": since(a), "to": since(b)} for kind, a, b in found if b > a]


def history(desk: Desk, flag: Row) -> list[str]:
    """What the editions said of the flag, oldest first; the last line is what this one says."""
    t, edition, out = desk.t, desk.facts.edition["edition_id"], []
    if flag["asked_in"]:
        out.append(t("history.asked", edition=flag["asked_in"]))
    if flag["first_listed_in"] and flag["first_listed_in"] != edition:
        out.append(t("history.first", edition=flag["first_listed_in"]))
    for c in desk.facts.by("change", "key", flag["flag_id"]):
        if c["what"] == "flag":
            keys = {"before": c["before"] or t("history.nothing"), "after": c["after"] or t("history.nothing")}
            counts = "history.change" if flag["kind"] in COUNTS_UNMET else "history.change_counted"
            out.append(t(counts, edition=c["from_edition_id"], cause=t.word("cause", c["cause"]), **keys))
    if flag["ended_in"]:
        return [*out, t("history.ended", life=t.word("life", flag["life"]), edition=flag["ended_in"])]
    return [*out, t("history.now", edition=edition, life=t.word("life", flag["life"]), count=desk.count(flag))]
