"""The share of cases kept under each limit: a pure function, rows and words in, a plotly figure out."""

from __future__ import annotations

from dashboards.canvas import ACCENT, INK, WARN, WITH_SCALE, Row, axis, base, note, share_axis, small
from dashboards.words import Words


def kept_by_limit(points: list[Row], workable: Row | None, unit: str, words: Words) -> Row:
    """A curve with its 95 % band, the present and the workable limit as lines; the last trace is the point the slider moves.

    Points, ascending: limit (days), share, lower, upper (0–1), now (bool), label, said. Workable: limit, label, lower, upper.
    """
    x, now = [p["limit"] for p in points], next(p for p in points if p["now"])
    shapes, said = [upright(now["limit"], INK, "dot")], [named(x, now, words("what_if.present", limit=now["label"]), INK)]
    if workable:
        shapes += [upright(workable["limit"], ACCENT, "dash"), span(workable)]
        # a line of its own: on a phone the two limits stand close together
        said.append({**named(x, workable, words("what_if.workable_at", limit=workable["label"]), ACCENT), "yshift": 16})
    layout = base(
        words,
        320,
        margin={**WITH_SCALE, "r": 14, "t": 40 if workable else 24},
        shapes=shapes,
        annotations=said,
        xaxis=axis(range=[x[0] - 0.03 * x[-1], x[-1] * 1.02], nticks=8, title=small(words("what_if.axis", unit=unit))),
        yaxis=share_axis(-0.02, 1.03, words),
    )
    return {"data": [*curve(points), chosen(now)], "layout": layout}


def upright(limit: float, colour: str, dash: str) -> Row:
    """A line from bottom to top at a limit."""
    ends = {"y0": 0, "y1": 1, "x0": limit, "x1": limit}
    return {"type": "line", "yref": "paper", **ends, "line": {"color": colour, "width": 1.5, "dash": dash}}


def span(workable: Row) -> Row:
    """The interval of the workable limit; open to the right where the data set it no end."""
    place = {"x0": workable["lower"] or workable["limit"], "x1": workable["to"]}
    return {"type": "rect", "yref": "paper", "y0": 0, "y1": 1, **place, "line": {"width": 0}, "fillcolor": ACCENT, "opacity": 0.1}


def named(x: list[float], at: Row, text: str, colour: str) -> Row:
    """The name of a limit above its line, on the side where there is room."""
    side = "right" if at["limit"] > (x[0] + x[-1]) / 2 else "left"
    label = note(text, at["limit"], 1, yref="paper", yanchor="bottom", xanchor=side)
    return {**label, "font": {"size": 12, "color": colour}}


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
