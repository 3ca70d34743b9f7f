"""What another limit would cure, as a pure function: rows and words in, a plotly figure out."""

from __future__ import annotations

from dashboards.canvas import COMMON, INK, WARN, Row, axis, base, ladder, note, small, titled
from dashboards.words import Words


def cured_bars(rows: list[Row], words: Words) -> Row:
    """Unmet duties a workable limit would have kept, with what both ends of its interval would.

    Rows: name, firm, cured, lower, upper (duties), of_the_law (bool).
    """
    places = ladder([titled(r) for r in rows], 20)
    data: list[Row] = [
        {
            "type": "bar", "orientation": "h", "y": places.marks, "x": [r["cured"] for r in rows], "width": 20, "hoverinfo": "skip",
            "marker": {"color": [WARN if r["of_the_law"] else COMMON for r in rows]},
        }
    ]  # fmt: skip
    for r, y in zip(rows, places.marks, strict=True):
        data.append(
            {"type": "scatter", "mode": "lines", "x": [r["lower"], r["upper"]], "y": [y, y], "line": {"color": INK, "width": 3}, "hoverinfo": "skip"}
        )  # fmt: skip
    top = max([r["upper"] for r in rows] + [1])
    totals = [
        note(f"<b>{words.number(r['cured'])}</b>", r["upper"], y, xanchor="left", xshift=6) for r, y in zip(rows, places.marks, strict=True)
    ]
    layout = base(
        words,
        places.height + 56,
        xaxis=axis(range=[0, top * 1.18], nticks=5, tickformat=",.0f", title=small(words("law_problems.axis"))),
        yaxis=axis(range=[places.height, 0], visible=False),
        annotations=places.labels + totals,
    )
    return {"data": data, "layout": layout}
