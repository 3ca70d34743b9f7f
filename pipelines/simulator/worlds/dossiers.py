"""Dossiers of one procedure at one office, all months at once: arrays of positions in the working days and of minutes.

Every dossier draws the same uniform numbers whatever is planted; an effect changes what they are compared with, so that it moves
no number of anybody else.
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.simulator.city import END, Agency
from pipelines.simulator.worlds import calendar
from pipelines.simulator.worlds.ground import Ground, Procedure
from pipelines.simulator.worlds.plant import Effect

Ints, Floats, Bools = NDArray[np.int64], NDArray[np.float64], NDArray[np.bool_]
USES = (
    "met", "took", "late", "channel", "applicant", "token", "accepted", "finished", "collected", "pause", "pause_days", "gone", "again",
    "again_days", "person", "evening", "registered", "registered_days", "stop", "bunch", "paid", "apology",
)  # fmt: skip
CUT_OFF, NOON, AFTERNOON, CLOSING = 900, 720, 780, 1020
PAUSED, STOPPED, WITHDRAWN, RETURNED, AGAIN, EVENING, LATE_REGISTERED = 0.03, 0.004, 0.006, 0.03, 0.12, 0.006, 0.01
BURST, BURST_AT, SHORT = 24, 631, 2
MOST_RETURNED, HAZARD = 0.55, 0.4
COMPANIES = ("proc_certification_copy", "proc_certification_contract", "proc_food_safety_certificate")


@dataclass
class Batch:
    """Dossiers side by side. Days are positions in calendar.work(); `due` holds ordinals, as lawful pauses moved it."""

    office: Agency
    procedure: Procedure
    names: list[str]
    u: dict[str, Floats]
    start: Ints
    minute: Ints
    online: Bools
    company: Bools
    token: Ints
    burst: Bools
    p: Floats
    finish: Ints
    due: Ints
    promised: Ints
    asked: Ints
    answered: Ints
    status: NDArray[np.str_]
    submitted: Ints
    finish_minute: Ints
    apologised: Bools


class Office:
    """What is planted at an office in one procedure, and the draws that its dossiers are made of."""

    def __init__(self, ground: Ground, agency: Agency, procedure: Procedure) -> None:
        self.ground, self.agency, self.procedure = ground, agency, procedure
        self.effects = {effect.kind: effect for effect in ground.at.get((agency.code, procedure.standard), ())}
        self.signs = {effect.note: effect for effect in ground.at.get((agency.code, ""), ()) if effect.kind == "clock_doubt"}
        self.slow = procedure.limit >= 3
        self.apology = ground.cell(agency, "onestop_apology_issued") if agency.tier == "commune" else None

    def uniforms(self, subject: str, number: int) -> dict[str, Floats]:
        draw = self.ground.draws(f"{subject} {self.procedure.standard}", self.agency.code)
        return dict(zip(USES, draw.random((len(USES), number)), strict=True))

    def strength(self, kind: str, usual: float | Floats, day: Ints) -> Floats:
        """The share of an effect from its day on, before it the usual one."""
        effect = self.effects.get(kind) or self.signs.get(kind)
        planted = effect.size if effect else usual
        return np.where(calendar.work()[day] >= (effect.since.toordinal() if effect else 0), planted, usual)


def dossiers(ground: Ground, agency: Agency, procedure: Procedure) -> list[Batch]:
    """The dossiers of an office, and those filed again after they had been handed back."""
    office = Office(ground, agency, procedure)
    first, last = max(ground.spec.first, procedure.first), procedure.last
    positions, weights = calendar.busyness(first, last)
    rate = ground.monthly(agency, procedure) / 20.8 * weights
    start = np.repeat(positions, ground.draws(f"dossiers {procedure.standard}", agency.code).poisson(rate))
    start, burst = _with_bursts(office, start)
    if dormant := office.effects.get("dormant"):
        kept = calendar.work()[start] < dormant.since.toordinal()
        ground.tell(
            "dormant", agency.code, procedure.standard, dormant.since, round(_expected(positions, rate), 1), "expected in 12 months", procedure.code
        )  # fmt: skip
    u = office.uniforms("dossier", len(start))
    if dormant:
        start, burst, u = start[kept], burst[kept], {name: values[kept] for name, values in u.items()}
    code = procedure.standard.removeprefix("proc_")
    batch = _batch(office, start, u, burst, [f"{agency.code}-{code}-{i:05d}" for i in range(1, len(start) + 1)])
    return [batch, _again(office, batch)]


def _expected(positions: Ints, rate: Floats) -> float:
    months = calendar.months_by_ordinal()[calendar.work()[positions] - calendar.ZERO]
    return float(rate[months > calendar.month_number(END) - 12].sum())


def _with_bursts(office: Office, start: Ints) -> tuple[Ints, Bools]:
    """Bursts: a day on which one clerk takes in many copies and closes them all within a minute."""
    effect = office.signs.get("burst")
    if not effect or office.procedure.standard != "proc_certification_copy":
        return start, np.zeros(len(start), bool)
    first = int(calendar.on_or_after(np.array(effect.since.toordinal())))
    last = int(calendar.on_or_before(np.array(END.toordinal())))
    chosen = office.ground.draws("burst", office.agency.code).integers(first, last, size=4)
    extra = np.repeat(np.unique(chosen), BURST)
    office.ground.tell("clock_doubt", office.agency.code, "", effect.since, len(extra), "burst")
    return np.concatenate([start, extra]), np.arange(len(start) + len(extra)) >= len(start)


def _batch(office: Office, start: Ints, u: dict[str, Floats], burst: Bools, names: list[str], token: Ints | None = None) -> Batch:
    work, procedure = calendar.work(), office.procedure
    minute = _working_minute(u["accepted"])
    minute = np.where(burst, 480 + (u["accepted"] * 90).astype(int), np.where(minute == CUT_OFF, CUT_OFF + 1, minute))
    online, company = u["channel"] < 0.6, u["applicant"] < (0.35 if procedure.standard in COMPANIES else 0.04)
    lag = ((minute > CUT_OFF) & procedure.cut_off).astype(int)
    # a limit in calendar days ends on the next working day if it ends on a day off
    law = start + procedure.limit + lag if procedure.working else calendar.on_or_after(work[start] + procedure.limit)
    p = np.where(burst, 1.0, _probability(office, start, online, company))
    if office.agency.tier != "commune":
        # an office without peers: what is late is done before the end, and on the last days nothing is late
        p = np.where(law >= _end() - SHORT, 1.0, p)
    met = u["met"] < p
    finish = np.where(met, _in_time(office, start, law, p, u), law + 1 + np.floor(np.log1p(-u["late"]) / np.log(0.68)).astype(int))
    if office.agency.tier != "commune":
        finish = np.where(~met & (law < _end()), np.minimum(finish, _end()), finish)
    batch = Batch(
        office.agency, procedure, names, u, start, minute, online, company, token if token is not None else (u["token"] * 10**7).astype(int), burst,
        p, finish, law, _promised(office, start, law), np.full(len(start), -1), np.full(len(start), -1),
        np.full(len(start), "Đã có kết quả"), start, minute, np.zeros(len(start), bool),
    )  # fmt: skip
    _pauses(office, batch, met)
    _leavers(office, batch, final=token is not None)
    _clocks(office, batch)
    _apologies(office, batch)
    _account(office, batch)
    return batch


def _end() -> int:
    return int(calendar.on_or_before(np.array(END.toordinal())))


def _working_minute(u: Floats) -> Ints:
    """A minute between 8:15 and 16:45, without the lunch hour."""
    minute = 495 + (u * 450).astype(int)
    return np.where(minute >= NOON, minute + AFTERNOON - NOON, minute)


def _probability(office: Office, start: Ints, online: Bools, company: Bools) -> Floats:
    ordinals = calendar.work()[start]
    p = office.ground.cell(office.agency, office.procedure.standard).over(ordinals)
    if effect := office.effects.get("unequal"):
        worse = ~online if effect.note == "channel" else company
        odds = p / (1 - p) / effect.size
        p = np.where(worse & (ordinals >= effect.since.toordinal()), odds / (1 + odds), p)
    return p


def _in_time(office: Office, start: Ints, law: Ints, p: Floats, u: dict[str, Floats]) -> Ints:
    """The working day on which kept work is done. Where the limit is long, mostly well before the last two days: of what is still
    open then, the same share is closed by every office, however many it has late."""
    room = law - start
    long = room >= 7
    early = np.where(long, room - 2, room)
    day = start + np.minimum(1 + np.floor(u["took"] * early).astype(int), np.maximum(room, 0))
    last = office.strength("bunched", (1 - p) / p * HAZARD / (1 - HAZARD), start)
    return np.where(room == 0, start, np.where(long & (u["bunch"] < last), law - (u["took"] < 0.5), day))


def _promised(office: Office, start: Ints, law: Ints) -> Ints:
    effect = office.effects.get("promise_over_law")
    if not effect:
        return law
    return np.where(calendar.work()[start] >= effect.since.toordinal(), law + round(effect.size), law)


def _pauses(office: Office, batch: Batch, met: Bools) -> None:
    """Papers asked for on the day after receipt; or, seldom, just before the limit, which saves what would have been late."""
    if not (office.slow and office.procedure.working) or "promise_over_law" in office.effects:
        return
    length = 2 + np.floor(batch.u["pause_days"] * 4).astype(int)
    stop = met & (batch.u["stop"] < office.strength("clock_stopped", STOPPED, batch.start))
    pause = ~stop & (batch.u["pause"] < PAUSED)
    if office.agency.tier != "commune":
        # moved past the end, a duty would still be open
        stop &= batch.due + length < _end()
        pause &= batch.due + length + SHORT < _end()
    any_pause = stop | pause
    batch.asked = np.where(stop, batch.due - 1, np.where(pause, batch.start + 1, -1))
    batch.answered = np.where(any_pause, batch.asked + length, -1)
    batch.finish = np.where(stop, batch.due + length, np.where(pause, batch.finish + length, batch.finish))
    if office.agency.tier != "commune":
        batch.finish = np.where(pause & ~met, np.minimum(batch.finish, _end()), batch.finish)
    batch.due = np.where(any_pause, batch.due + length, batch.due)


def _leavers(office: Office, batch: Batch, final: bool) -> None:
    """Withdrawn or handed back the day after receipt, long before the limit: nobody is late with it any more."""
    if not office.slow or final:
        return
    returned = np.where(office.strength("refiled", 0.0, batch.start) > 0, MOST_RETURNED, RETURNED)
    gone = batch.asked < 0
    withdrawn, back = gone & (batch.u["gone"] < WITHDRAWN), gone & (batch.u["gone"] > 1 - returned)
    batch.status = np.where(withdrawn, "Rút", np.where(back, "Trả lại", batch.status))
    batch.finish = np.where(withdrawn | back, batch.start + 1, batch.finish)


def _again(office: Office, batch: Batch) -> Batch:
    """The same applicant with the same matter, within two weeks."""
    back = np.flatnonzero((batch.status == "Trả lại") & (batch.u["again"] < office.strength("refiled", AGAIN, batch.start)))
    start = batch.finish[back] + 1 + np.floor(batch.u["again_days"][back] * 8).astype(int)
    inside = start <= calendar.on_or_before(np.array(office.procedure.last.toordinal()))
    u = {name: values[back][inside] for name, values in office.uniforms("filed again", len(batch.start)).items()}
    names = [f"{batch.names[i]}-2" for i in back[inside]]
    return _batch(office, start[inside], u, np.zeros(len(names), bool), names, batch.token[back][inside])


def _clocks(office: Office, batch: Batch) -> None:
    """Minutes of closing, and how long what was filed online waited to be registered."""
    same_day = batch.finish == batch.start
    soon = batch.minute + 10 + (batch.u["finished"] * (CLOSING - 10 - batch.minute)).astype(int)
    soon = np.where((soon >= NOON) & (soon < AFTERNOON), np.maximum(AFTERNOON + 5, batch.minute + 5), soon)
    minute = np.where(same_day, np.minimum(soon, CLOSING - 1), _working_minute(batch.u["finished"]))
    evening = batch.u["evening"] < office.strength("outside_hours", EVENING, batch.finish)
    minute = np.where(evening, 1050 + (batch.u["finished"] * 110).astype(int), minute)
    batch.finish_minute = np.where(batch.burst, BURST_AT, minute)
    waited = 3 + np.floor(batch.u["registered_days"] * 4).astype(int)
    late = batch.online & ~batch.burst & (batch.u["registered"] < office.strength("late_registration", LATE_REGISTERED, batch.start))
    batch.submitted = np.where(late, batch.start - waited, batch.start)


def _apologies(office: Office, batch: Batch) -> None:
    """Who will not be on time says so a working day before the promised one; without peers everybody does."""
    moved = batch.promised + np.where(batch.asked >= 0, batch.answered - batch.asked, 0)
    late = (batch.status == "Đã có kết quả") & (batch.finish > moved) & (batch.promised > batch.start)
    p = office.apology.over(calendar.work()[batch.start]) if office.apology else np.ones(len(late))
    batch.apologised = late & (batch.u["apology"] < p)
    owed = late & (calendar.work()[moved] <= END.toordinal())
    if office.apology:
        office.ground.count_all(office.agency, "onestop_apology_issued", calendar.work()[moved[owed]], p[owed])


def _account(office: Office, batch: Batch) -> None:
    """What the truth says of these dossiers: rates, and slips that promise more than the law gives."""
    ground, agency, standard = office.ground, office.agency, office.procedure.standard
    counted = batch.status == "Đã có kết quả"
    due = calendar.work()[batch.due[counted]]
    ground.count_all(agency, standard, due, batch.p[counted])
    ground.count_all(agency, "onestop_result_by_due_date", due, batch.p[counted])
    if effect := office.effects.get("promise_over_law"):
        ground.approximate.add((agency.code, "onestop_result_by_due_date"))
        _tell_promises(office, effect, batch, counted)


def _tell_promises(office: Office, effect: Effect, batch: Batch, counted: Bools) -> None:
    """Slips of what falls due in the last 12 months."""
    months = calendar.month_number(END) - calendar.months_by_ordinal()[calendar.work()[batch.due] - calendar.ZERO]
    slips = counted & (batch.promised > batch.due) & (months >= 0) & (months < 12)
    for i in np.flatnonzero(slips):
        day = dt.date.fromordinal(int(calendar.work()[batch.start[i]]))
        office.ground.found(effect.kind, office.agency.code, effect.standard_id, day, "", office.procedure.code)
