"""Standard: can this rule be kept, and if not, by whom?"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

from assets.gaps.funnel import funnel
from assets.indicators.intervals import wilson
from dashboards import figures
from dashboards.counts import add_up, below
from dashboards.desk import Desk
from dashboards.facts import Row
from dashboards.uses import in_force, places, whole
from dashboards.views.duty import duty, event, is_timed
from dashboards.views.indicators import counting
from dashboards.views.promised import promised
from dashboards.views.questions import conflicts_of, questions_of, word_of
from dashboards.views.related import findings_of, related_rules
from dashboards.views.unmeasured import abstention
from dashboards.views.what_if import in_days, what_if

EDGES = (-30, -20, -10, -5, -2, 0, 2, 5, 10, 20, 30, 60)


def standard_page(desk: Desk, standard: Row) -> Row:
    """Names for standard.html."""
    facts, ident = desk.facts, standard["standard_id"]
    verdict = facts.first("standard_verdict", "standard_id", ident) or {}
    flags = [f for f in desk.standing() if f["standard_id"] == ident]
    # short of the rule itself: other kinds say other things of an agency
    flagged = {f["agency_id"] for f in flags if f["kind"] == "unmet"}
    ref = desk.standard_ref(ident)
    assessed = ref["assessed"]
    rows = agency_rows(desk, ident, flagged)
    return {
        "ref": ref,
        "standard": standard,
        "assessed": assessed,
        "name": desk.name(standard),
        "duty": duty(desk, standard),
        "title": title(desk, ident, verdict, len(flagged)) if assessed else desk.t.word("standard", f"title_{ref['use']}"),
        "lead": lead(desk, standard, verdict) if assessed else [],
        "step": step(desk, verdict, len(flagged), ref["use"] if assessed or in_force(desk, standard) else "not_in_force", bool(flags)),
        "why_not": [] if assessed else abstention(desk, standard),
        "indicative": [] if assessed else indicative(desk, ident),
        "funnel": peers(desk, ident, rows, flagged) if assessed else None,
        "days": around_due(desk, ident, assessed),
        "what_if": what_if(desk, standard) if assessed else None,
        "rows": rows,
        "flags": [desk.flag_item(f) for f in flags[:10]],
        "law": law(desk, standard),
        "word": word_of(desk, ident),
        "questions": questions_of(desk, standard),
        "conflicts": conflicts_of(desk, ident),
        "related": related_rules(desk, standard),
        "findings": findings_of(desk, ident),
        "counting": counting(desk, ident),
    }


def title(desk: Desk, ident: str, verdict: Row, flagged: int) -> str:
    """The verdict as a sentence."""
    kind = verdict.get("verdict") or "not_assessable"
    short, every = below(desk.facts, ident)
    able = every - (flagged if kind == "agency_cause" else short)
    return desk.t(f"standard.{kind}", all=every, below=short, able=able, flagged=flagged)


def lead(desk: Desk, standard: Row, verdict: Row) -> list[Any]:
    """Whether the law itself is the cause: only said with support (METHOD § 4)."""
    t, out = desk.t, []
    if verdict.get("verdict") != "common_cause":
        return out
    slips = promised(desk, standard["standard_id"])
    if not verdict.get("law_supported"):
        out.append(t("standard.unsupported"))
    elif verdict.get("workable_limit") is not None:
        number = [t.number(verdict[k], 0) for k in ("workable_lower", "workable_upper")]
        out += [
            t("standard.as_promised" if slips else "standard.supported"),
            t.rich(
                "standard.workable_limit",
                low=number[0],
                high=number[1],
                limit=desk.limit(standard),
                need=in_days(desk, standard, verdict["workable_limit"]),
            ),
        ]
    if verdict.get("review_findings"):
        out.append(t("standard.findings", n=int(verdict["review_findings"])))
    return [*out, t.rich("standard.promised", **slips)] if slips else out


def step(desk: Desk, verdict: Row, flagged: int, use: str, listed: bool) -> str:
    """Where the page ends: what to do."""
    kind = verdict.get("verdict")
    if use == "indicative" and listed:
        return f"{desk.t('standard.step_indicative')} {desk.t('standard.step_listed')}"
    if use in ("indicative", "not_measured", "not_in_force"):
        return desk.t(f"standard.step_{use}")
    if use == "waiting" or kind == "not_assessable":
        return desk.t("standard.step_data")
    if kind == "common_cause" and promised(desk, verdict["standard_id"]):
        return desk.t("standard.step_promised")
    if kind == "common_cause":
        return desk.t("standard.step_law" if verdict.get("law_supported") else "standard.step_common")
    if flagged:
        return desk.t("standard.step_agency", n=flagged)
    return desk.t("standard.step_common" if kind == "mixed" else "standard.step_none")


def law(desk: Desk, standard: Row) -> list[str]:
    """In force, from event to event where days run, what is required."""
    t, out = desk.t, []
    start, end = standard["effective_from"], standard["effective_to"]
    if start:
        out.append(t("standard.in_force_until" if end else "standard.in_force", start=t.day(start), end=t.day(end)))
    if standard["start_event"] and is_timed(standard):
        out.append(t("standard.events", **{end: event(desk, standard[f"{end}_event"]) for end in ("start", "end")}))
    if standard["required"] is not None:
        out.append(t("standard.required", required=t.fixed(standard["required"]), tolerance=t.fixed(standard["tolerance"])))
    return out


def totals(desk: Desk, ident: str) -> tuple[int, int]:
    """Met and due over all agencies, straight from the duties."""
    rows = desk.facts.by("duty_counts", "standard_id", ident)
    met = sum(r["met"] for r in rows)
    return met, met + sum(r["late"] + r["overdue"] for r in rows)


def indicative(desk: Desk, ident: str) -> list[Any]:
    """The number, called what it is, and how far what nobody knows could pull it down."""
    t, (met, due), hidden = desk.t, totals(desk, ident), unknown(desk, ident)
    if not due:
        return [t.rich("standard.unknown_only", unknown=hidden)] if hidden else []
    out: list[Any] = [t("standard.indicative", met=met, due=due, share=t.share(met / due))]
    if hidden:
        out.append(t.rich("standard.unknown", unknown=hidden, met=met, all=due + hidden, share=t.share(met / (due + hidden))))
    return out


def unknown(desk: Desk, ident: str) -> int:
    """Duties of the window whose status the data leave open; several indicators may count the same ones."""
    most: dict[str, int] = {}
    for o in desk.facts.by("observation", "standard_id", ident):
        if o["window_months"] == 12:
            most[o["agency_id"]] = max(most.get(o["agency_id"], 0), o["unknown"] or 0)
    return sum(most.values())


def agency_rows(desk: Desk, ident: str, flagged: set[str]) -> list[Row]:
    """Each agency's counts; estimates where the edition judges, Wilson intervals where not."""
    gaps = {g["agency_id"]: g for g in desk.facts.by("gap", "standard_id", ident)}
    rows = []
    for c in desk.facts.by("duty_counts", "standard_id", ident):
        due, gap = c["met"] + c["late"] + c["overdue"], gaps.get(c["agency_id"], {})
        interval = tuple(float(bound) for bound in wilson(c["met"], due)) if due else None
        if gap.get("shrunk_lower") is not None:
            interval = gap["shrunk_lower"], gap["shrunk_upper"]
        rows.append(
            {
                "name": desk.agency_name(c["agency_id"]),
                "met": c["met"],
                "due": due,
                "href": desk.agency_page(c["agency_id"]),
                "interval": interval,
                "estimate": gap.get("shrunk"),
                "gap": gap.get("gap"),
                "rate": c["met"] / due if due else None,
                "flagged": c["agency_id"] in flagged,
            }
        )
    return sorted((r for r in rows if r["due"]), key=lambda r: (-r["flagged"], -(r["gap"] or 0) * r["due"], r["rate"]))


