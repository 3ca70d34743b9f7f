"""Denunciations and what follows them: notices, conclusions, publication, and superiors who ask about overdue ones."""

import datetime as dt

from pipelines.simulator import days
from pipelines.simulator.city import LAST_YEAR, Agency, Draw, World, chance, habit, in_days, in_working_days, one_of, some_day

FIELDS = ("Đất đai", "Xây dựng", "Thực hiện chính sách", "Quản lý tài chính")
VOLUME = {"commune": 0.27, "department": 0.5, "city": 2.0}
DUTIES = (
    "accepted", "concluded", "extended", "notice", "sent", "published", "posted", "handled", "reported", "transferred", "press", "repeat",
    "demand", "answer",
)  # fmt: skip


def denunciations(world: World) -> None:
    for agency, draw in world.each("denunciations"):
        kept = {name: habit(draw) for name in DUTIES}
        number = 0
        for month in LAST_YEAR:
            for _ in range(draw.poisson(VOLUME[agency.tier] * agency.size)):
                number += 1
                denunciation(world, agency, draw, f"TC-{agency.code}-{number:04d}", some_day(draw, month), kept)


def denunciation(world: World, agency: Agency, draw: Draw, number: str, received: dt.date, kept: dict) -> None:
    accepted = in_working_days(draw, received, 7, kept["accepted"].keeps())
    times = int(chance(draw, 0.2)) + int(chance(draw, 0.04))
    # more than the base limit of 30 days each time, and written unless somebody forgot
    written = times > 0 and kept["extended"].keeps()
    limit = 30 * (1 + times) if written else 30
    on_time = kept["concluded"].keeps()
    concluded = in_days(draw, accepted, limit, on_time, least=limit - 22)
    world.add("don_to_cao", {
        "Mã đơn": number, "Mã đơn vị": agency.code, "Lĩnh vực": one_of(draw, FIELDS), "Ngày nhận": received, "Ngày thụ lý": accepted,
        "Số quyết định gia hạn": f"{int(draw.integers(1, 300))}/QĐ-GH" if written else "", "Số lần gia hạn": times if written else "",
        "Ngày kết luận": concluded, "Kết quả": one_of(draw, ("Đúng", "Đúng một phần", "Sai", "Sai")),
        "Người phụ trách": agency.person(draw), "_extended": accepted + dt.timedelta(days=25),
    })  # fmt: skip
    notice = in_working_days(draw, accepted, 5, kept["notice"].keeps())
    world.event("denunciation", number, "acceptance_notice_sent", notice)
    _after_conclusion(world, draw, number, concluded, kept)
    _letters(world, agency, draw, number, received, kept)
    if not on_time or chance(draw, 0.08):
        _overdue(world, draw, number, days.on_or_after(accepted + dt.timedelta(days=limit + 5)), kept)


def _after_conclusion(world: World, draw: Draw, number: str, concluded: dt.date, kept: dict) -> None:
    """What every conclusion wants: sent in 5 working days, published and acted upon in 7, on the board for 15 days."""
    sent = in_working_days(draw, concluded, 5, kept["sent"].keeps())
    published = in_working_days(draw, concluded, 7, kept["published"].keeps())
    handled = in_working_days(draw, concluded, 7, kept["handled"].keeps())
    world.event("denunciation", number, "conclusion_sent", sent)
    world.event("denunciation", number, "conclusion_published", published)
    world.event("denunciation", number, "handling_decision_signed", handled)
    result = days.on_or_after(handled + dt.timedelta(days=int(draw.integers(5, 30))))
    world.event("denunciation", number, "handling_result_available", result)
    reported = in_working_days(draw, result, 5, kept["reported"].keeps())
    world.event("denunciation", number, "handling_result_reported", reported)
    stays = int(draw.integers(17, 40)) if kept["posted"].keeps() else int(draw.integers(5, 12))
    world.event("denunciation", number, "conclusion_posted", published)
    world.event("denunciation", number, "conclusion_removed", days.on_or_after(published + dt.timedelta(days=stays)))


def _letters(world: World, agency: Agency, draw: Draw, number: str, received: dt.date, kept: dict) -> None:
    """Denunciations that belong elsewhere, came through the press, or come again after a conclusion."""
    dice = draw.random()
    if dice < 0.06:
        day = in_working_days(draw, received, 5, kept["transferred"].keeps())
        world.event("denunciation", number, "denunciation_transferred", day, "Phiếu chuyển đơn")
    elif dice < 0.12:
        day = in_days(draw, received, 20, kept["press"].keeps(), least=5)
        world.event("denunciation", number, "result_notice_sent", day)
    elif dice < 0.4 and agency.tier != "commune":
        again = days.on_or_after(received + dt.timedelta(days=120))
        world.event("denunciation", number, "repeat_denunciation_received", again)
        reviewed = in_days(draw, again, 20, kept["repeat"].keeps(), least=5)
        world.event("denunciation", number, "review_result", reviewed)


def _overdue(world: World, draw: Draw, number: str, day: dt.date, kept: dict) -> None:
    """Somebody complains of delay: the superior demands a report, and the agency gives its reasons."""
    world.event("denunciation", number, "overdue_denunciation_petition", day)
    demanded = in_working_days(draw, day, 5, kept["demand"].keeps())
    world.event("denunciation", number, "report_demand_sent", demanded)
    received = days.after(demanded, 1)
    world.event("denunciation", number, "report_demand_received", received)
    world.event("denunciation", number, "report_sent", in_working_days(draw, received, 5, kept["answer"].keeps()))
