"""Random cases, each twice: as the row of a file with its events, and as the facts the reference knows."""

import datetime as dt
import random

from tests.duties.inbox import Inbox
from tests.reference.clock.facts import Case, Fact, standards

FIRST, DAYS = dt.datetime(2025, 3, 1), 640
AGENCIES = ("M0001", "M0002", "MS01", "01")
CODES = (
    "1.001612", "1.001193", "1.009994", "TTHC-proc_marriage_registration", "TTHC-proc_civil_status_change", "9.999999",
    "TTHC-proc_food_safety_certificate", "TTHC-proc_land_certificate_exchange", "TTHC-proc_construction_permit_work_v1",
    "TTHC-proc_guardianship", "TTHC-proc_certification_copy", "TTHC-proc_environmental_permit_province",
)  # fmt: skip
# what an agency writes in the files of events, and what we call it
NAMES = {
    "supplement_requested": "Yêu cầu bổ sung", "supplement_received": "Nhận bổ sung", "paused": "Tạm dừng", "resumed": "Tiếp tục",
    "extended": "Gia hạn", "transferred": "Chuyển đơn vị", "apologised": "Xin lỗi",
}  # fmt: skip
Made = tuple[str, dict, list[Fact], Case]


def text(moment: dt.datetime | None) -> str:
    if moment is None:
        return ""
    return f"{moment:%d/%m/%Y}" if moment.time() == dt.time(0) else f"{moment:%d/%m/%Y %H:%M}"


class Dice(random.Random):
    def maybe(self, share: float) -> bool:
        return self.random() < share

    def day(self, after: dt.datetime | None = None, most: int = 60) -> dt.datetime:
        base = after.replace(hour=0, minute=0) if after else FIRST
        return base + dt.timedelta(days=self.randint(0, most if after else DAYS))

    def moment(self, after: dt.datetime | None = None, most: int = 60) -> dt.datetime:
        found = self.day(after, most)
        return found if self.maybe(0.15) else found + dt.timedelta(minutes=self.choice((0, 480, 539, 540, 899, 900, 901, 1020, 1439)))


def walk(dice: Dice, steps: list[tuple[str, list[str], int]]) -> tuple[dict, list[Fact], list[dt.datetime | None]]:
    """Days one after another, some missing, few before the one they should follow: row, facts, moments."""
    row, facts, moments, at = {}, [], [], None
    for place, (header, events, most) in enumerate(steps):
        if place and dice.maybe(0.25):
            moments.append(None)
            continue
        at = dice.day(at, most) if at else dice.day()
        at = at - dt.timedelta(days=dice.randint(1, 9)) if place and dice.maybe(0.04) else at
        row[header] = text(at)
        facts += [Fact(event, at, on_row=True) for event in events]
        moments.append(at)
    return row, facts, moments


def stops(dice: Dice, start: dt.datetime, most: int) -> list[Fact]:
    """Up to three requests and pauses, at most one of them put on record later than it began."""
    found, at, recorded = [], start, False
    for _ in range(dice.choice((0, 0, 0, 1, 1, 2, 3))):
        opened = dice.moment(at, most)
        kind = dice.choice(("supplement_requested", "paused"))
        late = dice.moment(opened, 15) if not recorded and dice.maybe(0.2) else None
        recorded = recorded or late is not None
        found.append(Fact(kind, opened, "QĐ 1" if kind == "paused" and dice.maybe(0.8) else "", late))
        if dice.maybe(0.85):
            found.append(Fact("resumed" if kind == "paused" else "supplement_received", dice.moment(opened + dt.timedelta(days=1), 20)))
        at = opened if dice.maybe(0.3) else opened + dt.timedelta(days=dice.randint(1, 12))
    return found


def dossier(dice: Dice, number: str) -> Made:
    accepted = dice.moment()
    promised = dice.moment(accepted, 20) if dice.maybe(0.6) else None
    finished = dice.moment(accepted - dt.timedelta(days=dice.maybe(0.03) * 3), 30) if dice.maybe(0.75) else None
    state = dice.choice(("Đã có kết quả",) * 8 + ("Rút", "Trả lại")) if finished else "Đang xử lý"
    row = {
        "Mã hồ sơ": number, "Mã TTHC": dice.choice(CODES), "Mã đơn vị": dice.choice(AGENCIES[:3]), "Tình trạng": state,
        "Thời điểm tiếp nhận": text(accepted), "Ngày hẹn trả": text(promised), "Thời điểm hoàn tất": text(finished),
    }  # fmt: skip
    facts = [Fact("dossier_accepted", accepted, on_row=True)]
    if promised:
        until = promised if promised.time() != dt.time(0) else promised.replace(hour=23, minute=59, second=59)
        facts += [Fact("result_promised", until, on_row=True), Fact("due_date", until, on_row=True)]
    if finished:
        name = {"Rút": "withdrawn", "Trả lại": "returned_unprocessed"}.get(state, "result_ready")
        facts.append(Fact(name, finished, on_row=True))
    events = stops(dice, accepted, 8)
    if dice.maybe(0.2):
        new = dice.day(accepted, 25).replace(hour=23, minute=59, second=59) if dice.maybe(0.6) else None
        events.append(Fact("extended", dice.moment(accepted, 12), "TB 1" if dice.maybe(0.8) else "", new_due=new))
    for _ in range(dice.choice((1, 1, 2, 2, 3, 4)) if dice.maybe(0.2) else 0):
        where = dice.choice(("M0001", "M0002", "MS01", ""))
        events.append(Fact("transferred", dice.moment(accepted, 8), "CV 1" if dice.maybe(0.85) else "", new_agency=where))
    if dice.maybe(0.15):
        events.append(Fact("apologised", dice.moment(accepted, 25)))
    return "ho_so_tthc", row, events, Case("procedure_case", number, row["Mã đơn vị"], facts, procedure=row["Mã TTHC"])


