"""The new sources say what a lawful city would: nearly every duty kept, a few planted ones not, and every standard with data.

The clocks here are counted apart from the simulator's draws: a start, an end, and the limit of the law.
"""

import csv
import datetime as dt
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from pipelines.simulator import days
from tests.conftest import ROOT
from tests.simulator.reading import day, happened, newest

END = dt.date(2026, 10, 31)
Pairs = Iterable[tuple[dt.date | None, dt.date | None]]


def working(number: int):
    return lambda start: days.after(days.on_or_after(start), number)


def calendar(number: int):
    return lambda start: days.on_or_after(start + dt.timedelta(days=number))


def not_before(number: int):
    """At least so many days lie between: kept if the end comes later."""
    return lambda start: start + dt.timedelta(days=number)


def columns(source: str, key: str, start: str, end: str, **when: str):
    """Two columns of a source's rows; `when` a column holds a value ('' for empty)."""

    def pairs(city: Path) -> Pairs:
        for row in newest(city, source, key):
            if all(row[name] == value for name, value in when.items()):
                yield day(row[start]), day(row[end])

    return pairs


def events(kind: str, start: str, end: str):
    def pairs(city: Path) -> Pairs:
        return ((found[start], found.get(end)) for found in happened(city, kind).values() if start in found)

    return pairs


def column_to_event(kind: str, source: str, key: str, start: str, end: str, only: bool = False, **when: str):
    """From a column of the case to an event; `only` where the duty is there for cases that have the event."""

    def pairs(city: Path) -> Pairs:
        known = happened(city, kind)
        for row in newest(city, source, key):
            ended = known.get(row[key], {}).get(end)
            if all(row[name] == value for name, value in when.items()) and (ended or not only):
                yield day(row[start]), ended

    return pairs


DENOUNCED, SANCTIONED, DOCUMENTED = ("don_to_cao", "Mã đơn"), ("xu_phat_hanh_chinh", "Số biên bản"), ("van_ban_huong_dan", "Số ký hiệu")
INSPECTED, ASKED, COMPLAINED = ("thanh_tra_kiem_tra", "Mã cuộc"), ("yeu_cau_thong_tin", "Mã yêu cầu"), ("don_khieu_nai", "Mã đơn")
SECOND = {"Lần giải quyết": "2"}
DUTIES = {
    "denunciation accepted": (columns(*DENOUNCED, "Ngày nhận", "Ngày thụ lý"), working(7)),
    "denunciation concluded": (columns(*DENOUNCED, "Ngày thụ lý", "Ngày kết luận", **{"Số lần gia hạn": ""}), calendar(30)),
    "denunciation extended": (columns(*DENOUNCED, "Ngày thụ lý", "Ngày kết luận", **{"Số lần gia hạn": "1"}), calendar(60)),
    "acceptance notice": (column_to_event("denunciation", *DENOUNCED, "Ngày thụ lý", "acceptance_notice_sent"), working(5)),
    "conclusion sent": (column_to_event("denunciation", *DENOUNCED, "Ngày kết luận", "conclusion_sent"), working(5)),
    "conclusion published": (column_to_event("denunciation", *DENOUNCED, "Ngày kết luận", "conclusion_published"), working(7)),
    "conclusion acted upon": (column_to_event("denunciation", *DENOUNCED, "Ngày kết luận", "handling_decision_signed"), working(7)),
    "handling reported": (events("denunciation", "handling_result_available", "handling_result_reported"), working(5)),
    "delay reported": (events("denunciation", "report_demand_received", "report_sent"), working(5)),
    "second complaint settled": (
        columns(*COMPLAINED, "Ngày thụ lý", "Ngày ra quyết định", **SECOND, **{"Văn bản xác định phức tạp": ""}), calendar(45)
    ),
    "second decision sent": (
        column_to_event("complaint", *COMPLAINED, "Ngày ra quyết định", "second_complaint_decision_sent", **SECOND), calendar(7)
    ),
    "first decision sent": (
        column_to_event("complaint", *COMPLAINED, "Ngày ra quyết định", "complaint_decision_sent", True, **{"Lần giải quyết": "1"}), working(3)
    ),
    "sanction decided": (columns(*SANCTIONED, "Ngày lập biên bản", "Ngày ra quyết định", **{"Phức tạp": "Không"}), working(10)),
    "sanction sent": (column_to_event("sanction", *SANCTIONED, "Ngày ra quyết định", "sanction_decision_sent"), working(2)),
    "sanction executed": (columns(*SANCTIONED, "Ngày nhận quyết định", "Ngày thi hành"), calendar(10)),
    "conclusion drafted": (column_to_event("inspection", *INSPECTED, "Ngày báo cáo", "drafting_assigned", True), working(5)),
    "inspection published": (columns(*INSPECTED, "Ngày kết luận", "Ngày công khai"), calendar(10)),
    "inspection order": (events("inspection", "conclusion_received", "execution_order_signed"), calendar(15)),
    "document posted": (columns(*DOCUMENTED, "Ngày ban hành", "Ngày đăng công khai"), calendar(15)),
    "request answered": (
        columns(*ASKED, "Ngày nhận", "Ngày trả lời", **{"Kênh": "Trực tuyến", "Phức tạp": "Không"}),
        lambda start: working(3)(start) if start < dt.date(2026, 9, 1) else calendar(12)(start),
    ),
    "petition at a reception": (events("petition", "petition_received", "reply_sent"), working(10)),
    "result notice": (events("petition", "case_settled", "result_notice_sent"), working(7)),
}  # fmt: skip


