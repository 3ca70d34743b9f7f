"""Complaints, denunciations, petitions, sanctions and requests for information, case by case, each duty with its own true rate."""

import datetime as dt

from pipelines.simulator import days
from pipelines.simulator.city import END, Agency, Draw, Habit, chance, in_days, one_of, some_day
from pipelines.simulator.complaints import DUTIES as SECOND_DUTIES
from pipelines.simulator.complaints import FIELDS, LAW_CHANGE, second
from pipelines.simulator.denunciations import DUTIES as DENOUNCED
from pipelines.simulator.denunciations import denunciation
from pipelines.simulator.openness import FIELDS as PETITION_FIELDS
from pipelines.simulator.openness import NEW_ACCESS, request
from pipelines.simulator.sanctions import DUTIES as SANCTIONED
from pipelines.simulator.sanctions import sanction
from pipelines.simulator.worlds.dossiers import MOST_RETURNED
from pipelines.simulator.worlds.ground import Ground, Procedure
from pipelines.simulator.worlds.kinds import KINDS, MAIN

COMPLAINTS = {"commune": 1.1, "department": 0.9}
PETITIONS = {"commune": 4.5, "department": 1.5, "city": 4.0}
REQUESTS = {"commune": 0.9, "department": 1.4, "city": 2.5}
DENUNCIATIONS = {"commune": 0.27, "department": 0.5, "city": 2.0}
SANCTIONS = {"commune": 0.55, "department": 0.6, "city": 0.5}
SECOND = 3.0
# petitions about delay for each dossier of a procedure
DELAY = 0.02
# the longest a late act takes: whoever begins later than this before the end is not late, so that no duty stays open by chance
SLACK = dt.timedelta(days=45)
LAST_DAY = days.on_or_before(END)
Month = tuple[int, int]


class Odds:
    """Keeps a duty with a probability, one independent draw after another; has the face of city.Habit."""

    def __init__(self, draw: Draw, p: float) -> None:
        self.draw, self.p = draw, p

    def keeps(self) -> bool:
        return bool(self.draw.random() < self.p)