def complaint(dice: Dice, number: str) -> Made:
    second = dice.maybe(0.3)
    name = "second_complaint" if second else "complaint"
    row, facts, moments = walk(
        dice,
        [
            ("Ngày nhận", [f"{name}_received"], 0),
            ("Ngày thụ lý", [f"{name}_accepted"], 15),
            ("Ngày ra quyết định", [f"{name}_decision_signed"], 80),
        ],
    )
    written = "12/BC" if dice.maybe(0.3) else ""
    row |= {
        "Mã đơn": number, "Mã đơn vị": dice.choice(AGENCIES), "Lần giải quyết": "2" if second else "1", "Văn bản xác định phức tạp": written,
    }  # fmt: skip
    if moments[2] and dice.maybe(0.1):
        row["Kết quả"] = "Rút"
        facts = [*(f for f in facts if not f.event.endswith("decision_signed")), Fact("withdrawn", moments[2], on_row=True)]
    start, events = moments[1] or moments[0], []
    if dice.maybe(0.3):
        events += [f for f in stops(dice, start, 25) if f.event in ("paused", "resumed")]
    for event in (
        "complaint_decision_sent",
        "dialogue_minutes_signed",
        "dialogue_notice_sent",
        "dialogue_held",
        "suspension_decision_signed",
    ):
        events += [Fact(event, dice.moment(start, 70))] if dice.maybe(0.12) else []
    case = Case("complaint", number, row["Mã đơn vị"], facts, {"complex_document": written})
    return "don_khieu_nai", row, events, case


def denunciation(dice: Dice, number: str) -> Made:
    row, facts, moments = walk(
        dice,
        [
            ("Ngày nhận", ["denunciation_received"], 0),
            ("Ngày thụ lý", ["denunciation_accepted", "denunciation_accepted_or_refused"], 15),
            ("Ngày kết luận", ["denunciation_conclusion_issued"], 110),
        ],
    )
    written, times = ("5/QĐ" if dice.maybe(0.4) else ""), dice.choice(("", "0", "1", "2"))
    row |= {"Mã đơn": number, "Mã đơn vị": dice.choice(AGENCIES), "Số quyết định gia hạn": written, "Số lần gia hạn": times}
    start, events = moments[1] or moments[0], []
    for event in (
        "denunciation_transferred", "acceptance_notice_sent", "conclusion_sent", "conclusion_posted", "conclusion_removed",
        "overdue_denunciation_petition", "report_demand_sent", "report_demand_received",
    ):  # fmt: skip
        events += [Fact(event, dice.moment(start, 40))] if dice.maybe(0.12) else []
    traits = {"extension_document": written, "extension_count": times}
    return "don_to_cao", row, events, Case("denunciation", number, row["Mã đơn vị"], facts, traits)


def sanction(dice: Dice, number: str) -> Made:
    row, facts, moments = walk(
        dice,
        [
            ("Ngày lập biên bản", ["violation_record_made"], 0), ("Ngày ra quyết định", ["sanction_decision_signed"], 45),
            ("Ngày nhận quyết định", ["sanction_decision_received"], 10), ("Ngày thi hành", ["sanction_executed"], 60),
        ],
    )  # fmt: skip
    difficult = dice.choice(("Có", "Không", ""))
    row |= {"Số biên bản": number, "Mã đơn vị": dice.choice(AGENCIES), "Phức tạp": difficult}
    if moments[2] and dice.maybe(0.3):
        forced = dice.day(moments[2], 60)
        row["Ngày quyết định cưỡng chế"] = text(forced)
        facts.append(Fact("enforcement_decision_signed", forced, on_row=True))
    events = [Fact("record_transferred", dice.moment(moments[0], 14))] if dice.maybe(0.4) else []
    events += [Fact("sanction_decision_sent", dice.moment(moments[1], 6))] if moments[1] and dice.maybe(0.3) else []
    traits = {"complex": {"Có": "yes", "Không": "no"}.get(difficult, ""), "recorded_at": row["Ngày lập biên bản"]}
    return "xu_phat_hanh_chinh", row, events, Case("sanction", number, row["Mã đơn vị"], facts, traits)


