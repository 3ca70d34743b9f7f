"""Questions for the legal officer: what the numbers rest on that only a person who reads the law can say."""

from __future__ import annotations

from dashboards.desk import Desk, slug
from dashboards.facts import STATUSES, Row

STATES = ("confirmed", "seen", "to_confirm")


def questions_page(desk: Desk) -> Row:
    """Names for questions.html, the question on which most duties depend first."""
    t, facts = desk.t, desk.facts
    asked = [question(desk, q) for q in facts.tables["open_question"]]
    asked.sort(key=lambda q: (-q["duties"], q["id"]))
    status = [s["status"] for s in facts.tables["standard"]]
    return {
        "title": t("questions.title" if asked else "questions.title_none", n=len(asked)),
        "lead": t("questions.lead", n=len(status), **{state: status.count(state) for state in STATES}),
        "questions": asked,
        "pairs": pairs(desk),
        "conflicts": [conflict(desk, row) for row in facts.tables["possible_contradiction"]],
        "said": [said(desk, row) for row in facts.tables["confirmation"]],
        "notes": [
            {"name": desk.name(n), "law": n["legal_basis"] or "–", "why": desk.pick(n, "why")} for n in facts.tables["legal_note"]
        ],
    }  # fmt: skip


def anchor(question_id: str) -> str:
    """Where a question stands on its page."""
    return f"q-{slug(question_id)}"


def question(desk: Desk, row: Row) -> Row:
    """A question with its standards, their articles, and how many duties and flags hang on the answer."""
    facts, names = desk.facts, (row["standard_ids"] or "").split()
    counts = [c for name in names for c in facts.by("duty_counts", "standard_id", name)]
    refs = [desk.standard_ref(name) for name in names]
    return {
        "id": row["question_id"],
        "anchor": anchor(row["question_id"]),
        "text": desk.in_words(desk.pick(row, "question")),
        "blocks": desk.in_words(desk.pick(row, "blocks")),
        "refs": refs,
        "laws": list(dict.fromkeys(ref["law"] for ref in refs if ref["law"])),
        "duties": sum(c[status] for c in counts for status in STATUSES),
        "judged": sum(ref["assessed"] for ref in refs),
        "flags": sum(f["standard_id"] in names for f in desk.standing()),
    }


def questions_of(desk: Desk, standard: Row) -> list[Row]:
    """What is asked about one standard; its own question where no list holds it."""
    found = desk.facts.questions(standard["standard_id"])
    if not found and standard.get("question"):
        text = standard["question"] if desk.vi else standard["question_en"] or standard["question"]
        return [{"id": "", "text": text, "href": "questions.html"}]
    return [
        {"id": q["question_id"], "text": desk.in_words(desk.pick(q, "question")), "href": f"questions.html#{anchor(q['question_id'])}"} for q in found
    ]  # fmt: skip


def conflict(desk: Desk, row: Row) -> Row:
    """Rules that seem unable to hold together, found by reading."""
    return {
        "id": row["contradiction_id"],
        "anchor": anchor(row["contradiction_id"]),
        "limits": desk.pick(row, "limits"),
        "ask": desk.pick(row, "question"),
        "refs": [desk.standard_ref(name) for name in row["standard_ids"].split()],
    }


def conflicts_of(desk: Desk, standard_id: str) -> list[Row]:
    """The possible contradictions one standard is part of: those found by reading, then the pairs of the catalogue."""
    rows = [conflict(desk, r) for r in desk.facts.tables["possible_contradiction"] if standard_id in r["standard_ids"].split()]
    found = [{"text": f"{r['limits']}. {r['ask']}", "href": f"questions.html#{r['anchor']}", "id": r["id"]} for r in rows]
    for pair in pairs(desk):
        if standard_id in pair["ids"]:
            text = desk.t(
                "questions.pair", one=pair["one"]["name"], limit=pair["limit"], other=pair["other"]["name"], second=pair["second"]
            )
            found.append({"text": text, "href": "questions.html#contradictions", "id": ""})
    return found


def pairs(desk: Desk) -> list[Row]:
    """Two rules of one fact with different limits, found by comparing the catalogue."""
    return [
        {
            "ids": (p["standard_id"], p["other_standard_id"]),
            "one": desk.standard_ref(p["standard_id"]),
            "limit": desk.amount(p["limit_value"], p["unit"]),
            "other": desk.standard_ref(p["other_standard_id"]),
            "second": desk.amount(p["other_limit_value"], p["other_unit"]),
            "since": desk.t.day(p["from_date"]),
        }
        for p in desk.facts.tables["law_contradiction"]
    ]


def said(desk: Desk, row: Row) -> Row:
    """A legal officer's word; his or her name only where the profile allows names."""
    return {
        "ref": desk.standard_ref(row["standard_id"]),
        "status": desk.t.word("law", row["status"]),
        "by": row["confirmed_by"] if desk.profile.show_names else desk.t("questions.officer"),
        "day": desk.t.day(row["confirmed_on"]),
        "source": row["source"] or "–",
    }


def word_of(desk: Desk, standard_id: str) -> Row | None:
    """The last word a legal officer said on a standard."""
    rows = desk.facts.by("confirmation", "standard_id", standard_id)
    return said(desk, rows[-1]) if rows else None
