"""`lawgap explain`: what a person reads who wants to know why a duty is late, checked against files taken in by the real intake."""

import csv
import datetime as dt
import io
import random
from pathlib import Path

import pytest
from rich.console import Console

from assets.editions.audit import audit_files
from pipelines.explain import explain
from pipelines.explain.clock import asked_of, taken_off
from pipelines.explain.days import calendar
from pipelines.explain.evidence import gather
from pipelines.explain.stops import due_after, judge_stops
from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError

AS_OF = dt.date(2026, 3, 31)
SPREAD = ("ho_so_tthc", "su_kien_ho_so")

DOSSIERS = """
Mã hồ sơ|Mã TTHC|Mã đơn vị|Thời điểm tiếp nhận|Ngày hẹn trả|Thời điểm hoàn tất|Tình trạng
HS1|1.001612|M0001|30/12/2025 09:00|15/01/2026|16/01/2026 10:00|Đã có kết quả
HS2|1.001612|M0001|02/02/2026 09:00|10/02/2026||Đang xử lý
"""
EVENTS = """
Mã hồ sơ|Sự kiện|Thời điểm|Căn cứ|Ngày hẹn trả mới
HS1|Yêu cầu bổ sung|31/12/2025 09:00|Phiếu 1|
HS1|Nhận bổ sung|07/01/2026 09:00||
HS1|Tạm dừng|08/01/2026 09:00||
HS1|Tiếp tục|12/01/2026 09:00||
HS1|Yêu cầu bổ sung|15/01/2026 09:00|Phiếu 2|
HS1|Nhận bổ sung|16/01/2026 08:00||
HS1|Gia hạn|09/01/2026 09:00|Văn bản 5|30/01/2026
"""
COMPLAINTS = """
Mã đơn|Mã đơn vị|Lần giải quyết|Ngày nhận|Ngày thụ lý|Văn bản xác định phức tạp|Ngày ra quyết định|Kết quả
KN1|M0001|1|01/12/2025|05/12/2025|88/QĐ-UBND|14/01/2026|Sai
"""
REGISTER = """
Mã đơn vị|Mã chuẩn mực|Kỳ|Ngày thực hiện|Số hiệu văn bản
01|doc_expired_list_published|2025|20/01/2026|7/QĐ-UBND
"""
FIGURES = """
Mã đơn vị|Mã chuẩn mực|Kỳ|Tử số|Mẫu số
M0001|info_published_v1|2026-01|9|10
"""
RECEPTIONS = """
Mã đơn vị|Ngày theo lịch|Ngày thực hiện|Người tiếp|Số lượt
M0001|05/01/2026|05/01/2026|Cấp phó|3
M0001|13/01/2026|13/01/2026|Người đứng đầu|3
"""


def rows_of(text: str) -> list[dict]:
    return list(csv.DictReader(io.StringIO(text.strip()), delimiter="|"))


def write(path: Path, rows: list[dict], header: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, header)
        writer.writeheader()
        writer.writerows(rows)


def send(inbox: Path, tables: dict[str, list[dict]]) -> None:
    """Everything comes in January's file; the other months report nothing, but report."""
    for source, rows in tables.items():
        header = list(rows[0])
        for month in ("2025-12", "2026-01", "2026-02", "2026-03", "2026-04"):
            for agency in [""] if source in SPREAD else sorted({row["Mã đơn vị"] for row in rows}):
                own = [row for row in rows if month == "2026-01" and (not agency or row["Mã đơn vị"] == agency)]
                write(inbox / source / (f"{agency}_{month}.csv" if agency else f"{month}.csv"), own, header)


def publish(bench) -> None:
    """The evidence tables of an edition, made from what the bench has computed, where `explain` looks for them."""
    folder = bench.home.editions / f"{AS_OF}.1"
    folder.mkdir(parents=True)
    (bench.home.editions / "latest").symlink_to(folder.name)
    bench.connection.execute("create or replace table editions.edition as select as_of from sources.clock")
    bench.connection.execute(f"attach '{folder / 'audit.duckdb'}' as audit")
    wanted = {"duty", "duty_source", "case_event", "source_file"}
    for file in audit_files():
        if file.name in wanted or file.room == "cases":
            body = file.body if file.room == "audit" else f"select * from {file.table}"
            bench.connection.execute(f"create table audit.main.{file.name} as select {', '.join(file.fields)} from ({body})")
    bench.connection.execute("create table audit.main.edition as select as_of from editions.edition")
    text = (settings.SQL / "audit" / "macros.sql").read_text(encoding="utf-8")
    (trace,) = [part for part in text.split(";\n") if "macro trace(" in part and "create" in part]
    bench.connection.execute("use audit")
    bench.connection.execute(trace[trace.index("create") :])
    bench.connection.execute("use memory")
    bench.connection.execute("detach audit")