def peers(desk: Desk, ident: str, rows: list[Row], flagged: set[str]) -> Row | None:
    """The funnel, if there are peers to speak of."""
    if len(rows) < 3:
        return None
    t = desk.t
    limits = funnel([r["met"] for r in rows], [r["due"] for r in rows])
    cell = desk.facts.by("gap", "standard_id", ident)[0]
    line = (cell["required"] or 1) - (cell["tolerance"] or 0)
    say = t("standard.funnel_say", mean=t.share(limits.mean))
    return {
        "title": t("standard.funnel_out", n=len(flagged)) if flagged else t("standard.funnel_in"),
        "say": say + (" " + t("standard.funnel_wide") if limits.overdispersed else ""),
        "alt": t(
            "standard.funnel_alt", n=len(rows), mean=t.share(limits.mean), low=t.share(min(r["rate"] for r in rows)), flagged=len(flagged)
        ),
        "figure": figures.funnel_plot(rows, limits, line, t),
    }


def around_due(desk: Desk, ident: str, assessed: bool) -> Row | None:
    """Days between done and due, in bins that widen away from the due date."""
    rows = desk.facts.by("days_to_due", "standard_id", ident)
    done = sum(r["duties"] for r in rows)
    if not done:
        return None
    bins = [{"name": n, "kept": 0, "broken": 0} for n in bin_names()]
    for r in rows:
        place = sum(r["days"] > edge for edge in EDGES)
        bins[place]["kept" if r["kept"] else "broken"] += r["duties"]
    used = [i for i, b in enumerate(bins) if b["kept"] + b["broken"]]
    bins = bins[used[0] : used[-1] + 1]
    kept, fullest = sum(b["kept"] for b in bins), max(bins, key=lambda b: b["kept"] + b["broken"])
    return {
        "rows": bins,
        "title": desk.t("standard.days_title", share=desk.t.share(kept / done)),
        "alt": desk.t("standard.days_alt", kept=kept, broken=done - kept, bin=fullest["name"]),
        "figure": figures.around_due(bins, desk.t, assessed),
    }


