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
    pages = typst.compile(HERE / template, root=HERE, **given(data), format="pdf", pdf_standards=["ua-1"])
    assert isinstance(pages, bytes)
    return pages


def given(data: dict[str, Any]) -> dict[str, Any]:
    """What the compiler is told beside the template: the data, and to use no font of the machine."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False)
    return {"sys_inputs": {"data": text}, "font_paths": typst.Fonts(include_system_fonts=False)}


def plain(part: Any) -> str:
    """A phrase of the pages without its HTML."""
    return part.striptags() if isinstance(part, Markup) else str(part)
