"""Implementing documents of the city, local rules of communes, and what reviewing the law has found."""

import datetime as dt

from pipelines.simulator import days
from pipelines.simulator.city import END, Agency, Draw, World, chance, habit, in_days, in_working_days, one_of

CAPITAL, OLD_CAPITAL = "Luật Thủ đô 02/2026/QH16", "Luật Thủ đô 39/2024/QH15"
# a law of the sample, the day it takes effect, and how many documents must carry it out
LAWS = [
    ("Luật Mẫu số 1", dt.date(2025, 5, 1), 7), ("Luật Mẫu số 2", dt.date(2025, 7, 1), 9), ("Luật Mẫu số 3", dt.date(2025, 9, 1), 7),
    ("Luật Mẫu số 4", dt.date(2026, 1, 1), 10), ("Luật Mẫu số 5", dt.date(2026, 3, 1), 8), ("Luật Mẫu số 6", dt.date(2026, 5, 1), 8),
    (CAPITAL, dt.date(2026, 7, 1), 14), ("Luật Mẫu số 7", dt.date(2026, 9, 1), 9),
]  # fmt: skip
LATER = ("Luật Mẫu số 8", dt.date(2026, 12, 1))
NOT_ISSUED = (dt.date(2026, 8, 31), dt.date(2026, 9, 15))
ISSUED_LATE = (dt.date(2026, 4, 10), dt.date(2026, 4, 24))
RULES = ("quản lý chợ", "trật tự hè phố", "thu gom rác thải sinh hoạt", "quản lý nhà văn hóa", "phòng cháy, chữa cháy tại khu dân cư")
DUTIES = ("posted", "comments", "front", "announced", "portal", "report", "plan", "unlawful")
SUBJECTS = ("trình tự, thủ tục", "mức hỗ trợ", "phân công trách nhiệm", "điều kiện thực hiện", "cơ sở dữ liệu")
FINDINGS = ("Mâu thuẫn", "Chồng chéo", "Bất cập")
# who let a finding lie, since when, and until when it had to be settled
UNRESOLVED = (
    ("MS05", dt.date(2026, 2, 5), dt.date(2026, 5, 29)), ("MS12", dt.date(2026, 3, 12), dt.date(2026, 6, 30)),
    ("MS12", dt.date(2026, 4, 2), dt.date(2026, 7, 31)), ("01", dt.date(2026, 5, 6), dt.date(2026, 8, 28)),
)  # fmt: skip


def documents(world: World) -> None:
    city = world.agency("01")
    draw = world.stream("documents", city)
    lawful(world, city, draw, {name: habit(draw) for name in DUTIES})
    _planted(world, city, draw)
    _communes(world)


def lawful(world: World, city: Agency, draw: Draw, kept: dict) -> None:
    """What the city issued as the laws want it."""
    for law, effective, number in LAWS:
        _plan(world, city, draw, law, effective, kept)
        for position in range(1, number + 1):
            _on_time(world, city, draw, law, effective, position, kept)
    for position in range(1, 11):
        issued = days.on_or_before(dt.date(2024, 11, 11) + dt.timedelta(days=int(draw.integers(0, 45))))
        name = f"{position:02d}/2024/NQ-HĐND.MS"
        row = document(world, city, draw, name, OLD_CAPITAL, dt.date(2025, 1, 1), dt.date(2024, 12, 31), issued)
        row["Ngày đăng công khai"] = in_days(draw, issued, 15, True)
    _special(world, city, draw, kept)


def document(
    world: World, agency: Agency, draw: Draw, name: str, law: str, effective: dt.date | str, due: dt.date | str, issued: dt.date | str
) -> dict:
    """A document that takes effect with its law, or ten days after it was issued if that is later."""
    takes_effect: dt.date | str = effective
    if isinstance(issued, dt.date) and (not isinstance(effective, dt.date) or effective < issued):
        takes_effect = days.on_or_after(issued + dt.timedelta(days=10))
    drafted_by = f"MS{int(draw.integers(1, 17)):02d}"
    subject = one_of(draw, SUBJECTS)
    return world.add("van_ban_huong_dan", {
        "Số ký hiệu": name, "Tên": f"Quy định chi tiết về {subject}", "Văn bản được hướng dẫn": law,
        "Điều khoản": f"Điều {int(draw.integers(3, 60))}" if law else "", "Mã đơn vị": agency.code, "Hạn ban hành": due,
        "Ngày hiệu lực của luật": effective, "Ngày lấy ý kiến": "", "Ngày ban hành": issued, "Ngày hiệu lực": takes_effect if issued else "",
        "Ngày đăng công khai": "", "Cá nhân phụ trách": agency.office,
        "Tập thể phụ trách": f"Phòng Pháp chế {drafted_by}" if agency.tier == "city" else agency.unit(draw),
        "_listed": issued or dt.date(2026, 6, 1),
    })  # fmt: skip


