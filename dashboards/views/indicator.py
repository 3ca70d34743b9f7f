"""Indicator: what it says of the whole jurisdiction, month by month, and of each agency beside its peers."""

from __future__ import annotations

from statistics import median
from typing import Any

from dashboards.desk import Desk
from dashboards.facts import Row
from dashboards.readings import OF_STANDARD, Reading, overlaps, reading, span, together, written
from dashboards.views.indicator_charts import peers_chart, trend_chart
from dashboards.views.indicators import feeds


def indicator_page(desk: Desk, indicator: Row) -> Row:
    """Names for indicator.html."""
    ident = indicator["indicator_id"]
    own = desk.facts.by("indicator_agency", "indicator_id", ident)
    rows = agency_rows(desk, indicator, own)
    all_of_it = together(indicator, own)
    known = bool(own) and not all_of_it.small
    standards = standard_rows(desk, indicator)
    peers = peers_chart(desk, indicator, rows, standards) if known else None
    return {
        "name": desk.pick(indicator, "title"),
        "indicator": indicator,
        "group": {"name": desk.group_name(indicator["plan_group"]), "href": desk.group_page(indicator["plan_group"])},
        "title": title(desk, indicator, all_of_it, standards)
        if known
        else desk.t("indicator.title_none", name=desk.pick(indicator, "title")),
        "lead": lead(desk, indicator, all_of_it, rows) if known else [],
        "why_not": [] if known else why_not(desk, indicator, all_of_it),
        "step": step(desk, all_of_it, rows, known),
        "trend": trend_chart(desk, indicator) if known else None,
        "peers": peers,
        "rows": rows,
        "lengths": indicator["family"] == "duration" and any(r["standards"] > 1 for r in rows),
        "standards": standards,
        "definition": definition(desk, indicator),
        "example": example(desk, indicator),
    }


def title(desk: Desk, indicator: Row, all_of_it: Reading, standards: list[Row]) -> str:
    """The finding in a sentence."""
    t, name = desk.t, desk.pick(indicator, "title")
    if indicator["family"] == "duration":
        rated = [s for s in standards if s["rated"]]
        if not rated:
            return t("indicator.title_none", name=name)
        most = max(rated, key=lambda s: s["denominator"])
        return t("indicator.title_length", name=name, middle=most["middle_said"], rule=most["ref"]["name"])
    if overlaps(indicator):
        return t("indicator.title_by_agency", name=name)
    return t("indicator.title", name=name, value=written(desk, indicator, all_of_it.value))


def lead(desk: Desk, indicator: Row, all_of_it: Reading, rows: list[Row]) -> list[Any]:
    """Counts, interval, what is unknown, and how many agencies that rests on."""
    t, facts = desk.t, desk.facts
    keys = {"start": t.day(facts.window_start), "end": t.day(facts.window_end), "n": all_of_it.numerator, "d": all_of_it.denominator}
    family = "overlap" if overlaps(indicator) else indicator["family"]
    out: list[Any] = [t.rich(f"indicator.lead_{family}", **keys)]
    if all_of_it.lower is not None:
        out.append(t("indicator.interval", interval=span(desk, indicator, all_of_it.lower, all_of_it.upper)))
    if all_of_it.worst is not None:
        out.append(t.rich("indicator.worst", unknown=all_of_it.unknown, value=written(desk, indicator, all_of_it.worst)))
    small = sum(r["reading"].small for r in rows)
    key = "agencies_small" if small else "agencies"
    out.append(t(f"indicator.{key}", n=len(rows), small=small, minimum=indicator["minimum_denominator"]))
    return out


def why_not(desk: Desk, indicator: Row, all_of_it: Reading) -> list[str]:
    """Why there is no value, and what would have to come in."""
    t, minimum = desk.t, indicator["minimum_denominator"]
    if all_of_it.denominator:
        return [t("indicator.too_few", n=all_of_it.denominator, minimum=minimum)]
    names = sources(desk, indicator)
    return [t("indicator.no_rows", sources="; ".join(names)) if names else t("indicator.no_source")]


def sources(desk: Desk, indicator: Row) -> list[str]:
    """Titles of the sources that bring its kinds of case."""
    kinds = indicator["case_kinds"].split()
    return [desk.pick(s, "title") for s in desk.facts.tables["source"] if s["kind"] in kinds or kinds == ["all"]]


def step(desk: Desk, all_of_it: Reading, rows: list[Row], known: bool) -> str:
    """Where the page ends: data first, then agencies outside the limits, else nothing."""
    t = desk.t
    if not known:
        return t("indicator.step_data")
    outside = [r["name"] for r in rows if r["outside"]]
    if outside:
        return t("indicator.step_outside", n=len(outside), names=", ".join(outside[:3]) + (" …" if len(outside) > 3 else ""))
    if all_of_it.unknown > 0.1 * all_of_it.denominator:
        return t("indicator.step_unknown", n=all_of_it.unknown)
    return t("indicator.step_none")


