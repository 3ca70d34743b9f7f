"""Inspections by the city's inspectorate, step by step to publication, and recommendations of four origins to carry out."""

import datetime as dt

from pipelines.simulator import days
from pipelines.simulator.city import (
    END,
    INSPECTORATE,
    MONTHS,
    Agency,
    Draw,
    Habit,
    World,
    chance,
    habit,
    in_days,
    in_working_days,
    one_of,
    some_day,
)  # fmt: skip

FIELDS = ("Đất đai", "Xây dựng", "Tài chính", "Tiếp công dân, khiếu nại, tố cáo", "Thủ tục hành chính")
INSPECTIONS, OTHERS = 6.0, 7.0
NEW_LAW = dt.date(2025, 7, 1)
DEPARTMENTS = ("MS01", "MS06", "MS07")
DUTIES = ("visit", "assigned", "conclusion", "published", "opinion", "direction", "recommended")
ORIGINS = ("Mặt trận", "Hội đồng", "Kiểm toán")
CONTENT = (
    "Chấn chỉnh việc tiếp nhận và trả kết quả hồ sơ", "Hoàn thiện quy chế tiếp công dân", "Thu hồi khoản chi sai chế độ",
    "Công khai đầy đủ thủ tục hành chính", "Kiểm điểm trách nhiệm trong quản lý trật tự xây dựng",
)  # fmt: skip
# agency → how many recommendations of one inspection are never carried out
NEGLECTED = {"M0027": 1, "MS09": 1, "M0113": 1}
NEGLECTED_IN = (2025, 11)


def inspections(world: World) -> None:
    draw = world.stream("inspections")
    kept = {name: habit(draw) for name in DUTIES}
    inspected = [agency for agency in world.agencies if agency.tier != "city" and agency.code != INSPECTORATE]
    number = 0
    for month in MONTHS:
        chosen = [world.agency(code) for code in NEGLECTED] if month == NEGLECTED_IN else []
        chosen += [inspected[int(i)] for i in draw.integers(len(inspected), size=draw.poisson(INSPECTIONS))]
        for position, agency in enumerate(chosen):
            number += 1
            neglected = month == NEGLECTED_IN and position < len(NEGLECTED)
            _inspection(world, agency, draw, f"TTr-{month[0]}-{number:03d}", some_day(draw, month), kept, neglected)
    _others(world)


def _inspection(world: World, agency: Agency, draw: Draw, number: str, started: dt.date, kept: dict, neglected: bool) -> None:
    # until July 2025 departments had inspectors of their own, with 30 days
    own = started < NEW_LAW and not neglected and chance(draw, 0.3)
    body, limit = (one_of(draw, DEPARTMENTS), 30) if own else (INSPECTORATE, 45)
    ended = _visit(world, draw, number, started, limit, kept)
    reported = days.on_or_after(ended + dt.timedelta(days=int(draw.integers(5, 15))))
    assigned = in_working_days(draw, reported, 5, kept["assigned"].keeps())
    draft = days.on_or_after(assigned + dt.timedelta(days=int(draw.integers(10, 25))))
    concluded = in_days(draw, draft, 15, kept["conclusion"].keeps(), least=6)
    published = in_days(draw, concluded, 10, kept["published"].keeps())
    if reported >= NEW_LAW:
        world.event("inspection", number, "drafting_assigned", assigned)
        world.event("inspection", number, "draft_conclusion_received", draft)
        if chance(draw, 0.5):
            asked = days.after(draft, 1)
            world.event("inspection", number, "head_report_received", asked, "Báo cáo xin ý kiến về dự thảo kết luận")
            given = in_days(draw, asked, 30, kept["opinion"].keeps(), least=3)
            world.event("inspection", number, "head_opinion_given", given)
    received = days.after(concluded, 2)
    world.event("inspection", number, "conclusion_received", received)
    ordered = in_days(draw, received, 15, kept["direction"].keeps(), least=2)
    world.event("inspection", number, "execution_order_signed", ordered)
    checked = int(draw.integers(20, 41))
    world.add("thanh_tra_kiem_tra", {
        "Mã cuộc": number, "Cơ quan tiến hành": body, "Mã đơn vị": agency.code, "Lĩnh vực": one_of(draw, FIELDS), "Mã TTHC": "",
        "Ngày bắt đầu": started, "Ngày kết thúc": ended, "Ngày báo cáo": reported, "Ngày kết luận": concluded, "Ngày công khai": published,
        "Số vụ kiểm tra": checked, "Số vụ vi phạm": int(draw.binomial(checked, 0.02)),
    })  # fmt: skip
    _recommended(world, agency, draw, number, received, kept, neglected)


def _visit(world: World, draw: Draw, number: str, started: dt.date, limit: int, kept: dict) -> dt.date:
    """45 days on site, or 30; a written extension, given before they are over, grants more."""
    if chance(draw, 0.08):
        extended = days.on_or_before(started + dt.timedelta(days=limit - 5))
        world.event("inspection", number, "extended", extended, "Quyết định gia hạn thời hạn thanh tra")
        return days.on_or_after(started + dt.timedelta(days=limit + int(draw.integers(2, 9))))
    return in_days(draw, started, limit, kept["visit"].keeps(), least=20)


def _recommended(world: World, agency: Agency, draw: Draw, number: str, received: dt.date, kept: dict, neglected: bool) -> None:
    open_ones = NEGLECTED[agency.code] if neglected else 0
    names = [f"KNTH-{number}-{position}" for position in range(1, int(draw.integers(2, 5)) + 1)]
    for position, name in enumerate(names):
        undone = position < open_ones
        recommendation(world, agency, draw, name, "Thanh tra", number, received, kept["recommended"], undone)
    if open_ones:
        since = received
        world.plant("not_executed", agency.code, "inspection_recommendation_done", since, open_ones, " ".join(names[:open_ones]))


def _others(world: World) -> None:
    """What the Front, the Council and the auditors recommend."""
    draw = world.stream("recommendations")
    kept = habit(draw)
    number = 0
    for month in MONTHS:
        for _ in range(draw.poisson(OTHERS)):
            number += 1
            agency = world.agencies[int(draw.integers(len(world.agencies)))]
            name = f"KNTH-{month[0]}-{number:04d}"
            recommendation(world, agency, draw, name, one_of(draw, ORIGINS), "", some_day(draw, month), kept, False)


def recommendation(
    world: World, agency: Agency, draw: Draw, name: str, origin: str, inspection: str, received: dt.date, kept: Habit, undone: bool
) -> None:
    """Done by its day, or a little later; undone only where that is planted."""
    term = int(draw.integers(60, 121))
    due = days.on_or_before(received + dt.timedelta(days=term))
    done: dt.date | str = days.on_or_before(received + dt.timedelta(days=int(draw.integers(20, term + 1))))
    late = days.after(due, 2 + int(draw.geometric(0.1)))
    if not kept.keeps() and late <= END:
        done = late
    world.add("kien_nghi_thuc_hien", {
        "Mã kiến nghị": name, "Nguồn": origin, "Mã cuộc": inspection, "Mã đơn vị": agency.code, "Nội dung": one_of(draw, CONTENT),
        "Ngày nhận": received, "Hạn thực hiện": due, "Ngày thực hiện": "" if undone else done,
        "Cá nhân phụ trách": agency.office, "Tập thể phụ trách": agency.unit(draw),
    })  # fmt: skip