# a report on demand follows a denunciation that is late already: 38 in the city. Fewer than 30 would prove nothing of a share,
# since one slip alone would be more than 3 %
RARE = {"delay reported": 30}


@pytest.mark.parametrize("name", DUTIES)
def test_nearly_every_duty_is_kept(city: Path, name: str):
    pairs, due = DUTIES[name]
    judged = [(due(start), end) for start, end in pairs(city) if start and due(start) < END]
    if "petition at" in name:
        judged = [(last, end) for last, end in judged if end]  # voters' petitions are answered otherwise
    kept = sum(bool(end) and end <= last for last, end in judged)
    least = 0.97 if len(judged) > 300 else 0.95
    assert len(judged) >= RARE.get(name, 100) and least <= kept / len(judged) <= 1, (kept, len(judged))


@pytest.mark.parametrize(
    ("pairs", "least", "number"),
    [
        (events("complaint", "dialogue_notice_sent", "dialogue_held"), 5, 150),
        (events("denunciation", "conclusion_posted", "conclusion_removed"), 15, 450),
        # a city drafts some seventy documents in two years, and sends half of them to the Front
        (column_to_event("document", *DOCUMENTED, "Ngày lấy ý kiến", "comment_closed", True), 20, 70),
        (events("document", "draft_sent_to_front", "draft_submitted"), 15, 30),
    ],
)  # fmt: skip
def test_what_must_not_come_too_soon_as_a_rule_does_not(city: Path, pairs, least: int, number: int):
    judged = [end >= not_before(least)(start) for start, end in pairs(city) if start and end]
    assert len(judged) >= number and sum(judged) / len(judged) > 0.97


def test_some_fall_short_in_every_large_source(city: Path):
    for name in ("denunciation accepted", "sanction decided", "sanction executed", "conclusion published", "first decision sent"):
        pairs, due = DUTIES[name]
        assert any(end is None or end > due(start) for start, end in pairs(city) if start and due(start) < END), name


def test_heads_receive_citizens_as_often_as_the_law_wants(city: Path):
    rows = newest(city, "tiep_cong_dan", "Mã đơn vị", "Ngày theo lịch")
    heads = sum(row["Người tiếp"] == "Người đứng đầu" for row in rows)
    assert 0.97 <= heads / len(rows) < 1
    held = {(row["Mã đơn vị"], day(row["Ngày theo lịch"]).isocalendar()[:2]) for row in rows}
    # the week of Tết 2026 has no working day
    weeks = {(dt.date(2025, 10, 27) + dt.timedelta(weeks=i)).isocalendar()[:2] for i in range(36)} - {(2026, 8)}
    assert {week for code, week in held if code == "M0001"} >= weeks
    monthly = Counter((row["Mã đơn vị"], row["Ngày theo lịch"][3:]) for row in rows)
    assert all(monthly["M0001", f"{month:02d}/2026"] >= 2 for month in (7, 8, 9, 10))
    assert all(monthly["MS05", f"{month:02d}/2026"] >= 1 for month in range(1, 11))


