"""What every figure stands on: colours, type, axes, and labels that wrap and are escaped."""

from __future__ import annotations

import textwrap
from html import escape
from typing import Any

from dashboards.words import Words

INK, MUTE, GRID = "#1d2733", "#5d6874", "#e3e7eb"
ACCENT, WARN, COMMON, PEER = "#0b6e75", "#b3541e", "#8fa6b2", "#a9b8c1"
FONT = '"Be Vietnam Pro","Noto Sans",system-ui,sans-serif'
Row = dict[str, Any]


def label(text: str, width: int = 46, lines: int = 2) -> str:
    """Text for plotly: it reads a little HTML, so escape; wrap by hand, so no label is cut off."""
    wrapped = textwrap.wrap(text, width) or [""]
    if len(wrapped) > lines:
        wrapped = [*wrapped[: lines - 1], textwrap.shorten(" ".join(wrapped[lines - 1 :]), width, placeholder=" …")]
    return "<br>".join(escape(line) for line in wrapped)


def base(words: Words, height: int, **layout: Any) -> Row:
    """The layout every figure shares: quiet grid, fixed axes (a thumb scrolls the page)."""
    return {
        "height": height,
        "autosize": True,
        "showlegend": False,
        "hovermode": "closest",
        "font": {"family": FONT, "size": 13, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": 8, "t": 8, "b": 44},
        "separators": ",." if words.language == "vi" else ".,",
        "hoverlabel": {"font": {"family": FONT, "size": 13}},
        **layout,
    }


def axis(**more: Any) -> Row:
    """An axis without line or zero mark that cannot be dragged."""
    return {
        "fixedrange": True,
        "zeroline": False,
        "gridcolor": GRID,
        "showline": False,
        "tickfont": {"color": MUTE, "size": 12},
        "automargin": True,
        **more,
    }


def note(text: str, x: Any, y: Any, **more: Any) -> Row:
    """A direct label."""
    return {"text": text, "x": x, "y": y, "showarrow": False, "align": "left", **more}


def row_labels(names: list[str], lift: float = -0.2) -> list[Row]:
    """Names of rows above what they name, from the left edge of the plot."""
    return [
        note(label(name), 0, i + lift, xref="paper", xanchor="left", yanchor="bottom", font={"size": 13, "color": INK})
        for i, name in enumerate(names)
    ]


def hline(y: float) -> Row:
    """The line the law asks for, across the plot."""
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y, "line": {"color": ACCENT, "width": 2}}


def small(text: str) -> Row:
    """An axis title that does not shout."""
    return {"text": text, "standoff": 8, "font": {"size": 12, "color": MUTE}}


def ticks(low: float, high: float) -> list[float]:
    """1–2–5 ticks of a logarithmic axis, thinned so that labels fit a phone."""
    marks = [m * 10**e for e in range(6) for m in (1, 2, 5) if low <= m * 10**e <= high]
    return marks[:: 2 if len(marks) > 7 else 1] or [round(low)]