def agency_rows(desk: Desk, indicator: Row, own: list[Row]) -> list[Row]:
    """Each agency's reading beside the median of its tier, tier by tier in the order of codes."""
    agencies, read = desk.facts.agency, []
    for row in own:
        agency = agencies.get(row["agency_id"], {})
        read.append({**row, "tier": agency.get("tier") or "", "reading": reading(indicator, row)})
    values: dict[str, list[float]] = {}
    for row in read:
        if row["reading"].value is not None:
            values.setdefault(row["tier"], []).append(row["reading"].value)
    peers = {tier: median(found) for tier, found in values.items() if len(found) > 2}
    shown = [{**row, **said(desk, indicator, row, peers.get(row["tier"]))} for row in read]
    return sorted(shown, key=lambda r: (-sum(o["tier"] == r["tier"] for o in read), r["tier"])) if len(values) > 1 else shown


def said(desk: Desk, indicator: Row, row: Row, peers: float | None) -> Row:
    """The numbers of an agency as text."""
    r = row["reading"]
    alone = desk.facts.by("indicator_standard", "indicator_id", indicator["indicator_id"])
    standard = desk.facts.standard.get(alone[0]["standard_id"]) if len(alone) == 1 else None
    return {
        "name": desk.agency_name(row["agency_id"]),
        "href": desk.agency_page(row["agency_id"]),
        "shown": desk.t("indicator.small", minimum=indicator["minimum_denominator"])
        if r.small
        else written(desk, indicator, r.value, standard),
        "interval": span(desk, indicator, r.lower, r.upper),
        "peers": written(desk, indicator, peers, standard),
        "worst": written(desk, indicator, r.worst, standard) if r.worst is not None else "",
        "outside": False,
    }


def standard_rows(desk: Desk, indicator: Row) -> list[Row]:
    """What it counts, standard by standard, most cases first; what hangs on no standard has none."""
    rows = []
    for r in desk.facts.by("indicator_standard", "indicator_id", indicator["indicator_id"]):
        standard = desk.facts.standard.get(r["standard_id"])
        own = standard if indicator["unit"] == OF_STANDARD else None
        rows.append(
            {
                **r,
                "ref": desk.standard_ref(r["standard_id"])
                if standard
                else {**desk.standard_ref(None), "name": desk.pick(indicator, "title")},
                "named": standard is not None,
                "middle_said": written(desk, indicator, r["middle"], own),
                "half": span(desk, indicator, r["quarter"], r["three_quarters"]),
            }
        )
    return sorted(rows, key=lambda r: (-(r["denominator"] or 0), r["standard_id"]))


def definition(desk: Desk, indicator: Row) -> list[tuple[str, str]]:
    """Term and text of the definition."""
    t = desk.t
    return [
        (t("indicator.formula"), t(f"indicator.formula_{indicator['family']}")),
        (t("indicator.over_12_months"), t(f"indicator.months_{indicator['over_12_months']}")),
        (t("indicator.unit"), t.word("indicator_unit", indicator["unit"])),
        (t("indicators.better"), t.word("better", indicator["better"])),
        (t("indicator.minimum"), t("indicator.minimum_said", n=indicator["minimum_denominator"])),
        (t("indicator.theme"), t.word("theme", indicator["theme"])),
        (
            t("indicator.sources"),
            t("indicator.every_source") if indicator["case_kinds"] == "all" else "; ".join(sources(desk, indicator)) or "–",
        ),
        (t("indicator.basis"), bilingual(desk, indicator["source_of_definition"])),
        (t("indicators.feeds"), feeds(desk, indicator)),
        (t("indicator.owner"), indicator["owner"]),
    ]


def bilingual(desk: Desk, text: str) -> str:
    """A text that gives both languages around a stroke, in this one; law is cited in Vietnamese alone."""
    first, stroke, second = text.partition(" / ")
    return second if stroke and not desk.vi else first


def example(desk: Desk, indicator: Row) -> str:
    """The question whose answer is the duties behind the newest month of the agency with most of them; empty where none are counted."""
    months = desk.facts.by("indicator_month", "indicator_id", indicator["indicator_id"])
    counted = [m for m in months if m["denominator"]]
    if not counted or not any(r["named"] for r in standard_rows(desk, indicator)):
        return ""
    values = (counted[-1]["largest_agency_id"], indicator["indicator_id"], counted[-1]["period"])
    quoted = ", ".join("'" + value.replace("'", "''") + "'" for value in values)
    return f"select * from evidence_of({quoted})"
