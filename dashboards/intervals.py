"""Estimates with their intervals, one row below the other: scores on an axis from 0 to 100, a unit's rates over its peers'.

Pure functions: rows and words in, a plotly figure as a plain dictionary out.
"""

from __future__ import annotations

from dashboards.canvas import ACCENT, GRID, INK, PEER, WARN, Row, axis, base, label, ladder, share_axis, titled
from dashboards.words import NBSP, Words

CUTS = (0, 50, 70, 85, 95)


def score_bars(rows: list[Row], words: Words) -> Row:
    """The score of each task group as a dot on its interval; a group without a score keeps its empty rail.

    Rows: name, score, lower, upper (None without a score), said (the same as text).
    """
    places = ladder([label(f"{r['name']} ·{NBSP}{r['said']}") for r in rows], 14)
    scored = [(r, y) for r, y in zip(rows, places.marks, strict=True) if r["score"] is not None]
    data: list[Row] = [
        spans([({"lower": 0, "upper": 101.5}, y) for y in places.marks], GRID, 9),
        spans(scored, ACCENT, 5),
        {
            "type": "scatter", "mode": "markers", "x": [r["score"] for r, _ in scored], "y": [y for _, y in scored], "cliponaxis": False,
            "marker": {"color": ACCENT, "size": 12, "line": {"color": "#fff", "width": 1.5}},
            "text": [r["said"] for r, _ in scored], "hovertemplate": "%{text}<extra></extra>",
        },
    ]  # fmt: skip
    layout = base(
        words,
        places.height + 40,
        annotations=places.labels,
        xaxis=axis(range=[0, 101.5], tickvals=CUTS, tickangle=0),
        yaxis=axis(range=[places.height, 0], visible=False),
    )
    return {"data": data, "layout": layout}


def gap_dots(rows: list[Row], words: Words) -> Row:
    """The unit's rate and interval a standard, over the rates of its peers.

    Rows: name, firm, value, lower, upper, line, peers (list), short (bool).
    """
    places = ladder([titled({**r, "name": f"{r['name']} ·{NBSP}{words.share(r['value'])}"}) for r in rows], 18)
    ranked = list(zip(rows, places.marks, strict=True))
    low = max(0, min([r["lower"] for r in rows] + [p for r in rows for p in r["peers"]] + [0.9]) - 0.03)
    rails = spans([({"lower": low, "upper": 1.015}, y) for y in places.marks], GRID, 1)
    data = [rails, peer_marks(ranked), *intervals(ranked), law_lines(ranked), unit_marks(ranked, words)]
    layout = base(
        words,
        places.height + 52,
        annotations=places.labels,
        xaxis=share_axis(low, 1.015, words),
        yaxis=axis(range=[places.height, 0], visible=False),
    )
    return {"data": data, "layout": layout}


def peer_marks(ranked: list[tuple[Row, float]]) -> Row:
    """All peers of all rows: one mark where several cannot be told apart, as 150 pages carry them."""
    seen = [(share, y) for r, y in ranked for share in sorted({round(p, 3) for p in r["peers"]})]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [share for share, _ in seen],
        "y": [y for _, y in seen],
        "marker": {"symbol": "line-ns-open", "size": 11, "color": PEER, "opacity": 0.75},
        "hoverinfo": "skip",
    }


def intervals(ranked: list[tuple[Row, float]]) -> list[Row]:
    """The units' intervals, those below the line in another colour."""
    return [spans([(r, y) for r, y in ranked if r["short"] == short], colour, 4) for short, colour in ((False, ACCENT), (True, WARN))]


def spans(ranked: list[tuple[Row, float]], colour: str, width: int) -> Row:
    """From `lower` to `upper` of each row, as one trace: many traces take a phone long to draw."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [end for r, _ in ranked for end in (r["lower"], r["upper"], None)],
        "y": [end for _, y in ranked for end in (y, y, None)],
        "line": {"color": colour, "width": width},
        "hoverinfo": "skip",
    }


def law_lines(ranked: list[tuple[Row, float]]) -> Row:
    """The rate each row must reach, upright across it."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [r["line"] for r, _ in ranked],
        "y": [y for _, y in ranked],
        "marker": {"symbol": "line-ns-open", "size": 18, "color": INK, "line": {"width": 1.5}},
        "hoverinfo": "skip",
    }


def unit_marks(ranked: list[tuple[Row, float]], words: Words) -> Row:
    """The unit itself, a diamond where it lies below the line: colour alone says nothing to some readers."""
    rows = [r for r, _ in ranked]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [r["value"] for r in rows],
        "y": [y for _, y in ranked],
        "marker": {
            "color": [WARN if r["short"] else ACCENT for r in rows],
            "symbol": ["diamond" if r["short"] else "circle" for r in rows],
            "size": 12,
            "line": {"color": "#fff", "width": 1.5},
        },
        "cliponaxis": False,
        "text": [words.share(r["value"]) for r in rows],
        "hovertemplate": "%{text}<extra></extra>",
    }
