"""Flag: one finding at a permanent address, down to its rows."""

from __future__ import annotations

from dashboards.desk import COUNTS_UNMET, Desk
from dashboards.facts import ENDED, Row
from dashboards.views.clocks import clocks, history
from dashboards.views.evidence import evidence
from dashboards.views.questions import questions_of


def flag_page(desk: Desk, flag: Row) -> Row:
    """Names for flag.html."""
    # the estimate is of the 12 months; what is counted one by one, or has changed within them, has none
    ended = flag["life"] in ENDED
    cells = desk.facts.cell("gap", flag["agency_id"], flag["standard_id"]) if flag["kind"] == "unmet" and not ended else []
    cell = cells[0] if cells else None
    standard = desk.facts.standard.get(flag["standard_id"] or "")
    return {
        "flag": flag,
        "ended": ended,
        "heads": desk.heads(flag["agency_id"]),
        "item": desk.flag_item(flag),
        "cell": cell,
        "ref": desk.standard_ref(flag["standard_id"]),
        "questions": questions_of(desk, standard) if standard else [],
        "statement": desk.pick(flag, "statement"),
        "line": (cell["required"] or 1) - (cell["tolerance"] or 0) if cell else None,
        "clocks": clocks(desk, flag),
        "history": history(desk, flag),
        "chance": [] if ended else chance(desk, flag),
        "other": desk.pick(flag, "other_explanations"),
        "evidence": evidence(desk, flag),
        "is_share": bool(flag["denominator"]) and flag["kind"] in COUNTS_UNMET,
        "unit_of_evidence": flag["agency_id"] is None,
    }


def chance(desk: Desk, flag: Row) -> list[str]:
    """Why the numbers are not luck, in as many sentences as there is evidence for."""
    t, out = desk.t, []
    verdict = desk.facts.first("standard_verdict", "standard_id", flag["standard_id"])
    if flag["kind"] == "unworkable" and verdict and verdict["share_below"]:
        out.append(t("flag.chance_common", share=t.share(verdict["share_below"], 0)))
    if flag["probability"] is None:
        return out or [t("flag.chance_exact")]
    key = null_of(flag, verdict)
    if key:
        # what is left to the agency after the data: not how rare such data would be, and its complement is no second reason
        out.append(t(key, p=small(desk, 1 - flag["probability"])))
    else:
        out.append(t("flag.chance_worse" if flag["kind"] == "worsening" else "flag.chance_sure", share=t.certainty(flag["probability"])))
    total = [f for f in desk.standing() if f["probability"] is not None]
    return [*out, t("flag.chance_false", false=desk.false_flags(), flags=len(total))]


def null_of(flag: Row, verdict: Row | None) -> str:
    """What the flag would be wrong about, for the kinds on the line of a rule; flags.py judges by the same."""
    if flag["kind"] == "unworkable":
        return "flag.chance_null_common"
    if flag["kind"] != "unmet":
        return ""
    return "flag.chance_null_peers" if verdict and verdict["verdict"] == "common_cause" else "flag.chance_null"


def small(desk: Desk, p: float) -> str:
    """A small probability, never printed as zero."""
    return f"< {desk.t.number(0.0001, 4)}" if p < 0.0001 else desk.t.number(p, 4)
