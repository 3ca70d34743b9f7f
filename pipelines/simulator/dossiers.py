"""Dossiers of the other procedures, in the last twelve months, and apologies that the first dossiers still lacked."""

import datetime as dt
from dataclasses import dataclass

from pipelines.simulator import days
from pipelines.simulator.city import END, LAST_YEAR, Agency, Draw, Habit, World, chance, habit, one_of, some_day


@dataclass(frozen=True)
class Procedure:
    """One procedure as the sample's offices know it; `monthly` is the usual number at one office."""

    standard: str
    limit: int
    unit: str
    monthly: float
    offices: tuple[str, ...] = ("commune",)
    until: dt.date = END

    @property
    def code(self) -> str:
        return f"TTHC-{self.standard}"


DAY, DATE = "working_day", "calendar_day"
PROCEDURES = (
    Procedure("proc_death_registration", 0, DAY, 0.4),
    Procedure("proc_marriage_registration", 0, DAY, 0.4),
    Procedure("proc_certification_copy", 0, DAY, 0.45),
    Procedure("proc_certification_contract", 2, DAY, 0.3),
    Procedure("proc_marital_status_certificate", 3, DAY, 0.4),
    Procedure("proc_social_allowance", 10, DAY, 0.35),
    Procedure("proc_civil_status_change", 3, DAY, 0.15),
    Procedure("proc_parent_child_recognition", 3, DAY, 0.1),
    Procedure("proc_guardianship", 3, DAY, 0.1),
    Procedure("proc_guardianship_end", 2, DAY, 0.1),
    Procedure("proc_land_first_certificate_household", 20, DAY, 0.25),
    Procedure("proc_land_use_change", 15, DATE, 0.25),
    Procedure("proc_food_safety_certificate", 15, DATE, 0.15, ("commune", "MS07")),
    Procedure("proc_land_first_registration_managed", 17, DAY, 3, ("MS06",)),
    Procedure("proc_land_change_registration", 8, DAY, 12, ("MS06",)),
    Procedure("proc_land_certificate_exchange", 5, DAY, 10, ("MS06",)),
    Procedure("proc_land_certificate_lost", 10, DAY, 4, ("MS06",)),
    Procedure("proc_land_split_merge", 12, DAY, 8, ("MS06",)),
    Procedure("proc_land_area_increase", 20, DAY, 4, ("MS06",)),
    Procedure("proc_environmental_permit_province", 30, DATE, 5, ("MS06",)),
    Procedure("proc_construction_permit_work_v1", 20, DATE, 7, ("MS01",), dt.date(2026, 5, 29)),
    Procedure("proc_enterprise", 3, DAY, 30, ("MS03",)),
)
# (office, procedure) → working days written on the slip, from a day on: more than the law gives
OVER_LAW = {
    ("M0057", "proc_marital_status_certificate"): (5, dt.date(2026, 1, 5)),
    ("M0047", "proc_social_allowance"): (15, dt.date(2026, 2, 2)),
    ("MS03", "proc_enterprise"): (5, dt.date(2026, 9, 1)),
}
FEES = ("proc_certification_copy", "proc_certification_contract", "proc_enterprise", "proc_construction_permit_work_v1")
MORNINGS = (8, 9, 9, 10, 10, 11, 13, 14)


def dossiers(world: World) -> None:
    for agency, draw in world.each("dossiers", "commune", "department"):
        number = 0
        for procedure in PROCEDURES:
            if agency.tier in procedure.offices or agency.code in procedure.offices:
                kept = habit(draw)
                for month in LAST_YEAR:
                    for _ in range(draw.poisson(procedure.monthly * agency.size)):
                        day = some_day(draw, month)
                        number += 1
                        if day <= procedure.until:
                            _dossier(world, agency, draw, procedure, f"{agency.code}-B{number:05d}", day, kept)


