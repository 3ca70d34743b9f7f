"""Control charts: what a unit did month by month, and what chance alone would do to it. Pure: rows and words in, a figure out."""

from __future__ import annotations

from dashboards.canvas import ACCENT, GRID, INK, MUTE, WARN, WITH_SCALE, Row, axis, base, hline, note, share_axis, titled
from dashboards.words import Words

PART = 206  # pixels one chart takes


def control_charts(rows: list[Row], months: list[str], words: Words) -> Row:
    """Small multiples, one below the other: the share kept month by month inside the limits of chance.

    Rows: name, firm, line, mean, and lists over the months: shares, lower, upper (None where nothing fell due), due, out (bool).
    """
    count = len(rows)
    data: list[Row] = []
    notes, shapes = [], []
    layout = base(words, PART * count + 44, margin=WITH_SCALE)
    for i, r in enumerate(rows):
        tail, top = "" if i == 0 else str(i + 1), 1 - i / count
        data += [{**trace, "xaxis": "x", "yaxis": f"y{tail}"} for trace in one_chart(r, months, words)]
        notes.append(note(titled(r), 0, top, xref="paper", yref="paper", xanchor="left", yanchor="top", font={"size": 13}))
        shapes += [
            {**hline(r["line"]), "yref": f"y{tail}", "line": {"color": INK, "width": 1, "dash": "dot"}},
            {**hline(r["mean"]), "yref": f"y{tail}", "line": {"color": MUTE, "width": 1}},
        ]
        layout[f"yaxis{tail}"] = share_axis(-0.04, 1.06, words, most=3, domain=[top - 0.82 / count, top - 0.33 / count], anchor="x")
    last = "" if count == 1 else str(count)
    layout["xaxis"] = axis(
        type="category", anchor=f"y{last}", showgrid=False, tickvals=months[::2] if len(months) > 6 else months, tickangle=0
    )
    return {"data": data, "layout": {**layout, "annotations": notes, "shapes": shapes}}


def one_chart(r: Row, months: list[str], words: Words) -> list[Row]:
    """The band of chance, and the months on it: a diamond where a month falls below the band."""
    edge = {"type": "scatter", "mode": "lines", "x": months, "hoverinfo": "skip", "line": {"color": GRID, "width": 1, "shape": "hvh"}}
    return [
        {**edge, "y": r["upper"]},
        {**edge, "y": r["lower"], "fill": "tonexty", "fillcolor": "rgba(143,166,178,.22)"},
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": months,
            "y": r["shares"],
            "customdata": r["due"],
            "text": [words.share(s, 0) for s in r["shares"]],
            "line": {"color": ACCENT, "width": 2},
            "cliponaxis": False,
            "marker": {
                "size": [12 if out else 7 for out in r["out"]],
                "symbol": ["diamond" if out else "circle" for out in r["out"]],
                "color": [WARN if out else ACCENT for out in r["out"]],
            },
            "hovertemplate": "%{x}: %{text} · n = %{customdata}<extra></extra>",
        },
    ]
