"""Law problems: which rule should be changed, how, and how many cases that would cure."""

from __future__ import annotations

import re
from typing import Any

from dashboards.counts import add_up, below
from dashboards.desk import Desk
from dashboards.facts import Row
from dashboards.law_problem_figures import cured_bars
from dashboards.views.promised import promised
from dashboards.views.questions import conflicts_of
from dashboards.views.what_if import cells, in_days

# an instrument's number, as laws, decrees and decisions carry it: 217/2026/NĐ-CP
NUMBER = re.compile(r"\d+/\d{4}/[\w-]+")
MOST = 50


def law_problems_page(desk: Desk) -> Row:
    """Names for law-problems.html."""
    common = [v for v in desk.facts.tables["standard_verdict"] if v["verdict"] == "common_cause"]
    problems = sorted((problem(desk, v) for v in common), key=lambda p: (-(p["cured"] or 0), -p["common"], p["ref"]["name"]))
    documents, findings = missing_documents(desk), open_findings(desk)
    return {
        "title": title(desk, problems),
        "lead": lead(desk, problems, len(documents), len(findings)),
        "problems": problems,
        "chart": chart(desk, [p for p in problems if p["cured"]][:10]),
        "documents": documents[:MOST],
        "documents_more": len(documents[MOST:]),
        "findings": findings[:MOST],
        "findings_more": len(findings[MOST:]),
        "contradictions": contradictions(desk),
        "undecided": undecided(desk),
    }


def title(desk: Desk, problems: list[Row]) -> str:
    """The worst one first; a problem of the law only with support."""
    if not problems:
        return desk.t("law_problems.title_none")
    worst, law = problems[0], sum(p["of_the_law"] for p in problems)
    if worst["promised"]:
        return desk.t("law_problems.title_promised", name=worst["ref"]["name"], **worst["promised"])
    if worst["of_the_law"] and worst["cured"]:
        return desk.t("law_problems.title", name=worst["ref"]["name"], cured=worst["cured"])
    return desk.t("law_problems.title_law", n=law) if law else desk.t("law_problems.title_common", n=len(problems))


def lead(desk: Desk, problems: list[Row], documents: int, findings: int) -> list[Any]:
    """What stands on the page, in numbers."""
    t, facts = desk.t, desk.facts
    law = sum(p["of_the_law"] for p in problems)
    counts = t.rich(
        "law_problems.lead", all=len(problems), law=law, common=len(problems) - law, documents=documents, findings=findings,
        start=t.day(facts.window_start), end=t.day(facts.window_end),
    )  # fmt: skip
    unsettled = sum(p["called"] == "unsettled" for p in problems)
    return [counts, *([t.rich("law_problems.lead_promised", n=unsettled)] if unsettled else []), t("law_problems.lead_rule")]


def problem(desk: Desk, verdict: Row) -> Row:
    """One rule that almost no agency manages."""
    facts, ident = desk.facts, verdict["standard_id"]
    standard, flag = facts.standard[ident], standing_flag(desk, ident)
    total = add_up(g for g in facts.by("gap", "standard_id", ident) if g["assessable"])
    short, every = below(facts, ident)
    count = (facts.first("cured", "standard_id", ident) or {}) if verdict["workable_limit"] is not None else {}
    leader, slips = standard["led_by"], promised(desk, ident)
    return {
        "ref": desk.standard_ref(ident),
        "standard": standard,
        "firm": desk.firm(desk.standard_ref(ident)),
        # time taken under promises beyond the law is no ground to blame the law
        "of_the_law": bool(verdict["law_supported"]) and not slips,
        "called": "unsettled" if slips else "of_the_law" if verdict["law_supported"] else "common_cause",
        "promised": slips,
        "led_by": desk.agency_name(leader) if leader in facts.agency else desk.t("flags.leader_unit"),
        "led_href": desk.agency_page(leader) if leader in facts.agency else "",
        "below": short,
        "agencies": every,
        "median": verdict["median_shrunk"],
        "due": total.due,
        "unmet": total.unmet,
        "common": total.common,
        "agency": total.beyond - total.common,
        "limit": desk.limit(standard),
        "workable": workable(desk, standard, verdict),
        "cured": count.get("cured"),
        "cured_lower": count.get("cured_lower"),
        "cured_upper": count.get("cured_upper"),
        "said": cured_said(desk, count, total.unmet),
        "support": support(desk, standard, verdict, slips),
        "related": related(desk, standard),
        "conflicts": conflicts_of(desk, ident),
        "changes": changes(desk, standard, verdict, slips),
        "what_if": cells(desk, standard),
        "flag": {"href": desk.flag_page(flag["flag_id"]), "rows": int(flag["numerator"] or 0)} if flag else None,
    }


def standing_flag(desk: Desk, ident: str) -> Row | None:
    """The flag of the kind unworkable that stands on this rule."""
    flags = (f for f in desk.standing() if f["kind"] == "unworkable" and f["standard_id"] == ident)
    return next(flags, None)


def workable(desk: Desk, standard: Row, verdict: Row) -> str:
    """The limit that 95 % of cases of the median agency would keep, with its interval."""
    if verdict["workable_limit"] is None:
        return ""
    low, high = (desk.t.number(verdict[f"workable_{end}"]) for end in ("lower", "upper"))
    return f"{in_days(desk, standard, verdict['workable_limit'])} ({low}–{high})"


def longer(verdict: Row) -> bool:
    """Whether the workable limit lies clearly above the legal one."""
    low, legal = verdict["workable_lower"], verdict["legal_limit"]
    return low is not None and legal is not None and low > legal


