"""Odds ratios with their intervals on a log axis, as a pure function: rows and words in, a plotly figure out."""

from __future__ import annotations

from math import log10
from typing import Any

from dashboards.canvas import ACCENT, GRID, INK, MARGIN, MUTE, WARN, Row, axis, base, label, ladder, note, small
from dashboards.words import NBSP, Words

BAND = (0.5, 2.0)
# what lies further out than a phone can show is drawn to the edge; the table has the number
SPAN = (0.08, 12.5)
TICKS = (0.1, 0.2, 0.5, 1, 2, 5, 10)


def forest(rows: list[Row], words: Words) -> Row:
    """Each comparison as a point on its interval, over the band within which cases count as treated alike.

    Rows: name, firm (may be empty), odds_ratio, lower, upper, said (the same as text), sure (bool).
    """
    places = ladder([heading(r) for r in rows], 18)
    data = [mark for r, y in zip(rows, places.marks, strict=True) for mark in marks(r, y)]
    band: Row = {"type": "rect", "x0": BAND[0], "x1": BAND[1], "yref": "paper", "y0": 0, "y1": 1, "fillcolor": GRID, "opacity": 0.55}
    one: Row = {"type": "line", "x0": 1, "x1": 1, "yref": "paper", "y0": 0, "y1": 1, "line": {"color": INK, "width": 1, "dash": "dot"}}
    sides: list[Row] = [
        note(words(f"fairness.{side}"), at, -0.01, xref="paper", yref="paper", xanchor=anchor, yanchor="top", yshift=-20, font={"size": 12, "color": MUTE})
        for side, at, anchor in (("waits_longer", 0, "left"), ("waits_less", 1, "right"))
    ]  # fmt: skip
    layout = base(
        words,
        places.height + 88,
        shapes=[{**band, "layer": "below", "line": {"width": 0}}, {**one, "layer": "below"}],
        annotations=places.labels + sides,
        margin={**MARGIN, "b": 80},
        xaxis=axis(
            type="log", range=[log10(end) for end in SPAN], tickvals=TICKS, ticktext=[words.number(v, 1 if v < 1 else 0) for v in TICKS],
            title={**small(words("fairness.axis")), "standoff": 34}, tickangle=0,
        ),
        yaxis=axis(range=[places.height, 0], visible=False),
    )  # fmt: skip
    return {"data": data, "layout": layout}


def heading(row: Row) -> str:
    """Name with its ratio, and how firm the law is where one rule is meant."""
    text = label(f"{row['name']} ·{NBSP}{row['said']}", 50, 3)
    return text + (f'<br><span style="font-size:11px;color:{MUTE}">{label(row["firm"], 70, 1)}</span>' if row["firm"] else "")


def marks(row: Row, y: float) -> list[Row]:
    """Interval and point; what is surely outside the band has another colour and another shape."""
    colour, shape = (WARN, "diamond") if row["sure"] else (ACCENT, "circle")
    ends = [min(max(row[end], SPAN[0]), SPAN[1]) for end in ("lower", "odds_ratio", "upper")]
    line: dict[str, Any] = {"type": "scatter", "mode": "lines", "x": [ends[0], ends[2]], "y": [y, y], "line": {"color": colour, "width": 4}}
    return [
        {**line, "hoverinfo": "skip"},
        {
            "type": "scatter", "mode": "markers", "x": [ends[1]], "y": [y], "text": [row["said"]], "hovertemplate": "%{text}<extra></extra>",
            "marker": {"color": colour, "symbol": shape, "size": 12, "line": {"color": "#fff", "width": 1.5}},
        },
    ]  # fmt: skip
