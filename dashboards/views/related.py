"""What stands beside a rule: review findings on its provision, rules that may contradict it, and its variants."""

from __future__ import annotations

from dashboards.desk import Desk
from dashboards.facts import Row


def related_rules(desk: Desk, standard: Row) -> list[Row]:
    """Groups of other rules, each with why they stand here; empty groups are left out."""
    ident = standard["standard_id"]
    facts, trunk = desk.facts, standard["variant_of"] or ident
    apart = [n for row in facts.tables["possible_contradiction"] if ident in (names := row["standard_ids"].split()) for n in names]
    pairs = [(p["standard_id"], p["other_standard_id"]) for p in facts.tables["law_contradiction"]]
    apart += [n for pair in pairs if ident in pair for n in pair]
    variants = [s["standard_id"] for s in facts.tables["standard"] if trunk in (s["variant_of"], s["standard_id"])]
    groups = (("overlap", apart), ("variant", variants))
    found = [{"word": desk.t(f"related.{word}"), "refs": refs_of(desk, ident, names)} for word, names in groups]
    return [group for group in found if group["refs"]]


def refs_of(desk: Desk, ident: str, names: list[str]) -> list[Row]:
    """The other rules of a list, once each."""
    return [desk.standard_ref(n) for n in dict.fromkeys(names) if n != ident]


def findings_of(desk: Desk, ident: str) -> list[Row]:
    """Review findings on the provision, each with its state and the agency that has to settle it."""
    t, rows = desk.t, []
    for f in desk.facts.by("findings", "standard_id", ident):
        state = "resolved" if f["resolved_at"] else "overdue" if f["overdue"] else "open"
        rows.append(
            {
                "what": f"{f['case_id']} · {f['document']}, {f['provision'] or '–'}",
                "kind": t.word("finding", f["finding_type"]),
                "state": t(f"related.{state}", found=t.day(f["found_at"]), due=t.day(f["due_at"]), day=t.day(f["resolved_at"])),
                "resolution": f["resolution"] or "",
                "agency": desk.agency_name(f["agency_id"]),
                "href": desk.agency_page(f["agency_id"]) if f["agency_id"] in desk.facts.agency else "",
            }
        )
    return rows
