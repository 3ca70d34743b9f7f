"""Money for legal work as pure functions: rows and words in, a plotly figure out."""

from __future__ import annotations

from html import escape

from dashboards.canvas import ACCENT, COMMON, INK, MUTE, PEER, WARN, WITH_SCALE, Row, axis, base, label, ladder, note, share_axis, small
from dashboards.words import Words

STEPS = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 1e9)


def shares_by_year(rows: list[Row], line: float, words: Words) -> Row:
    """The city's share of each year as a point, over the agencies' own as ticks and the share that is asked.

    Rows: name, value, reaches (bool), peers (shares).
    """
    places = ladder([label(r["name"]) for r in rows], 20)
    seen = [v for r in rows for v in (r["value"], *r["peers"])] + [line]
    low, high = min(seen) - 0.0004, max(seen) + 0.0004
    layout = base(
        words,
        places.height + 52,
        shapes=[upright(line)],
        annotations=places.labels,
        xaxis=ratio_axis(low, high, 2, words, "money.share_axis"),
        yaxis=axis(range=[places.height, 0], visible=False),
    )
    return {"data": [mark for r, y in zip(rows, places.marks, strict=True) for mark in year_marks(r, y, words)], "layout": layout}


def year_marks(row: Row, y: float, words: Words) -> list[Row]:
    """One year: the agencies as ticks, the city as a point that has another shape where it fell short."""
    colour, symbol = (ACCENT, "circle") if row["reaches"] else (WARN, "diamond")
    return [
        {
            "type": "scatter", "mode": "markers", "x": row["peers"], "y": [y] * len(row["peers"]), "hoverinfo": "skip",
            "marker": {"symbol": "line-ns-open", "size": 12, "color": PEER, "opacity": 0.75},
        },
        {
            "type": "scatter", "mode": "markers", "x": [row["value"]], "y": [y], "cliponaxis": False, "text": [words.share(row["value"], 2)],
            "hovertemplate": "%{text}<extra></extra>",
            "marker": {"color": colour, "symbol": symbol, "size": 14, "line": {"color": "#fff", "width": 1.5}},
        },
    ]  # fmt: skip


def cost_and_kept(points: list[Row], words: Words) -> Row:
    """Each agency by what it spent against the norm and the share of duties it kept. Points: name, ratio, kept."""
    ratios, shares = [p["ratio"] for p in points], [p["kept"] for p in points]
    low, high = min([*ratios, 1]) - 0.02, max([*ratios, 1]) + 0.02
    data: list[Row] = [
        {
            "type": "scatter", "mode": "markers", "x": ratios, "y": shares, "cliponaxis": False, "hovertemplate": "%{text}<extra></extra>",
            "text": [f"<b>{escape(p['name'])}</b><br>{words.share(p['ratio'])} · {words.share(p['kept'])}" for p in points],
            "marker": {"color": COMMON, "size": 9, "line": {"color": "#fff", "width": 1}},
        }
    ]  # fmt: skip
    norm = note(words("money.norm"), 1, 1, yref="paper", yanchor="bottom", xanchor="center", font={"size": 12, "color": MUTE})
    layout = base(
        words,
        400,
        shapes=[upright(1)],
        annotations=[*ends(points, (low + high) / 2), norm],
        margin={**WITH_SCALE, "l": 60, "t": 28},
        xaxis=ratio_axis(low, high, 0, words, "money.ratio_axis"),
        yaxis=share_axis(max(0.0, min(shares) - 0.04), 1.01, words, title=small(words("money.kept_axis"))),
    )
    return {"data": data, "layout": layout}


def ends(points: list[Row], middle: float) -> list[Row]:
    """Names of the dearest agency and of the one that keeps least, on the side that has room."""
    chosen = {p["name"]: p for p in (max(points, key=lambda p: p["ratio"]), min(points, key=lambda p: p["kept"]))}
    return [
        note(
            label(p["name"], 24, 1), p["ratio"], p["kept"], xanchor="right" if p["ratio"] > middle else "left",
            xshift=-9 if p["ratio"] > middle else 9, font={"size": 12}, bgcolor="rgba(255,255,255,.75)",
        )
        for p in chosen.values()
    ]  # fmt: skip


def upright(x: float) -> Row:
    """The share or the norm that is asked, from top to bottom."""
    return {
        "type": "line", "x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1, "layer": "below", "line": {"color": INK, "width": 1.5, "dash": "dot"},
    }  # fmt: skip


def ratio_axis(low: float, high: float, digits: int, words: Words, title: str) -> Row:
    """An axis of ratios that may be tiny or pass 100 %, its ticks written as the pages write shares."""
    step = next(s for s in STEPS if (high - low) / s < 6)
    marks = [round(k * step, 4) for k in range(int(low / step) + 1, int(high / step) + 1)]
    return axis(range=[low, high], tickvals=marks, ticktext=[words.share(m, digits) for m in marks], title=small(words(title)), tickangle=0)
