"""The papers as a reader sees them: one picture a page."""

from typing import Any

import typst

from dashboards.papers.press import HERE, given


def pictures(template: str, data: dict[str, Any], ppi: float = 60) -> list[bytes]:
    """PNG of each page of a template pressed with `data`."""
    pages = typst.compile(HERE / template, root=HERE, **given(data), format="png", ppi=ppi)
    return pages if isinstance(pages, list) else [pages]
