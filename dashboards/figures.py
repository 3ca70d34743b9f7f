"""Figures as pure functions: rows and words in, a plotly figure as a plain dictionary out.

Labels of rows stand above their bars, inside the plot: on a phone nothing is left for an axis of
long Vietnamese names. No legend, no template; colours have names in the captions of the pages.
"""

from __future__ import annotations

from html import escape
from math import log10

from dashboards.canvas import (
    ACCENT,
    COMMON,
    INK,
    MUTE,
    PEER,
    WARN,
    Row,
    axis,
    base,
    hline,
    label,
    note,
    row_labels,
    small,
    ticks,
)
from dashboards.peers import Funnel
from dashboards.words import Words


def common_or_agency(rows: list[Row], words: Words) -> Row:
    """Unmet duties beyond tolerance a standard: the part nearly all share, and the agencies' own.

    Rows: name, common, agency (duties).
    """
    y = [i + 0.08 for i in range(len(rows))]
    data = [
        {
            "type": "bar",
            "orientation": "h",
            "y": y,
            "x": [r[part] for r in rows],
            "width": 0.34,
            "marker": {"color": colour},
            "name": words(f"figure.{part}"),
            "hovertemplate": f"%{{x:,.0f}} {words('figure.duties')}<extra>%{{fullData.name}}</extra>",
        }
        for part, colour in (("common", COMMON), ("agency", WARN))
    ]
    top = max([r["common"] + r["agency"] for r in rows] + [1])
    totals = [
        note(f"<b>{words.number(r['common'] + r['agency'])}</b>", r["common"] + r["agency"], i + 0.08, xanchor="left", xshift=4)
        for i, r in enumerate(rows)
    ]
    layout = base(
        words,
        62 * len(rows) + 56,
        barmode="stack",
        xaxis=axis(
            range=[0, top * 1.14],
            nticks=5,
            tickformat=",.0f",
            title={"text": words("figure.beyond"), "standoff": 6, "font": {"size": 12, "color": MUTE}},
        ),
        yaxis=axis(range=[len(rows) - 0.6, -0.85], visible=False),
        annotations=row_labels([r["name"] for r in rows]) + totals,
    )
    return {"data": data, "layout": layout}


def funnel_plot(points: list[Row], limits: Funnel, line: float, words: Words) -> Row:
    """Each unit by its size and rate, inside the limits chance would draw.

    Points: name, due, rate, flagged.
    """
    low = min([p["rate"] for p in points] + [min(limits.limits[0.95][0]), line])
    floor = max(0.0, low - 0.06 * (1.02 - low))
    data: list[Row] = []
    for level, dash in ((0.95, "dot"), (0.998, "solid")):
        for side in limits.limits[level]:
            data.append(
                {
                    "type": "scatter",
                    "mode": "lines",
                    "x": limits.sizes,
                    "y": side,
                    "line": {"color": PEER, "width": 1.2, "dash": dash},
                    "hoverinfo": "skip",
                }
            )
    sizes = limits.sizes
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
                "text": [escape(p["name"]) for p in some],
                "hovertemplate": "<b>%{text}</b><br>%{y:.1%} · n = %{x:,}<extra></extra>",
            }
        )
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
        shapes=[hline(line)],
        xaxis=axis(type="log", range=span, tickvals=ticks(sizes[0], sizes[-1]), tickformat=",.0f", title=small(words("figure.size"))),
        yaxis=axis(range=[floor, 1.02], tickformat=".0%", nticks=6),
        annotations=notes + spread(points, span, floor),
    )
    return {"data": data, "layout": layout}


def spread(points: list[Row], span: tuple[float, float], floor: float) -> list[Row]:
    """Names of flagged units, worst first, as many as stand without touching each other."""
    taken: list[tuple[float, float]] = []
    notes: list[Row] = []
    for p in sorted((p for p in points if p["flagged"]), key=lambda p: p["rate"])[:12]:
        x = (log10(p["due"]) - span[0]) / (span[1] - span[0])
        y = (p["rate"] - floor) / (1.02 - floor)
        if any(abs(y - b) < 0.06 and abs(x - a) < 0.42 for a, b in taken):
            continue
        taken.append((x, y))
        left = x > 0.55
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


