"""The share of cases kept under each limit: a pure function, rows and words in, a plotly figure out."""

from __future__ import annotations

from dashboards.canvas import ACCENT, INK, WARN, Row, axis, base, note, share_axis, small
from dashboards.words import Words


def kept_by_limit(points: list[Row], unit: str, words: Words) -> Row:
    """A curve with its 95 % band, the present limit as a line; the last trace is the point the slider moves.

    Points, ascending: limit (days), share, lower, upper (0–1), now (bool), label, said.
    """
    x, now = [p["limit"] for p in points], next(p for p in points if p["now"])
    line = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": now["limit"], "x1": now["limit"]}
    side = "right" if now["limit"] > (x[0] + x[-1]) / 2 else "left"
    said = note(words("what_if.present", limit=now["label"]), now["limit"], 1, yref="paper", yanchor="bottom", xanchor=side)
    layout = base(
        words,
        320,
        margin={"l": 8, "r": 12, "t": 24, "b": 44},
        shapes=[{**line, "line": {"color": INK, "width": 1.5, "dash": "dot"}}],
        annotations=[{**said, "font": {"size": 12, "color": INK}}],
        xaxis=axis(range=[x[0] - 0.03 * x[-1], x[-1] * 1.02], nticks=8, title=small(words("what_if.axis", unit=unit))),
        yaxis=share_axis(-0.02, 1.03, words),
    )
    return {"data": [*curve(points), chosen(now)], "layout": layout}


def curve(points: list[Row]) -> list[Row]:
    """The upper and the lower end of the interval with the band between them, and the share."""
    line = {"type": "scatter", "mode": "lines", "x": [p["limit"] for p in points], "hoverinfo": "skip"}
    upper, lower, share = ([round(p[end], 4) for p in points] for end in ("upper", "lower", "share"))
    edge = {**line, "line": {"width": 0, "color": ACCENT}}
    return [
        {**edge, "y": upper},
        {**edge, "y": lower, "fill": "tonexty", "fillcolor": "rgba(11,110,117,.16)"},
        {**line, "y": share, "line": {"color": ACCENT, "width": 2}, "hoverinfo": "text", "text": [p["said"] for p in points]},
    ]


def chosen(now: Row) -> Row:
    """The limit being tried; it starts on the present one."""
    mark = {"symbol": "diamond", "size": 13, "color": WARN, "line": {"color": "#fff", "width": 1.5}}
    place = {"x": [now["limit"]], "y": [round(now["share"], 4)]}
    return {"type": "scatter", "mode": "markers", **place, "marker": mark, "cliponaxis": False, "hoverinfo": "skip"}
