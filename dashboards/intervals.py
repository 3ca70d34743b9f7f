"""Scores with their intervals on one axis from 0 to 100: a pure function, rows and words in, a plotly figure out."""

from __future__ import annotations

from dashboards.canvas import ACCENT, GRID, Row, axis, base, hline, label, ladder
from dashboards.words import NBSP, Words

CUTS = (0, 50, 70, 85, 95)


def score_bars(rows: list[Row], words: Words) -> Row:
    """The score of each task group as a dot on its interval; a group without a score keeps its empty rail.

    Rows: name, score, lower, upper (None without a score), said (the same as text).
    """
    places = ladder([label(f"{r['name']} ·{NBSP}{r['said']}") for r in rows], 14)
    data: list[Row] = []
    for r, y in zip(rows, places.marks, strict=True):
        if r["score"] is not None:
            data += [
                {"type": "scatter", "mode": "lines", "x": [r["lower"], r["upper"]], "y": [y, y], "line": {"color": ACCENT, "width": 5}, "hoverinfo": "skip"},
                {
                    "type": "scatter", "mode": "markers", "x": [r["score"]], "y": [y], "cliponaxis": False,
                    "marker": {"color": ACCENT, "size": 12, "line": {"color": "#fff", "width": 1.5}},
                    "text": [r["said"]], "hovertemplate": "%{text}<extra></extra>",
                },
            ]  # fmt: skip
    rails = [{**hline(y), "layer": "below", "line": {"color": GRID, "width": 9}} for y in places.marks]
    layout = base(
        words,
        places.height + 40,
        shapes=rails,
        annotations=places.labels,
        xaxis=axis(range=[0, 101.5], tickvals=CUTS, tickangle=0),
        yaxis=axis(range=[places.height, 0], visible=False),
    )
    return {"data": data, "layout": layout}
