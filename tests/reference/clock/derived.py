"""What follows from a case's own data: a period ended, a promised day passed, somebody was named."""

import datetime as dt

from tests.reference.clock.calendar import end_of
from tests.reference.clock.engine import claim
from tests.reference.clock.facts import Case, Fact, World, standards
from tests.reference.clock.limits import stops


def with_derived(case: Case, world: World) -> Case:
    """The case with the facts that nobody writes down."""
    facts = list(case.facts)
    if case.kind == "procedure_case":
        facts = _promise(case, facts, world)
    if case.kind == "plan_task" and case.traits.get("person") and case.traits.get("unit"):
        facts += [Fact("accountable_person_named", f.at) for f in case.facts if f.event == "task_assigned"]
    if case.kind == "duty_register":
        facts.append(Fact("period_ended", end_of(dt.date.fromisoformat(case.traits["last_day"]))))
        for rule in standards():
            if rule["standard_id"] == case.traits["standard_id"] and rule["start_event"] == "law_effective":
                facts.append(Fact("law_effective", dt.datetime.fromisoformat(rule["effective_from"])))
    return Case(case.kind, case.number, case.agency, facts, case.traits, case.procedure, case.inspecting)


def _promise(case: Case, facts: list[Fact], world: World) -> list[Fact]:
    """A promise for a later day than the one of acceptance asks for an apology when it has passed, as pauses have moved it."""
    moments = {name: min((f.at for f in facts if f.event == name), default=None) for name in ("dossier_accepted", "result_promised")}
    accepted, promised = moments["dossier_accepted"], moments["result_promised"]
    if not accepted or not promised:
        return facts
    others = [f for f in facts if f.event != "due_date"]
    if accepted.date() == promised.date():
        return others
    ends = [f.at for f in facts if f.event in ("result_ready", "withdrawn", "returned_unprocessed")]
    rule = next(s for s in standards() if s["due_event"] == "result_promised")
    promise = claim(rule, case, world)
    if promise and promise.still:
        return others
    if not promise and stops(case, world):
        return facts  # before the rule on the promised day was in force only a day that nothing has moved is known
    day = promise.due if promise else promised
    facts = [*others, Fact("due_date", day)]
    if promised.date() > accepted.date() and not any(at <= day for at in ends):
        facts = [*facts, Fact("due_date_passed", day)]
    return facts
