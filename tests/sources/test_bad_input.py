"""Bad input: a clear message or a reject with its reason; the rest goes on, and every row is counted."""

import csv
import datetime as dt
from pathlib import Path

import pytest

HEADER = [
    "Mã đơn",
    "Mã đơn vị",
    "Lĩnh vực",
    "Mã TTHC",
    "Lần giải quyết",
    "Ngày nhận",
    "Ngày thụ lý",
    "Văn bản xác định phức tạp",
    "Ngày ra quyết định",
    "Kết quả",
    "Nội dung",
    "Người phụ trách",
]
GOOD = ["KN1", "M0001", "Đất đai", "", "1", "05/01/2026", "06/01/2026", "", "20/01/2026", "Sai", "", ""]


def row(**changes: str) -> list[str]:
    return [changes.get(name, value) for name, value in zip(HEADER, GOOD, strict=True)]


def send(inbox: Path, name: str, *rows: list[str], header: list[str] = HEADER) -> Path:
    path = inbox / "don_khieu_nai" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows([header, *rows])
    return path


@pytest.fixture
def bench(bench_of):
    return bench_of("sample")


def ledger(bench) -> list[tuple]:
    return bench.rows("select rows_read, rows_accepted, rows_duplicate, rows_rejected from sources.source_file order by name")


@pytest.mark.parametrize(
    ("changes", "column", "reason"),
    [
        ({"Mã đơn": ""}, "Mã đơn", "thiếu dữ liệu bắt buộc"),
        ({"Ngày nhận": "31/02/2026"}, "Ngày nhận", "ngày, giờ không có thật hoặc không đọc được; ghi như 20/10/2026"),
        ({"Ngày nhận": "05/01/26"}, "Ngày nhận", "ngày trước năm 1990 hoặc năm viết hai chữ số; ghi như 20/10/2026"),
        ({"Ngày nhận": "05/01/2569"}, "Ngày nhận", "ngày sau thời điểm nhận tệp"),
        ({"Ngày ra quyết định": "hôm qua"}, "Ngày ra quyết định", "ngày, giờ không có thật hoặc không đọc được; ghi như 20/10/2026"),
        (
            {"Mã đơn vị": "M9999"},
            "Mã đơn vị",
            "mã hoặc tên đơn vị không có trong danh mục tại ngày phát sinh; gần nhất: M0099 Xã Mẫu 99; MS09 Sở Mẫu 09; M0009 Phường Mẫu 09",
        ),
        ({"Kết quả": "Chưa rõ"}, "Kết quả", "giá trị không có trong danh mục; ghi một trong các giá trị: Đúng, Đúng một phần, Sai, Rút"),
    ],
)
def test_a_bad_row_is_rejected_with_its_place_and_reason(bench, tmp_path, changes, column, reason):
    send(tmp_path, "M0001_2026-01.csv", row(), row(**{"Mã đơn": "KN2", **changes}), row(**{"Mã đơn": "KN3"}))
    bench.take_in(tmp_path)
    assert ledger(bench) == [(3, 2, 0, 1)]
    assert bench.rows("select row, column_name, reason_vi from sources.rejected_row") == [(3, column, reason)]


