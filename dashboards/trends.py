"""Figures of indicators and task groups: by month, against peers, score by score. Rows and words in, a plotly figure out."""

from __future__ import annotations

from html import escape
from math import log10

from assets.gaps.funnel import Funnel
from dashboards.canvas import (
    ACCENT,
    COMMON,
    GRID,
    INK,
    MARGIN,
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
)
from dashboards.figures import limit_lines, spread, unit_points
from dashboards.words import NBSP, Words


def trend(months: list[Row], mean: float | None, words: Words, share: bool) -> Row:
    """A value month by month between the limits that chance would draw.

    Months: month, value, lower, upper (None where nothing can be said), outside (bool), said.
    """
    names = [m["month"] for m in months]
    data = [line(names, [m[side] for m in months]) for side in ("lower", "upper")]
    data.append(
        {
            "type": "scatter", "mode": "lines+markers", "x": names, "y": [m["value"] for m in months], "cliponaxis": False,
            "line": {"color": ACCENT, "width": 2},
            "marker": {
                "size": [11 if m["outside"] else 7 for m in months],
                "color": [WARN if m["outside"] else ACCENT for m in months],
                "symbol": ["diamond" if m["outside"] else "circle" for m in months],
            },
            "text": [m["said"] for m in months], "hovertemplate": "%{x}: %{text}<extra></extra>",
        }
    )  # fmt: skip
    values = [m[name] for m in months for name in ("value", "lower", "upper") if m[name] is not None]
    rail = [] if mean is None else [{**hline(mean), "line": {"color": INK, "width": 1, "dash": "dash"}}]
    layout = base(
        words, 320, margin=WITH_SCALE, shapes=rail,
        xaxis=axis(type="category", showgrid=False, tickvals=names[:: max(1, -(-len(names) // 4))], tickangle=0),
        yaxis=value_axis(values, words, share),
    )  # fmt: skip
    return {"data": data, "layout": layout}


def line(x: list[str], y: list[float | None]) -> Row:
    """One limit as a thin stepped line."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": PEER, "width": 1.2, "dash": "dot", "shape": "hvh"},
        "hoverinfo": "skip",
    }


def value_axis(values: list[float], words: Words, share: bool) -> Row:
    """An axis around the values, with some air; shares within 0 and 100 % as the pages write them."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    air = max(0.08 * (high - low), 0.01 if share else 0.05 * abs(high) or 1)
    if share and high <= 1:
        return share_axis(max(-0.01, low - air), min(1.01, high + air), words, 7)
    return axis(range=[low - air, high + air], nticks=6, **({"tickformat": ",.0%"} if share else {}))


def indicator_funnel(points: list[Row], limits: Funnel, words: Words) -> Row:
    """Each agency by its denominator and share, inside the limits chance would draw around the mean.

    Points: name, due, rate, flagged (outside the wider limits on the worse side).
    """
    top = 1.02
    low = min([p["rate"] for p in points] + [min(limits.limits[0.95][0])])
    floor = max(-0.02, low - 0.06 * (top - low))
    span = (log10(limits.sizes[0]) - 0.04, log10(limits.sizes[-1]) + 0.04)
    said = note(
        label(words("indicator.mean", share=words.share(limits.mean)), 40, 1), 0, limits.mean, xref="paper", xanchor="left",
        yanchor="top" if limits.mean > 0.5 else "bottom", font={"color": ACCENT, "size": 12},
    )  # fmt: skip
    layout = base(
        words, 440, margin=WITH_SCALE, shapes=[hline(limits.mean)],
        xaxis=axis(
            type="log", range=span, tickvals=ticks(limits.sizes[0], limits.sizes[-1]), tickformat=",.0f",
            title=small(words("indicator.size")),
        ),
        yaxis=share_axis(floor, top, words),
        annotations=[said, *spread(points, span, floor)],
    )  # fmt: skip
    return {"data": limit_lines(limits) + unit_points(points, words), "layout": layout}


def strips(rows: list[Row], words: Words, share: bool) -> Row:
    """How agencies spread, a row each kind of them: every agency a tick, the middle half a bar, the median a dot.

    Rows: name, values, quarter, middle, three_quarters, said.
    """
    places = ladder([label(f"{r['name']} ·{NBSP}{r['said']}") for r in rows], 22)
    data: list[Row] = []
    for r, y in zip(rows, places.marks, strict=True):
        data += [
            {
                "type": "scatter", "mode": "markers", "x": r["values"], "y": [y] * len(r["values"]), "hoverinfo": "skip", "cliponaxis": False,
                "marker": {"symbol": "line-ns-open", "size": 13, "color": PEER, "opacity": 0.75},
            },
            {
                "type": "scatter", "mode": "lines", "x": [r["quarter"], r["three_quarters"]], "y": [y, y], "hoverinfo": "skip",
                "line": {"color": ACCENT, "width": 5},
            },
            {
                "type": "scatter", "mode": "markers", "x": [r["middle"]], "y": [y], "cliponaxis": False,
                "marker": {"color": ACCENT, "size": 13, "line": {"color": "#fff", "width": 1.5}},
                "text": [r["said"]], "hovertemplate": "%{text}<extra></extra>",
            },
        ]  # fmt: skip
    rails = [{**hline(y), "layer": "below", "line": {"color": GRID, "width": 1}} for y in places.marks]
    layout = base(
        words, places.height + 44, shapes=rails, annotations=places.labels,
        xaxis=value_axis([v for r in rows for v in r["values"]], words, share), yaxis=axis(range=[places.height, 0], visible=False),
    )  # fmt: skip
    return {"data": data, "layout": layout}


def score_spread(rows: list[Row], middle: float, words: Words) -> Row:
    """Every agency's score on its interval, lowest on top, unnamed but on touch; the median agency as a line.

    Rows: name, score, lower, upper, said, apart (the whole interval lies below the median).
    """
    rows = sorted(rows, key=lambda r: (r["score"], r["name"]))
    step = 4 if len(rows) > 60 else 12
    data: list[Row] = []
    for apart, colour, symbol in ((False, COMMON, "circle"), (True, WARN, "diamond")):
        some = [(r, i * step) for i, r in enumerate(rows) if r["apart"] == apart]
        data += [
            {
                "type": "scatter", "mode": "lines", "x": [v for r, _ in some for v in (r["lower"], r["upper"], None)],
                "y": [v for _, y in some for v in (y, y, None)], "line": {"color": colour, "width": 1.5}, "hoverinfo": "skip",
            },
            {
                "type": "scatter", "mode": "markers", "x": [r["score"] for r, _ in some], "y": [y for _, y in some],
                "marker": {"color": colour, "size": 5 if step == 4 else 8, "symbol": symbol}, "cliponaxis": False,
                "text": [f"<b>{escape(r['name'])}</b><br>{r['said']}" for r, _ in some], "hovertemplate": "%{text}<extra></extra>",
            },
        ]  # fmt: skip
    low = min(r["lower"] for r in rows)
    said = label(words("plan.middle", score=words.number(middle, 1)), 40, 1)
    layout = base(
        words, len(rows) * step + 84,
        shapes=[{"type": "line", "x0": middle, "x1": middle, "yref": "paper", "y0": 0, "y1": 1, "line": {"color": INK, "width": 1, "dash": "dash"}}],
        annotations=[note(said, middle, 1, yref="paper", yanchor="bottom", xanchor="right", xshift=-4, font={"size": 12, "color": MUTE})],
        xaxis=axis(range=[low - 0.05 * (100 - low) - 0.2, 100.3], nticks=6, title=small(words("scores.score"))),
        yaxis=axis(range=[len(rows) * step, -step - 2], visible=False),
        margin={**MARGIN, "t": 24},
    )  # fmt: skip
    return {"data": data, "layout": layout}