def bin_names() -> list[str]:
    """≤ -30, -29…-20, … , > 60, with a true minus sign."""
    names = [f"≤ {EDGES[0]}"]
    for low, high in pairwise(EDGES):
        names.append(str(high) if high - low == 1 else f"{low + 1}…{high}")
    return [n.replace("-", "−") for n in [*names, f"> {EDGES[-1]}"]]


def standards_page(desk: Desk) -> Row:
    """Names for standards.html: what is judged, and apart from it what only informs."""
    rows = []
    for s in desk.facts.used_standards():
        ident, ref = s["standard_id"], desk.standard_ref(s["standard_id"])
        verdict = desk.facts.first("standard_verdict", "standard_id", ident) or {}
        met, due = totals(desk, ident)
        kind = (verdict.get("verdict") or "not_assessable") if ref["assessed"] else "not_assessable"
        rows.append(
            {
                "ref": ref,
                "group": s["plan_group"] or 0,
                "due": due,
                "kind": kind,
                "rate": met / due if due else None,
                "verdict": desk.t.word("use", ref["use"]) if not ref["assessed"] else desk.t.word("verdict", kind),
                "beyond": add_up(desk.facts.by("gap", "standard_id", ident)).beyond,
            }
        )
    rows.sort(key=lambda r: -r["beyond"])
    common = sum(r["kind"] == "common_cause" for r in rows)
    judged = [r for r in rows if r["ref"]["assessed"]]
    others = [r for r in rows if not r["ref"]["assessed"]]
    return {
        "urgent": [r for r in judged if r["kind"] != "workable"],
        "judged": by_group(desk, [r for r in judged if r["kind"] == "workable"]),
        "others": by_group(desk, others),
        "title": desk.t("standards.title_common" if common else "standards.title_none", n=common),
        "lead": whole(desk, places(desk, desk.facts.tables["standard"])),
    }


def by_group(desk: Desk, rows: list[Row]) -> list[Row]:
    """Rules by task group, and how many of them there are of each verdict."""
    found: dict[int, list[Row]] = {}
    for r in rows:
        found.setdefault(r["group"], []).append(r)
    return [
        {
            "name": desk.group_name(number) if number else desk.t("standards.no_group"),
            "rows": of,
            "said": ", ".join(f"{desk.t.number(n)} {verdict}" for verdict, n in Counter(r["verdict"] for r in of).most_common()),
        }
        for number, of in sorted(found.items())
    ]
