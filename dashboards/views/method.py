"""Method: how the pages are counted, and what other choices would change."""

from __future__ import annotations

import re
from collections import defaultdict

from dashboards.desk import Desk
from dashboards.facts import Row

ABSTAINING = 5  # “when do we abstain?”
QUESTIONS = 8
LIMITS = 8
# as templates/formulas.html writes them
FORMULAS = ("wilson", "mixture", "gap", "unmet", "unworkable", "workable", "scores")


def method_page(desk: Desk) -> Row:
    """Names for method.html: questions in plain words, then this edition's parameters and how much hangs on its choices."""
    t = desk.t
    return {
        "title": t("method.title"),
        "questions": [(t(f"method.q{i}"), answer(desk, i)) for i in range(1, QUESTIONS + 1)],
        "formulas": FORMULAS,
        "limits": [t(f"limits.{i}") for i in range(1, LIMITS + 1)],
        "parameters": [parameter(desk, p) for p in desk.facts.tables["parameter"]],
        "accuracy": accuracy(desk),
        "robustness": robustness(desk),
        "channels": channels(desk),
    }


def answer(desk: Desk, i: int) -> str:
    """An answer; what rules without a judgement may still raise is said as on every page that shows such rules."""
    said = desk.t(f"method.a{i}")
    return f"{said} {desk.t('flags.only_informs')}" if i == ABSTAINING else said


def parameter(desk: Desk, row: Row) -> Row:
    """One parameter with what it does and, where some flag reads it, the flags at two other values."""
    t = desk.t
    read = row.get("lower") is not None
    return {
        "name": row["name"],
        "title": t.word("parameter", row["name"]),
        "value": t.plain(row["value"]),
        "default": t.plain(row["default_value"]),
        "effect": desk.pick(row, "effect"),
        "tried": read,
        "lower": t("method.tried", value=number(desk, row["lower"]), flags=row["flags_lower"]) if read else "–",
        "higher": t("method.tried", value=number(desk, row["higher"]), flags=row["flags_higher"]) if read else "–",
    }


def accuracy(desk: Desk) -> Row | None:
    """What was measured on cities whose truth is known, and which of it falls short."""
    t, rows = desk.t, desk.facts.tables["accuracy"]
    if not rows:
        return None
    missed = [r for r in rows if r["met"] is False]
    shown = [
        {
            "name": measure(desk, r),
            "wanted": re.sub(r"\d+(?:\.\d+)?", lambda number: t.plain(number[0]), r["wanted"]),
            "measured": t.number(r["measured"], 3),
            "said": t(f"method.met_{str(r['met']).lower()}"),
        }
        for r in rows
    ]
    say = t("method.accuracy_missed" if missed else "method.accuracy_met", n=len(missed), all=len(rows), day=t.day(rows[0]["measured_on"]))
    return {"say": say, "rows": shown}


def measure(desk: Desk, row: Row) -> str:
    """What was measured, a kind of flag by its name instead of its code."""
    kind, colon, rest = desk.pick(row, "measure").partition(": ")
    return f"{desk.t.word('kind', kind)}{colon}{rest}"


def number(desk: Desk, value: float) -> str:
    """A number with as many places as it has."""
    return desk.t.plain(f"{value:.6f}".rstrip("0").rstrip("."))


def robustness(desk: Desk) -> Row | None:
    """Each other choice with the flags it adds and takes away, by kind, and the moves of rank intervals."""
    t, kinds = desk.t, defaultdict(list)
    for r in desk.facts.tables["robustness"]:
        kinds[r["variant"], r["subject"]].append(r)
    rows = []
    for (variant, subject), found in kinds.items():
        whole = next(r for r in found if r["kind"] == "all")
        changed = [r for r in found if r["kind"] != "all" and (r["gained"] or r["lost"])]
        rows.append(
            {
                **whole,
                "name": t(f"variant.{variant}", name=subject_name(desk, variant, subject)),
                "kinds": "; ".join(f"{t.word('kind', r['kind'])} {signed(r)}" for r in changed),
            }
        )
    if not rows:
        return None
    # with its source a flag goes, which tells nothing
    chosen = [r for r in rows if r["variant"] != "without_source"]
    most = max(chosen, key=lambda r: r["gained"] + r["lost"])
    far = max((r for r in chosen if r["largest_move"] is not None), key=lambda r: r["largest_move"], default=None)
    return {
        "rows": rows,
        "say": t("method.robust_say", n=len(rows), flags=most["gained"] + most["lost"], choice=most["name"]),
        "far": t("method.robust_far", places=t.number(far["largest_move"], 1), choice=far["name"]) if far else "",
    }


def signed(row: Row) -> str:
    """Flags gained and lost of one kind."""
    return " ".join(f"{sign}{row[key]}" for sign, key in (("+", "gained"), ("−", "lost")) if row[key])


def subject_name(desk: Desk, variant: str, subject: str) -> str:
    """The group or source that a variant leaves out."""
    if variant == "without_group":
        return desk.group_name(int(subject))
    return desk.source_name(subject) if subject else ""


def channels(desk: Desk) -> list[Row]:
    """What could be gained in the whole city: duties by channel, and the agencies and rules whose rate would fall below the line."""
    found: dict[str, Row] = {}
    for r in desk.facts.tables["worst_case"]:
        row = found.setdefault(r["channel"], {"name": desk.t.word("channel", r["channel"]), "duties": 0, "cells": 0, "crossed": 0})
        row["duties"] += r["duties"]
        row["cells"] += 1
        row["crossed"] += bool(r["crosses_line"])
    return [found[channel] for channel in sorted(found, key=lambda c: (c == "together", -found[c]["duties"]))]
