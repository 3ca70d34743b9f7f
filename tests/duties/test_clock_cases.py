"""The law's clock by hand: each row was counted on a calendar, and says what it shows."""

import datetime as dt

import pytest

from tests.duties.inbox import send

BUSINESS, BIRTH, PERMIT = "1.001612", "1.001193", "1.009994"
AS_OF = dt.date(2026, 10, 31)

# procedure, accepted, finished → due day, status, what it shows
DOSSIERS = [
    (BUSINESS, "02/03/2026 09:00", "05/03/2026 16:00", "2026-03-05", "met", "Monday + 3 working days = Thursday; the day of receipt does not count"),
    (BUSINESS, "02/03/2026 09:00", "06/03/2026 08:00", "2026-03-05", "late", "Friday is one day late"),
    (BUSINESS, "05/03/2026 17:30", "10/03/2026 16:59", "2026-03-10", "met", "Thursday + 3 passes the weekend to Tuesday; no cut-off for this procedure"),
    (BUSINESS, "07/03/2026 09:00", "11/03/2026 23:00", "2026-03-11", "met", "received on a Saturday: Monday is day one, Wednesday the third; due until 23:59:59"),
    (BUSINESS, "12/02/2026 09:00", "24/02/2026 09:00", "2026-02-24", "met", "Tết: 14–22 February off, so 13, 23 and 24 February are the three days"),
    (BUSINESS, "13/02/2026 09:00", "26/02/2026 09:00", "2026-02-25", "late", "Tết: the last working day before it, 23, 24, 25 February"),
    (BUSINESS, "31/12/2025 09:00", "07/01/2026 09:00", "2026-01-07", "met", "1 January off, 2 January off by swap: 5, 6 and 7 January"),
    (BUSINESS, "08/01/2026 09:00", "12/01/2026 09:00", "2026-01-12", "met", "Saturday 10 January is worked: 9, 10 and 12 January"),
    (BUSINESS, "20/08/2026 09:00", "24/08/2026 09:00", "2026-08-24", "met", "Saturday 22 August is worked: 21, 22 and 24 August"),
    (BUSINESS, "28/08/2026 09:00", "07/09/2026 09:00", "2026-09-07", "met", "31 August off by swap, 1–2 September off: 3, 4 and 7 September"),
    (BUSINESS, "24/04/2026 09:00", "05/05/2026 09:00", "2026-05-04", "late", "27 April (Hung Kings observed), 30 April, 1 May off: 28, 29 April, 4 May"),
    (BIRTH, "02/03/2026 14:59", "02/03/2026 17:00", "2026-03-02", "met", "same day before the cut-off hour"),
    (BIRTH, "02/03/2026 15:00", "02/03/2026 17:00", "2026-03-02", "met", "at the cut-off hour exactly is not after it"),
    (BIRTH, "02/03/2026 15:01", "03/03/2026 09:00", "2026-03-03", "met", "after the cut-off hour: received, and due, the next working day"),
    (BIRTH, "06/03/2026 16:00", "09/03/2026 09:00", "2026-03-09", "met", "Friday after the cut-off hour: Monday"),
    (BIRTH, "02/03/2026 10:00", "03/03/2026 00:10", "2026-03-02", "late", "ten minutes past midnight is the next day"),
    (BIRTH, "07/03/2026 10:00", "09/03/2026 10:00", "2026-03-09", "met", "a day off: the next working day"),
    (PERMIT, "30/06/2026 16:00", "15/07/2026 08:00", "2026-07-15", "met", "accepted under the old law: 15 calendar days, also after 1 July"),
    (PERMIT, "01/07/2026 08:00", "13/07/2026 08:00", "2026-07-10", "late", "accepted under the new law: 7 working days"),
    (PERMIT, "05/06/2026 08:00", "22/06/2026 08:00", "2026-06-22", "met", "15 calendar days end on Saturday 20 June and move to Monday"),
    (BUSINESS, "28/10/2026 09:00", "02/11/2026 09:00", "2026-11-02", "pending", "fulfilled after as_of: not known yet, and not due yet"),
    (BUSINESS, "26/10/2026 09:00", "02/11/2026 09:00", "2026-10-29", "overdue", "due 29 October, finished after as_of: open and overdue"),
    (BUSINESS, "28/10/2026 09:00", "30/10/2026 09:00", "2026-11-02", "met", "fulfilled before a due date that is still ahead"),
    (BUSINESS, "05/03/2026 09:00", "04/03/2026 09:00", "2026-03-10", "unknown", "an end before its start is impossible"),
    (BUSINESS, "26/10/2026 09:00", "", "2026-10-29", "overdue", "never finished"),
]  # fmt: skip


