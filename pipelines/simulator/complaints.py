"""What the first files of complaints lack: second instance at the city and its departments, letters, dialogues, judgments."""

import datetime as dt

from pipelines.simulator import days
from pipelines.simulator.city import END, MONTHS, Agency, Draw, World, chance, habit, in_days, in_working_days, one_of, some_day

FIELDS = ("Đất đai", "Xây dựng", "Môi trường", "Chính sách xã hội")
VOLUME = {"city": 4.0, "department": 0.9}
LAW_CHANGE = dt.date(2026, 7, 1)
DUTIES = ("accepted", "settled", "sent", "published", "dialogue")
HORIZON = dt.date(2027, 6, 30)


def complaints(world: World, first: list[dict]) -> None:
    """`first`: the complaints of first instance that are there already."""
    by_agency: dict[str, list[dict]] = {}
    for row in first:
        by_agency.setdefault(row["Mã đơn vị"], []).append(row)
    for agency, draw in world.each("complaints"):
        kept = {name: habit(draw) for name in DUTIES}
        for row in by_agency.get(agency.code, []):
            _letters(world, draw, row, kept)
        number = 0
        for month in MONTHS:
            for _ in range(draw.poisson(VOLUME.get(agency.tier, 0.0))):
                number += 1
                second(world, agency, draw, f"KN-{agency.code}-L2-{number:04d}", some_day(draw, month), kept)


def _letters(world: World, draw: Draw, row: dict, kept: dict) -> None:
    """A decision is sent within 3 working days; since July 2026 a dialogue is announced 5 days ahead."""
    number, accepted, decided = row["Mã đơn"], row["_accepted"], row["_ended"]
    if row["Kết quả"] != "Rút" and decided < HORIZON:
        sent = in_working_days(draw, decided, 3, kept["sent"].keeps())
        world.event("complaint", number, "complaint_decision_sent", sent)
    if row["Ngày nhận"] < LAW_CHANGE:
        return
    dice = draw.random()
    if dice < 0.25:
        notice = days.after(accepted, 2)
        ahead = int(draw.integers(7, 12)) if kept["dialogue"].keeps() else 2
        world.event("complaint", number, "dialogue_notice_sent", notice, "Giấy mời đối thoại")
        world.event("complaint", number, "dialogue_held", days.on_or_after(notice + dt.timedelta(days=ahead)), "Biên bản đối thoại")
    elif dice < 0.35:
        signed = days.after(accepted, 3)
        world.event("complaint", number, "suspension_decision_signed", signed, "Quyết định tạm đình chỉ")
        sent = in_working_days(draw, signed, 3, kept["sent"].keeps())
        world.event("complaint", number, "suspension_decision_sent", sent)


def second(world: World, agency: Agency, draw: Draw, number: str, received: dt.date, kept: dict) -> None:
    on_time = kept["accepted"].keeps()
    accept, limit = (in_days, 10) if received < LAW_CHANGE else (in_working_days, 7)
    accepted = accept(draw, received, limit, on_time)
    difficult = chance(draw, 0.08)
    decided = in_days(draw, accepted, 60 if difficult else 45, kept["settled"].keeps(), least=20)
    world.add("don_khieu_nai", {
        "Mã đơn": number, "Mã đơn vị": agency.code, "Lĩnh vực": one_of(draw, FIELDS), "Mã TTHC": "", "Lần giải quyết": 2,
        "Ngày nhận": received, "Ngày thụ lý": accepted, "Văn bản xác định phức tạp": f"{int(draw.integers(1, 400))}/BC-TTr" if difficult else "",
        "Ngày ra quyết định": decided, "Kết quả": one_of(draw, ("Đúng", "Đúng một phần", "Sai", "Sai")), "Nội dung": "Nội dung mô phỏng",
        "Người phụ trách": agency.person(draw),
    })  # fmt: skip
    dialogue = in_days(draw, accepted, 18, True, least=5) if kept["dialogue"].keeps() else days.after(decided, 4)
    world.event("complaint", number, "dialogue_minutes_signed", dialogue, "Biên bản đối thoại")
    world.event("complaint", number, "second_complaint_decision_sent", in_days(draw, decided, 7, kept["sent"].keeps()))
    published = in_days(draw, decided, 15, kept["published"].keeps(), least=2)
    world.event("complaint", number, "second_complaint_decision_published", published)
    if chance(draw, 0.3):
        pronounced = days.on_or_after(decided + dt.timedelta(days=int(draw.integers(90, 180))))
        if pronounced <= END:
            _judgment(world, draw, agency, number, pronounced)


def _judgment(world: World, draw: Draw, agency: Agency, complaint: str, day: dt.date) -> None:
    world.add("ban_an_hanh_chinh", {
        "Mã vụ": f"HC-{complaint.removeprefix('KN-')}", "Mã đơn vị": agency.code, "Mã đơn": complaint, "Ngày tuyên": day,
        "Kết quả": one_of(draw, ("Giữ nguyên", "Giữ nguyên", "Giữ nguyên", "Giữ nguyên", "Giữ nguyên", "Sửa", "Hủy")),
    })  # fmt: skip
