"""Random cases of the rarer kinds, and worlds of all of them."""

import datetime as dt
from collections.abc import Callable, Iterator

from tests.duties.random_cases import AGENCIES, Dice, Made, complaint, denunciation, dossier, register, request, sanction, task, text, walk
from tests.reference.clock.facts import Case, Fact


def document(dice: Dice, number: str) -> Made:
    row, facts, moments = walk(
        dice,
        [
            ("Ngày ban hành", ["doc_issued", "doc_signed"], 0),
            ("Ngày hiệu lực", ["implementing_doc_effective", "doc_effective", "document_effective"], 60),
            ("Ngày đăng công khai", ["doc_published"], 30),
        ],
    )
    start = moments[0]
    law, guided = dice.day(start - dt.timedelta(days=60), 120), dice.choice(("Luật Thủ đô 39/2024/QH15", "Luật khác"))
    row |= {"Số ký hiệu": number, "Mã đơn vị": dice.choice(("01", "01", "M0001")), "Văn bản được hướng dẫn": guided}
    if dice.maybe(0.6):
        row["Ngày hiệu lực của luật"] = text(law)
        facts.append(Fact("law_effective", law, on_row=True))
    if dice.maybe(0.5):
        due = dice.day(start - dt.timedelta(days=40), 80)
        row["Hạn ban hành"] = text(due)
        facts.append(Fact("doc_due", due.replace(hour=23, minute=59, second=59), on_row=True))
    if dice.maybe(0.5):
        posted = dice.day(start - dt.timedelta(days=50), 40)
        row["Ngày lấy ý kiến"] = text(posted)
        facts.append(Fact("draft_posted", posted, on_row=True))
    events = []
    for event in ("procedure_announced", "comment_closed", "draft_sent_to_front", "draft_submitted", "report_sent", "evaluation_published"):
        events += [Fact(event, dice.moment(start - dt.timedelta(days=30), 60))] if dice.maybe(0.3) else []
    return "van_ban_huong_dan", row, events, Case("document", number, row["Mã đơn vị"], facts, {"guided_document": guided})


def inspection(dice: Dice, number: str) -> Made:
    row, facts, moments = walk(
        dice,
        [
            ("Ngày bắt đầu", ["inspection_decision_announced"], 0), ("Ngày kết thúc", ["on_site_ended"], 90),
            ("Ngày báo cáo", ["inspection_report_received"], 20), ("Ngày kết luận", ["conclusion_signed"], 40),
            ("Ngày công khai", ["conclusion_published"], 20),
        ],
    )  # fmt: skip
    by = dice.choice(("MS04", "MS04", "MS01", "01", ""))
    row |= {"Mã cuộc": number, "Mã đơn vị": dice.choice(AGENCIES), "Cơ quan tiến hành": by}
    events = []
    for event in (
        "extended",
        "draft_conclusion_received",
        "head_report_received",
        "head_opinion_given",
        "drafting_assigned",
        "conclusion_received",
    ):
        events += [Fact(event, dice.moment(moments[0], 100), "QĐ 5" if dice.maybe(0.7) else "")] if dice.maybe(0.3) else []
    return "thanh_tra_kiem_tra", row, events, Case("inspection", number, row["Mã đơn vị"], facts, inspecting=by)


def petition(dice: Dice, number: str) -> Made:
    received = dice.moment()
    channel = dice.choice(("Trực tuyến", "Tiếp công dân", "Kiến nghị cử tri"))
    row = {"Mã phản ánh": number, "Mã đơn vị": dice.choice(AGENCIES), "Kênh": channel, "Thời điểm nhận": text(received)}
    facts = [Fact("feedback_received", received, on_row=True), Fact("feedback_accepted", received, on_row=True)]
    if dice.maybe(0.7):
        answered = dice.moment(received, 35)
        row["Thời điểm trả lời"] = text(answered)
        facts.append(Fact("answer_published", answered, on_row=True))
    events = []
    for event in ("petition_received", "reply_sent", "answer_sent", "feedback_transferred", "case_settled", "result_notice_sent"):
        events += [Fact(event, dice.moment(received, 30))] if dice.maybe(0.25) else []
    return "phan_anh_kien_nghi", row, events, Case("petition", number, row["Mã đơn vị"], facts, {"channel": channel})


def recommendation(dice: Dice, number: str) -> Made:
    row, facts, moments = walk(dice, [("Ngày nhận", ["recommendation_received"], 0), ("Ngày thực hiện", ["recommendation_executed"], 90)])
    origin = dice.choice(("Thanh tra", "Mặt trận"))
    row |= {"Mã kiến nghị": number, "Mã đơn vị": dice.choice(AGENCIES), "Nguồn": origin}
    if origin == "Thanh tra":
        facts.append(Fact("conclusion_received", moments[0], on_row=True))
    if dice.maybe(0.8):
        due = dice.day(moments[0], 90)
        row["Hạn thực hiện"] = text(due)
        facts.append(Fact("recommendation_due", due.replace(hour=23, minute=59, second=59), on_row=True))
    traits = {"origin": "inspection" if origin == "Thanh tra" else "front"}
    return "kien_nghi_thuc_hien", row, [], Case("recommendation", number, row["Mã đơn vị"], facts, traits)


MAKERS: list[tuple[Callable[[Dice, str], Made], int]] = [
    (dossier, 44), (complaint, 12), (denunciation, 8), (sanction, 8), (request, 8), (task, 5), (register, 4), (document, 4),
    (inspection, 3), (petition, 3), (recommendation, 1),
]  # fmt: skip


def draw(dice: Dice, number: int) -> Iterator[Made]:
    """So many cases, of every kind; a row of the register that came already is drawn anew."""
    seen: set[tuple[str, str]] = set()
    makers = [maker for maker, weight in MAKERS for _ in range(weight)]
    while len(seen) < number:
        made = dice.choice(makers)(dice, f"C{len(seen)}")
        if (made[0], made[3].number) not in seen:
            seen.add((made[0], made[3].number))
            yield made