def _on_time(world: World, city: Agency, draw: Draw, law: str, effective: dt.date, position: int, kept: dict) -> None:
    """Consulted, issued and announced before the law takes effect, and in force with it."""
    issued = days.on_or_before(effective - dt.timedelta(days=int(draw.integers(16, 45))))
    consulted = days.on_or_before(issued - dt.timedelta(days=int(draw.integers(60, 90))))
    name = f"{position:02d}.{effective:%m}/{effective.year}/QĐ-UBND.MS"
    row = document(world, city, draw, name, law, effective, days.on_or_before(effective - dt.timedelta(days=10)), issued)
    row |= {"Ngày lấy ý kiến": consulted, "Ngày đăng công khai": in_days(draw, issued, 15, kept["posted"].keeps())}
    row["_listed"] = consulted
    closed = int(draw.integers(21, 35)) if kept["comments"].keeps() else 12
    world.event("document", name, "comment_closed", days.on_or_after(consulted + dt.timedelta(days=closed)))
    if chance(draw, 0.5):
        sent = days.after(consulted, 2)
        world.event("document", name, "draft_sent_to_front", sent)
        ahead = int(draw.integers(17, 30)) if kept["front"].keeps() else 9
        world.event("document", name, "draft_submitted", days.on_or_after(sent + dt.timedelta(days=ahead)))
    if chance(draw, 0.5):
        ahead = 7 if kept["announced"].keeps() else 2
        announced = days.on_or_before(effective - dt.timedelta(days=ahead))
        world.event("document", name, "procedure_announced", announced)
        world.event("document", name, "announcement_signed", announced)
        world.event("document", name, "procedure_posted", in_working_days(draw, announced, 5, kept["portal"].keeps()))
    if law == CAPITAL:
        _capital(world, draw, name, position, issued, effective, kept)


def _capital(world: World, draw: Draw, name: str, position: int, issued: dt.date, effective: dt.date, kept: dict) -> None:
    """Special documents of the capital are reported within 7 days; some are pilots, some have been evaluated."""
    # the duty to report began with the law: what was issued before was reported when it took effect
    day = max(issued, effective)
    world.event("document", name, "report_sent", in_days(draw, day, 5, kept["report"].keeps()))
    if position <= 2:
        world.event("document", name, "pilot_started", effective)
    elif position <= 4:
        world.event("document", name, "evaluation_published", days.on_or_after(effective + dt.timedelta(days=100)))


def _special(world: World, city: Agency, draw: Draw, kept: dict) -> None:
    """Special resolutions under the new law of the capital: no law waits for them, but each is reported within 7 days."""
    for position in range(1, 9):
        issued = days.on_or_after(dt.date(2026, 7, 20) + dt.timedelta(days=10 * position))
        name = f"{position:02d}/2026/NQ-HĐND.MS"
        row = document(world, city, draw, name, CAPITAL, "", issued + dt.timedelta(days=20), issued)
        row |= {"Tên": "Nghị quyết đặc thù của thành phố", "Ngày hiệu lực": "", "Ngày đăng công khai": in_days(draw, issued, 15, True)}
        world.event("document", name, "report_sent", in_days(draw, issued, 7, kept["report"].keeps()))


def _plan(world: World, city: Agency, draw: Draw, law: str, effective: dt.date, kept: dict) -> None:
    """The city's plan to carry out a law follows the prime minister's within 10 days."""
    asked = days.on_or_before(effective - dt.timedelta(days=int(draw.integers(60, 100))))
    issued = in_days(draw, asked, 10, kept["plan"].keeps(), least=2)
    name = f"{effective:%m}/{effective.year}/KH-UBND.MS"
    row = document(world, city, draw, name, law, "", days.on_or_after(asked + dt.timedelta(days=10)), issued)
    row |= {"Tên": "Kế hoạch triển khai thi hành luật", "Điều khoản": "", "Ngày đăng công khai": in_days(draw, issued, 15, True)}
    # a plan is no rule: it has no day of its own on which it takes effect
    row["Ngày hiệu lực"] = ""
    world.event("document", name, "pm_plan_issued", asked)
    world.event("document", name, "province_plan_issued", issued)


