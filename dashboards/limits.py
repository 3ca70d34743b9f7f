"""The share of cases kept under each limit: a pure function, rows and words in, a plotly figure out."""

from __future__ import annotations

from dashboards.canvas import ACCENT, INK, WARN, Row, axis, base, note, share_axis, small
from dashboards.words import Words


def kept_by_limit(points: list[Row], unit: str, words: Words) -> Row:
    """A curve with its 95 % band, the present limit as a line; the last trace is the point the slider moves.

    Points, ascending: limit (days), share, lower, upper (0–1), now (bool), label.
    """
    x, now = [p["limit"] for p in points], next(p for p in points if p["now"])
    line = {"type": "scatter", "mode": "lines", "x": x, "hoverinfo": "skip"}
    edge = {**line, "line": {"width": 0, "color": ACCENT}}
    data: list[Row] = [
        {**edge, "y": [round(p["upper"], 4) for p in points]},
        {**edge, "y": [round(p["lower"], 4) for p in points], "fill": "tonexty", "fillcolor": "rgba(11,110,117,.16)"},
        {
            **line, "y": [round(p["share"], 4) for p in points], "line": {"color": ACCENT, "width": 2},
            "hoverinfo": "text", "text": [p["said"] for p in points],
        },
        {
            "type": "scatter", "mode": "markers", "x": [now["limit"]], "y": [round(now["share"], 4)], "cliponaxis": False, "hoverinfo": "skip",
            "marker": {"symbol": "diamond", "size": 13, "color": WARN, "line": {"color": "#fff", "width": 1.5}},
        },
    ]  # fmt: skip
    late = now["limit"] > (x[0] + x[-1]) / 2
    layout = base(
        words,
        320,
        margin={"l": 8, "r": 12, "t": 24, "b": 44},
        shapes=[
            {
                "type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": now["limit"], "x1": now["limit"],
                "line": {"color": INK, "width": 1.5, "dash": "dot"},
            }
        ],
        annotations=[
            note(
                words("what_if.present", limit=now["label"]), now["limit"], 1, yref="paper", yanchor="bottom",
                xanchor="right" if late else "left", font={"size": 12, "color": INK},
            )
        ],
        xaxis=axis(range=[min(x) - 0.03 * x[-1], x[-1] * 1.02], nticks=8, title=small(words("what_if.axis", unit=unit))),
        yaxis=share_axis(-0.02, 1.03, words),
    )  # fmt: skip
    return {"data": data, "layout": layout}