def test_the_money_is_about_half_a_per_cent(city: Path):
    rows = {(row["Năm"], row["Mã đơn vị"]): row for row in newest(city, "ngan_sach", "Năm", "Mã đơn vị")}
    assert {year for year, _ in rows} == {"2024", "2025", "2026"} and len(rows) == 3 * 143
    for (year, code), row in rows.items():
        share = int(row["Dự toán công tác pháp luật"]) / int(row["Chi thường xuyên"])
        assert 0.004 < share < 0.0068 and int(row["Đã giải ngân"]) <= int(row["Dự toán công tác pháp luật"]), (year, code)
    city_rows = [rows[year, "01"] for year in ("2024", "2025", "2026")]
    shares = [int(row["Dự toán công tác pháp luật"]) / int(row["Chi thường xuyên"]) for row in city_rows]
    assert shares[0] > 0.005 and shares == sorted(shares)


def test_tasks_of_all_seven_groups_are_paid_by_product(city: Path):
    rows = newest(city, "nhiem_vu_ke_hoach", "Mã")
    assert min(Counter(row["Nhóm nhiệm vụ"] for row in rows).values()) >= 100
    assert {row["Nhóm nhiệm vụ"] for row in rows} == set("1234567")
    done = [row for row in rows if row["Ngày hoàn thành"]]
    assert all(int(row["Kinh phí đã chi"]) <= int(row["Định mức"]) * int(row["Số sản phẩm hoàn thành"]) for row in done)
    on_time = sum(day(row["Ngày hoàn thành"]) <= day(row["Hạn"]) for row in done) / len(done)
    assert 0.96 < on_time < 1 and len(done) < len(rows)


def test_every_standard_of_the_catalogue_that_can_have_data_has(city: Path):
    """Grows with the law: a standard that is added without rows in the sample shows here."""
    with (ROOT / "profiles" / "hanoi" / "standards.csv").open(encoding="utf-8", newline="") as handle:
        law = [row for row in csv.DictReader(handle) if row["carried_by"]]
    named = {row["Mã chuẩn mực"] for source in ("nghia_vu_dinh_ky", "so_lieu_dinh_ky") for row in newest(city, source, "Mã chuẩn mực")}
    happening = {(row["Loại vụ việc"], row["Sự kiện"]) for row in newest(city, "su_kien_vu_viec", "Loại vụ việc", "Sự kiện")}
    # their limits end in 2030 and 2031: nothing has been resolved or ended yet
    ahead = {"capital_delayed_projects", "capital_pilot_max_term"}
    for row in law:
        if row["carried_by"] in ("nghia_vu_dinh_ky", "so_lieu_dinh_ky"):
            assert row["standard_id"] in named, row["standard_id"]
        elif row["carried_by"] == "su_kien_vu_viec" and row["standard_id"] not in ahead:
            assert (row["case_kind"], row["end_event"]) in happening, row["standard_id"]
    with (ROOT / "profiles" / "hanoi" / "procedures.csv").open(encoding="utf-8", newline="") as handle:
        codes = {row["procedure_code"] for row in csv.DictReader(handle)}
    assert codes <= {row["Mã TTHC"] for row in newest(city, "ho_so_tthc", "Mã hồ sơ")}


def exact(city: Path, kind: str) -> dict[tuple[str, str], int]:
    with (city / "truth_exact.csv").open(encoding="utf-8", newline="") as handle:
        return {(row["agency_id"], row["standard_id"]): int(row["size"]) for row in csv.DictReader(handle) if row["kind"] == kind}


def by_agency(rows: list[dict], standard: str) -> dict[tuple[str, str], int]:
    return dict(Counter((row["Mã đơn vị"], standard) for row in rows))


def test_unowned_tasks_are_those_planted(city: Path):
    rows = [row for row in newest(city, "nhiem_vu_ke_hoach", "Mã") if not (row["Cá nhân phụ trách"] and row["Tập thể phụ trách"])]
    assert exact(city, "unowned") == by_agency(rows, "plan_task_head_named") and len(exact(city, "unowned")) == 4


