"""Task group: how far is it being carried out, by whom, and what is not known yet?"""

from __future__ import annotations

from typing import Any

from dashboards import trends
from dashboards.counts import Sum, add_up
from dashboards.desk import Desk
from dashboards.facts import Row
from dashboards.intervals import score_bars
from dashboards.views.groups import flags_of, item, sum_of, tasks_of
from dashboards.views.indicators import item as indicator_item
from dashboards.views.scores import between, covered, score_said
from dashboards.views.standard import totals
from dashboards.views.unmeasured import abstention

SHOWN = 10
FEWEST = 3  # agencies of a tier that make peers


def group_page(desk: Desk, number: int) -> Row:
    """Names for group.html."""
    facts = desk.facts
    total, flags = sum_of(desk, number), flags_of(desk, number)
    tiers = tier_rows(desk, number)
    judged, others = standards(desk, number)
    return {
        "name": desk.group_name(number),
        "item": item(desk, number),
        "title": title(desk, number, total, len(flags)),
        "lead": lead(desk, total),
        "tiers_said": tiers_said(desk, tiers),
        "missing": missing(desk, number) if not any(r["score"] is not None for r in tiers) else [],
        "scores": scores_chart(desk, tiers) if tiers else None,
        "spreads": [chart for r in tiers if (chart := spread_chart(desk, r))],
        "judged": judged,
        "others": others,
        "indicators": [indicator_item(desk, i) for i in facts.by("indicator", "plan_group", number)],
        "tasks": tasks_of(desk, number),
        "open_tasks": [open_task(desk, r) for r in facts.by("plan_task_open", "task_group", number)],
        "flags": [desk.flag_item(f) for f in flags[:SHOWN]],
        "flags_more": len(flags[SHOWN:]),
        "lacking": lacking(desk, number),
        "step": step(desk, number, flags, others),
        "open_total": next((r["total"] for r in facts.by("plan_task_open", "task_group", number)), 0),
    }


def title(desk: Desk, number: int, total: Sum, flags: int) -> str:
    """The finding in a sentence."""
    t, name = desk.t, desk.t.word("group", number)
    if not total.due:
        return t("plan.title_none", name=name)
    if not total.unmet:
        return t("plan.title_good", name=name, n=total.due)
    return t("plan.title", name=name, n=total.unmet, share=t.share(total.unmet / total.due), flags=flags)


def lead(desk: Desk, total: Sum) -> str:
    """What the finding rests on."""
    if not total.due:
        return desk.t("plan.lead_none", end=desk.t.day(desk.facts.window_end))
    return desk.t("plan.lead", due=total.due, met=total.due - total.unmet, end=desk.t.day(desk.facts.window_end))


def tiers_said(desk: Desk, tiers: list[Row]) -> list[Any]:
    """The score of each tier with its interval and coverage, or that there is none."""
    lines = []
    for r in tiers:
        key = "lead_score" if r["score"] is not None else "lead_no_score"
        keys = {
            "tier": r["name"],
            "point": r["said"],
            "scored": r["scored"],
            "all": r["agencies"],
            "coverage": r["covered"],
        }
        lines.append(desk.t.rich(f"plan.{key}", **keys))
    return lines


def tier_rows(desk: Desk, number: int) -> list[Row]:
    """Each tier the group lays measurable duties on, the largest first: median agency's score, interval, coverage."""
    facts = desk.facts
    rows = []
    for r in facts.by("tier_score", "plan_group", number):
        own = [s for s in facts.by("score", "plan_group", number) if s["tier"] == r["tier"]]
        rows.append(
            {
                **r,
                "name": desk.t.word("tier", r["tier"]),
                "covered": covered(desk, r["tier"], number),
                "own": own,
                "said": score_said(desk, r),
            }
        )
    return sorted(rows, key=lambda r: (-r["agencies"], r["tier"]))


def scores_chart(desk: Desk, tiers: list[Row]) -> Row:
    """One bar a tier."""
    t = desk.t
    said = "; ".join(f"{r['name']}: {r['said']}" for r in tiers)
    scored = sum(r["scored"] for r in tiers)
    return {
        "title": t("plan.scores", scored=scored, all=sum(r["agencies"] for r in tiers)),
        "say": t("plan.scores_say"),
        "alt": t("plan.scores_alt", said=said),
        "figure": score_bars(tiers, t),
        "rows": tiers,
    }


