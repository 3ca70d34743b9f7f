"""What the figures of an indicator's page show, said in words beside them."""

from __future__ import annotations

import numpy as np

from assets.gaps.chart import p_chart
from assets.gaps.funnel import Funnel, funnel
from dashboards import trends
from dashboards.desk import Desk
from dashboards.facts import Row
from dashboards.readings import is_share, overlaps, reading, span, written

FEWEST = 3  # months of a trend, agencies of a comparison
STRIPS = 8


def trend_chart(desk: Desk, indicator: Row) -> Row | None:
    """The whole jurisdiction by month. Medians of a month rest on too few cases, and shared counts do not add up."""
    if indicator["family"] == "duration" or overlaps(indicator):
        return None
    found = desk.facts.by("indicator_month", "indicator_id", indicator["indicator_id"])
    read = [(row, reading(indicator, row)) for row in found]
    if sum(r.value is not None for _, r in read) < FEWEST:
        return None
    t, proportion = desk.t, indicator["family"] == "proportion"
    chart = p_chart([r.numerator for _, r in read], [r.denominator for _, r in read]) if proportion else None
    months = []
    for i, (row, r) in enumerate(read):
        lower, upper = (chart.lower[i], chart.upper[i]) if chart else (r.lower, r.upper)
        known = r.value is not None
        months.append(
            {
                "month": t.month(row["period"]),
                "value": r.value,
                "lower": float(lower) if known and lower is not None else None,
                "upper": float(upper) if known and upper is not None else None,
                "outside": bool(chart) and known and not lower - 1e-9 <= r.value <= upper + 1e-9,
                "said": written(desk, indicator, r.value) if known else t("indicator.small", minimum=indicator["minimum_denominator"]),
                "reading": r,
                "limits": span(desk, indicator, lower, upper) if known else "",
            }
        )
    return {
        "rows": months,
        **trend_said(desk, indicator, months),
        "figure": trends.trend(months, chart.mean if chart else None, t, is_share(indicator)),
    }


def trend_said(desk: Desk, indicator: Row, months: list[Row]) -> dict[str, str]:
    """The trend's finding, how to read it, and what who cannot see it would see."""
    t = desk.t
    known = [m for m in months if m["value"] is not None]
    outside = [m["month"] for m in known if m["outside"]]
    lowest, highest = (pick(known, key=lambda m: m["value"]) for pick in (min, max))
    worst = highest if indicator["better"] == "lower" else lowest
    if indicator["family"] == "proportion":
        title = t("indicator.trend_inside", all=len(known))
        if outside:
            title = t("indicator.trend_outside", n=len(outside), all=len(known), month=worst["month"], worst=worst["said"])
    else:
        title = t("indicator.trend", first=known[0]["said"], last=known[-1]["said"])
    ends = {"first": known[0]["said"], "last": known[-1]["said"], "start": known[0]["month"], "end": known[-1]["month"]}
    return {
        "title": title,
        "say": t(f"indicator.trend_say_{indicator['family']}"),
        "alt": t(
            "indicator.trend_alt", **ends, low=lowest["said"], low_month=lowest["month"], high=highest["said"], high_month=highest["month"]
        ),
    }


def peers_chart(desk: Desk, indicator: Row, rows: list[Row], standards: list[Row]) -> Row | None:
    """Agencies beside each other: by size where it is a share, else by value. None where there are no peers to speak of."""
    known = [r for r in rows if r["reading"].value is not None]
    if indicator["family"] == "proportion":
        return funnel_chart(desk, indicator, known) if len(known) >= FEWEST else None
    shown = length_strips(desk, standards) if indicator["family"] == "duration" else tier_strips(desk, indicator, known)
    if not shown:
        return None
    t = desk.t
    widest = max(shown, key=lambda s: s["three_quarters"] - s["quarter"])
    key = "length" if indicator["family"] == "duration" else "tier"
    if widest["three_quarters"] == widest["quarter"]:
        key = "alike"
    return {
        "title": t(f"indicator.peers_{key}", name=widest["name"], half=widest["half"]),
        "say": t("indicator.strips_say"),
        "alt": t("indicator.strips_alt", n=len(shown), said="; ".join(f"{s['name']}: {s['said']}" for s in shown)),
        "figure": trends.strips(shown, t, is_share(indicator)),
        "rows": shown,
    }


def tier_strips(desk: Desk, indicator: Row, known: list[Row]) -> list[Row]:
    """One strip a tier with peers."""
    strips = []
    for tier in dict.fromkeys(r["tier"] for r in known):
        values = sorted(r["reading"].value for r in known if r["tier"] == tier)
        if len(values) >= FEWEST:
            quarter, middle, three_quarters = (float(q) for q in np.quantile(values, (0.25, 0.5, 0.75)))
            half = span(desk, indicator, quarter, three_quarters)
            said = desk.t("indicator.strip", middle=written(desk, indicator, middle), half=half, n=len(values))
            strips.append(
                {"name": desk.t.word("tier", tier), "values": values, "quarter": quarter, "middle": middle, "three_quarters": three_quarters,
                 "half": half, "said": said}
            )  # fmt: skip
    return strips


def length_strips(desk: Desk, standards: list[Row]) -> list[Row]:
    """One strip a rule, those with most cases first."""
    return [
        {**s, "name": s["ref"]["name"], "values": s["spread"], "said": desk.t("indicator.strip", middle=s["middle_said"], half=s["half"], n=s["rated"])}
        for s in standards
        if s["rated"] >= FEWEST
    ][:STRIPS]  # fmt: skip


def funnel_chart(desk: Desk, indicator: Row, known: list[Row]) -> Row:
    """Agencies by size and share. Marks in the rows which lie outside the wide limits on the worse side."""
    t = desk.t
    limits = funnel([r["reading"].numerator for r in known], [r["reading"].denominator for r in known])
    worse = -1 if indicator["better"] == "higher" else 1
    for r in known:
        r["outside"] = beyond(limits, r["reading"].denominator, r["reading"].value, worse)
    points = [{"name": r["name"], "due": r["reading"].denominator, "rate": r["reading"].value, "flagged": r["outside"]} for r in known]
    outside = [r["name"] for r in known if r["outside"]]
    return {
        "title": t("indicator.funnel_out", n=len(outside), all=len(known)) if outside else t("indicator.funnel_in", all=len(known)),
        "say": t("indicator.funnel_say") + (" " + t("standard.funnel_wide") if limits.overdispersed else ""),
        "alt": t("indicator.funnel_alt", n=len(known), mean=t.share(limits.mean), names=", ".join(outside[:5]) or t("indicator.nobody")),
        "figure": trends.indicator_funnel(points, limits, t),
        "rows": [],
    }


def beyond(limits: Funnel, size: int, value: float, side: int) -> bool:
    """Whether a share lies outside the 99.8 % limits of its size on one side (-1 below, 1 above)."""
    low, high = (float(np.interp(size, limits.sizes, edge)) for edge in limits.limits[0.998])
    return value < low - 1e-9 if side < 0 else value > high + 1e-9
