"""Agency sheet: how far does this unit keep the law beside units of its tier?"""

from __future__ import annotations

from typing import Any

from dashboards.counts import Sum, add_up, judged
from dashboards.desk import Desk
from dashboards.facts import ENDED, STATUSES, Row
from dashboards.views.beside import gaps, trend
from dashboards.views.official import official_sheet
from dashboards.views.quality_grid import own_grid, own_rejects
from dashboards.views.scores import agency_scores, worst_cases
from dashboards.views.short import short_say


def agency_page(desk: Desk, agency: Row) -> Row:
    """Names for agency.html."""
    ident = agency["agency_id"]
    total = add_up(judged(desk.facts, ident))
    every = desk.facts.by("flag", "agency_id", ident)
    flags = [f for f in every if f["life"] not in ENDED]
    overdue = open_cases(desk, ident, judged=True)
    hinted = open_cases(desk, ident, judged=False)
    return {
        "agency": agency,
        "name": desk.name(agency),
        "title": title(desk, agency, total, flags),
        "tier": desk.t.word("tier", agency["tier"]),
        "lead": lead(desk, total),
        "head": desk.head(ident),
        "steps": steps(desk, ident, flags, overdue)[:3],
        "scores": agency_scores(desk, ident),
        "worst": worst_cases(desk, ident),
        "duties": duties(desk, ident),
        "statuses": STATUSES,
        "gaps": gaps(desk, agency),
        "trend": trend(desk, ident),
        "flags": [desk.flag_item(f) for f in flags],
        "ended": [desk.flag_item(f) for f in every if f["life"] in ENDED],
        "overdue": overdue,
        "overdue_total": overdue[0]["total"] if overdue else 0,
        "hinted": hinted,
        "hinted_total": hinted[0]["total"] if hinted else 0,
        "official": official_sheet(desk, ident),
        "quality": quality(desk, ident),
        "quality_grid": own_grid(desk, ident),
    }


def title(desk: Desk, agency: Row, total: Sum, flags: list[Row]) -> str:
    """The finding in one sentence."""
    name = desk.name(agency)
    if not total.due and not flags:
        return desk.t("agency.title_none", name=name)
    key = "title_flags" if flags else "title_unmet" if total.unmet else "title_good"
    return desk.t(f"agency.{key}", name=name, n=total.unmet, flags=len(flags))


def lead(desk: Desk, total: Sum) -> list[Any]:
    """The counts behind the title."""
    t, end = desk.t, desk.t.day(desk.facts.window_end)
    if not total.due:
        return [t("agency.lead_none", end=end)]
    out: list[Any] = [t("agency.lead", end=end, due=total.due, met=total.due - total.unmet, share=t.share(total.share))]
    if round(total.beyond):
        out.append(t.rich("agency.beyond", n=round(total.beyond)))
    return out


def steps(desk: Desk, ident: str, flags: list[Row], overdue: list[Row]) -> list[str]:
    """What the head should do first; the page prints three."""
    t, out = desk.t, []
    if overdue:
        out.append(t("agency.step_overdue", n=overdue[0]["total"], case=overdue[0]["case_id"], days=overdue[0]["days_over"]))
    out += list(dict.fromkeys(desk.pick(f, "recommended_step") for f in flags))[:1]
    for row in desk.facts.by("missing_file", "agency_id", ident)[:1]:
        out.append(t("agency.step_missing", source=desk.source_name(row["source_id"]), month=t.month(row["month"])))
    counts = desk.facts.by("duty_counts", "agency_id", ident)
    unknown = sum(c["unknown"] for c in counts)
    if unknown:
        out.append(t("agency.step_unknown", n=unknown))
    if flags:
        out.append(t("agency.step_reply" if desk.facts.edition["status"] == "draft" else "agency.step_reply_next"))
    weakest = weakest_rule(desk, ident)
    if weakest:
        name = desk.standard_ref(weakest["standard_id"])["name"]
        out.append(t("agency.step_weakest", name=name, met=weakest["numerator"], due=weakest["denominator"]))
    pending = sum(c["pending"] for c in counts)
    if pending:
        out.append(t("agency.step_pending", n=pending))
    return [*out, t("agency.step_check")]


def weakest_rule(desk: Desk, ident: str) -> Row | None:
    """The rule with the widest gap of the agency's own. No agency is told to mend what none manages, or what one case says."""
    facts = desk.facts
    enough = facts.parameter("minimum_duties")
    cells = [
        g for g in judged(facts, ident)
        if g["agency_part"] and g["denominator"] >= enough and g["standard_id"] not in facts.common_causes
    ]  # fmt: skip
    return max(cells, key=lambda g: (g["agency_part"] * g["denominator"], g["standard_id"]), default=None)


def open_cases(desk: Desk, ident: str, judged: bool) -> list[Row]:
    """What is open past its due date under judged rules, or under those that only hint at it."""
    return [r for r in desk.facts.by("overdue_now", "agency_id", ident) if r["judged"] == judged]


def duties(desk: Desk, ident: str) -> list[Row]:
    """Every standard with its six statuses; what is judged first."""
    rows = []
    for c in desk.facts.by("duty_counts", "agency_id", ident):
        due = c["met"] + c["late"] + c["overdue"]
        rows.append(
            {
                **{s: c[s] for s in STATUSES},
                "due": due,
                "unmet": due - c["met"],
                "share": c["met"] / due if due else None,
                "ref": desk.standard_ref(c["standard_id"]),
            }
        )
    return sorted(rows, key=lambda r: (not r["ref"]["assessed"], -r["unmet"], r["ref"]["name"]))


def quality(desk: Desk, ident: str) -> list[str]:
    """What is wrong with the data the unit sends itself."""
    t, facts = desk.t, desk.facts
    out = [
        t("agency.quality_missing", source=desk.source_name(m["source_id"]), month=t.month(m["month"]))
        for m in facts.by("missing_file", "agency_id", ident)
    ]
    out += own_rejects(desk, ident)
    unknown = sum(c["unknown"] for c in facts.by("duty_counts", "agency_id", ident))
    if unknown:
        out.append(t("agency.quality_unknown", n=unknown))
    return out or [t("agency.quality_good")]


def agencies_page(desk: Desk) -> Row:
    """Names for agencies.html: where to start, not who won."""
    rows = []
    owing = desk.facts.owing_tiers()
    for agency in desk.facts.current_agencies():
        ident = agency["agency_id"]
        overdue = open_cases(desk, ident, judged=True)
        flags = [f for f in desk.standing() if f["agency_id"] == ident]
        rows.append(
            {
                "name": desk.name(agency),
                "href": desk.agency_page(ident),
                "sum": add_up(judged(desk.facts, ident)),
                "flags": len(flags),
                "overdue": overdue[0]["total"] if overdue else 0,
                "last": agency["tier"] not in owing,
            }
        )
    rows.sort(key=lambda r: (r["last"], -r["sum"].beyond, -r["sum"].unmet, r["name"]))
    return {"rows": rows, "title": short_say(desk, (a["agency_id"] for a in desk.facts.current_agencies()))}