def request(dice: Dice, number: str) -> Made:
    row, facts, moments = walk(dice, [("Ngày nhận", ["valid_request_received"], 0), ("Ngày trả lời", ["information_supplied"], 35)])
    channel, difficult = dice.choice(("Trực tiếp", "Trực tuyến", "Bưu chính")), dice.choice(("Có", "Không"))
    row |= {"Mã yêu cầu": number, "Mã đơn vị": dice.choice(AGENCIES), "Kênh": channel, "Phức tạp": difficult}
    if dice.maybe(0.35):
        until = dice.day(moments[0], 45)
        row["Gia hạn đến ngày"] = text(until)
        facts.append(Fact("extension_due", until.replace(hour=23, minute=59, second=59), on_row=True))
    traits = {
        "channel": {"Trực tiếp": "direct", "Trực tuyến": "online", "Bưu chính": "post"}[channel],
        "complex": "yes" if difficult == "Có" else "no",
    }  # fmt: skip
    return "yeu_cau_thong_tin", row, [], Case("information_request", number, row["Mã đơn vị"], facts, traits)


def task(dice: Dice, number: str) -> Made:
    row, facts, moments = walk(dice, [("Ngày giao", ["task_assigned"], 0), ("Ngày hoàn thành", ["task_completed"], 200)])
    person, unit = ("Người A" if dice.maybe(0.8) else ""), ("Phòng 1" if dice.maybe(0.8) else "")
    row |= {"Mã": number, "Mã đơn vị": dice.choice(AGENCIES), "Nhóm nhiệm vụ": "3", "Cá nhân phụ trách": person, "Tập thể phụ trách": unit}
    if dice.maybe(0.85):
        due = dice.day(moments[0], 220)
        row["Hạn"] = text(due)
        facts.append(Fact("task_due", due.replace(hour=23, minute=59, second=59), on_row=True))
    return "nhiem_vu_ke_hoach", row, [], Case("plan_task", number, row["Mã đơn vị"], facts, {"person": person, "unit": unit})


def register(dice: Dice, number: str) -> Made:
    """The number of such a row is its agency, its standard and its period: drawn until it is new by the caller."""
    rule = dice.choice([s for s in standards() if s["case_kind"] == "duty_register"])
    year, form = dice.choice((2024, 2025, 2026)), dice.choice(("year", "quarter", "month"))
    part = dice.randint(1, {"year": 1, "quarter": 4, "month": 12}[form])
    length = {"year": 12, "quarter": 3, "month": 1}[form]
    first = dt.datetime(year, (part - 1) * length + 1, 1)
    after = dt.datetime(year + part * length // 12, part * length % 12 + 1, 1)
    period = {"year": f"{year}", "quarter": f"{year}-Q{part}", "month": f"{year}-{part:02d}"}[form]
    agency = dice.choice(AGENCIES)
    done = dice.day(first - dt.timedelta(days=20), 500) if dice.maybe(0.6) else None
    document = dice.choice(("", "1/QĐ", "2/QĐ"))
    row = {
        "Mã đơn vị": agency, "Mã chuẩn mực": rule["standard_id"], "Kỳ": period, "Ngày thực hiện": text(done), "Số hiệu văn bản": document,
    }  # fmt: skip
    facts = [Fact("period_started", first, on_row=True), *([Fact("duty_done", done, on_row=True)] if done else [])]
    traits = {"standard_id": rule["standard_id"], "last_day": str((after - dt.timedelta(days=1)).date())}
    number = f"{agency}~{rule['standard_id']}~{period}"
    number += f"~{document}" if document and rule["computed_by"] == "register_by_document" else ""
    return "nghia_vu_dinh_ky", row, [], Case("duty_register", number, agency, facts, traits)


def put(inbox: Inbox, made: Made) -> Case:
    """The rows into the inbox; the case with its events."""
    source, row, events, case = made
    inbox.add(source, row)
    kept: dict[tuple[str, dt.datetime], Fact] = {}
    for fact in events:
        kept.setdefault((fact.event, fact.at), fact)
    for fact in kept.values():
        more = {"Thời điểm": text(fact.at), "Căn cứ": fact.ground, "Thời điểm ghi nhận": text(fact.recorded)}
        if source == "ho_so_tthc":
            new = {
                "Ngày hẹn trả mới": text(fact.new_due and fact.new_due.replace(hour=0, minute=0, second=0)),
                "Mã đơn vị mới": fact.new_agency,
            }
            inbox.add("su_kien_ho_so", {"Mã hồ sơ": case.number, "Sự kiện": NAMES[fact.event], **more, **new})
        else:
            inbox.add("su_kien_vu_viec", {"Loại vụ việc": case.kind, "Mã vụ việc": case.number, "Sự kiện": fact.event, **more})
    case.facts += kept.values()
    return case
