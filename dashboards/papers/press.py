"""PDF from a Typst template and data. The template is ours, the data are values: nothing in them is read as markup.

Only the fonts that come with the compiler are used, no date and no network: equal data, equal bytes on every machine.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst
from markupsafe import Markup

HERE = Path(__file__).parent


def press(template: str, data: dict[str, Any]) -> bytes:
    """The PDF (tagged, PDF/UA-1) of a template beside this file; `data` holds what JSON can."""
    pages = typst.compile(HERE / template, root=HERE, **_given(data), format="pdf", pdf_standards=["ua-1"])
    assert isinstance(pages, bytes)
    return pages


def pictures(template: str, data: dict[str, Any], ppi: float = 60) -> list[bytes]:
    """The same, one PNG a page: what a reader sees."""
    pages = typst.compile(HERE / template, root=HERE, **_given(data), format="png", ppi=ppi)
    return pages if isinstance(pages, list) else [pages]


def _given(data: dict[str, Any]) -> dict[str, Any]:
    text = json.dumps(data, ensure_ascii=False, allow_nan=False)
    return {"sys_inputs": {"data": text}, "font_paths": typst.Fonts(include_system_fonts=False)}


def plain(part: Any) -> str:
    """A phrase of the pages without its HTML."""
    return part.striptags() if isinstance(part, Markup) else str(part)
