"""What if a limit were another: the share of cases kept under every limit up to twice the present one, and up to the workable one."""

from __future__ import annotations

from math import ceil
from typing import Any

from assets.gaps.lifetimes import share_kept_between
from dashboards.desk import Desk
from dashboards.facts import Row
from dashboards.limits import kept_by_limit

MOST = 60  # limits a slider can be set to; more are no use to a thumb


def what_if(desk: Desk, standard: Row) -> Row | None:
    """The table of the edition, and the curve through it; None where the law sets no maximum in days."""
    rows = factors(desk, standard)
    now = next((r for r in rows if r["factor"] == 1), None)
    if now is None or now["limit_value"] <= 0:
        return None
    t, need = desk.t, workable(desk, standard)
    curve = points(desk, standard, now["limit_value"], need)
    told = next((p for p in curve if p["workable"]), curve[-1])
    keys = {"now": t.share(now["share_kept"]), "present": in_days(desk, standard, now["limit_value"])}
    return {
        "cells": cells(desk, standard),
        "title": t("standard.what_if_now", **keys, limit=told["label"], then=t.share(told["share"])),
        "alt": t("what_if.alt", **keys, first=curve[0]["said"], last=told["said"]),
        "say": t("what_if.say") + (" " + t("what_if.say_workable") if need else ""),
        "curve": curve,
        "marked": [(i, p) for i, p in enumerate(curve) if p["mark"]],
        "at": next(i for i, p in enumerate(curve) if p["now"]),
        "slider": [[round(p["limit"], 4), round(p["share"], 4), p["label"], p["said"]] for p in curve],
        "figure": kept_by_limit(curve, need, t("what_if.unit_" + unit_of(standard)), t),
    }


def factors(desk: Desk, standard: Row) -> list[Row]:
    """The rows of the edition's table what_if, shortest limit first."""
    return sorted(desk.facts.by("what_if", "standard_id", standard["standard_id"]), key=lambda r: r["factor"])


def cells(desk: Desk, standard: Row) -> list[Row]:
    """The edition's table with the workable limit among its rows: what stands in the page without any script."""
    rows = [
        {"limit": r["limit_value"], "share": r["share_kept"], "mark": desk.t("standard.current") if r["factor"] == 1 else ""}
        for r in factors(desk, standard)
    ]
    if rows and (need := workable(desk, standard)):
        said, (same, *_) = desk.t("what_if.workable"), [*(r for r in rows if r["limit"] == need["limit"]), None]
        if same:
            same["mark"] = ", ".join(filter(None, (same["mark"], said)))
        else:
            share = float(shares(desk, standard, [need["limit"]])[0][0])
            rows = sorted([*rows, {"limit": need["limit"], "share": share, "mark": said}], key=lambda r: r["limit"])
    return [{"limit": in_days(desk, standard, r["limit"]), "kept": desk.t.share(r["share"]), "mark": r["mark"]} for r in rows]


def workable(desk: Desk, standard: Row) -> Row | None:
    """The limit that the pages name beside the present one, with its interval; only where hardly anybody manages the present one."""
    verdict = desk.facts.first("standard_verdict", "standard_id", standard["standard_id"])
    if not verdict or verdict["verdict"] != "common_cause" or verdict["workable_limit"] is None:
        return None
    limit = verdict["workable_limit"]
    return {
        "limit": limit,
        "lower": verdict["workable_lower"],
        "upper": verdict["workable_upper"],
        "label": in_days(desk, standard, limit),
        "to": max(limit, verdict["workable_upper"] or limit),
    }


def unit_of(standard: Row) -> str:
    """Working days where the rule counts them, else calendar days: what all limits of an edition are counted in."""
    return "working_day" if standard["unit"] == "working_day" else "calendar_day"


def in_days(desk: Desk, standard: Row, days: float) -> str:
    """A limit of the edition in words."""
    return desk.amount(days, unit_of(standard))


def shares(desk: Desk, standard: Row, limits: list[float]) -> tuple[Any, Any, Any]:
    """Share kept with its interval at each limit, counted from how long each duty took."""
    times = desk.facts.by("lifetimes", "standard_id", standard["standard_id"])
    days = [r["days"] for r in times for _ in range(r["duties"])]
    return share_kept_between(days, [r["ended"] for r in times for _ in range(r["duties"])], limits)


def points(desk: Desk, standard: Row, present: float, need: Row | None) -> list[Row]:
    """Share kept with its interval at whole limits, at the present and at the workable one, ascending."""
    t, named = desk.t, {present} | ({need["limit"], need["to"]} if need else set())
    top = max(2 * present, *named)
    step = max(1, ceil(top / MOST))
    limits = sorted({float(n) for n in range(step, ceil(top) + 1, step)} | named)
    found = []
    for limit, share, low, high in zip(limits, *shares(desk, standard, limits), strict=True):
        now, best = limit == present, bool(need) and limit == need["limit"]
        label = in_days(desk, standard, limit)
        keys = {"share": t.share(float(share)), "low": t.share(float(low)), "high": t.share(float(high))}
        marks = [t(key) for key, here in (("standard.current", now), ("what_if.workable", best)) if here]
        found.append(
            {
                "limit": limit,
                "share": float(share),
                "lower": float(low),
                "upper": float(high),
                "label": label,
                "said": t("what_if.said_now" if now else "what_if.said_workable" if best else "what_if.said", limit=label, **keys),
                "now": now,
                "workable": best,
                "mark": ", ".join(marks),
            }
        )
    return found
