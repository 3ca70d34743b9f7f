"""All task groups of the plan: where practice is furthest from the law, and what cannot be told yet."""

from __future__ import annotations

from dashboards.counts import Sum, add_up
from dashboards.desk import Desk
from dashboards.facts import Row
from dashboards.uses import others, places, whole
from dashboards.views.scores import groups as tiers


def groups_page(desk: Desk) -> Row:
    """Names for groups.html."""
    rows = [item(desk, number) for number in desk.facts.plan_groups()]
    unmet = sum(r["sum"].unmet for r in rows)
    most = max(rows, key=lambda r: r["sum"].unmet, default=None)
    t = desk.t
    if most and unmet:
        title = t("groups.title", n=unmet, most=most["sum"].unmet, name=most["name"])
    else:
        title = t("groups.title_none" if any(r["sum"].due for r in rows) else "groups.title_unknown")
    return {
        "title": title,
        "lead": [
            t("groups.lead", end=t.day(desk.facts.window_end), flags=sum(r["flags"] for r in rows)),
            whole(desk, places(desk, desk.facts.tables["standard"])),
        ],
        "tiers": tiers(desk),
        "rows": rows,
        "step": t("groups.step", name=most["name"]) if most and unmet else t("groups.step_data"),
    }


def item(desk: Desk, number: int) -> Row:
    """A group as it stands in lists: duties of the rules judged, flags, rules by what the edition does with them."""
    facts = desk.facts
    standards = facts.by("standard", "plan_group", number)
    found = places(desk, standards)
    covered = [s["coverage"] for s in facts.by("score", "plan_group", number)]
    return {
        "number": number,
        "name": desk.group_name(number),
        "href": desk.group_page(number),
        "sum": sum_of(desk, number),
        "flags": len(flags_of(desk, number)),
        "standards": len(standards),
        "judged": found["judged"],
        "not_judged": others(desk, found),
        "coverage": (min(covered), max(covered)) if covered else None,
        "tasks": tasks_of(desk, number),
        "indicators": len(facts.by("indicator", "plan_group", number)),
    }


def sum_of(desk: Desk, number: int) -> Sum:
    """Duties of a group's judged rules, of all agencies."""
    judged = [s["standard_id"] for s in desk.facts.by("standard", "plan_group", number) if desk.facts.is_assessable(s["standard_id"])]
    return add_up(gap for ident in judged for gap in desk.facts.by("gap", "standard_id", ident))


def flags_of(desk: Desk, number: int) -> list[Row]:
    """Standing flags of a group, most urgent first."""
    return [f for f in desk.standing() if f["plan_group"] == number]


def tasks_of(desk: Desk, number: int) -> Row | None:
    """How many of the plan's tasks of a group are assigned, due, done, overdue, unowned."""
    return desk.facts.first("plan_task_counts", "task_group", number)
