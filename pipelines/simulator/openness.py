"""Receiving citizens, answering them, and telling them what the city knows."""

import datetime as dt

from pipelines.simulator import days
from pipelines.simulator.city import (
    END,
    LAST_YEAR,
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

NEW_RECEPTION, NEW_ACCESS = dt.date(2026, 7, 1), dt.date(2026, 9, 1)
# the first file tells of the whole week in which its month begins
FIRST_FILE = dt.date(2025, 11, 1)
REQUESTS = {"commune": 0.9, "department": 1.4, "city": 2.5}
PETITIONS = {"commune": 0.22, "department": 0.6, "city": 1.5}
FIELDS = ("Hạ tầng", "Môi trường", "Trật tự đô thị", "Chính sách xã hội")
# who answers nearly nobody in time shall not look better for a few more petitions
UNTOUCHED = "M0033"


def receptions(world: World) -> None:
    """Communes: a day a week until June 2026, then two days a month. Departments and the city: a day a month."""
    for agency, draw in world.each("receptions"):
        kept = habit(draw)
        for day in _weekly() if agency.tier == "commune" else []:
            _reception(world, agency, draw, day, kept)
        for year, month in LAST_YEAR:
            if agency.tier != "commune":
                _reception(world, agency, draw, of_month(year, month, 1), kept)
            elif dt.date(year, month, 1) >= NEW_RECEPTION:
                for position in (1, 3):
                    _reception(world, agency, draw, of_month(year, month, position), kept)


def _weekly() -> list[dt.date]:
    """Thursday, or the last working day before it in that week; a week without one has no reception."""
    mondays = [dt.date(2025, 10, 27) + dt.timedelta(weeks=i) for i in range(60)]
    weeks = [[day for day in (monday + dt.timedelta(days=i) for i in range(7)) if days.is_working(day)] for monday in mondays]
    chosen = []
    for monday, week in zip(mondays, weeks, strict=True):
        if monday < NEW_RECEPTION and week:
            early = [day for day in week if day.weekday() <= 3]
            chosen.append(early[-1] if early else week[0])
    return chosen


def of_month(year: int, month: int, position: int) -> dt.date:
    """A day in the second or the last week but one of a month: no week counted before is met again."""
    open_days = days.of_month(year, month)
    return open_days[min(6 + 4 * position, len(open_days) - 2)]


def _reception(world: World, agency: Agency, draw: Draw, day: dt.date, kept: Habit) -> None:
    head = kept.keeps()
    world.add("tiep_cong_dan", {
        "Mã đơn vị": agency.code, "Ngày theo lịch": day, "Ngày thực hiện": day,
        "Người tiếp": "Người đứng đầu" if head else "Cấp phó", "Số lượt": int(draw.poisson(4)),
        "_listed": max(day, FIRST_FILE),
    })  # fmt: skip


def requests(world: World) -> None:
    for agency, draw in world.each("requests"):
        kept, mended = habit(draw), habit(draw)
        number = 0
        for month in LAST_YEAR:
            for _ in range(draw.poisson(REQUESTS[agency.tier] * agency.size)):
                number += 1
                name = f"TT-{agency.code}-{number:04d}"
                answered = request(world, agency, draw, name, some_day(draw, month), kept)
                if NEW_ACCESS <= answered <= END and chance(draw, 0.15):
                    noticed = days.after(answered, 2)
                    world.event("information_request", name, "error_found", noticed)
                    mend = in_working_days(draw, noticed, 5, mended.keeps())
                    world.event("information_request", name, "correction_sent", mend)


def request(world: World, agency: Agency, draw: Draw, number: str, received: dt.date, kept: Habit) -> dt.date:
    channel = one_of(draw, ("Trực tiếp", "Trực tiếp", "Trực tuyến", "Trực tuyến", "Trực tuyến", "Bưu chính"))
    difficult = chance(draw, 0.25)
    on_time = kept.keeps()
    extended = on_time and difficult and channel != "Bưu chính" and chance(draw, 0.1)
    until: dt.date | str = ""
    if received >= NEW_ACCESS:
        answered = in_days(draw, received, 12, on_time)
        if extended:
            until = days.on_or_before(received + dt.timedelta(days=24))
            answered = days.on_or_before(received + dt.timedelta(days=int(draw.integers(13, 23))))
    else:
        limit = {"Trực tiếp": 10, "Trực tuyến": 15 if difficult else 3, "Bưu chính": 15 if difficult else 5}[channel]
        answered = in_working_days(draw, received, limit, on_time)
        if extended:
            until = days.after(received, limit + 8)
            answered = days.after(received, limit + int(draw.integers(1, 8)))
    world.add("yeu_cau_thong_tin", {
        "Mã yêu cầu": number, "Mã đơn vị": agency.code, "Kênh": channel, "Phức tạp": "Có" if difficult else "Không", "Ngày nhận": received,
        "Gia hạn đến ngày": until, "Ngày trả lời": answered, "Kết quả": "Đã cung cấp" if chance(draw, 0.95) else "Từ chối có lý do",
        "_extended": days.after(received, 2),
    })  # fmt: skip
    return answered


def petitions(world: World) -> None:
    """Petitions handed over where citizens are received, and those of voters: fewer, with duties of their own."""
    for agency, draw in world.each("petitions"):
        kept = {name: habit(draw) for name in ("reply", "answer", "notice", "public")}
        number = 0
        for month in LAST_YEAR:
            for _ in range(draw.poisson(PETITIONS[agency.tier] * agency.size)):
                number += 1
                if agency.code != UNTOUCHED:
                    _petition(world, agency, draw, f"PA-{agency.code}-T{number:04d}", some_day(draw, month), kept)


def _petition(world: World, agency: Agency, draw: Draw, number: str, day: dt.date, kept: dict) -> None:
    by_voters = chance(draw, 0.4)
    received = dt.datetime.combine(day, dt.time(9, int(draw.integers(60))))
    answered = in_days(draw, day, 20, kept["public"].keeps(), least=2)
    world.add("phan_anh_kien_nghi", {
        "Mã phản ánh": number, "Mã đơn vị": agency.code, "Lĩnh vực": one_of(draw, FIELDS), "Mã TTHC": "", "Chậm giải quyết": "Không",
        "Kênh": "Kiến nghị cử tri" if by_voters else "Tiếp công dân", "Thời điểm nhận": received, "Hạn trả lời": day + dt.timedelta(days=20),
        "Thời điểm trả lời": dt.datetime.combine(answered, dt.time(15, 30)), "Kết quả": "Đã trả lời", "Mức hài lòng": int(draw.integers(3, 6)),
        "Nội dung": "Nội dung mô phỏng",
    })  # fmt: skip
    world.event("petition", number, "petition_received", day)
    if by_voters:
        sent = in_days(draw, day, 60, kept["answer"].keeps(), least=10)
        world.event("petition", number, "answer_sent", sent)
    else:
        world.event("petition", number, "reply_sent", in_working_days(draw, day, 10, kept["reply"].keeps()))
    if chance(draw, 0.5):
        settled = days.after(answered, 1)
        world.event("petition", number, "case_settled", settled)
        told = in_working_days(draw, settled, 7, kept["notice"].keeps())
        world.event("petition", number, "result_notice_sent", told)


def transfers(world: World, first: list[dict]) -> None:
    """Petitions that reached the wrong office are passed on within 5 working days; the office that got them answered."""
    draw = world.stream("petitions")
    kept = habit(draw)
    for row in first:
        if chance(draw, 0.02):
            # nobody passes on what is answered already
            day = min(in_working_days(draw, row["_began"], 5, kept.keeps()), row["_ended"])
            world.event("petition", row["Mã phản ánh"], "feedback_transferred", day, "Phiếu chuyển phản ánh", hour=17)
