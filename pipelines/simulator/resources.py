"""Money, people and opinion: the budget for legal work, legal staff, and satisfaction surveys."""

import datetime as dt

from pipelines.simulator import days
from pipelines.simulator.city import LAST_YEAR, Agency, Draw, World, chance

# đồng a year: the whole city, a department, a commune of usual size
REGULAR = {"city": 60_000_000_000_000, "department": 180_000_000_000, "commune": 90_000_000_000}
SHARE = {2024: 0.0051, 2025: 0.0053, 2026: 0.0055}
# when a year's figures are sent, and how much of the allotment is spent by then
REPORTS = {2024: ((12, 0.96),), 2025: ((6, 0.45), (12, 0.96)), 2026: ((6, 0.46), (10, 0.84))}
QUARTERS = {"2025-Q4": (2025, 12), "2026-Q1": (2026, 3), "2026-Q2": (2026, 6), "2026-Q3": (2026, 9)}
SURVEYED = {"commune": ("1.001612", "1.001193", "1.009994"), "MS03": ("TTHC-proc_enterprise",), "MS06": ("TTHC-proc_land_split_merge",)}
UNHAPPY = {("M0058", "1.001612"): 0.72}


def budget(world: World) -> None:
    """Each agency about a half per cent for legal work; the city as a whole a little more every year."""
    for agency, draw in world.each("budget"):
        usual = REGULAR[agency.tier] * (1.0 if agency.tier == "city" else agency.size)
        for year, reports in REPORTS.items():
            regular = round(usual * (1 + 0.06 * (year - 2024)) / 1_000_000) * 1_000_000
            own = 1.0 if agency.tier == "city" else float(draw.normal(1.0, 0.05))
            allotted = round(regular * SHARE[year] * own / 1_000_000) * 1_000_000
            pace = float(draw.uniform(0.97, 1.03))
            for month, spent in reports:
                world.add("ngan_sach", {
                    "Năm": year, "Mã đơn vị": agency.code, "Chi thường xuyên": regular, "Dự toán công tác pháp luật": allotted,
                    "Đã giải ngân": int(allotted * spent * pace), "_listed": days.of_month(year, month)[-1],
                })  # fmt: skip


def staff(world: World) -> None:
    """Legal staff at the end of every quarter, and of the last month: posts, people, degrees, hours of training."""
    for agency, draw in world.each("staff"):
        posts = {"city": 12, "department": int(draw.integers(3, 9)), "commune": int(draw.integers(1, 4))}[agency.tier]
        vacant = chance(draw, 0.15)
        # only communes, whom the law asks for no degree: in a department of five one such post would be a finding
        unqualified = agency.tier == "commune" and chance(draw, 0.2)
        for year, month in LAST_YEAR:
            if month in (3, 6, 9, 10, 12):
                # a vacant post is filled in summer
                filled = posts - 1 if vacant and posts > 1 and (year, month) < (2026, 7) else posts
                world.add("nhan_su_phap_che", {
                    "Ngày": days.of_month(year, month)[-1], "Mã đơn vị": agency.code, "Vị trí được giao": posts, "Có mặt": filled,
                    "Đạt chuẩn": filled - 1 if unqualified and filled > 1 else filled, "Giờ đào tạo": filled * int(draw.integers(4, 13)),
                })  # fmt: skip


def survey(world: World) -> None:
    for agency, draw in world.each("survey"):
        for procedure in SURVEYED.get(agency.tier, SURVEYED.get(agency.code, ())):
            happy = UNHAPPY.get((agency.code, procedure), float(draw.beta(0.95 * 300, 0.05 * 300)))
            for period, (year, month) in QUARTERS.items():
                _answers(world, agency, draw, period, procedure, happy, days.of_month(year, month)[-1])


def _answers(world: World, agency: Agency, draw: Draw, period: str, procedure: str, happy: float, day: dt.date) -> None:
    asked = 10 + int(draw.poisson(25 * agency.size))
    world.add("khao_sat_hai_long", {
        "Kỳ": period, "Mã đơn vị": agency.code, "Mã TTHC": procedure, "Số phiếu": asked, "Số hài lòng": int(draw.binomial(asked, happy)),
        "_listed": day,
    })  # fmt: skip
