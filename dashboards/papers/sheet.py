"""An agency's own sheet: two A4 pages in one language, for its head. Of other agencies it has the median alone.

Its numbers and phrases are those of the agency's page; nothing is counted here.
"""

from __future__ import annotations

from dashboards.counts import add_up, judged
from dashboards.desk import Desk
from dashboards.facts import ENDED, Row
from dashboards.papers.digest import act, foot, front
from dashboards.papers.press import plain, press
from dashboards.views.agency import gaps, lead, open_cases, quality, steps, title
from dashboards.views.scores import agency_scores

FLAGS, GAPS, CASES = 8, 6, 15


def sheet_pdf(desk: Desk, agency: Row) -> bytes:
    """The sheet of one agency as PDF."""
    return press("sheet.typ", sheet(desk, agency))


def sheet(desk: Desk, agency: Row) -> Row:
    """Everything the sheet prints, plain values only."""
    t, ident = desk.t, agency["agency_id"]
    total = add_up(judged(desk.facts, ident))
    flags = [flag for flag in desk.facts.by("flag", "agency_id", ident) if flag["life"] not in ENDED]
    overdue, head = open_cases(desk, ident, judged=True), desk.head(ident)
    said = t.rich("agency.head", **head) if head else t("agency.head_unknown")
    return {
        **front(desk),
        "name": desk.name(agency),
        "question": t("sheet.question"),
        "title": title(desk, agency, total, flags),
        "lead": [plain(sentence) for sentence in [*lead(desk, total), said]],
        "score": {"title": t("sheet.score"), **score(desk, ident)},
        "steps": {"title": t("agency.steps"), "lines": steps(desk, ident, flags, overdue)[:3]},
        "flags": flag_lines(desk, flags),
        "gaps": gap_table(desk, agency),
        "overdue": case_table(desk, overdue),
        "quality": {"title": t("agency.quality"), "lines": quality(desk, ident)},
        "reply": reply(desk, flags),
        "foot": foot(desk),
    }


def score(desk: Desk, ident: str) -> Row:
    """The overall score with interval, band and rank interval, or why there is none and what is missing."""
    t, found = desk.t, agency_scores(desk, ident)
    if found is None:
        return {"say": t("sheet.no_score"), "missing": []}
    missing = [f"{line['ref']['name']}: {line['why']}" for line in found["missing"]]
    if found["missing_more"]:
        missing.append(t("sheet.more", n=found["missing_more"]))
    return {"say": plain(found["say"]), "missing": [t("scores.missing"), *missing] if missing else []}


def flag_lines(desk: Desk, flags: list[Row]) -> Row:
    """The agency's standing flags, the most severe first, each with what it would answer to."""
    t = desk.t
    lines = [
        {**act(desk, flag), "statement": desk.pick(flag, "statement"), "life": t.word("life", flag["life"]), "reply": desk.reply(flag)}
        for flag in flags[:FLAGS]
    ]
    rest = [t("sheet.more_flags", ids=", ".join(flag["flag_id"] for flag in flags[FLAGS:]))] if flags[FLAGS:] else []
    return {"title": t("agency.flags"), "none": t("agency.no_flags"), "lines": lines, "rest": rest}


def gap_table(desk: Desk, agency: Row) -> Row:
    """The worst gaps: estimate with its interval, the line, the peers' median, duties beyond tolerance."""
    t, found = desk.t, gaps(desk, agency)
    rows = [row for row in found["rows"] if row["short"]][:GAPS] if found else []
    heads = ("overview.standard", "agency.estimate", "agency.interval", "agency.line", "agency.peers", "agency.unmet")
    return {
        "title": t("sheet.gaps"),
        "none": t("sheet.gaps_none"),
        "heads": [t(head) for head in heads],
        "rows": [
            [
                f"{row['name']} ({t.word('law', row['ref']['status'])})", t.share(row["value"]), f"{t.share(row['lower'])} – {t.share(row['upper'])}",
                t.share(row["line"]), t.share(row["median"]), t.number(row["unmet"], 1),
            ]
            for row in rows
        ],
    }  # fmt: skip


def case_table(desk: Desk, overdue: list[Row]) -> Row:
    """What is open past its due date, the longest first; a person only where the profile shows names."""
    t, named = desk.t, desk.profile.show_names
    heads = ["agency.case", "overview.standard", "agency.due", "agency.days", "agency.unit", *(["agency.person"] if named else [])]
    total = overdue[0]["total"] if overdue else 0
    key = "agency.overdue_none" if not total else "agency.overdue_say" if total <= CASES else "sheet.overdue_rest"
    return {
        "title": t("agency.overdue"),
        "say": t(key, n=total, shown=min(total, CASES)),
        "heads": [t(head) for head in heads],
        "rows": [
            [
                row["case_id"], desk.standard_ref(row["standard_id"])["name"], t.moment(row["due_at"]), t.number(row["days_over"]),
                row["responsible_unit"] or "–", *([row["responsible_person"] or "–"] if named else []),
            ]
            for row in overdue[:CASES]
        ],
    }  # fmt: skip


def reply(desk: Desk, flags: list[Row]) -> Row:
    """How to answer, and with which flag ids."""
    t, draft = desk.t, desk.facts.edition["status"] == "draft"
    say = t("sheet.reply_draft" if draft else "sheet.reply") if flags else t("sheet.reply_none")
    return {"title": t("sheet.reply_title"), "say": say, "ids": [flag["flag_id"] for flag in flags]}