def test_a_line_with_too_many_cells_is_rejected_and_the_others_keep_their_numbers(bench, tmp_path):
    send(tmp_path, "M0001_2026-01.csv", row(), [*row(), "thừa"], row(**{"Mã đơn": "KN3", "Ngày nhận": "x"}))
    bench.take_in(tmp_path)
    assert ledger(bench) == [(3, 1, 0, 2)]
    assert sorted(bench.rows("select row, reason_en from sources.rejected_row")) == [
        (3, "the line does not have the columns of the header, or is too long"),
        (4, "impossible or unreadable date; write it as 20/10/2026"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("M0001_2026-01.csv", b"", "empty file, not even a header"),
        ("M0001_2026-01.xlsx", "Mã đơn,Mã đơn vị\n".encode(), "not the workbook its name says"),
        ("M0001_2026-01.csv.gz", b"not gzip at all", "the packed file is broken or cut short"),
        ("M0001_2026-01.csv", b"PK\x03\x04\x00\x00\x00\x00", "the content is not CSV"),
        ("M0001_2026-01.csv", "Mã đơn,Ngày nhận\n".encode("utf-16"), "required column missing: Mã đơn vị"),
        ("M0001_2026-01.csv", "Mã đơn,Mã đơn vị\nKN1,M0001\n".encode(), "required column missing: Ngày nhận"),
        ("M9999_2026-01.csv", b"a\n", "agency code M9999 in the name is not in the register"),
        ("khieu_nai.csv", b"a\n", "the name must be <agency code>_YYYY-MM"),
        ("M0001_2026-01.pdf", b"%PDF", "a kind of file that is not read"),
    ],
)
def test_a_file_that_cannot_be_taken_is_a_notice_and_the_rest_goes_on(bench, tmp_path, name, content, message):
    send(tmp_path, "M0002_2026-01.csv", row(**{"Mã đơn vị": "M0002"}))
    (tmp_path / "don_khieu_nai" / name).write_bytes(content)
    result = bench.take_in(tmp_path)
    assert ledger(bench) == [(1, 1, 0, 0)]
    assert next(n.message_en for n in result.notices if n.level == "error").startswith(message)


def test_a_link_out_of_the_inbox_is_not_followed(bench, tmp_path):
    outside = tmp_path / "secret.csv"
    outside.write_text("x")
    inbox = tmp_path / "inbox"
    (inbox / "don_khieu_nai").mkdir(parents=True)
    (inbox / "don_khieu_nai" / "M0001_2026-01.csv").symlink_to(outside)
    result = bench.take_in(inbox)
    assert [n.message_en for n in result.notices] == ["a link that points out of the inbox"]


def test_the_same_bytes_twice_change_nothing_and_a_corrected_file_replaces_row_by_row(bench, tmp_path):
    send(tmp_path, "M0001_2026-01.csv", row(), row(**{"Mã đơn": "KN2"}))
    bench.take_in(tmp_path, dt.datetime(2026, 2, 4))
    again = bench.take_in(tmp_path, dt.datetime(2026, 2, 5))
    assert (again.taken, again.known) == (0, 1)
    send(tmp_path, "M0001_2026-01_v2.csv", row(**{"Ngày ra quyết định": "25/01/2026"}))
    bench.take_in(tmp_path, dt.datetime(2026, 2, 6))
    bench.compute(dt.date(2026, 1, 31))
    assert bench.rows("select case_id, strftime(decided_at, '%d') from cases.complaint order by 1") == [("KN1", "25"), ("KN2", "20")]
    bench.compute(dt.date(2026, 1, 31), known_at=dt.datetime(2026, 2, 5))
    assert bench.rows("select case_id, strftime(decided_at, '%d') from cases.complaint order by 1") == [("KN1", "20"), ("KN2", "20")]


def test_a_header_alone_says_nothing_to_report(bench, tmp_path):
    send(tmp_path, "M0001_2026-01.csv")
    send(tmp_path, "M0002_2026-01.csv")
    result = bench.take_in(tmp_path)
    assert result.taken == 2 and ledger(bench) == [(0, 0, 0, 0)] * 2


def test_a_missing_inbox_is_empty_not_an_error(bench, tmp_path):
    assert bench.take_in(tmp_path / "nowhere").taken == 0


def test_an_html_name_and_a_formula_stay_text(bench, tmp_path):
    send(tmp_path, "M0001_2026-01.csv", row(**{"Lĩnh vực": "<script>alert(1)</script>", "Người phụ trách": '=HYPERLINK("http://x","y")'}))
    bench.take_in(tmp_path)
    assert bench.rows("select field, responsible_person from sources.complaint") == [
        ("<script>alert(1)</script>", '=HYPERLINK("http://x","y")')
    ]
