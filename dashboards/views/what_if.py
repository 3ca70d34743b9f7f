"""What if a limit were another: the share of cases kept under every limit up to twice the present one."""

from __future__ import annotations

from math import ceil

from assets.gaps.lifetimes import share_kept_between
from dashboards.desk import Desk
from dashboards.facts import Row
from dashboards.limits import kept_by_limit

MOST = 60  # limits a slider can be set to; more are no use to a thumb


def what_if(desk: Desk, standard: Row) -> Row | None:
    """The table of the edition, and the curve through it; None where the law sets no maximum in days."""
    rows = sorted(desk.facts.by("what_if", "standard_id", standard["standard_id"]), key=lambda r: r["factor"])
    now = next((r for r in rows if r["factor"] == 1), None)
    if now is None or now["limit_value"] <= 0:
        return None
    t, unit = desk.t, "working_day" if standard["unit"] == "working_day" else "calendar_day"
    cells = [{"limit": desk.amount(r["limit_value"], unit), "kept": t.share(r["share_kept"]), "now": r["factor"] == 1} for r in rows]
    curve = points(desk, standard["standard_id"], now["limit_value"], unit)
    keys = {"now": t.share(now["share_kept"]), "present": desk.amount(now["limit_value"], unit)}
    return {
        "cells": cells,
        "title": t("standard.what_if_now", **keys, limit=cells[-1]["limit"], then=cells[-1]["kept"]),
        "alt": t("what_if.alt", **keys, first=curve[0]["said"], last=curve[-1]["said"]),
        "curve": curve,
        "at": next(i for i, p in enumerate(curve) if p["now"]),
        "slider": [[round(p["limit"], 4), round(p["share"], 4), p["label"], p["said"]] for p in curve],
        "figure": kept_by_limit(curve, t("what_if.unit_" + unit), t),
    }


def points(desk: Desk, standard_id: str, present: float, unit: str) -> list[Row]:
    """Share kept with its interval at whole limits and at the present one, ascending."""
    t, times = desk.t, desk.facts.by("lifetimes", "standard_id", standard_id)
    days = [r["days"] for r in times for _ in range(r["duties"])]
    ended = [r["ended"] for r in times for _ in range(r["duties"])]
    step = max(1, ceil(2 * present / MOST))
    limits = sorted({float(n) for n in range(step, ceil(2 * present) + 1, step)} | {present})
    found = []
    for limit, share, low, high in zip(limits, *share_kept_between(days, ended, limits), strict=True):
        keys = {"share": t.share(float(share)), "low": t.share(float(low)), "high": t.share(float(high))}
        label = desk.amount(limit, unit)
        said = t("what_if.said_now" if limit == present else "what_if.said", limit=label, **keys)
        found.append(
            {
                "limit": limit,
                "share": float(share),
                "lower": float(low),
                "upper": float(high),
                "label": label,
                "said": said,
                "now": limit == present,
            }
        )
    return found
