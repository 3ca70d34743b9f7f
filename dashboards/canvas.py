"""What every figure stands on: colours, type, axes, and labels that wrap and are escaped."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from html import escape
from math import floor, log10
from typing import Any

from dashboards.words import Words

INK, MUTE, GRID = "#1d2733", "#5d6874", "#e3e7eb"
ACCENT, WARN, COMMON, PEER = "#0b6e75", "#b3541e", "#8fa6b2", "#a9b8c1"
FONT = '"Be Vietnam Pro","Noto Sans",system-ui,sans-serif'
Row = dict[str, Any]
LINE = 18  # pixels a line of 13 px type takes
# plotly draws a figure once more where its labels need more room than they were given: the first tick stands half outside
MARGIN = {"l": 12, "r": 8, "t": 8, "b": 44}
WITH_SCALE = {**MARGIN, "l": 48, "t": 12, "b": 46}


def label(text: str, width: int = 50, lines: int = 2) -> str:
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
        "margin": MARGIN,
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


@dataclass(frozen=True)
class Ladder:
    """Rows below each other in pixels: a name of two lines pushes what follows down, it covers nothing."""

    labels: list[Row]
    marks: list[float]
    height: int


def titled(row: Row) -> str:
    """A standard's name and, small below it, how firm its law is (`firm`): a bar must not look surer than its ground."""
    return f'{label(row["name"])}<br><span style="font-size:11px;color:{MUTE}">{label(row["firm"], 70, 1)}</span>'


def ladder(texts: list[str], body: int) -> Ladder:
    """Places for rows of a label and, below it, marks of `body` pixels, around the heights in `marks`."""
    labels, marks, y = [], [], 0
    for text in texts:
        y += LINE * (text.count("<br>") + 1)
        labels.append(note(text, 0, y, xref="paper", xanchor="left", yanchor="bottom", font={"size": 13, "color": INK}))
        marks.append(y + body / 2)
        y += body + 14
    return Ladder(labels, marks, y)


def share_axis(low: float, high: float, words: Words, most: int = 6, **more: Any) -> Row:
    """An axis of shares, its ticks written as the pages write them."""
    step = next(s for s in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1) if (high - low) / s < most)
    marks = [round(k * step, 2) for k in range(int(1 / step) + 1) if low <= k * step <= 1]
    return axis(range=[low, high], tickvals=marks, ticktext=[words.share(m, 0) for m in marks], **more)


def hline(y: float) -> Row:
    """The line the law asks for, across the plot."""
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y, "line": {"color": ACCENT, "width": 2}}


def small(text: str) -> Row:
    """An axis title that does not shout."""
    return {"text": text, "standoff": 8, "font": {"size": 12, "color": MUTE}}


def ticks(low: float, high: float) -> list[float]:
    """1–2–5 ticks of a logarithmic axis, thinned so that labels fit a phone; four even ones on a short one."""
    marks = [m * 10**e for e in range(6) for m in (1, 2, 5) if low <= m * 10**e <= high]
    if len(marks) < 3:
        even = [low * (high / low) ** (k / 3) for k in range(4)]
        return sorted({round(v, 1 - floor(log10(v))) for v in even})
    return marks[:: 2 if len(marks) > 7 else 1]
