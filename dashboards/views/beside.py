"""The figures of an agency sheet: the unit beside its peers, and beside itself month by month."""

from __future__ import annotations

from math import isfinite
from statistics import median

from assets.gaps.chart import p_chart
from dashboards.control import control_charts
from dashboards.counts import judged
from dashboards.desk import Desk
from dashboards.facts import Row
from dashboards.intervals import gap_dots

# pixels on paper: of a rule among its peers, of a rule's months, and of the axis under them
GAPS_PAPER, TREND_PAPER, MARGINS = 36, 66, 26
DRAWN = 5  # rules of the figure, as many as a printed sheet has room for; the table under it holds all of them


def gaps(desk: Desk, agency: Row) -> Row | None:
    """The unit's estimates over its peers', most unmet duties first."""
    cells = [g for g in judged(desk.facts, agency["agency_id"]) if g["shrunk"] is not None]
    if not cells:
        return None
    rows = sorted((beside_peers(desk, agency, g) for g in cells), key=lambda r: (-r["unmet"], r["value"]))
    t, short, first = desk.t, sum(r["short"] for r in rows), rows[0]
    say = t("agency.gaps_say") + (" " + t("agency.gaps_drawn", drawn=DRAWN, n=len(rows)) if len(rows) > DRAWN else "")
    return {
        "rows": rows,
        "title": t("agency.gaps_title" if short else "agency.gaps_title_none", short=short, n=len(rows)),
        "say": say,
        "alt": t(
            "agency.gaps_alt", name=first["name"], value=t.share(first["value"]), median=t.share(first["median"]), n=min(len(rows), DRAWN)
        ),
        "figure": gap_dots(rows[:DRAWN], t),
        "paper": GAPS_PAPER * min(len(rows), DRAWN) + MARGINS,
    }


def beside_peers(desk: Desk, agency: Row, g: Row) -> Row:
    """One rule: the unit's estimate and those of the units of its tier."""
    peers = [share for ident, share in desk.facts.peers(g["standard_id"], agency["tier"]) if ident != g["agency_id"]]
    ref = desk.standard_ref(g["standard_id"])
    return {
        "name": ref["name"],
        "firm": desk.firm(ref),
        "ref": ref,
        "value": g["shrunk"],
        "lower": g["shrunk_lower"],
        "upper": g["shrunk_upper"],
        "peers": peers,
        "line": (g["required"] or 1) - (g["tolerance"] or 0),
        "short": (g["gap"] or 0) > 0,
        "gap": g["gap"],
        "median": median(peers) if peers else None,
        "unmet": (g["gap"] or 0) * (g["denominator"] or 0),
    }


def trend(desk: Desk, ident: str) -> Row | None:
    """The three standards with most unmet duties, month by month, inside the limits of chance."""
    facts, t = desk.facts, desk.t
    cells = [g for g in judged(facts, ident) if g["denominator"]]
    worst = sorted(cells, key=lambda g: (g["numerator"] - g["denominator"], g["standard_id"]))[:3]
    worst = [g for g in worst if g["numerator"] < g["denominator"]] or worst[:1]
    months = window_months(desk)
    rows = [row for g in worst if (row := charted(desk, ident, g, months))]
    if not rows:
        return None
    names = [t.month(m) for m in months]
    below = [f"{r['name']} ({', '.join(n for n, out in zip(names, r['out'], strict=True) if out)})" for r in rows if any(r["out"])]
    n = sum(sum(r["out"]) for r in rows)
    return {
        "rows": rows,
        "months": names,
        "title": t("agency.trend_out", n=n) if n else t("agency.trend_in"),
        "alt": t("agency.trend_alt", rules="; ".join(r["name"] for r in rows), out="; ".join(below) or t("agency.trend_nowhere")),
        "paper": TREND_PAPER * len(rows) + MARGINS,
        "figure": control_charts(rows, [f"{int(m[5:])}/{m[2:4]}" for m in months], t),
    }


def charted(desk: Desk, ident: str, g: Row, months: list[str]) -> Row | None:
    """One cell's months with the limits of its p-chart (METHOD § 6); None where nothing fell due on a known day."""
    found = {m["month"]: m for m in desk.facts.cell("duty_months", ident, g["standard_id"])}
    due, met = ([found[m][part] if m in found else 0 for m in months] for part in ("due", "met"))
    if not sum(due):
        return None
    chart, ref = p_chart(met, due), desk.standard_ref(g["standard_id"])
    rate, lower, upper = ([round(float(x), 4) if isfinite(x) else None for x in line] for line in (chart.rate, chart.lower, chart.upper))
    return {
        "name": ref["name"],
        "firm": desk.firm(ref),
        "ref": ref,
        "due": due,
        "met": met,
        "shares": rate,
        "lower": lower,
        "upper": upper,
        "mean": chart.mean,
        "out": [bool(x < low) for x, low in zip(chart.rate, chart.lower, strict=True)],
        "line": (g["required"] or 1) - (g["tolerance"] or 0),
    }


def window_months(desk: Desk) -> list[str]:
    """The twelve months of the window, empty ones included."""
    start = desk.facts.window_start
    first = start.year * 12 + start.month - 1
    return [f"{(first + i) // 12}-{(first + i) % 12 + 1:02d}" for i in range(12)]
