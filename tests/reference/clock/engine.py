"""Every duty of a case, rule by rule: who owes it, when it arose, when it fell due, and how it stands."""

import datetime as dt
from dataclasses import dataclass

from tests.reference.clock.facts import LEAVING, Case, Duty, World, conditions, in_force, of_kind, procedures, standards, tier_of
from tests.reference.clock.limits import Limit, extended, moved, original

BY_CASE = ("clock", "posting", "register", "register_by_document", "presence")
AFTER_LIMIT = {"original_limit_reached", "execution_period_ended", "execution_limitation_reached"}
# events that the case's own row carries: their absence beside the end is a defect of the data
ON_ROW = {
    "dossier_accepted", "complaint_received", "complaint_accepted", "second_complaint_received", "second_complaint_accepted",
    "denunciation_received", "denunciation_accepted", "violation_record_made", "sanction_decision_signed", "sanction_decision_received",
    "valid_request_received", "task_assigned", "law_effective", "doc_due", "doc_issued", "doc_signed", "draft_posted", "doc_effective",
    "feedback_received", "conclusion_received", "dossier_received", "inspection_decision_announced", "inspection_report_received", "conclusion_signed", "period_started",
}  # fmt: skip
LED_BY = {"TTTP": "MS04"}


@dataclass
class Claim:
    """A rule that asks something of a case, with its due date."""

    rule: dict
    agency: str
    arises: dt.datetime | None
    first: Limit
    limit: Limit
    still: bool
    due: dt.datetime | None


def owing(rule: dict, case: Case) -> str:
    return {"inspecting_agency": case.inspecting, "city": "01", "parent_agency": "" if case.agency == "01" else "01"}.get(
        rule["owed_by"], case.agency
    )


def claim(standard: dict, case: Case, world: World) -> Claim | None:
    start, end = case.first(standard["start_event"], world.end), case.first(standard["end_event"], world.end)
    # the register's row states its period; when the law began is nothing a row could lack
    by_row = standard["start_event"] in ON_ROW and (case.kind != "duty_register" or standard["start_event"] == "period_started")
    if not start and not (end and end.on_row and by_row):
        return None
    day = (start or end).at.date()
    agency = owing(standard, case)
    if not agency or not in_force(standard, day):
        return None
    leads = standard["owed_by"] == "inspecting_agency" and agency == LED_BY.get(standard["led_by"])
    if ("city" if leads else tier_of(agency)) not in standard["tier"].split("|"):
        return None
    if not all(_holds(case, trait, value, world) for trait, value in conditions(standard)):
        return None
    rule = standard
    if standard["condition"] == "procedure":
        limits = [p for p in procedures() if p["standard_id"] == standard["standard_id"] and p["procedure_code"] == case.procedure]
        limits = [p for p in limits if in_force(p, day)]
        if not limits:
            return None
        rule = standard | {"limit_value": limits[0]["limit_value"], "unit": limits[0]["unit"]}
    if standard["due_event"] == "result_promised":
        rule = standard | _as_the_procedure_counts(case, day)
    arises = start.at if start else None
    first = original(rule, case, arises, world)
    limit, still = moved(rule, first, case, arises, world)
    return Claim(rule, agency, arises, first, limit, still, extended(rule, limit, case, world))


def _as_the_procedure_counts(case: Case, day: dt.date) -> dict:
    """The slip's day moves as the limit of the procedure does: in its days, and off a day off where that limit does."""
    for row in procedures():
        if row["procedure_code"] == case.procedure and in_force(row, day):
            standard = next(s for s in standards() if s["standard_id"] == row["standard_id"])
            return {"pause_unit": row["unit"] or standard["unit"], "moves_off": standard["ends_on_working_day"] == "yes"}
    return {"pause_unit": "working_day", "moves_off": False}


def _holds(case: Case, trait: str, value: str, world: World) -> bool:
    if trait.startswith("event:"):
        return case.first(trait.removeprefix("event:"), world.end) is not None
    return bool(case.traits.get(trait)) if value == "*" else case.traits.get(trait) == value


def chosen(claims: list[Claim], case: Case, world: World) -> tuple[Claim | None, Claim | None]:
    """The one of a family that applies, and the base rule beside it."""
    base = next((c for c in claims if not c.rule["variant_of"]), None)
    limit = base.limit.moment if base else None

    def in_time(one: Claim) -> bool:
        acts = [case.first(t.removeprefix("event:"), world.end) for t, _ in conditions(one.rule) if t.startswith("event:")]
        return one is base or limit is None or all(act.at <= limit for act in acts)

    allowed = sorted((c for c in claims if in_time(c)), key=lambda c: (-len(conditions(c.rule)), c.rule["standard_id"]))
    return (allowed[0] if allowed else None), base


