"""How many agencies have a gap, in the same words on every page: their own, or only under rules that almost nobody keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dashboards.counts import short_by
from dashboards.desk import Desk


def short_counts(desk: Desk, agency_ids: Iterable[str]) -> Counter[str]:
    """Agencies by why they have a gap: own, common, or "" for none."""
    return Counter(short_by(desk.facts, ident) for ident in agency_ids)


def short_say(desk: Desk, agency_ids: Iterable[str]) -> str:
    """The sentence: an agency is not counted with the others for what no agency manages."""
    found = short_counts(desk, agency_ids)
    own, common = found["own"], found["common"]
    key = ("both" if common else "own") if own else "common" if common else "none"
    return desk.t(f"short.{key}", n=own, common=common)
