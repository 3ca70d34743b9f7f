"""The clock of single duties as bars of days: a pure function, rows and words in, a plotly figure out."""

from __future__ import annotations

from dashboards.canvas import COMMON, GRID, INK, MUTE, WARN, Row, axis, base, label, ladder, small
from dashboards.words import Words

BAR = 16
# what counts, what stands still and what is late differ in hatching too, for eyes and printers without colour
LOOKS = {"waiting": (GRID, ""), "running": (COMMON, ""), "stopped": ("#ffffff", "/"), "late": (WARN, "x")}


def clock_bars(rows: list[Row], words: Words) -> Row:
    """One bar a duty, in days from the day its clock began.

    Rows: label, parts (kind of LOOKS, from, to), due, original_due, promised (days; None where there is none).
    """
    places = ladder([label(r["label"], 46) for r in rows], BAR)
    data = [trace for kind in LOOKS if (trace := stretches(rows, places.marks, kind, words))]
    ends = [p["to"] for r in rows for p in r["parts"]] + [r["due"] for r in rows] + [r["promised"] or 0 for r in rows]
    starts = [p["from"] for r in rows for p in r["parts"]] + [0]
    reach = max(ends) - min(starts)
    layout = base(
        words,
        places.height + 56,
        barmode="overlay",
        annotations=places.labels,
        shapes=[mark for r, y in zip(rows, places.marks, strict=True) for mark in marks(r, y)],
        xaxis=axis(range=[min(starts) - 0.01 * reach, max(ends) + 0.03 * reach], nticks=8, title=small(words("clock.axis"))),
        yaxis=axis(range=[places.height, 0], visible=False),
    )
    return {"data": data, "layout": layout}


def stretches(rows: list[Row], heights: list[float], kind: str, words: Words) -> Row | None:
    """All stretches of one kind as one trace; None where there are none."""
    (colour, hatch), parts = LOOKS[kind], [(y, p) for r, y in zip(rows, heights, strict=True) for p in r["parts"] if p["kind"] == kind]
    if not parts:
        return None
    return {
        "type": "bar",
        "orientation": "h",
        "width": BAR,
        "y": [y for y, _ in parts],
        "base": [round(p["from"], 2) for _, p in parts],
        "x": [round(p["to"] - p["from"], 2) for _, p in parts],
        "marker": {
            "color": colour,
            "line": {"color": MUTE, "width": 1},
            "pattern": {"shape": hatch, "size": 6, "fgcolor": INK, "bgcolor": colour},
        },
        "name": words(f"clock.{kind}"),
        "hovertemplate": "%{fullData.name}<extra></extra>",
    }


def marks(r: Row, y: float) -> list[Row]:
    """The due date as a thick line; where it was moved the original one dashed, and what was promised dotted."""
    found = [(r["due"], 4, "solid")]
    if r["original_due"] is not None and abs(r["original_due"] - r["due"]) > 0.01:
        found.append((r["original_due"], 2, "dash"))
    if r["promised"] is not None:
        found.append((r["promised"], 2, "dot"))
    return [
        {
            "type": "line",
            "x0": x,
            "x1": x,
            "y0": y - BAR / 2 - 4,
            "y1": y + BAR / 2 + 4,
            "line": {"color": INK, "width": width, "dash": dash},
        }
        for x, width, dash in found
    ]
