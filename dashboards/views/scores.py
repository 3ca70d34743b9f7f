"""Scores on the pages: the plan's groups for each tier, and one agency's own, never a bare rank."""

from __future__ import annotations

from typing import Any

from dashboards.desk import Desk
from dashboards.facts import Row
from dashboards.intervals import score_bars

SHOWN = 5


def groups(desk: Desk) -> list[Row]:
    """For each tier that is scored, largest first: the median agency by plan group, as figure and as rows."""
    t, tiers = desk.t, {}
    for row in desk.facts.tables["tier_score"]:
        if row["plan_group"]:
            known = {"name": desk.group_name(row["plan_group"]), "covered": covered(desk, row["tier"], row["plan_group"])}
            tiers.setdefault(row["tier"], []).append({**row, **known})
    ordered = sorted(tiers.items(), key=lambda item: (-max(r["agencies"] for r in item[1]), item[0]))
    return [
        {
            "id": tier,
            "tier": t.word("tier", tier),
            "say": said_of(desk, rows),
            "alt": t("scores.alt", tier=t.word("tier", tier), listed="; ".join(f"{r['name']}: {t.number(r['score'], 1)}" for r in rows)),
            "rows": rows,
            "figure": score_bars([{**r, "said": f"{score_said(desk, r)} · {t('scores.covered', share=r['covered'])}"} for r in rows], t),
        }
        for tier, rows in ordered
    ]


def covered(desk: Desk, tier: str, number: int) -> str:
    """Share of the weight that applies in a group and has data, from the least to the most agency of a tier."""
    found = [s["coverage"] for s in desk.facts.by("score", "plan_group", number) if s["tier"] == tier]
    if not found:
        return "–"
    shown = [desk.t.share(end, 0) for end in (min(found), max(found))]
    return shown[0] if shown[0] == shown[1] else " – ".join(shown)


def said_of(desk: Desk, rows: list[Row]) -> str:
    """The lowest group of a tier, and how many agencies that rests on."""
    scored = [r for r in rows if r["score"] is not None]
    if not scored:
        return desk.t("scores.tier_none")
    low = min(scored, key=lambda r: r["score"])
    return desk.t(
        "scores.tier_say", name=low["name"], score=desk.t.number(low["score"], 1), scored=max(r["scored"] for r in scored),
        all=max(r["agencies"] for r in rows),
    )  # fmt: skip


def score_said(desk: Desk, row: Row) -> str:
    """A score with its interval, or that there is none."""
    if row["score"] is None:
        return desk.t("scores.none")
    return desk.t("scores.point", score=desk.t.number(row["score"], 1), interval=between(desk, row["lower"], row["upper"]))


def between(desk: Desk, low: float, high: float) -> str:
    """The two ends of an interval."""
    return f"{desk.t.number(low, 1)}–{desk.t.number(high, 1)}"


def agency_scores(desk: Desk, ident: str) -> Row | None:
    """One agency's scores, over all first; None where no standard applies to it."""
    found = desk.facts.by("score", "agency_id", ident)
    if not found:
        return None
    rows = [
        {**r, "name": desk.group_name(r["plan_group"]) if r["plan_group"] else desk.t("scores.overall"), **shown(desk, r)} for r in found
    ]
    missing = lacking(desk, ident)
    return {"say": overall_said(desk, found[0]), "rows": rows, "missing": missing[:SHOWN], "missing_more": len(missing[SHOWN:])}


def shown(desk: Desk, row: Row) -> dict[str, str]:
    """The numbers of one score as text."""
    t = desk.t
    if row["score"] is None:
        return {"point": t("scores.none"), "interval": "", "ranks": "", "without": ""}
    ranks = t("scores.ranks", low=row["rank_lower"], high=row["rank_upper"], all=row["ranked_among"]) if row["ranked_among"] > 1 else "–"
    return {
        "point": t.number(row["score"], 1), "interval": between(desk, row["lower"], row["upper"]), "ranks": ranks,
        "without": t.number(row["without_common"], 1),
    }  # fmt: skip


def overall_said(desk: Desk, row: Row) -> Any:
    """The overall score in one sentence."""
    t, covered = desk.t, desk.t.share(row["coverage"], 0)
    if row["score"] is None:
        return t("scores.overall_none", coverage=covered)
    key = "overall_say" if row["ranked_among"] > 1 else "overall_alone"
    return t.rich(f"scores.{key}", **shown(desk, row), band=row["band"], coverage=covered)


def lacking(desk: Desk, ident: str) -> list[Row]:
    """Standards that apply to the agency and cannot be assessed, each with why."""
    rows = [r for r in desk.facts.by("score_basis", "agency_id", ident) if r["basis"] != "assessed"]
    return [{"ref": desk.standard_ref(r["standard_id"]), "why": desk.t.word("basis", r["basis"])} for r in rows]


def worst_cases(desk: Desk, ident: str) -> Row | None:
    """Where a judged rule is kept only if what the agency recorded in its own favour counts; most duties first."""
    rows = [r for r in desk.facts.by("worst_case", "agency_id", ident) if r["crosses_line"] and r["channel"] != "together"]
    rows.sort(key=lambda r: (-r["duties"], r["standard_id"], r["channel"]))
    lines = [{"ref": desk.standard_ref(r["standard_id"]), "text": worst_said(desk, r)} for r in rows]
    return {"lines": lines[:SHOWN], "more": lines[SHOWN:]} if lines else None


def worst_said(desk: Desk, row: Row) -> str:
    """One such rule in one line."""
    t = desk.t
    key = "if_" if row["due"] else "if_alone_"
    return t(f"scores.{key}{row['channel']}", n=row["duties"], bound=t.share(row["rate_bound"]), rate=t.share(row["rate_published"]))