def _dossier(world: World, agency: Agency, draw: Draw, procedure: Procedure, number: str, day: dt.date, kept: Habit) -> None:
    promised, ready = _days(draw, procedure, day, kept.keeps())
    over, since = OVER_LAW.get((agency.code, procedure.standard), (0, END))
    if over and day >= since:
        promised = days.after(day, over)
    # before 15:00: a procedure of one day is done by evening
    accepted = dt.datetime.combine(day, dt.time(MORNINGS[int(draw.integers(len(MORNINGS)))], int(draw.integers(60))))
    finished = dt.datetime.combine(ready, dt.time(int(draw.integers(15, 17)), int(draw.integers(60))))
    collected = dt.datetime.combine(days.after(ready, int(draw.integers(0, 4))), finished.time())
    company = procedure.offices != ("commune",) and chance(draw, 0.7)
    fee = procedure.standard in FEES
    world.add("ho_so_tthc", {
        "Mã hồ sơ": number, "Mã TTHC": procedure.code, "Mã đơn vị": agency.code,
        "Kênh nộp": one_of(draw, ("Trực tuyến", "Trực tuyến", "Trực tiếp")), "Loại người nộp": "Doanh nghiệp tư nhân" if company else "Cá nhân",
        "Mã người nộp": f"SIM{int(draw.integers(10**7)):07d}", "Thời điểm nộp": accepted, "Thời điểm tiếp nhận": accepted,
        "Ngày hẹn trả": promised, "Thời điểm hoàn tất": finished, "Thời điểm trả kết quả": collected,
        "Tình trạng": "Từ chối" if chance(draw, 0.01) else "Đã có kết quả", "Cán bộ thụ lý": agency.person(draw),
        "Bộ phận thụ lý": "Bộ phận một cửa", "Số hóa": "Có", "Có phí": "Có" if fee else "Không",
        "Thanh toán trực tuyến": "Có" if fee and chance(draw, 0.6) else "Không",
    })  # fmt: skip
    if ready > promised > day:
        _apologise(world, draw, number, accepted, promised)


def _days(draw: Draw, procedure: Procedure, day: dt.date, on_time: bool) -> tuple[dt.date, dt.date]:
    """(promised, ready): the promise is what the law gives, the work as a rule shorter."""
    whole = day + dt.timedelta(days=procedure.limit)
    promised = days.after(day, procedure.limit) if procedure.unit == DAY else days.on_or_before(whole)
    room = days.between(day, promised)
    if on_time:
        return promised, days.after(day, int(draw.integers(room // 3, room + 1)))
    return promised, days.after(days.on_or_after(whole), 2 + room + int(draw.geometric(0.3)))


def _apologise(world: World, draw: Draw, number: str, accepted: dt.datetime, promised: dt.date) -> None:
    """In writing, a working day before the promised one, with a new day."""
    before = days.after(promised, -1)
    moment = max(dt.datetime.combine(before, dt.time(16, int(draw.integers(60)))), accepted + dt.timedelta(minutes=5))
    world.add("su_kien_ho_so", {
        "Mã hồ sơ": number, "Sự kiện": "Xin lỗi", "Thời điểm": moment, "Thời điểm ghi nhận": moment,
        "Căn cứ": "Phiếu xin lỗi và hẹn lại ngày trả kết quả", "Ngày hẹn trả mới": days.after(promised, 5), "Mã đơn vị mới": "",
    })  # fmt: skip


def apologies(world: World, first: list[dict], events: list[dict]) -> None:
    """Offices of the first files apologised half the time, and on the very day: nearly all wrote before, too."""
    draw = world.stream("apologies")
    kept = habit(draw)
    asked = {row["Mã hồ sơ"]: row["_began"] for row in events if row["Sự kiện"] == "Yêu cầu bổ sung"}
    got = {row["Mã hồ sơ"]: row["_began"] for row in events if row["Sự kiện"] == "Nhận bổ sung"}
    for row in first:
        number, promised = row["Mã hồ sơ"], row["Ngày hẹn trả"]
        pause = days.between(asked[number], got[number]) if number in asked else 0
        late = row["_ended"] > days.after(promised, pause)
        if late and promised > row["_began"] and kept.keeps():
            _apologise(world, draw, number, row["Thời điểm tiếp nhận"], promised)
