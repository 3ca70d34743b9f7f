"""Indicators: what is counted in each task group, and what it says of the whole jurisdiction."""

from __future__ import annotations

from dashboards.desk import Desk
from dashboards.facts import Row
from dashboards.readings import Reading, overlaps, span, together, written
from dashboards.words import Words


def indicators_page(desk: Desk) -> Row:
    """Names for indicators.html."""
    t, rows = desk.t, [item(desk, i) for i in desk.facts.tables["indicator"]]
    silent = sum(not r["known"] for r in rows)
    groups = [
        {"id": n, "name": desk.group_name(n), "href": desk.group_page(n), "rows": [r for r in rows if r["group"] == n]}
        for n in sorted({r["group"] for r in rows})
    ]
    return {
        "title": t("indicators.title", n=len(rows) - silent, end=t.day(desk.facts.window_end)),
        "lead": t("indicators.lead", n=len(rows), silent=silent) if silent else t("indicators.lead_all", n=len(rows)),
        "groups": groups,
    }


def item(desk: Desk, indicator: Row) -> Row:
    """An indicator as it stands in every list: its value over all agencies, or why there is none."""
    ident, t = indicator["indicator_id"], desk.t
    rows = desk.facts.by("indicator_agency", "indicator_id", ident)
    all_of_it = together(indicator, rows)
    known = bool(rows) and not all_of_it.small
    return {
        "name": desk.pick(indicator, "title"),
        "href": desk.indicator_page(ident),
        "group": indicator["plan_group"],
        "family": t.word("family", indicator["family"]),
        "better": t.word("better", indicator["better"]),
        "known": known,
        "shown": shown(desk, indicator, all_of_it) if known else t("indicators.none"),
        "interval": span(desk, indicator, all_of_it.lower, all_of_it.upper),
        "denominator": all_of_it.denominator,
        "feeds": feeds(desk, indicator),
    }


def shown(desk: Desk, indicator: Row, all_of_it: Reading) -> str:
    """The value over all agencies, or at which grain there is one."""
    t, rules = desk.t, desk.facts.by("indicator_standard", "indicator_id", indicator["indicator_id"])
    if overlaps(indicator):
        return t("indicators.by_agency")
    if indicator["family"] != "duration":
        return written(desk, indicator, all_of_it.value)
    if len(rules) > 1:
        return t("indicators.by_rule", n=len(rules))
    return t("indicators.by_middle", middle=written(desk, indicator, rules[0]["middle"], desk.facts.standard.get(rules[0]["standard_id"])))


def feeds(desk: Desk, indicator: Row) -> str:
    """What hangs on it: rules that are scored, rules that only inform, or nothing beyond itself."""
    ids = [r["standard_id"] for r in desk.facts.by("indicator_standard", "indicator_id", indicator["indicator_id"])]
    uses = [desk.use(desk.facts.standard[s]) for s in ids if s in desk.facts.standard]
    if uses.count("scored"):
        return desk.t("indicators.feeds_scored", n=uses.count("scored"))
    return desk.t("indicators.feeds_others", n=len(uses)) if uses else desk.t("indicators.feeds_none")


def counting(desk: Desk, standard_id: str) -> list[Row]:
    """Indicators that count a standard, with their addresses."""
    found = desk.facts.by("indicator_standard", "standard_id", standard_id)
    named = [desk.facts.first("indicator", "indicator_id", r["indicator_id"]) for r in found]
    return [{"name": desk.pick(i, "title"), "href": desk.indicator_page(i["indicator_id"])} for i in named if i]


def search_rows(vi: Desk, en: Desk) -> list[list[str]]:
    """Task groups and indicators for the search box: address, name in both languages, and what else may be typed."""
    rows = [[vi.group_page(n), vi.group_name(n), en.group_name(n), groups_word(vi.t, en.t)] for n in vi.facts.plan_groups()]
    return rows + [
        [vi.indicator_page(i["indicator_id"]), vi.pick(i, "title"), en.pick(i, "title"), i["indicator_id"]]
        for i in vi.facts.tables["indicator"]
    ]


def groups_word(vi: Words, en: Words) -> str:
    """What a task group is called, for who searches by that."""
    return f"{vi('scores.group')} {en('scores.group')}"
