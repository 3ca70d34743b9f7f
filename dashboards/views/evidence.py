"""The rows of a flag with the columns that carry the finding of its kind.

A row of “promised later than the law allows” that shows when the case was done, and not what was promised, would read as proof
of the opposite: such cases may well be done in time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dashboards.desk import Desk
from dashboards.facts import Row
from dashboards.views.money import money

# what a kind's rows show between the case and its source; the keys of COLUMNS
SHOWN = {
    "promise_over_law": ("arises", "legal_due", "promised", "promised_over", "done"),
    "overdue": ("arises", "due", "days_over", "done", "status"),
    "not_executed": ("arises", "due", "days_over", "done", "status"),
    "unowned": ("content", "assigned", "person", "collective"),
    "undocumented": ("document", "issue_due", "law_effective", "issued"),
    "unresolved_contradiction": ("reviewed", "finding_type", "found", "settle_due", "settled"),
    "unfunded": ("year", "regular", "allotment", "allotment_before", "disbursed"),
    "unreported": ("missing_source", "missing_month"),
}
DUTY = ("arises", "due", "done", "status")
OTHER = ("fact",)
ORDERS = ("promise_over_law", "unowned", "undocumented")


def evidence(desk: Desk, flag: Row) -> Row | None:
    """Heads and cells of a flag's rows, each cell with its class; None where no row is at hand."""
    rows = desk.facts.by("evidence", "flag_id", flag["flag_id"])
    if not rows:
        return None
    duties = rows[0]["duty_id"] is not None
    names = list(SHOWN.get(flag["kind"], DUTY if duties else OTHER))
    # the rows of a flag on no single agency say whose each is
    if flag["agency_id"] is None and duties:
        names.insert(0, "where")
    columns = [COLUMNS[name] for name in ("case" if duties else "row", *names, "source")]
    total, order = rows[0]["total"], flag["kind"] if flag["kind"] in ORDERS else "late"
    some = desk.t("flag.evidence_some", shown=len(rows), n=total, order=desk.t(f"evidence.order_{order}"))
    return {
        "say": some if total > len(rows) else desk.t("flag.evidence_say", n=total),
        "heads": [(desk.t(key), kind) for key, kind, _ in columns],
        "rows": [[(value(desk, row), kind) for _, kind, value in columns] for row in rows],
    }


def person(desk: Desk, row: Row) -> str:
    """Whether somebody is named, who it is where the profile allows names, and since when that person has left office."""
    t, name = desk.t, (row["person"] or "").strip()
    if not name:
        return t("evidence.blank")
    said = name if desk.profile.show_names else t("evidence.named")
    return t("evidence.left", person=said, day=t.day(row["left_on"])) if row["left_on"] else said


def reviewed(desk: Desk, row: Row) -> str:
    """The provision a review finding is about."""
    return ", ".join(part for part in (row["provision"], row["reviewed"]) if part) or "–"


def done(desk: Desk, row: Row) -> str:
    """When it was done; a date that is missing where the status is unknown is a defect of the data, not a case left open."""
    return (
        desk.t("clock.open")
        if row["fulfilled_at"] is None and row["status"] in ("overdue", "pending")
        else desk.t.moment(row["fulfilled_at"])
    )


def day_or(name: str) -> Callable[[Desk, Row], str]:
    """A day, or that it has not come."""
    return lambda desk, row: desk.t.day(row[name]) if row[name] else desk.t("evidence.not_yet")


def moment(name: str) -> Callable[[Desk, Row], str]:
    """A day with its time where that says something."""
    return lambda desk, row: desk.t.moment(row[name])


def amount(name: str) -> Callable[[Desk, Row], str]:
    """An amount of money."""
    return lambda desk, row: money(desk, row[name])


def plain(name: str) -> Callable[[Desk, Row], str]:
    """A text as it stands."""
    return lambda desk, row: row[name] or "–"


# head, class of the cells ("code" is set as an identifier), what stands there
COLUMNS: dict[str, tuple[str, str, Callable[[Desk, Row], Any]]] = {
    "case": ("flag.case", "code", plain("case_id")),
    "row": ("flag.row", "code", plain("row_id")),
    "where": ("flag.where", "txt", lambda desk, row: desk.agency_name(row["agency_id"])),
    "arises": ("flag.arises", "", moment("arises_at")),
    "due": ("flag.due", "", moment("due_at")),
    "done": ("flag.done", "", done),
    "status": ("flag.status", "txt", lambda desk, row: desk.t.word("status", row["status"])),
    "days_over": ("agency.days", "", lambda desk, row: desk.t.number(row["days_late"])),
    "legal_due": ("evidence.legal_due", "", moment("due_at")),
    "promised": ("clock.promised_at", "", moment("promised_at")),
    "promised_over": ("evidence.promised_over", "", lambda desk, row: desk.t.number(row["promised_over"])),
    "content": ("evidence.content", "txt", plain("content")),
    "assigned": ("evidence.assigned", "", moment("assigned_at")),
    "person": ("evidence.person", "txt", person),
    "collective": ("evidence.collective", "txt", lambda desk, row: (row["collective"] or "").strip() or desk.t("evidence.blank")),
    "document": ("law_problems.document", "txt", plain("title")),
    "issue_due": ("evidence.issue_due", "", moment("issue_due_at")),
    "law_effective": ("law_problems.effective", "", moment("law_effective_at")),
    "issued": ("law_problems.issued", "", day_or("issued_at")),
    "reviewed": ("law_problems.provision", "txt", reviewed),
    "finding_type": ("law_problems.type", "txt", lambda desk, row: desk.t.word("finding_type", row["finding_type"])),
    "found": ("law_problems.found", "", moment("found_at")),
    "settle_due": ("law_problems.due", "", moment("settle_due_at")),
    "settled": ("evidence.settled", "", day_or("resolved_at")),
    "year": ("evidence.year", "", lambda desk, row: str(row["year"])),
    "regular": ("evidence.regular", "", amount("regular_expenditure")),
    "allotment": ("evidence.allotment", "", amount("legal_allotment")),
    "allotment_before": ("evidence.allotment_before", "", amount("allotment_before")),
    "disbursed": ("evidence.disbursed", "", amount("disbursed")),
    "missing_source": ("evidence.source", "txt", lambda desk, row: desk.source_name(row["row_id"].split("~")[0])),
    "missing_month": ("agency.month", "", lambda desk, row: desk.t.month(row["row_id"].split("~")[-1])),
    "fact": ("flag.fact", "txt", lambda desk, row: desk.t.word("fact", row["fact"])),
    "source": ("flag.source", "txt small", plain("files")),
}  # fmt: skip