def duties(bench, tmp_path, standards: str, as_of=AS_OF, **rows) -> dict[str, tuple]:
    silent = rows.pop("silent", ())
    send(tmp_path, silent=silent, **rows)
    bench.take_in(tmp_path, dt.datetime(2027, 1, 10))
    bench.compute(as_of)
    found = bench.rows(f"select case_id, standard_id, cast(due_at as date), status from duties.duty where standard_id like '{standards}'")
    return {case: (str(due) if due else None, status, standard) for case, standard, due, status in found}


def test_dossiers_by_hand(bench_of, tmp_path):
    sent = [
        {"Mã hồ sơ": f"H{i:02d}", "Mã TTHC": code, "Thời điểm tiếp nhận": accepted, "Thời điểm hoàn tất": finished, "Tình trạng": "Đã có kết quả" if finished else "Đang xử lý"}
        for i, (code, accepted, finished, *_) in enumerate(DOSSIERS)
    ]  # fmt: skip
    found = duties(bench_of("sample"), tmp_path, "proc_%", dossiers=sent)
    for i, (_, _, _, due, status, shows) in enumerate(DOSSIERS):
        assert found[f"H{i:02d}"][:2] == (due, status), shows


# accepted Monday 2 March 2026, 3 working days: due Thursday 5 March
PAUSES = [
    ([("Yêu cầu bổ sung", "03/03/2026 10:00", ""), ("Nhận bổ sung", "06/03/2026 10:00", "")], "2026-03-10", "a supplement: 4, 5 and 6 March do not count"),
    ([("Tạm dừng", "03/03/2026 10:00", "QĐ 12"), ("Tiếp tục", "04/03/2026 10:00", "")], "2026-03-06", "a pause with a ground moves the due date by its one day"),
    ([("Tạm dừng", "03/03/2026 10:00", ""), ("Tiếp tục", "04/03/2026 10:00", "")], "2026-03-05", "a pause without a ground does not"),
    ([("Yêu cầu bổ sung", "06/03/2026 08:00", ""), ("Nhận bổ sung", "20/03/2026 10:00", "")], "2026-03-05", "nor does one opened after the due date"),
    ([("Yêu cầu bổ sung", "05/03/2026 16:00", ""), ("Nhận bổ sung", "09/03/2026 10:00", "")], "2026-03-09", "on the due day it is in time; the weekend does not lengthen it"),
    ([("Yêu cầu bổ sung", "03/03/2026 10:00", ""), ("Nhận bổ sung", "05/03/2026 10:00", ""), ("Tạm dừng", "04/03/2026 10:00", "QĐ"), ("Tiếp tục", "06/03/2026 10:00", "")],
     "2026-03-10", "overlapping stretches count once: 4, 5 and 6 March"),
    ([("Yêu cầu bổ sung", "03/03/2026 10:00", ""), ("Nhận bổ sung", "04/03/2026 10:00", ""), ("Yêu cầu bổ sung", "06/03/2026 10:00", ""), ("Nhận bổ sung", "09/03/2026 10:00", "")],
     "2026-03-09", "a second one is in time because the first moved the due date to 6 March"),
    ([("Xin lỗi", "04/03/2026 10:00", "")], "2026-03-05", "an apology moves nothing"),
    ([("Gia hạn", "04/03/2026 10:00", "QĐ 9")], "2026-03-05", "this standard knows no extension"),
]  # fmt: skip


@pytest.mark.parametrize(("events", "due", "shows"), PAUSES, ids=[shows for *_, shows in PAUSES])
def test_pauses_by_hand(bench_of, tmp_path, events, due, shows):
    sent = [{"Mã hồ sơ": "H", "Thời điểm tiếp nhận": "02/03/2026 09:00", "Thời điểm hoàn tất": "20/03/2026 09:00"}]
    happened = [
        {"Mã hồ sơ": "H", "Sự kiện": e, "Thời điểm": at, "Căn cứ": ground, "Ngày hẹn trả mới": "30/03/2026" if e == "Gia hạn" else ""}
        for e, at, ground in events
    ]
    bench = bench_of("sample")
    assert duties(bench, tmp_path, "proc_%", dossiers=sent, events=happened)["H"][:2] == (due, "late"), shows
    assert bench.rows("select cast(original_due_at as date)::text from duties.duty where standard_id like 'proc_%'") == [("2026-03-05",)]


def test_an_open_supplement_request_keeps_the_clock_stopped(bench_of, tmp_path):
    sent = [{"Mã hồ sơ": "H", "Thời điểm tiếp nhận": "02/03/2026 09:00", "Tình trạng": "Đang xử lý"}]
    happened = [{"Mã hồ sơ": "H", "Sự kiện": "Yêu cầu bổ sung", "Thời điểm": "03/03/2026 10:00"}]
    assert duties(bench_of("sample"), tmp_path, "proc_%", dossiers=sent, events=happened)["H"][1] == "pending"


