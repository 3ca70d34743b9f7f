"""Administrative sanctions: minutes, decision, service, execution; who does not pay is made to, but for a planted few."""

import datetime as dt

from pipelines.simulator.city import END, MONTHS, Agency, Draw, Habit, World, chance, habit, in_days, in_working_days, one_of, some_day

FIELDS = {
    "Xây dựng": "Xây dựng sai nội dung giấy phép", "Môi trường": "Đổ chất thải không đúng nơi quy định",
    "An toàn thực phẩm": "Kinh doanh thực phẩm không rõ nguồn gốc", "Đất đai": "Sử dụng đất sai mục đích",
    "Trật tự đô thị": "Lấn chiếm vỉa hè, lòng đường",
}  # fmt: skip
PUBLISHED = ("Xây dựng", "Môi trường", "An toàn thực phẩm")
VOLUME = {"commune": 0.55, "department": 0.6, "city": 0.5}
# agency → days on which the minutes of fines were made that nobody ever pays
UNPAID = {
    "M0041": (dt.date(2026, 3, 10), dt.date(2026, 4, 14)), "M0066": (dt.date(2026, 5, 12),),
    "MS06": (dt.date(2026, 2, 10), dt.date(2026, 3, 17), dt.date(2026, 6, 9)),
}  # fmt: skip
DUTIES = ("decision", "sent", "executed", "published", "transferred")


def sanctions(world: World) -> None:
    for agency, draw in world.each("sanctions"):
        kept = {name: habit(draw) for name in DUTIES}
        number = 0
        for month in MONTHS:
            for _ in range(draw.poisson(VOLUME[agency.tier] * agency.size)):
                number += 1
                sanction(world, agency, draw, f"XP-{agency.code}-{number:04d}", some_day(draw, month), kept)
        unpaid = UNPAID.get(agency.code, ())
        numbers = [f"XP-{agency.code}-K{position:03d}" for position in range(1, len(unpaid) + 1)]
        for name, day in zip(numbers, unpaid, strict=True):
            sanction(world, agency, draw, name, day, dict.fromkeys(DUTIES, Habit()), pays=False)
        if unpaid:
            world.plant("not_executed", agency.code, "sanction_executed", unpaid[0], len(unpaid), " ".join(numbers))


def sanction(world: World, agency: Agency, draw: Draw, number: str, recorded: dt.date, kept: dict, pays: bool = True) -> None:
    area = one_of(draw, tuple(FIELDS))
    complicated = pays and chance(draw, 0.06)
    transferred = not complicated and chance(draw, 0.05)
    on_time = kept["decision"].keeps()
    if complicated:
        # a month holds at least 28 days
        decided = in_days(draw, recorded, 28 if on_time else 31, on_time, least=10)
    else:
        decided = in_working_days(draw, recorded, 10 if transferred else 7, on_time)
    if transferred:
        late = 0 if kept["transferred"].keeps() else 3
        world.event("sanction", number, "record_transferred", recorded + dt.timedelta(days=late), "Biên bản bàn giao hồ sơ")
    sent = in_working_days(draw, decided, 2, kept["sent"].keeps())
    world.event("sanction", number, "sanction_decision_sent", sent)
    if area in PUBLISHED and chance(draw, 0.4):
        day = in_working_days(draw, decided, 3, kept["published"].keeps())
        world.event("sanction", number, "sanction_published", day)
    served = in_working_days(draw, sent, 3, True)
    executed, forced = _execution(draw, served, kept["executed"].keeps(), pays)
    world.add("xu_phat_hanh_chinh", {
        "Số biên bản": number, "Mã đơn vị": agency.code, "Lĩnh vực": area, "Hành vi": FIELDS[area], "Ngày lập biên bản": recorded,
        "Phức tạp": "Có" if complicated else "Không", "Ngày ra quyết định": decided, "Số tiền": 500_000 * int(draw.integers(1, 40)),
        "Ngày nhận quyết định": served, "Ngày thi hành": executed,
        "Hình thức cưỡng chế": "Khấu trừ tiền từ tài khoản" if forced else "", "Ngày quyết định cưỡng chế": forced,
    })  # fmt: skip


def _execution(draw: Draw, served: dt.date, willing: bool, pays: bool) -> tuple[dt.date | str, dt.date | str]:
    """(executed, enforcement decided): 10 days to pay; who does not is forced, and has paid before the end."""
    in_time = in_days(draw, served, 10, True)
    forced = in_working_days(draw, in_days(draw, served, 10, True, least=10), 12, True)
    late = in_working_days(draw, forced, 15, True)
    if not pays:
        return "", forced
    return (in_time, "") if willing or late > END else (late, forced)