@pytest.fixture
def city(bench_of, tmp_path):
    """city(tables) → a bench whose edition stands."""

    def make(tables: dict[str, list[dict]]):
        bench = bench_of("sample")
        send(tmp_path / "inbox", tables)
        bench.take_in(tmp_path / "inbox", dt.datetime(2026, 4, 10))
        assert bench.rows("select name, rows_rejected from sources.source_file where rows_rejected > 0") == []
        bench.compute(AS_OF)
        publish(bench)
        return bench

    return make


def told(bench, subject: str) -> str:
    out = Console(file=io.StringIO(), width=400, highlight=False)
    explain(bench.profile, bench.home, subject, out)
    return out.file.getvalue()


def line(text: str, start: str) -> str:
    (found,) = [line for line in text.splitlines() if line.strip().startswith(start)]
    return " ".join(found.split())


def test_a_dossier_is_counted_day_by_day_with_the_reason_for_each(city):
    bench = city({"ho_so_tthc": rows_of(DOSSIERS), "su_kien_ho_so": rows_of(EVENTS)})
    text = told(bench, "proc_household_business~HS1")
    # three working days from 30 December: the 31st, the 5th; the day after New Year is off by a document, the 10th is worked for it
    assert "nghỉ: Tết Dương lịch" in line(text, "01/01/2026") and "12729/VPCP-KGVX" in line(text, "02/01/2026")
    assert "cuối tuần" in line(text, "03/01/2026") and "làm việc bù" in line(text, "10/01/2026") and "12729" in line(text, "10/01/2026")
    # what was asked for in time is taken off; a pause without a ground is not; a supplement after the due day is not
    assert "được trừ khỏi thời hạn" in line(text, "supplement_requested 31/12/2025")
    assert "không nêu căn cứ" in line(text, "paused 08/01/2026")
    assert "sau khi đã hết hạn" in line(text, "supplement_requested 15/01/2026")
    assert "không cho gia hạn" in line(text, "extended 09/01/2026")
    assert "không tính" in line(text, "06/01/2026") and "không tính" not in line(text, "08/01/2026")
    ((due,),) = bench.rows("select due_at from duties.duty where duty_id = 'proc_household_business~HS1'")
    assert "HẠN — DUE" in line(text, f"{due:%d/%m/%Y}") and " 3 " in line(text, f"{due:%d/%m/%Y}")
    assert "xong nhưng trễ" in line(text, "tình trạng") and "XONG — FULFILLED" in line(text, "16/01/2026")
    assert "start: ho_so_tthc/2026-01.csv, dòng — row 2" in text and "CẦN XÁC NHẬN" in text


def test_an_open_dossier_runs_to_the_day_of_the_figures(city):
    text = told(city({"ho_so_tthc": rows_of(DOSSIERS), "su_kien_ho_so": rows_of(EVENTS)}), "proc_household_business~HS2")
    assert "quá hạn, chưa xong" in line(text, "tình trạng") and "ngày số liệu" in line(text, "31/03/2026")


def test_the_variant_that_applies_is_marked_and_the_base_limit_told(city):
    text = told(city({"don_khieu_nai": rows_of(COMPLAINTS)}), "complaint_first_settlement_complex~KN1")
    assert "← vụ này" in line(text, "complaint_first_settlement_complex: không quá 45 ngày")
    assert "khi không biến thể nào khác" in line(text, "complaint_first_settlement: không quá 30 ngày")
    assert "đúng hạn" in line(text, "tình trạng") and "xong nhưng trễ" in line(text, "nếu chỉ tính thời hạn cơ sở")
    # 45 days from 5 December end on Monday 19 January; the base 30 days on Sunday 4 January move to the 5th
    assert "HẠN — DUE" in line(text, "19/01/2026") and "hạn cơ sở" in line(text, "05/01/2026")


def test_registers_shares_and_days_in_a_period_show_what_they_count(city):
    bench = city({"nghia_vu_dinh_ky": rows_of(REGISTER), "so_lieu_dinh_ky": rows_of(FIGURES), "tiep_cong_dan": rows_of(RECEPTIONS)})
    ((register,),) = bench.rows("select duty_id from duties.duty where standard_id = 'doc_expired_list_published' and agency_id = '01'")
    assert "số hiệu — document: 7/QĐ-UBND" in told(bench, register)
    ((share,),) = bench.rows("select duty_id from duties.duty where standard_id = 'info_published_v1'")
    text = told(bench, share)
    assert "tử số — numerator: 9; mẫu số — denominator: 10" in text and "90 %, mức đòi hỏi — required: 100 %: CHƯA ĐẠT" in text
    weeks = [row for (row,) in bench.rows("select duty_id from duties.duty where standard_id = 'reception_commune_head_v1' order by 1")]
    deputy, head = (told(bench, next(week for week in weeks if day in week)) for day in ("2026-01-05", "2026-01-12"))
    assert "không phải người đứng đầu" in line(deputy, "05/01/2026") and "held: 0; phải có — required: 1" in deputy
    assert "tính, ngày thứ 1" in line(head, "13/01/2026")


