"""The last months of one indicator over the whole jurisdiction, drawn small for its page in the UI. No page of an edition is made from it."""

import base64

import duckdb

from pipelines.runtime.sqlfile import SqlFile

MONTHS = 24
WIDTH, HEIGHT, EDGE = 480, 120, 18
# of lengths, the mean of those that ended: a picture for the analyst, the edition shows Kaplan–Meier medians
VALUE = {"duration": "sum(case when ended = 1 then days end)", "other": "sum(numerator)"}
OVER = {"duration": "sum(ended)", "other": "sum(denominator)"}


def trend(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> str:
    """Markdown with a line of up to 24 months as an SVG data URI; words where no month has a denominator."""
    family = "duration" if file.header["family"] == "duration" else "other"
    points = connection.execute(
        f"select period, cast({VALUE[family]} as double) / nullif(cast({OVER[family]} as double), 0) as value "
        f"from {file.table} group by period having value is not null order by period desc limit {MONTHS}"
    ).fetchall()[::-1]
    if not points:
        return "Chưa có tháng nào có số liệu — no month has data yet"
    drawn = base64.b64encode(_svg(points, file.header["unit"] == "percent").encode()).decode()
    return f"![{file.text('title', 'vi')} — {file.text('title', 'en')}](data:image/svg+xml;base64,{drawn})"


def _svg(points: list[tuple[str, float]], percent: bool) -> str:
    values = [value for _, value in points]
    low, high = (0.0, 1.0) if percent and max(values) <= 1 else (min(values), max(values))
    step = (WIDTH - 2 * EDGE) / max(len(points) - 1, 1)
    at = [
        (EDGE + step * number, HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * ((value - low) / (high - low) if high > low else 0.5))
        for number, value in enumerate(values)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
    last = f"{values[-1]:.1%}" if percent else f"{values[-1]:,.2f}"
    text = 'font-family="sans-serif" font-size="11" fill="#555"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
        f'<line x1="{EDGE}" y1="{HEIGHT - EDGE}" x2="{WIDTH - EDGE}" y2="{HEIGHT - EDGE}" stroke="#ccc"/>'
        f'<polyline points="{line}" fill="none" stroke="#1f5fa8" stroke-width="2"/>'
        f'<circle cx="{at[-1][0]:.1f}" cy="{at[-1][1]:.1f}" r="3" fill="#1f5fa8"/>'
        f'<text x="{EDGE}" y="{HEIGHT - 4}" {text}>{points[0][0]}</text>'
        f'<text x="{WIDTH - EDGE}" y="{HEIGHT - 4}" text-anchor="end" {text}>{points[-1][0]}: {last}</text>'
        "</svg>"
    )