def _planted(world: World, city: Agency, draw: Draw) -> None:
    """Two documents that were due and are not there, two that came after their law."""
    missing = [f"9{position}/2026/QĐ-UBND.MS" for position in range(1, 3)]
    for name, due in zip(missing, NOT_ISSUED, strict=True):
        document(world, city, draw, name, *LATER, due, "")
    late = [f"9{position}/2026/QĐ-UBND.MS" for position in range(3, 5)]
    for name, issued in zip(late, ISSUED_LATE, strict=True):
        row = document(world, city, draw, name, *LAWS[4][:2], dt.date(2026, 5, 29), issued)
        row["Ngày đăng công khai"] = days.after(issued, 4)
    world.plant("undocumented", "01", "implementing_docs_assigned_issued", NOT_ISSUED[0], len(missing), " ".join(missing))
    world.plant("undocumented", "01", "implementing_docs_same_time", LAWS[4][1], len(late), " ".join(late))


def _communes(world: World) -> None:
    """Rules of communes: posted within 15 days, and mended within 30 if a check found them unlawful."""
    for agency, draw in world.each("documents", "commune"):
        kept = {name: habit(draw) for name in DUTIES}
        for position in range(1, int(draw.poisson(0.8)) + 1):
            issued = days.on_or_after(dt.date(2025, 7, 7) + dt.timedelta(days=int(draw.integers(0, 450))))
            name = f"{position:02d}/{issued.year}/QĐ-UBND.{agency.code}"
            row = document(world, agency, draw, name, "", "", "", issued)
            row["Tên"] = f"Quy định về {one_of(draw, RULES)}"
            row["Ngày đăng công khai"] = in_days(draw, issued, 15, kept["posted"].keeps())
            if chance(draw, 0.3):
                told = days.on_or_after(issued + dt.timedelta(days=40))
                world.event("document", name, "check_conclusion_received", told, "Kết luận kiểm tra văn bản")
                handled = in_days(draw, told, 30, kept["unlawful"].keeps(), least=8)
                world.event("document", name, "handling_result_published", handled)


def findings(world: World) -> None:
    """Contradictions, overlaps and inadequacies; one of them says why the new limit for building permits cannot be kept."""
    draw = world.stream("findings")
    owners = [agency for agency in world.agencies if agency.tier != "commune"]
    for number in range(1, 41):
        found = days.on_or_after(dt.date(2024, 11, 4) + dt.timedelta(days=int(draw.integers(0, 700))))
        due = days.on_or_before(found + dt.timedelta(days=int(draw.integers(60, 120))))
        resolved = days.on_or_before(found + dt.timedelta(days=int(draw.integers(25, 59))))
        law = LAWS[int(draw.integers(len(LAWS)))][0]
        owner = owners[int(draw.integers(len(owners)))]
        finding(world, draw, f"RS-{number:03d}", law, "", one_of(draw, FINDINGS), owner.code, (found, due, resolved))
    for number, (code, found, due) in enumerate(UNRESOLVED, 41):
        finding(world, draw, f"RS-{number:03d}", "Luật Mẫu số 4", "", FINDINGS[number % 3], code, (found, due, ""))
    for code in dict.fromkeys(owner for owner, _, _ in UNRESOLVED):
        mine = [(f"RS-{number:03d}", due) for number, (owner, _, due) in enumerate(UNRESOLVED, 41) if owner == code]
        world.plant("unresolved_contradiction", code, "", mine[0][1], len(mine), " ".join(name for name, _ in mine))
    permit = (dt.date(2026, 8, 17), dt.date(2026, 12, 31), "")
    row = finding(world, draw, "RS-045", "Nghị định 217/2026/NĐ-CP", "1.009994", "Bất cập", "MS01", permit)
    row["Điều khoản"] = "Thời hạn cấp giấy phép xây dựng 07 ngày làm việc"


def finding(world: World, draw: Draw, number: str, law: str, procedure: str, kind: str, agency: str, dates: tuple) -> dict:
    found, due, resolved = dates
    return world.add("ket_qua_ra_soat", {
        "Mã": number, "Văn bản": law, "Điều khoản": f"Điều {int(draw.integers(3, 60))}", "Loại": kind, "Mã TTHC": procedure,
        "Mã đơn vị": agency, "Ngày phát hiện": found, "Hạn xử lý": due, "Ngày xử lý": resolved,
        "Hướng xử lý": "Kiến nghị sửa đổi, bổ sung" if resolved and resolved <= END else "",
    })  # fmt: skip