def test_supplements_are_numbered_and_the_one_too_many_named(city):
    text = told(city({"ho_so_tthc": rows_of(DOSSIERS), "su_kien_ho_so": rows_of(EVENTS)}), "onestop_one_supplement~HS1")
    assert "trong mức" in line(text, "1. supplement_requested") and "QUÁ SỐ LẦN" in line(text, "2. supplement_requested")


def random_dossiers(count: int) -> tuple[list[dict], list[dict]]:
    """Dossiers with supplements and pauses at random: in time and late, with and without a ground, overlapping."""
    stream = random.Random(766)
    dossiers, events = [], []
    for number in range(count):
        start = dt.datetime(2025, 12, 15, 9) + dt.timedelta(days=stream.randrange(40))
        # three working days, and fifteen days of the calendar that move off a day off
        case, procedure = f"R{number}", ("1.001612", "1.009994")[number % 2]
        dossiers.append({"Mã hồ sơ": case, "Mã TTHC": procedure, "Mã đơn vị": "M0001", "Thời điểm tiếp nhận": f"{start:%d/%m/%Y %H:%M}",
                         "Ngày hẹn trả": f"{start + dt.timedelta(days=stream.randrange(3, 12)):%d/%m/%Y}",
                         "Thời điểm hoàn tất": "", "Tình trạng": "Đang xử lý"})  # fmt: skip
        for _ in range(stream.randrange(4)):
            opened = start + dt.timedelta(days=stream.randrange(4 + 14 * (number % 2)), hours=stream.randrange(8))
            closed = opened + dt.timedelta(days=stream.randrange(9), hours=1)
            first, last = stream.choice([("Yêu cầu bổ sung", "Nhận bổ sung"), ("Tạm dừng", "Tiếp tục")])
            ground = stream.choice(["Căn cứ", ""])
            late = opened + dt.timedelta(days=stream.choice([0, 0, 0, 6]))
            events.append({"Mã hồ sơ": case, "Sự kiện": first, "Thời điểm": f"{opened:%d/%m/%Y %H:%M}", "Căn cứ": ground,
                           "Thời điểm ghi nhận": f"{late:%d/%m/%Y %H:%M}"})  # fmt: skip
            if stream.random() < 0.9:
                events.append(
                    {"Mã hồ sơ": case, "Sự kiện": last, "Thời điểm": f"{closed:%d/%m/%Y %H:%M}", "Căn cứ": "", "Thời điểm ghi nhận": ""}
                )
    return dossiers, events


def test_what_is_told_of_pauses_leads_to_the_due_day_the_sql_found(city):
    """The reasons are worked out apart from the SQL: told together they must give the published due day, case by case."""
    dossiers, events = random_dossiers(80)
    bench = city({"ho_so_tthc": dossiers, "su_kien_ho_so": events})
    standards = {s.standard_id: s for s in bench.profile.standards}
    days, reasons = calendar(bench.profile), set()
    duties = bench.rows("select duty_id from duties.duty where standard_id like 'proc_%' or standard_id = 'onestop_result_by_due_date'")
    for (duty_id,) in duties:
        known = gather(bench.profile, bench.home, duty_id)
        asked = asked_of(known, standards[known.duty["standard_id"]])
        stops = judge_stops(known.events, asked, days)
        reasons |= {stop.why for stop in stops}
        assert due_after(asked, taken_off(stops), days) == known.duty["due_at"].date(), (duty_id, [stop.text() for stop in stops])
    assert len(duties) == 160 and len(reasons) == 4 and len({duty_id.partition("~")[0] for (duty_id,) in duties}) == 3


def test_an_unknown_subject_is_answered_with_the_nearest_names(city):
    bench = city({"don_khieu_nai": rows_of(COMPLAINTS)})
    for subject, near in (
        ("complaint_first_setlement", "complaint_first_settlement"),
        ("promise_kep", "promise_kept"),
        ("complaint_first_settlement_complex~KN2", "complaint_first_settlement_complex~KN1"),
    ):
        with pytest.raises(LawgapError) as error:
            told(bench, subject)
        assert near in error.value.do, subject


def test_an_indicator_is_told_down_to_the_columns_it_is_made_from(city):
    text = told(city({"don_khieu_nai": rows_of(COMPLAINTS)}), "petition_satisfied")
    assert "“Mức hài lòng”" in text and "`phan_anh_kien_nghi`" in text and "with answered as" in text