def is_silent(rule: dict, agency: str, due: dt.datetime, world: World) -> bool:
    """Does the absence of the end say that it did not happen? Only where the file that would tell it came."""
    source, month = rule["carried_by"], f"{due:%Y-%m}"
    if (source, agency, month) not in world.came and (source, "*", month) not in world.came:
        return False
    if source != "su_kien_vu_viec":
        return True
    number = due.year * 12 + due.month
    return any(
        (kind, event) == (rule["case_kind"], rule["end_event"]) and number - 12 < day.year * 12 + day.month <= number
        for kind, event, day in world.sent
        if day <= world.as_of
    )


def judge(one: Claim, due, done, excused, world: World, silent) -> str:
    """How the duty stands against `due`."""
    rule, arises = one.rule, one.arises
    if arises is None:
        return "unknown"
    if due is None:
        return (
            "pending" if rule["due_event"] and rule["due_event"] not in ("result_promised", "task_due", "recommendation_due") else "unknown"
        )
    registered = rule["computed_by"] in ("register", "register_by_document", "presence")
    apart = registered or rule["due_event"] == rule["start_event"] or rule["direction"] == "min"
    if done and done.date() < arises.date() and not apart:
        return "unknown"
    if rule["direction"] == "min":
        if not done:
            return "met" if rule["computed_by"] == "posting" and due <= world.end else "pending"
        return "met" if done.date() >= due.date() else "late"
    if done and (one.first.presence or done <= due):
        return "met"
    if excused and excused <= due:
        return "excused"
    if done or excused:
        return "late"
    if one.still or due > world.end:
        return "pending"
    return "overdue" if silent(due) else "unknown"


def settle(one: Claim, base: Claim | None, case: Case, agency: str, done, excused, world: World) -> Duty:
    rule = one.rule

    def silent(day: dt.datetime) -> bool:
        return is_silent(rule, agency, day, world)

    def base_silent(day: dt.datetime) -> bool:
        return rule["carried_by"] != "su_kien_vu_viec" and silent(day)

    status = judge(one, one.due, done, excused, world, silent)
    base_due = (base or one).limit.moment
    base_status = status
    if status not in ("unknown", "overdue") and rule["direction"] == "max" and not one.first.presence and base_due:
        base_status = judge(one, base_due, done, excused, world, base_silent)
    late = None
    if status in ("late", "overdue") and rule["direction"] == "max":
        late = max(((done or excused or world.end).date() - one.due.date()).days, 0)
    return Duty(rule["standard_id"], case.number, agency, one.due, one.first.moment, status, base_due, base_status, late)


def holders(first: str, case: Case, world: World) -> list[tuple[str, dt.datetime | None]]:
    """Who had the case, one after another, each with the moment it came to them; '' where the file names nobody."""
    found: list[tuple[str, dt.datetime | None]] = [(first, None)]
    for given in sorted((f for f in case.facts if f.event == "transferred" and f.ground and f.at <= world.end), key=lambda f: f.at):
        if given.new_agency != found[-1][0]:
            found.append((given.new_agency, given.at))
    return found


def duties_by_clock(case: Case, world: World) -> list[Duty]:
    families: dict[str, list[Claim]] = {}
    for standard in of_kind(case.kind):
        limit_run_out = {standard["start_event"], standard["due_event"]} & AFTER_LIMIT
        if standard["computed_by"] in BY_CASE and not limit_run_out:
            one = claim(standard, case, world)
            if one:
                families.setdefault(standard["variant_of"] or standard["standard_id"], []).append(one)
    found = []
    for claims in families.values():
        one, base = chosen(claims, case, world)
        if one:
            found += _of_every_holder(one, base, case, world)
    return found


def _of_every_holder(one: Claim, base: Claim | None, case: Case, world: World) -> list[Duty]:
    """The duty of who had it, and of each who took it over in time; who had it twice answers for the last time."""
    end = case.first(one.rule["end_event"], world.end)
    done = end.at if end else None
    left = min((f.at for f in case.facts if f.event in LEAVING and f.at <= world.end), default=None)
    chain = holders(one.agency, case, world)
    found: dict[str, Duty] = {}
    for place, (agency, got) in enumerate(chain):
        if got and (one.due is None or got > one.due or (done and done <= got) or (left and left <= got)):
            break
        passed_on = chain[place + 1][1] if place + 1 < len(chain) else None
        found[agency] = _while_it_had_it(one, base, case, agency, passed_on, done, left, world)
    return [duty for agency, duty in found.items() if agency]


def _while_it_had_it(one: Claim, base: Claim | None, case: Case, agency: str, passed_on, done, left, world: World) -> Duty:
    """What another did after the handing over is not this one's, and handing it over in time is all it owed then."""
    own, excused = done, left
    if passed_on:
        if done and done > passed_on and one.due is not None and passed_on <= one.due:
            own = None
        if passed_on <= (left or passed_on) and passed_on <= (done or passed_on):
            excused = passed_on
    return settle(one, base, case, agency, own, excused, world)