def gap_dots(rows: list[Row], words: Words) -> Row:
    """The unit's rate and interval a standard, over the rates of its peers.

    Rows: name, value, lower, upper, line, peers (list), short (bool).
    """
    data: list[Row] = []
    for i, r in enumerate(rows):
        colour = WARN if r["short"] else ACCENT
        y = i + 0.12
        data += [
            {
                "type": "scatter",
                "mode": "markers",
                "x": r["peers"],
                "y": [y] * len(r["peers"]),
                "marker": {"symbol": "line-ns-open", "size": 11, "color": PEER, "opacity": 0.75},
                "hoverinfo": "skip",
            },
            {
                "type": "scatter",
                "mode": "lines",
                "x": [r["lower"], r["upper"]],
                "y": [y, y],
                "line": {"color": colour, "width": 4},
                "hoverinfo": "skip",
            },
            {
                "type": "scatter",
                "mode": "markers",
                "x": [r["value"]],
                "y": [y],
                "marker": {"color": colour, "size": 12, "line": {"color": "#fff", "width": 1.5}},
                "cliponaxis": False,
                "hovertemplate": "%{x:.1%}<extra></extra>",
            },
        ]
    low = min([r["lower"] for r in rows] + [p for r in rows for p in r["peers"]] + [0.9])
    shapes = [
        {"type": "line", "x0": r["line"], "x1": r["line"], "y0": i - 0.06, "y1": i + 0.3, "line": {"color": INK, "width": 1.5}}
        for i, r in enumerate(rows)
    ]
    names = [f"{r['name']} · {words.share(r['value'])}" for r in rows]
    layout = base(
        words,
        64 * len(rows) + 48,
        shapes=shapes,
        annotations=row_labels(names),
        xaxis=axis(range=[max(0, low - 0.03), 1.015], tickformat=".0%", nticks=5),
        yaxis=axis(range=[len(rows) - 0.55, -0.85], visible=False),
    )
    return {"data": data, "layout": layout}


def monthly(rows: list[Row], months: list[str], words: Words) -> Row:
    """Small multiples, one below the other: the share kept month by month.

    Rows: name, shares (None where nothing fell due), due, line.
    """
    count, data, notes, shapes = len(rows), [], [], []
    layout = base(words, 176 * count + 44)
    for i, r in enumerate(rows):
        tail = "" if i == 0 else str(i + 1)
        top = 1 - i / count
        data.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": months,
                "y": r["shares"],
                "customdata": r["due"],
                "xaxis": "x",
                "yaxis": f"y{tail}",
                "line": {"color": ACCENT, "width": 2},
                "cliponaxis": False,
                "marker": {"size": 7, "color": [WARN if s is not None and s < r["line"] else ACCENT for s in r["shares"]]},
                "hovertemplate": "%{x}: %{y:.0%} · n = %{customdata}<extra></extra>",
            }
        )
        notes.append(note(label(r["name"]), 0, top, xref="paper", yref="paper", xanchor="left", yanchor="top", font={"size": 13}))
        shapes.append({**hline(r["line"]), "yref": f"y{tail}", "line": {"color": INK, "width": 1, "dash": "dot"}})
        layout[f"yaxis{tail}"] = axis(
            range=[-0.04, 1.06], tickformat=".0%", tickvals=[0, 0.5, 1], domain=[top - 0.78 / count, top - 0.26 / count], anchor="x"
        )
    last = "" if count == 1 else str(count)
    layout["xaxis"] = axis(
        type="category", anchor=f"y{last}", showgrid=False, tickvals=months[::2] if len(months) > 6 else months, tickangle=0
    )
    return {"data": data, "layout": {**layout, "annotations": notes, "shapes": shapes}}


def around_due(bins: list[Row], words: Words) -> Row:
    """When duties were done, counted in days from the due date; the limit stands at 0.

    Bins: name, kept, broken.
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
        for part, colour in (("kept", COMMON), ("broken", WARN))
    ]
    layout = base(
        words,
        320,
        barmode="stack",
        bargap=0.12,
        xaxis=axis(type="category", showgrid=False, title=small(words("figure.days"))),
        yaxis=axis(nticks=5, tickformat=",.0f"),
    )
    return {"data": data, "layout": layout}
