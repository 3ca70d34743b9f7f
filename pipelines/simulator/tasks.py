"""Tasks of the plan: seven groups of work, each owned by a person and a collective, but for a planted few."""

import datetime as dt

from pipelines.simulator import days
from pipelines.simulator.city import LAST_YEAR, Agency, Draw, Habit, World, habit, some_day

# group of the plan → (content, product, đồng a product)
WORK = {
    1: ("Rà soát trách nhiệm người đứng đầu trong thi hành pháp luật", "Báo cáo rà soát", 12_000_000),
    2: ("Xây dựng văn bản quy định chi tiết", "Dự thảo văn bản", 45_000_000),
    3: ("Theo dõi thi hành pháp luật theo chuyên đề", "Báo cáo chuyên đề", 18_000_000),
    4: ("Rà soát cam kết quốc tế liên quan", "Báo cáo rà soát cam kết", 25_000_000),
    5: ("Bồi dưỡng nghiệp vụ pháp chế", "Lớp bồi dưỡng", 30_000_000),
    6: ("Chuẩn hóa dữ liệu văn bản và thủ tục", "Bộ dữ liệu", 22_000_000),
    7: ("Lập định mức khoán chi theo sản phẩm", "Bảng định mức", 15_000_000),
}
NUMBER = {"city": 24, "department": 9, "commune": 5}
# agency → (group, day assigned, which owner is missing); few beside its other tasks, so that it is no pattern
UNOWNED = {
    "MS08": ((2, dt.date(2026, 4, 6), "Cá nhân phụ trách"), (6, dt.date(2026, 4, 6), "Cá nhân phụ trách")),
    "M0045": ((3, dt.date(2026, 6, 8), "Tập thể phụ trách"),),
    "M0102": ((1, dt.date(2026, 7, 6), "Cá nhân phụ trách"),),
    "M0110": ((5, dt.date(2026, 7, 13), "Tập thể phụ trách"),),
}


def tasks(world: World) -> None:
    for agency, draw in world.each("tasks"):
        kept = habit(draw)
        # every group somewhere: the first group moves on from agency to agency
        for number in range(1, NUMBER[agency.tier] + 1):
            group = (agency.number + number) % 7 + 1
            assigned = some_day(draw, LAST_YEAR[int(draw.integers(11))])
            task(world, agency, draw, f"NV-{agency.code}-{number:03d}", group, assigned, kept)
        _unowned(world, agency, draw)
    city = world.agency("01")
    for number in range(1, 3):
        world.event("plan_task", f"NV-{city.code}-{number:03d}", "law_effective", dt.date(2026, 7, 1))


def task(world: World, agency: Agency, draw: Draw, number: str, group: int, assigned: dt.date, kept: Habit) -> dict:
    content, product, norm = WORK[group]
    due = days.on_or_after(assigned + dt.timedelta(days=int(draw.integers(45, 150))))
    products = int(draw.integers(1, 6))
    if kept.keeps():
        done = days.on_or_after(assigned + dt.timedelta(days=int((due - assigned).days * draw.uniform(0.4, 0.95))))
    else:
        done = days.after(due, 3 + int(draw.geometric(0.08)))
    # paid by product: a little under the norm
    spent = int(norm * products * draw.uniform(0.9, 1.0)) // 1000 * 1000
    return world.add("nhiem_vu_ke_hoach", {
        "Mã": number, "Nhóm nhiệm vụ": group, "Nội dung": content, "Sản phẩm": product, "Số sản phẩm giao": products,
        "Số sản phẩm hoàn thành": products, "Mã đơn vị": agency.code, "Cá nhân phụ trách": agency.office,
        "Tập thể phụ trách": agency.unit(draw), "Ngày giao": assigned, "Hạn": due, "Ngày hoàn thành": done,
        "Định mức": norm, "Kinh phí đã chi": spent,
    })  # fmt: skip


def _unowned(world: World, agency: Agency, draw: Draw) -> None:
    """Tasks that were given to nobody in particular; they are done in time all the same."""
    planted = UNOWNED.get(agency.code, ())
    names = [f"NV-{agency.code}-9{position:02d}" for position in range(1, len(planted) + 1)]
    for name, (group, assigned, missing) in zip(names, planted, strict=True):
        row = task(world, agency, draw, name, group, assigned, Habit())
        row[missing] = ""
    if planted:
        world.plant("unowned", agency.code, "plan_task_head_named", planted[0][1], len(planted), " ".join(names))