def cured_said(desk: Desk, count: Row, unmet: int) -> Any:
    """How many cases another limit would cure, and what that number is."""
    if not count:
        return desk.t("law_problems.cured_none")
    low, high = (desk.t.number(count[f"cured_{end}"]) for end in ("lower", "upper"))
    return desk.t.rich("law_problems.cured_say", cured=count["cured"], unmet=unmet, low=low, high=high, open=count["still_open"])


def support(desk: Desk, standard: Row, verdict: Row, slips: Row | None) -> list[str]:
    """What supports calling it a problem of the law (METHOD § 4), and what speaks against it."""
    t, out = desk.t, []
    if longer(verdict):
        out.append(t("law_problems.support_limit", need=workable(desk, standard, verdict), limit=desk.limit(standard)))
    if verdict["review_findings"]:
        out.append(t("law_problems.support_findings", n=int(verdict["review_findings"])))
    return [*out, t("law_problems.support_promised", **slips)] if slips else out


def numbers(standard: Row) -> set[str]:
    """Numbers of the instruments a standard stands on."""
    return set(NUMBER.findall(standard["legal_basis"] or ""))


def related(desk: Desk, standard: Row) -> list[str]:
    """Review findings on an instrument of the rule: worth reading, support only where they name the provision."""
    return [finding_said(desk, f) for f in desk.facts.by("findings", "standard_id", standard["standard_id"])[:5]]


def finding_said(desk: Desk, finding: Row) -> str:
    """One review finding in a line."""
    state = "settled" if finding["resolved_at"] else "open"
    return desk.t(
        f"law_problems.finding_{state}", id=finding["case_id"], type=desk.t.word("finding_type", finding["finding_type"]),
        law=", ".join(part for part in (finding["provision"], finding["document"]) if part), day=desk.t.day(finding["resolved_at"] or finding["due_at"]),
    )  # fmt: skip


def changes(desk: Desk, standard: Row, verdict: Row, slips: Row | None) -> list[str]:
    """What to change: the promised day first, then the limit, an overlap, a missing guiding document; without support the procedure."""
    t, ident, out = desk.t, standard["standard_id"], [desk.t("law_problems.change_promised")] if slips else []
    if longer(verdict):
        # how much longer it has to be is not known before promises follow the law
        key = "law_problems.change_limit_then" if slips else "law_problems.change_limit"
        out.append(t(key, limit=desk.limit(standard), need=workable(desk, standard, verdict)))
    others = [r for r in desk.facts.tables["law_contradiction"] if ident in (r["standard_id"], r["other_standard_id"])]
    named = [f for f in desk.facts.by("findings", "standard_id", ident) if f["on_provision"] and f["still_open"]]
    if others or any(f["finding_type"] in ("contradiction", "overlap") for f in named):
        out.append(t("law_problems.change_overlap"))
    if inadequate := [f["case_id"] for f in named if f["finding_type"] == "inadequacy"]:
        out.append(t("law_problems.change_inadequacy", ids=", ".join(inadequate)))
    lacking = [d for d in desk.facts.tables["law_document"] if numbers(standard) & set(NUMBER.findall(d["guided_document"] or ""))]
    if lacking:
        out.append(t("law_problems.change_document", n=len(lacking)))
    return out or [t("law_problems.change_common")]


def chart(desk: Desk, problems: list[Row]) -> Row | None:
    """The rules whose change would cure most cases."""
    if not problems:
        return None
    t, worst = desk.t, problems[0]
    rows = [
        {**p, "name": p["ref"]["name"] + (f" · {p['limit']}" if p["limit"] else ""), "lower": p["cured_lower"], "upper": p["cured_upper"]}
        for p in problems
    ]
    keys = {"name": worst["ref"]["name"], "n": worst["cured"], "all": sum(p["cured"] for p in problems)}
    return {
        "title": t("law_problems.chart_title", **keys),
        "say": t("law_problems.chart_say"),
        "alt": t("law_problems.chart_alt", rules=len(rows), **keys),
        "figure": cured_bars(rows, t),
        "rows": rows,
    }


def missing_documents(desk: Desk) -> list[Row]:
    """Guiding documents late or not issued, those not issued first."""
    return [
        {
            **d,
            "who": desk.agency_name(d["agency_id"]),
            "href": desk.flag_page(d["flag_id"]),
            "guides": ", ".join(part for part in (d["provision"], d["guided_document"]) if part),
        }
        for d in desk.facts.tables["law_document"]
    ]


def open_findings(desk: Desk) -> list[Row]:
    """Review findings past their due date and not settled, the oldest first."""
    return [
        {**f, "who": desk.agency_name(f["agency_id"]), "href": desk.flag_page(f["flag_id"]), "type": desk.t.word("finding_type", f["finding_type"])}
        for f in desk.facts.tables["law_finding"]
        if f["flag_id"]
    ]  # fmt: skip


def contradictions(desk: Desk) -> list[Row]:
    """Two rules that ask different things of the same case."""
    t = desk.t
    return [
        {
            "ref": desk.standard_ref(r["standard_id"]),
            "other": desk.standard_ref(r["other_standard_id"]),
            "limits": t("law_problems.limits", one=desk.amount(r["limit_value"], r["unit"]), other=desk.amount(r["other_limit_value"], r["other_unit"])),
        }
        for r in desk.facts.tables["law_contradiction"]
    ]  # fmt: skip


def undecided(desk: Desk) -> list[Row]:
    """Rules below the line of which nobody can say yet whether law or agencies are the cause."""
    idents = [v["standard_id"] for v in desk.facts.tables["standard_verdict"] if v["verdict"] == "mixed"]
    counts = {ident: below(desk.facts, ident) for ident in idents}
    return [{"ref": desk.standard_ref(ident), "below": short, "agencies": every} for ident, (short, every) in counts.items()]
