"""Fairness: are like cases served alike, whoever brings them and wherever?"""

from __future__ import annotations

from math import ceil, log
from typing import Any

from dashboards.desk import Desk
from dashboards.facts import Row
from dashboards.fairness_figures import forest

ALL = "-"
COMPARISONS = ("channel", "applicant", "sector")
# how sure the page is before it says that a ratio lies outside 0.5–2
SURE = 0.95
DRAWN, LISTED = 10, 50
INDICATORS = ("outcome_consistency", "fine_consistency")


def fairness_page(desk: Desk) -> Row:
    """Names for fairness.html."""
    rows = [shown(desk, r) for r in desk.facts.tables["fairness"]]
    city = [r for r in rows if r["agency_id"] == ALL]
    single = [r for r in rows if r["agency_id"] != ALL]
    procedures = worst_first([r for r in city if r["standard_id"] != ALL])
    groups = {
        "city": worst_first([r for r in city if r["standard_id"] == ALL]),
        "procedures": procedures,
        "agencies": worst_first([r for r in single if r["comparison"] != "area"]),
        "areas": worst_first([r for r in single if r["comparison"] == "area"]),
    }
    sure = [r for r in single if r["sure"]]
    return {
        "title": title(desk, groups, sure),
        "lead": lead(desk, rows, sure),
        "step": desk.t("fairness.step_some" if sure else "fairness.step_none" if any(groups.values()) else "fairness.step_data"),
        "silent": silent(desk, city),
        "charts": [chart(desk, name, found, single) for name, found in groups.items() if found],
        "empty": [name for name, found in groups.items() if not found],
        "flags": [desk.flag_item(f) for f in desk.standing() if f["kind"] == "unequal"],
        "consistency": [c for c in (consistency(desk, name) for name in INDICATORS) if c],
    }


def shown(desk: Desk, row: Row) -> Row:
    """A comparison with its names; without an estimate it has no text for it."""
    t, area = desk.t, row["comparison"] == "area"
    where = desk.agency_name(row["agency_id"]) if row["agency_id"] != ALL else ""
    what = desk.name(desk.facts.standard.get(row["standard_id"])) if row["standard_id"] != ALL else ""
    ref = desk.standard_ref(row["standard_id"]) if what else None
    name = (
        where
        if area
        else ": ".join(part for part in (", ".join(p for p in (where, what) if p), t.word("comparison", row["comparison"])) if part)
    )
    found = row["odds_ratio"] is not None
    value, low, high = (t.number(row[part], 2) for part in ("odds_ratio", "lower", "upper"))
    said = f"{value} ({low}–{high})" if found else ""
    return {
        **row, "where": where, "what": what, "ref": ref, "name": name, "said": said, "found": found, "firm": desk.firm(ref) if ref else "",
        "href": desk.agency_page(row["agency_id"]) if where else "", "sides": t.word("comparison", row["comparison"]),
        "sure": found and (row["probability"] or 0) >= SURE, "chance": "–" if row["probability"] is None else t.certainty(row["probability"]),
    }  # fmt: skip


def worst_first(rows: list[Row]) -> list[Row]:
    """Those with an estimate. An agency's by the posterior of lying outside the band; pooled ones, which have no peers to hold a wide
    interval back, by how far the end of the interval that is nearer to 1 lies from it."""
    found = [r for r in rows if r["found"]]
    return sorted(found, key=lambda r: (-(r["probability"] or 0) if r["where"] else 0, -max(log(r["lower"]), -log(r["upper"])), r["name"]))


def title(desk: Desk, groups: dict[str, list[Row]], sure: list[Row]) -> str:
    """The finding, or that there is too little for one."""
    if not any(groups.values()):
        return desk.t("fairness.title_silent")
    return desk.t("fairness.title_some", n=len(sure)) if sure else desk.t("fairness.title_none")


def lead(desk: Desk, rows: list[Row], sure: list[Row]) -> list[Any]:
    """What was compared, and how many of what is named may be false."""
    t, facts = desk.t, desk.facts
    found = sum(r["found"] for r in rows)
    out: list[Any] = [
        t.rich("fairness.lead", found=found, few=len(rows) - found, start=t.day(facts.window_start), end=t.day(facts.window_end))
    ]
    if sure:
        # rounded up and never none: a promise must not be rounded in our favour
        false = max(1, ceil(round(10 * sum(1 - r["probability"] for r in sure), 6))) / 10
        out.append(t("fairness.lead_false", false=t.number(false, 1), n=len(sure)))
    return out


def silent(desk: Desk, city: list[Row]) -> list[str]:
    """Comparisons the whole city has too little for, each with what is missing."""
    whole = {r["comparison"]: r for r in city if r["standard_id"] == ALL}
    out = []
    for name in COMPARISONS:
        row = whole.get(name)
        if row is None or not row["found"]:
            counts = {k: int(row[k]) if row else 0 for k in ("strata", "total", "total_other")}
            out.append(
                f"{desk.t.word('comparison', name)}: {desk.t(f'fairness.missing_{name}')} {desk.t('fairness.silent_counts', **counts)}"
            )
    return out


def chart(desk: Desk, name: str, rows: list[Row], single: list[Row]) -> Row:
    """One forest plot with its table, worst first."""
    t, drawn = desk.t, rows[:DRAWN]
    sure, worst = sum(r["sure"] for r in rows), rows[0]
    keys = {"n": sure, "all": len(rows), "name": worst["name"], "said": worst["said"], "shown": len(drawn)}
    silent_ones = (
        sum(not r["found"] and (r["comparison"] == "area") == (name == "areas") for r in single) if name in ("agencies", "areas") else 0
    )
    return {
        "id": name,
        "heading": t(f"fairness.{name}"),
        "title": t("fairness.chart_some" if sure else "fairness.chart_none", **keys),
        "say": t(f"fairness.{name}_say", **keys),
        "alt": t("fairness.alt", **keys),
        "figure": forest(drawn, t),
        "rows": rows[:LISTED],
        "more": len(rows[LISTED:]),
        "few": silent_ones,
    }


def consistency(desk: Desk, indicator: str) -> Row | None:
    """Cases decided as like cases usually are: the city, and the agencies whose interval lies wholly below it."""
    t = desk.t
    rows = [
        o
        for o in desk.facts.by("observation", "indicator_id", indicator)
        if o["window_months"] == 12 and o["denominator"] and not o["suppressed"]
    ]
    met, total = (sum(int(o[part]) for o in rows) for part in ("numerator", "denominator"))
    if not total:
        return None
    able = [o for o in rows if o["upper"] is not None]
    below = sorted((o for o in able if o["upper"] < met / total), key=lambda o: o["upper"])
    listed = [{**o, "name": desk.agency_name(o["agency_id"]), "href": desk.agency_page(o["agency_id"])} for o in below[:LISTED]]
    return {
        "heading": t(f"fairness.{indicator}"),
        # an interval of 95 % lies wholly below by chance in one of forty agencies
        "say": t.rich(f"fairness.{indicator}_say", met=met, all=total, share=t.share(met / total), n=len(below), agencies=len(able), chance=t.number(len(able) / 40, 1)),
        "rows": listed,
    }  # fmt: skip