@pytest.mark.parametrize(
    ("finished", "status"),
    [("04/03/2026 09:00", "excused"), ("06/03/2026 09:00", "late")],
    ids=["before the due date it excuses", "after it, it does not"],
)
def test_a_withdrawal(bench_of, tmp_path, finished, status):
    sent = [{"Mã hồ sơ": "H", "Thời điểm tiếp nhận": "02/03/2026 09:00", "Thời điểm hoàn tất": finished, "Tình trạng": "Rút"}]
    assert duties(bench_of("sample"), tmp_path, "proc_%", dossiers=sent)["H"][1] == status


def test_the_promise_and_the_law_are_two_duties_and_a_new_date_on_the_slip_moves_neither(bench_of, tmp_path):
    sent = [
        {"Mã hồ sơ": "H", "Thời điểm tiếp nhận": "02/03/2026 09:00", "Ngày hẹn trả": "09/03/2026", "Thời điểm hoàn tất": "11/03/2026 09:00"}
    ]
    happened = [
        {"Mã hồ sơ": "H", "Sự kiện": "Gia hạn", "Thời điểm": "06/03/2026 09:00", "Căn cứ": "TB 7", "Ngày hẹn trả mới": "12/03/2026"}
    ]
    bench = bench_of("sample")
    duties(bench, tmp_path, "%", dossiers=sent, events=happened)
    assert bench.rows(
        "select standard_id, cast(original_due_at as date)::text, cast(due_at as date)::text, status from duties.duty order by 1"
    ) == [
        ("onestop_result_by_due_date", "2026-03-09", "2026-03-09", "late"),
        ("proc_household_business", "2026-03-05", "2026-03-05", "late"),
    ]


# received, accepted, written finding, decided → standard, due, status
COMPLAINTS = [
    ("complaint_first_acceptance%", "05/06/2026", "15/06/2026", "", "", "complaint_first_acceptance_v1", "2026-06-15", "met", "10 calendar days before 1 July 2026"),
    ("complaint_first_acceptance%", "29/06/2026", "09/07/2026", "", "", "complaint_first_acceptance_v1", "2026-07-09", "met", "received under the old law, due under it"),
    ("complaint_first_acceptance%", "01/07/2026", "13/07/2026", "", "", "complaint_first_acceptance_v2", "2026-07-10", "late", "7 working days from 1 July 2026"),
    ("complaint_first_settlement%", "01/04/2026", "03/04/2026", "", "04/05/2026", "complaint_first_settlement", "2026-05-04", "met", "30 days end on Sunday 3 May: Monday 4 May"),
    ("complaint_first_settlement%", "01/04/2026", "03/04/2026", "", "10/05/2026", "complaint_first_settlement", "2026-05-04", "late", "no written finding: the base limit holds"),
    ("complaint_first_settlement%", "01/04/2026", "03/04/2026", "12/BC", "10/05/2026", "complaint_first_settlement_complex", "2026-05-18", "met", "with one: 45 days"),
    ("complaint_first_settlement%", "01/04/2026", "", "", "10/05/2026", "complaint_first_settlement", None, "unknown", "decided but never accepted: a defect of the data, not a duty met"),
]  # fmt: skip


@pytest.mark.parametrize("row", COMPLAINTS, ids=[row[-1] for row in COMPLAINTS])
def test_complaints_by_hand(bench_of, tmp_path, row):
    standards, received, accepted, finding, decided, standard, due, status, _ = row
    sent = [
        {
            "Mã đơn": "K",
            "Ngày nhận": received,
            "Ngày thụ lý": accepted,
            "Văn bản xác định phức tạp": finding,
            "Ngày ra quyết định": decided,
            "Kết quả": "Sai" if decided else "",
        }
    ]
    assert duties(bench_of("sample"), tmp_path, standards, complaints=sent)["K"] == (due, status, standard)


@pytest.mark.parametrize(("silent", "status"), [((), "overdue"), (("2026-05",), "unknown")], ids=["its file came", "its file did not come"])
def test_silence_counts_only_where_the_file_of_the_due_month_came(bench_of, tmp_path, silent, status):
    sent = [{"Mã đơn": "K", "Ngày nhận": "01/04/2026", "Ngày thụ lý": "03/04/2026"}]
    assert duties(bench_of("sample"), tmp_path, "complaint_first_settlement%", complaints=sent, silent=silent)["K"][1] == status
