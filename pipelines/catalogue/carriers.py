"""Where a fact comes from: the column of which source, or the event of which file, as the contracts say."""

from dataclasses import dataclass

from pipelines.catalogue.words import Words
from pipelines.runtime.contract import Contract
from pipelines.runtime.kinds import kinds
from pipelines.runtime.legal import Standard
from pipelines.runtime.profile import Profile

# facts that no file states: they follow from the calendar, from the law itself or from two columns together
FOLLOWS = {
    "period_ended": ("suy ra: ngày cuối của kỳ ghi trong dòng", "derived: the last day of the row's period"),
    "law_effective": ("suy ra: ngày quy định bắt đầu có hiệu lực", "derived: the day the rule came into force"),
    "accountable_person_named": (
        "suy ra: dòng ghi cả cá nhân và tập thể phụ trách", "derived: the row names both a person and a collective"
    ),
    "due_date_passed": ("suy ra: qua ngày hẹn mà chưa có kết quả", "derived: the promised day passed without a result"),
    "week_start": ("suy ra từ lịch", "derived from the calendar"),
    "month_start": ("suy ra từ lịch", "derived from the calendar"),
}  # fmt: skip
FOLLOWS_FROM = {
    "period_ended": ("duty_register", ("period_start",)),
    "accountable_person_named": ("plan_task", ("responsible_person", "responsible_unit")),
    "due_date_passed": ("procedure_case", ("promised_at", "finished_at")),
}
# the amounts that sql/duties/share_duty.sql takes from wide rows
AMOUNTS = {
    "budget_total": ("budget", "regular_expenditure"),
    "budget_assigned": ("budget", "legal_allotment"),
    "law_spend": ("budget", "legal_allotment"),
    "budget_spent": ("budget", "disbursed"),
    "staff_total": ("staff", "posts_filled"),
    "staff_with_law_degree": ("staff", "posts_qualified"),
}
CLOCK_EVENTS = ("supplement_requested", "supplement_received", "paused", "resumed", "extended", "withdrawn", "cancelled",
                "returned_unprocessed", "transferred")  # fmt: skip


@dataclass(frozen=True, order=True)
class Carrier:
    """A column (or a value of the column that names events) of one source."""

    source_id: str
    header: str
    written: str = ""
    when: str = ""

    def text(self, words: Words) -> str:
        if self.written:
            said = words.say(f"`{self.source_id}`: sự kiện “{self.written}”", f"`{self.source_id}`: event “{self.written}”")
        else:
            said = words.say(f"`{self.source_id}`: cột “{self.header}”", f"`{self.source_id}`: column “{self.header}”")
        return said + (words.say(f", khi {self.when}", f", where {self.when}") if self.when else "")


def carriers(profile: Profile, kind: str, event: str) -> list[Carrier]:
    """Every column and every event of a file that tells when `event` of a case of `kind` happened."""
    found: list[Carrier] = []
    for contract in profile.contracts.values():
        if contract.kind == kind:
            found += [
                Carrier(contract.source_id, header_of(contract, e.at), when=_when(contract, e.when))
                for e in contract.events
                if e.event == event
            ]
            if event in AMOUNTS and AMOUNTS[event][0] == kind and (header := header_of(contract, AMOUNTS[event][1])):
                found.append(Carrier(contract.source_id, header))
        elif contract.kind == "case_event" and contract.case_kind in (None, kind):
            if "event" in contract.values:
                texts = sorted(text for text, stored in contract.values["event"].items() if stored == event)
                found += [Carrier(contract.source_id, contract.fields.get("event", ""), text) for text in texts]
            elif kind in contract.values.get("case_kind", {}).values() or contract.case_kind == kind:
                found.append(Carrier(contract.source_id, contract.fields.get("event", ""), event))
    return found


def carried_by(profile: Profile, standard: Standard, event: str) -> list[Carrier]:
    """The carriers of an event, the standard's own source first; where that source carries it, no other is named."""
    if standard.computed_by == "figure":
        contract = profile.contracts.get(standard.carried_by or "")
        field = "numerator" if event == standard.end_event else "denominator"
        return [Carrier(contract.source_id, header_of(contract, field))] if contract else []
    every = carriers(profile, standard.case_kind, event)
    own = [carrier for carrier in every if carrier.source_id == standard.carried_by]
    rows = [carrier for carrier in every if not carrier.written]
    if event in FOLLOWS and not rows:
        return _followed(profile, event)
    return [carrier for carrier in own if carrier in rows] or rows or own or every


def _followed(profile: Profile, event: str) -> list[Carrier]:
    """The columns from which a fact follows that no file states."""
    kind, fields = FOLLOWS_FROM.get(event, ("", ()))
    contracts = [contract for contract in profile.contracts.values() if contract.kind == kind]
    return [Carrier(c.source_id, header) for c in contracts for field in fields if (header := header_of(c, field))]


def where(profile: Profile, standard: Standard, event: str, words: Words) -> str:
    """In words: which column or event, or from what it follows."""
    if not event:
        return ""
    rules = [rule for rule in profile.derived_events if (rule.event, rule.case_kind) == (event, standard.case_kind)]
    if (
        event in FOLLOWS
        and standard.computed_by != "figure"
        and not any(not c.written for c in carriers(profile, standard.case_kind, event))
    ):
        return words.say(*FOLLOWS[event])
    found = [carrier.text(words) for carrier in carried_by(profile, standard, event)]
    found += [words.say(f"suy ra: khi hết hạn của `{rule.standard_id}`", f"derived: when `{rule.standard_id}` falls due") for rule in rules]
    return "; ".join(found) or words.say("không nguồn nào mang", "no source carries it")


def header_of(contract: Contract, field: str) -> str:
    """The header a field is read from. Fields that the intake makes come from the field they are made of."""
    if field in contract.fields:
        return contract.fields[field]
    made = kinds()[contract.kind].file.fields.get(field, {}) if contract.kind in kinds() else {}
    origin = made.get("period_of") or made.get("agency_of") or ("agency" if field == "agency_id" else "")
    return contract.fields.get(origin, "") if isinstance(origin, str) else ""


def _when(contract: Contract, conditions: dict[str, list[str]]) -> str:
    """`Lần giải quyết = 1`: in the words of the file."""
    parts = []
    for field, values in sorted(conditions.items()):
        spelled = {stored: text for text, stored in contract.values.get(field, {}).items()}
        shown = [spelled.get(value, value) or "∅" for value in values]
        parts.append(f"{header_of(contract, field)} = {'/'.join(shown)}")
    return ", ".join(parts)
