"""Not measured yet: which duties nobody counts, why, and what would have to come in so that they are counted."""

from __future__ import annotations

import re

from dashboards.desk import Desk
from dashboards.facts import Row
from dashboards.uses import counts, in_force, place, places, whole

POINTS = re.compile(r"\s*\(\d+\s?(?:đ|pts)\)$")


def not_measured_page(desk: Desk) -> Row:
    """Names for not-measured.html."""
    t, facts = desk.t, desk.facts
    without, silent = (
        [row(desk, s) for s in facts.tables["standard"] if place(desk, s) == name] for name in ("not_measured", "nothing_due")
    )
    official = [
        {"name": criterion_name(desk, c), "why": desk.in_words(desk.pick(c, "feeds"))} for c in unseen_criteria(desk)
    ]  # fmt: skip
    return {
        "without": without,
        "silent": silent,
        "official": official,
        "title": t("unmeasured.title", without=len(without), silent=len(silent)),
        "lead": [whole(desk, places(desk, facts.tables["standard"])), t("unmeasured.lead", end=t.day(facts.window_end))],
    }


def row(desk: Desk, standard: Row) -> Row:
    """A standard with the reason why it has no number, and what would feed one."""
    return {"ref": desk.standard_ref(standard["standard_id"]), "why": why(desk, standard), "feeds": feeds(desk, standard)}


def why(desk: Desk, standard: Row) -> str:
    """The profile's own reason, or what of the standard did come in."""
    t = desk.t
    if desk.use(standard) == "not_measured":
        return desk.pick(standard, "not_measured_reason")
    found = counts(desk, standard)
    for status in ("unknown", "pending"):
        if found[status]:
            return t(f"unmeasured.only_{status}", n=found[status])
    came = bool(desk.facts.by("source_file", "source_id", standard["carried_by"]))
    return t("unmeasured.came" if came else "unmeasured.never_came")


def feeds(desk: Desk, standard: Row) -> str:
    """The source that carries the standard, or that brings its kind of case and would have to say more."""
    t = desk.t
    if not in_force(desk, standard) and standard["effective_to"]:
        return t("unmeasured.out_of_force", day=t.day(standard["effective_to"]))
    if standard["carried_by"]:
        return desk.source_name(standard["carried_by"])
    names = [desk.pick(s, "title") for s in desk.facts.by("source", "kind", standard["case_kind"])]
    return t("unmeasured.more", sources="; ".join(names)) if names else t("unmeasured.no_source")


def abstention(desk: Desk, standard: Row) -> list[str]:
    """Why the edition does not judge: the law or the source by their nature, an incomplete source, else too little data."""
    t, facts = desk.t, desk.facts
    use = desk.use(standard)
    reason = desk.pick(standard, "not_measured_reason")
    if use == "indicative":
        return [reason or t("standard.abstain_reported")]
    if place(desk, standard) in ("not_measured", "nothing_due"):
        return [why(desk, standard), t("unmeasured.fed_by", source=feeds(desk, standard))]
    if not in_force(desk, standard):
        return [t("standard.abstain_not_in_force")]
    sources = [
        facts.first("source", "source_id", r["source_id"]) for r in facts.by("standard_sources", "standard_id", standard["standard_id"])
    ]
    out = [
        t(
            "standard.abstain_sample",
            source=desk.pick(source, "title"),
            completeness=t.word("completeness", source["completeness"]),
            note=desk.pick(source, "note"),
        )
        for source in sources
        if source and source["completeness"] != "complete"
    ]
    return out or [t("standard.abstain_few")]


def unseen_criteria(desk: Desk) -> list[Row]:
    """One row each for the criteria of Decision 766 that no agency has data for."""
    rows = desk.facts.tables["official"]
    seen = {r["criterion"] for r in rows if r["status"] != "no_data"}
    return list({r["criterion"]: r for r in rows if r["criterion"] not in seen}.values())


def criterion_name(desk: Desk, criterion: Row) -> str:
    """A criterion in the words of the legal notes, less the points they end in: these stand beside it."""
    note = desk.facts.first("legal_note", "note_id", criterion["criterion"])
    return POINTS.sub("", desk.name(note)) if note else criterion["criterion"]