def months_from(first: dt.date) -> list[Month]:
    count = (END.year - first.year) * 12 + END.month - first.month + 1
    return [((first.year * 12 + first.month - 1 + i) // 12, (first.month - 1 + i) % 12 + 1) for i in range(count)]


def monthly(ground: Ground, agency: Agency, standard: str, usual: float) -> float:
    """Usual cases of a month, raised where an effect wants more to be seen in."""
    return max([usual, *(KINDS[effect.kind].least / 12 for effect in ground.at.get((agency.code, standard), ()))])


def duty(
    ground: Ground,
    draw: Draw,
    agency: Agency,
    standard: str,
    start: dt.date,
    limit: int,
    working: bool,
    least: int = 1,
    loose: bool = False,
) -> dt.date:
    """The day on which a duty is fulfilled that began on a working day; its probability is told to the truth.

    Unless `loose`, what is late is done before the end: a standard that few carry would have an overdue duty that nobody planted.
    """
    due = days.after(start, limit) if working else days.on_or_after(start + dt.timedelta(days=limit))
    p = ground.cell(agency, standard).at(start.toordinal())
    if not loose and due >= LAST_DAY - dt.timedelta(days=1):
        p = 1.0
    kept, length, late = draw.random(3)
    ground.count(agency, standard, due.toordinal(), p)
    if kept < p:
        number = least + int(length * (limit - least + 1))
        return days.after(start, number) if working else days.on_or_after(start + dt.timedelta(days=number))
    done = days.after(due, 1 + int(1 / (0.05 + late * 0.95)))
    return done if loose else min(done, LAST_DAY)


def complaints(ground: Ground) -> None:
    for agency, draw in ground.each("complaints", "commune", "department"):
        usual = COMPLAINTS[agency.tier] * (agency.size**0.5 if agency.tier == "commune" else 1.0)
        usual = monthly(ground, agency, "complaint_first_settlement", usual)
        number = 0
        for month in months_from(ground.spec.agencies_from):
            for _ in range(draw.poisson(usual)):
                number += 1
                _first(ground, agency, f"KN-{agency.code}-{number:04d}", some_day(draw, month))
    number, draw = 0, ground.draws("complaints", ground.city.code)
    for month in months_from(ground.spec.agencies_from):
        for _ in range(draw.poisson(SECOND)):
            number += 1
            second(ground, ground.city, draw, f"KN-{ground.city.code}-L2-{number:04d}", some_day(draw, month), _always(SECOND_DUTIES))


def _always(names: tuple[str, ...]) -> dict[str, Habit]:
    return dict.fromkeys(names, Habit())


def _first(ground: Ground, agency: Agency, number: str, received: dt.date) -> None:
    draw = ground.draws("complaint", number)
    loose = agency.tier == "commune"
    new = received >= LAW_CHANGE
    standard = "complaint_first_acceptance_v2" if new else "complaint_first_acceptance_v1"
    accepted = duty(ground, draw, agency, standard, received, 7 if new else 10, new)
    difficult = chance(draw, 0.08)
    standard = "complaint_first_settlement_complex" if difficult else "complaint_first_settlement"
    decided = duty(ground, draw, agency, standard, accepted, 45 if difficult else 30, False, 12, loose)
    sent = duty(ground, draw, agency, "complaint_first_decision_sent", decided, 3, True)
    ground.add("don_khieu_nai", {
        "Mã đơn": number, "Mã đơn vị": agency.code, "Lĩnh vực": one_of(draw, FIELDS), "Mã TTHC": "", "Lần giải quyết": 1,
        "Ngày nhận": received, "Ngày thụ lý": accepted, "Văn bản xác định phức tạp": f"{int(draw.integers(1, 400))}/BC-UBND" if difficult else "",
        "Ngày ra quyết định": decided, "Kết quả": one_of(draw, ("Đúng", "Đúng một phần", "Sai", "Sai")), "Nội dung": "Nội dung mô phỏng",
        "Người phụ trách": agency.person(draw),
    })  # fmt: skip
    ground.event("complaint", number, "complaint_decision_sent", sent)


def denunciations(ground: Ground) -> None:
    """All kept: a late conclusion owes a written extension besides, and one finding would follow from another."""
    for agency, draw in ground.each("denunciations"):
        number = 0
        for month in months_from(ground.spec.agencies_from):
            for _ in range(draw.poisson(DENUNCIATIONS[agency.tier] * agency.size)):
                number += 1
                denunciation(ground, agency, draw, f"TC-{agency.code}-{number:04d}", some_day(draw, month), _always(DENOUNCED))


def petitions(ground: Ground) -> None:
    """Reflections of all sorts, and those that complain of delay in one procedure."""
    months = months_from(ground.spec.first)
    for agency, draw in ground.each("petitions"):
        usual = monthly(ground, agency, "pakn_answered", PETITIONS[agency.tier] * (agency.size if agency.tier == "commune" else 1.0))
        number = 0
        for month, count in zip(months, draw.poisson(usual, len(months)), strict=True):
            for _ in range(count):
                number += 1
                _petition(ground, agency, f"PA-{agency.code}-{number:05d}", month, "")
    for procedure in ground.procedures:
        if procedure.standard in MAIN:
            for agency in ground.offices(procedure):
                _of_delay(ground, agency, procedure, [month for month in months if dt.date(*month, 1) >= procedure.first])


def _of_delay(ground: Ground, agency: Agency, procedure: Procedure, months: list[Month]) -> None:
    draw = ground.draws(f"delay {procedure.standard}", agency.code)
    usual = DELAY * ground.monthly(agency, procedure) * draw.gamma(8, 1 / 8)
    if ground.effect_at(agency.code, procedure.standard, "refiled"):
        # who got the papers back at once has no delay to complain of
        usual *= 1 - MOST_RETURNED
    effect = ground.effect_at(agency.code, procedure.standard, "contradicted")
    dormant = ground.effect_at(agency.code, procedure.standard, "dormant")
    short = procedure.standard.removeprefix("proc_")
    for month in months:
        day = dt.date(*month, 1)
        count = draw.poisson(usual)
        if effect and day >= effect.since:
            count += ground.draws(f"more delay {procedure.standard} {month}", agency.code).poisson(usual * (effect.size - 1))
        for position in range(0 if dormant and day >= dormant.since else count):
            _petition(ground, agency, f"PA-{agency.code}-{short}-{day:%y%m}{position:02d}", month, procedure.code)


def _petition(ground: Ground, agency: Agency, number: str, month: Month, code: str) -> None:
    draw = ground.draws("petition", number)
    day = some_day(draw, month)
    answered = duty(ground, draw, agency, "pakn_answered", day, 20, False, 2, loose=agency.tier == "commune")
    ground.add("phan_anh_kien_nghi", {
        "Mã phản ánh": number, "Mã đơn vị": agency.code, "Lĩnh vực": "Thủ tục hành chính" if code else one_of(draw, PETITION_FIELDS),
        "Mã TTHC": code, "Chậm giải quyết": "Có" if code else "Không", "Kênh": "Trực tuyến",
        "Thời điểm nhận": dt.datetime.combine(day, dt.time(9, int(draw.integers(60)))), "Hạn trả lời": day + dt.timedelta(days=20),
        "Thời điểm trả lời": dt.datetime.combine(answered, dt.time(15, 30)), "Kết quả": "Đã trả lời",
        "Mức hài lòng": int(draw.integers(1, 4) if code else draw.integers(3, 6)), "Nội dung": "Nội dung mô phỏng",
    })  # fmt: skip


def requests(ground: Ground) -> None:
    """Requests for information; one habit for all forms of asking, as at a real counter."""
    for agency, draw in ground.each("requests"):
        odds, number = Odds(draw, ground.cell(agency, "info_request").base), 0
        for month in months_from(ground.spec.agencies_from):
            for _ in range(draw.poisson(REQUESTS[agency.tier] * agency.size)):
                number += 1
                day = some_day(draw, month)
                safe = day > END - SLACK
                name = f"TT-{agency.code}-{number:04d}"
                request(ground, agency, draw, name, day, Habit() if safe else odds)
                row = ground.rows["yeu_cau_thong_tin"][-1]
                if not row["Gia hạn đến ngày"]:
                    _asked(ground, agency, row, 1.0 if safe else odds.p)


def _asked(ground: Ground, agency: Agency, row: dict, p: float) -> None:
    day, difficult = row["Ngày nhận"], row["Phức tạp"] == "Có"
    if day >= NEW_ACCESS:
        ground.count(agency, "info_request_v2", days.on_or_after(day + dt.timedelta(days=12)).toordinal(), p)
        return
    standard, limit = {
        "Trực tiếp": ("direct_v1", 10), "Trực tuyến": ("online_complex_v1", 15) if difficult else ("online_simple_v1", 3),
        "Bưu chính": ("post_complex_v1", 15) if difficult else ("post_v1", 5),
    }[row["Kênh"]]  # fmt: skip
    ground.count(agency, f"info_request_{standard}", days.after(day, limit).toordinal(), p)


def sanctions(ground: Ground) -> None:
    """Decided and sent in time; who pays late is made to. A few never pay: those are planted."""
    for agency, draw in ground.each("sanctions"):
        number = 0
        for month in months_from(ground.spec.first):
            for _ in range(draw.poisson(SANCTIONS[agency.tier] * agency.size)):
                number += 1
                kept = _always(SANCTIONED) | {"executed": Odds(draw, 0.97)}
                sanction(ground, agency, draw, f"XP-{agency.code}-{number:04d}", some_day(draw, month), kept)
        if effect := ground.effect_at(agency.code, "sanction_executed", "not_executed"):
            _unpaid(ground, agency, effect.since, int(effect.size))


def _unpaid(ground: Ground, agency: Agency, since: dt.date, count: int) -> None:
    draw = ground.draws("unpaid", agency.code)
    months = months_from(since)[:-2] or months_from(since)[:1]
    for position in range(1, count + 1):
        name = f"XP-{agency.code}-K{position:03d}"
        sanction(ground, agency, draw, name, some_day(draw, months[int(draw.integers(len(months)))]), _always(SANCTIONED), pays=False)
        served = ground.rows["xu_phat_hanh_chinh"][-1]["Ngày nhận quyết định"]
        due = in_days(draw, served, 10, True, least=10)
        if due <= END:
            ground.found("not_executed", agency.code, "sanction_executed", due, name)
