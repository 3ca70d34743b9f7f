"""Figures as pure functions: rows and words in, a plotly figure as a plain dictionary out.

Labels of rows stand above their bars, inside the plot: on a phone nothing is left for an axis of
long Vietnamese names. No legend, no template; colours have names in the captions of the pages.
"""

from __future__ import annotations

from html import escape
from math import log10

from assets.gaps.funnel import Funnel
from dashboards.canvas import (
    ACCENT,
    COMMON,
    GRID,
    MUTE,
    PEER,
    WARN,
    WITH_SCALE,
    Row,
    axis,
    base,
    hline,
    label,
    ladder,
    note,
    share_axis,
    small,
    ticks,
    titled,
)
from dashboards.words import Words


def common_or_agency(rows: list[Row], words: Words) -> Row:
    """Unmet duties beyond tolerance a standard: the part nearly all share, and the agencies' own.

    Rows: name, firm, common, agency (duties).
    """
    places = ladder([titled(r) for r in rows], 20)
    data = [
        {
            "type": "bar",
            "orientation": "h",
            "y": places.marks,
            "x": [r[part] for r in rows],
            "width": 20,
            "marker": {"color": colour},
            "name": words(f"figure.{part}"),
            "hovertemplate": f"%{{x:,.0f}} {words('figure.duties')}<extra>%{{fullData.name}}</extra>",
        }
        for part, colour in (("common", COMMON), ("agency", WARN))
    ]
    top = max([r["common"] + r["agency"] for r in rows] + [1])
    totals = [
        note(f"<b>{words.number(r['common'] + r['agency'])}</b>", r["common"] + r["agency"], y, xanchor="left", xshift=4)
        for r, y in zip(rows, places.marks, strict=True)
    ]
    layout = base(
        words,
        places.height + 56,
        barmode="stack",
        xaxis=axis(
            range=[0, top * 1.14],
            nticks=5,
            tickformat=",.0f",
            title={"text": words("figure.beyond"), "standoff": 6, "font": {"size": 12, "color": MUTE}},
        ),
        yaxis=axis(range=[places.height, 0], visible=False),
        annotations=places.labels + totals,
    )
    return {"data": data, "layout": layout}


def funnel_plot(points: list[Row], limits: Funnel, line: float, words: Words) -> Row:
    """Each unit by its size and rate, inside the limits chance would draw.

    Points: name, due, rate, flagged.
    """
    low = min([p["rate"] for p in points] + [min(limits.limits[0.95][0]), line])
    floor = max(0.0, low - 0.06 * (1.02 - low))
    sizes = limits.sizes
    span = (log10(sizes[0]) - 0.04, log10(sizes[-1]) + 0.04)
    notes = [
        note(
            words("figure.line", share=words.share(line)),
            0,
            line,
            xref="paper",
            xanchor="left",
            yanchor="top",
            font={"color": ACCENT, "size": 12},
        )
    ]
    layout = base(
        words,
        440,
        margin=WITH_SCALE,
        shapes=[hline(line)],
        xaxis=axis(type="log", range=span, tickvals=ticks(sizes[0], sizes[-1]), tickformat=",.0f", title=small(words("figure.size"))),
        yaxis=share_axis(floor, 1.02, words),
        annotations=notes + spread(points, span, floor),
    )
    return {"data": limit_lines(limits) + unit_points(points, words), "layout": layout}


def limit_lines(limits: Funnel) -> list[Row]:
    """What chance would draw: a pair of curves a level."""
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": limits.sizes,
            "y": side,
            "line": {"color": PEER, "width": 1.2, "dash": dash},
            "hoverinfo": "skip",
        }
        for level, dash in ((0.95, "dot"), (0.998, "solid"))
        for side in limits.limits[level]
    ]


def unit_points(points: list[Row], words: Words) -> list[Row]:
    """The units, flagged ones in another colour and shape."""
    data: list[Row] = []
    for flagged, colour, symbol, size in ((False, COMMON, "circle", 8), (True, WARN, "diamond", 11)):
        some = [p for p in points if p["flagged"] == flagged]
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [p["due"] for p in some],
                "y": [p["rate"] for p in some],
                "cliponaxis": False,
                "marker": {"color": colour, "symbol": symbol, "size": size},
                "text": [f"<b>{escape(p['name'])}</b><br>{words.share(p['rate'])}" for p in some],
                "hovertemplate": "%{text} · n = %{x:,}<extra></extra>",
            }
        )
    return data


def spread(points: list[Row], span: tuple[float, float], floor: float) -> list[Row]:
    """Names of flagged units, worst first, as many as touch neither each other nor another point."""
    where = [((log10(p["due"]) - span[0]) / (span[1] - span[0]), (p["rate"] - floor) / (1.02 - floor)) for p in points]
    taken: list[tuple[float, float]] = []
    notes: list[Row] = []
    flagged = sorted((i for i, p in enumerate(points) if p["flagged"]), key=lambda i: points[i]["rate"])
    for i in flagged[:12]:
        p, (x, y) = points[i], where[i]
        others = [*where[:i], *where[i + 1 :]]
        left = next((side for side in (x > 0.55, x <= 0.55) if free(x, y, side, others)), None)
        if left is None or any(abs(y - b) < 0.06 and abs(x - a) < 0.42 for a, b in taken):
            continue
        taken.append((x, y))
        notes.append(
            note(
                label(p["name"], 24, 1),
                log10(p["due"]),
                p["rate"],
                yanchor="middle",
                xanchor="right" if left else "left",
                xshift=-9 if left else 9,
                font={"size": 12},
                bgcolor="rgba(255,255,255,.75)",
            )
        )
    return notes


def free(x: float, y: float, left: bool, points: list[tuple[float, float]]) -> bool:
    """Whether a name beside a point, as wide as it is on a phone, stays in the plot and covers no other point."""
    low, high = (x - 0.42, x) if left else (x, x + 0.42)
    return low >= 0 and high <= 1 and not any(low <= a <= high and abs(y - b) < 0.035 for a, b in points)


def around_due(bins: list[Row], words: Words, judged: bool) -> Row:
    """When duties were done, counted in days from the due date; the limit stands at 0.

    Bins: name, kept, broken. Where the rule is not judged, no colour says who broke it.
    """
    names = [b["name"] for b in bins]
    data = [
        {
            "type": "bar",
            "x": names,
            "y": [b[part] for b in bins],
            "marker": {"color": colour},
            "name": words(f"figure.{part}"),
            "hovertemplate": "%{x}: %{y:,}<extra>%{fullData.name}</extra>",
        }
        for part, colour in (("kept", COMMON if judged else GRID), ("broken", WARN if judged else PEER))
    ]
    layout = base(
        words,
        340,
        # slanted from the beginning: a phone has no room for them side by side, and plotly would draw twice to find out
        margin={**WITH_SCALE, "b": 80},
        barmode="stack",
        bargap=0.12,
        xaxis=axis(type="category", showgrid=False, tickangle=-45, title=small(words("figure.days"))),
        yaxis=axis(nticks=5, tickformat=",.0f"),
    )
    return {"data": data, "layout": layout}