def test_undocumented_laws_are_those_planted(city: Path):
    rows = newest(city, *DOCUMENTED)
    absent = [row for row in rows if row["Hạn ban hành"] and day(row["Hạn ban hành"]) <= END and not row["Ngày ban hành"]]
    late = [
        row for row in rows
        if row["Ngày hiệu lực của luật"] and row["Ngày ban hành"] and day(row["Ngày ban hành"]) > day(row["Ngày hiệu lực của luật"])
    ]  # fmt: skip
    found = by_agency(absent, "implementing_docs_assigned_issued") | by_agency(late, "implementing_docs_same_time")
    assert exact(city, "undocumented") == found and sum(found.values()) == 4
    issued = [row for row in rows if row["Hạn ban hành"] and row["Ngày ban hành"]]
    assert all(day(row["Ngày ban hành"]) <= day(row["Hạn ban hành"]) for row in issued) and len(issued) > 60


def test_contradictions_left_lying_are_those_planted(city: Path):
    rows = newest(city, "ket_qua_ra_soat", "Mã")
    open_ones = [row for row in rows if day(row["Hạn xử lý"]) <= END and not row["Ngày xử lý"]]
    assert exact(city, "unresolved_contradiction") == by_agency(open_ones, "") and len(open_ones) == 4
    (permit,) = (row for row in rows if row["Mã TTHC"] == "1.009994")
    assert permit["Loại"] == "Bất cập" and day(permit["Ngày phát hiện"]) > dt.date(2026, 7, 1)


def test_what_is_not_executed_is_what_was_planted(city: Path):
    unpaid = [
        row for row in newest(city, *SANCTIONED)
        if row["Ngày nhận quyết định"] and calendar(10)(day(row["Ngày nhận quyết định"])) <= END and not row["Ngày thi hành"]
    ]  # fmt: skip
    undone = [
        row for row in newest(city, "kien_nghi_thuc_hien", "Mã kiến nghị") if day(row["Hạn thực hiện"]) <= END and not row["Ngày thực hiện"]
    ]
    found = by_agency(unpaid, "sanction_executed") | by_agency(undone, "inspection_recommendation_done")
    assert exact(city, "not_executed") == found and len(found) == 6
    assert all(row["Nguồn"] == "Thanh tra" for row in undone)


def test_slips_that_promise_more_than_the_law_are_counted_exactly(city: Path):
    limits = {
        "1.001612": ("proc_household_business", working(3)), "TTHC-proc_enterprise": ("proc_enterprise", working(3)),
        "TTHC-proc_marital_status_certificate": ("proc_marital_status_certificate", working(3)),
        "TTHC-proc_social_allowance": ("proc_social_allowance", working(10)),
        "TTHC-proc_certification_copy": ("proc_certification_copy", working(0)),
    }  # fmt: skip
    old, new = ("proc_construction_permit_house_v1", calendar(15)), ("proc_construction_permit_v2", working(7))
    found: Counter[tuple[str, str]] = Counter()
    for row in newest(city, "ho_so_tthc", "Mã hồ sơ"):
        accepted = day(row["Thời điểm tiếp nhận"])
        permit = new if accepted >= dt.date(2026, 7, 1) else old
        standard, due = permit if row["Mã TTHC"] == "1.009994" else limits.get(row["Mã TTHC"], ("", None))
        if row["Mã TTHC"] == "1.001193":
            standard, due = "proc_birth_registration", working(int(row["Thời điểm tiếp nhận"][11:] > "15:00"))
        if due and day(row["Ngày hẹn trả"]) > due(accepted):
            found[row["Mã đơn vị"], standard] += 1
    assert exact(city, "promise_over_law") == found
    assert min(found[agency, "proc_construction_permit_v2"] for agency in ("M0001", "M0126")) > 10


def test_late_dossiers_are_apologised_for_in_time(city: Path):
    sorry = [row for row in newest(city, "su_kien_ho_so", "Mã hồ sơ", "Sự kiện", "Thời điểm") if row["Sự kiện"] == "Xin lỗi"]
    first = {}
    for row in sorry:
        first[row["Mã hồ sơ"]] = min(day(row["Thời điểm"]), first.get(row["Mã hồ sơ"], END))
    slips = {row["Mã hồ sơ"]: row for row in newest(city, "ho_so_tthc", "Mã hồ sơ")}
    before = [moment < day(slips[number]["Ngày hẹn trả"]) for number, moment in first.items()]
    assert sum(before) / len(before) > 0.95 and len(before) > 300
