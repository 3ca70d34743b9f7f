"""Money for legal work as pure functions: rows and words in, a plotly figure out."""

from __future__ import annotations

from html import escape

from dashboards.canvas import ACCENT, COMMON, INK, MUTE, PEER, WARN, Row, axis, base, label, ladder, note, share_axis, small
from dashboards.words import Words


def shares_by_year(rows: list[Row], line: float, words: Words) -> Row:
    """The city's share of each year as a point, over the agencies' own as ticks and the share that is asked.

    Rows: name, value, reaches (bool), peers (shares).
    """
    places = ladder([label(r["name"]) for r in rows], 20)
    data: list[Row] = []
    for r, y in zip(rows, places.marks, strict=True):
        colour, symbol = (ACCENT, "circle") if r["reaches"] else (WARN, "diamond")
        data += [
            {
                "type": "scatter", "mode": "markers", "x": r["peers"], "y": [y] * len(r["peers"]), "hoverinfo": "skip",
                "marker": {"symbol": "line-ns-open", "size": 12, "color": PEER, "opacity": 0.75},
            },
            {
                "type": "scatter", "mode": "markers", "x": [r["value"]], "y": [y], "cliponaxis": False, "hovertemplate": "%{text}<extra></extra>",
                "text": [words.share(r["value"], 2)], "marker": {"color": colour, "symbol": symbol, "size": 14, "line": {"color": "#fff", "width": 1.5}},
            },
        ]  # fmt: skip
    seen = [v for r in rows for v in (r["value"], *r["peers"])] + [line]
    low, high = min(seen) - 0.0004, max(seen) + 0.0004
    step = next(s for s in (0.0005, 0.001, 0.002, 0.005, 0.01, 0.1, 1.0) if (high - low) / s < 6)
    marks = [round(k * step, 4) for k in range(int(low / step) + 1, int(high / step) + 1)]
    asked: Row = {
        "type": "line",
        "x0": line,
        "x1": line,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": INK, "width": 1.5, "dash": "dot"},
    }
    layout = base(
        words,
        places.height + 52,
        shapes=[{**asked, "layer": "below"}],
        annotations=places.labels,
        xaxis=axis(
            range=[low, high],
            tickvals=marks,
            ticktext=[words.share(m, 2) for m in marks],
            title=small(words("money.share_axis")),
            tickangle=0,
        ),
        yaxis=axis(range=[places.height, 0], visible=False),
    )
    return {"data": data, "layout": layout}


def cost_and_kept(points: list[Row], words: Words) -> Row:
    """Each agency by what it spent against the norm and the share of duties it kept. Points: name, ratio, kept."""
    texts = [f"<b>{escape(p['name'])}</b><br>{words.share(p['ratio'])} · {words.share(p['kept'])}" for p in points]
    data: list[Row] = [
        {
            "type": "scatter", "mode": "markers", "x": [p["ratio"] for p in points], "y": [p["kept"] for p in points], "cliponaxis": False,
            "text": texts, "hovertemplate": "%{text}<extra></extra>", "marker": {"color": COMMON, "size": 9, "line": {"color": "#fff", "width": 1}},
        }
    ]  # fmt: skip
    ratios, shares = [p["ratio"] for p in points], [p["kept"] for p in points]
    low, high, floor = min([*ratios, 1]) - 0.02, max([*ratios, 1]) + 0.02, max(0.0, min(shares) - 0.04)
    norm: Row = {"type": "line", "x0": 1, "x1": 1, "yref": "paper", "y0": 0, "y1": 1, "line": {"color": INK, "width": 1.5, "dash": "dot"}}
    dear, weak = max(points, key=lambda p: p["ratio"]), min(points, key=lambda p: p["kept"])
    named = {p["name"]: p for p in (dear, weak)}.values()
    notes = [
        note(
            label(p["name"], 24, 1), p["ratio"], p["kept"], xanchor="right" if p["ratio"] > (low + high) / 2 else "left",
            xshift=-9 if p["ratio"] > (low + high) / 2 else 9, font={"size": 12}, bgcolor="rgba(255,255,255,.75)",
        )
        for p in named
    ]  # fmt: skip
    notes.append(note(words("money.norm"), 1, 1, yref="paper", yanchor="bottom", xanchor="center", font={"size": 12, "color": MUTE}))
    layout = base(
        words,
        400,
        shapes=[norm],
        annotations=notes,
        margin={"l": 8, "r": 8, "t": 28, "b": 44},
        xaxis=axis(range=[low, high], **ratio_ticks(low, high, words), title=small(words("money.ratio_axis")), tickangle=0),
        yaxis=share_axis(floor, 1.01, words, title=small(words("money.kept_axis"))),
    )
    return {"data": data, "layout": layout}


def ratio_ticks(low: float, high: float, words: Words) -> Row:
    """Ticks of an axis of ratios that may pass 100 %, written as the pages write shares."""
    step = next(s for s in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 1e9) if (high - low) / s < 6)
    marks = [round(k * step, 2) for k in range(int(low / step) + 1, int(high / step) + 1)]
    return {"tickvals": marks, "ticktext": [words.share(m, 0) for m in marks]}