def spread_chart(desk: Desk, tier: Row) -> Row | None:
    """Every agency of a tier on its interval, so that nobody reads a difference the data do not show."""
    t, middle = desk.t, tier["score"]
    own = [s for s in tier["own"] if s["score"] is not None]
    if middle is None or len(own) < FEWEST:
        return None
    rows = [
        {
            **s,
            "name": desk.agency_name(s["agency_id"]),
            "href": desk.agency_page(s["agency_id"]),
            "said": score_said(desk, s),
            "interval": between(desk, s["lower"], s["upper"]),
            "ranks": t("scores.ranks", low=s["rank_lower"], high=s["rank_upper"], all=s["ranked_among"]),
            "apart": s["upper"] < tier["lower"],
        }
        for s in own
    ]
    apart = sum(r["apart"] for r in rows)
    key = "spread_apart" if apart else "spread_alike"
    low, high = min(r["score"] for r in rows), max(r["score"] for r in rows)
    return {
        "id": f"agencies-{tier['tier']}",
        "title": t(f"plan.{key}", tier=tier["name"], n=apart, all=len(rows)),
        "say": t("plan.spread_say"),
        "alt": t("plan.spread_alt", n=len(rows), low=t.number(low, 1), high=t.number(high, 1), middle=t.number(middle, 1)),
        "figure": trends.score_spread(rows, middle, t),
        "rows": rows,
    }


def standards(desk: Desk, number: int) -> tuple[list[Row], list[Row]]:
    """Rules the edition judges, those with the largest gap first, and the others with why not."""
    facts, judged, others = desk.facts, [], []
    for s in facts.by("standard", "plan_group", number):
        ident, ref = s["standard_id"], desk.standard_ref(s["standard_id"])
        met, due = totals(desk, ident)
        row = {"ref": ref, "due": due, "met": met, "rate": met / due if due else None}
        if ref["assessed"]:
            total = add_up(facts.by("gap", "standard_id", ident))
            verdict = (facts.first("standard_verdict", "standard_id", ident) or {}).get("verdict") or "not_assessable"
            judged.append({**row, "beyond": total.beyond, "common": total.common, "verdict": desk.t.word("verdict", verdict)})
        else:
            others.append({**row, "why": abstention(desk, s)[0]})
    return sorted(judged, key=lambda r: (-r["beyond"], -(r["due"] - r["met"]))), others


def missing(desk: Desk, number: int) -> list[str]:
    """What a score would need, where no tier has one."""
    if not desk.facts.by("tier_score", "plan_group", number):
        return [desk.t("plan.missing_all")]
    return [desk.t("plan.missing_coverage"), *lacking(desk, number)]


def lacking(desk: Desk, number: int) -> list[str]:
    """Rules that apply to agencies and cannot be assessed there, counted by why."""
    counts: dict[str, int] = {}
    for r in desk.facts.by("score_basis", "plan_group", number):
        if r["basis"] != "assessed":
            counts[r["basis"]] = counts.get(r["basis"], 0) + 1
    return [desk.t("plan.lacking", n=n, why=desk.t.word("basis", basis)) for basis, n in sorted(counts.items())]


def open_task(desk: Desk, row: Row) -> Row:
    """A task that is overdue or not owned."""
    t = desk.t
    what = [t("plan.overdue")] * row["overdue"] + [t("plan.unowned")] * row["unowned"]
    return {**row, "where": desk.agency_name(row["agency_id"]), "href": desk.agency_page(row["agency_id"]), "what": ", ".join(what)}


def step(desk: Desk, number: int, flags: list[Row], others: list[Row]) -> str:
    """Where the page ends."""
    t, tasks = desk.t, tasks_of(desk, number)
    if flags:
        return t("plan.step_flag", title=desk.flag_item(flags[0])["title"])
    if tasks and tasks["overdue"]:
        return t("plan.step_tasks", n=tasks["overdue"])
    waiting = [r for r in others if r["ref"]["use"] != "indicative"]
    return t("plan.step_data", n=len(waiting)) if waiting else t("plan.step_none")
