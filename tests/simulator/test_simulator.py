"""The fictional city's inbox: the same every time, in the frozen formats, with no real agency in it."""

import csv
import datetime as dt
import re
import zipfile
from pathlib import Path

from pipelines.simulator import days, simulate_sample
from tests.conftest import ROOT
from tests.simulator.reading import newest, tables

# INBOX.md's table, word for word but for remarks in parentheses
HEADERS = {
    "ho_so_tthc": "Mã hồ sơ · Mã TTHC · Mã đơn vị · Kênh nộp · Loại người nộp · Mã người nộp · Thời điểm nộp · Thời điểm tiếp nhận · "
    "Ngày hẹn trả · Thời điểm hoàn tất · Thời điểm trả kết quả · Tình trạng · Cán bộ thụ lý · Bộ phận thụ lý · Số hóa · Có phí · "
    "Thanh toán trực tuyến",
    "su_kien_ho_so": "Mã hồ sơ · Sự kiện · Thời điểm · Thời điểm ghi nhận · Căn cứ · Ngày hẹn trả mới · Mã đơn vị mới",
    "don_khieu_nai": "Mã đơn · Mã đơn vị · Lĩnh vực · Mã TTHC · Lần giải quyết · Ngày nhận · Ngày thụ lý · "
    "Văn bản xác định phức tạp · Ngày ra quyết định · Kết quả · Nội dung · Người phụ trách",
    "don_to_cao": "Mã đơn · Mã đơn vị · Lĩnh vực · Ngày nhận · Ngày thụ lý · Số quyết định gia hạn · Số lần gia hạn · "
    "Ngày kết luận · Kết quả · Người phụ trách",
    "phan_anh_kien_nghi": "Mã phản ánh · Mã đơn vị · Lĩnh vực · Mã TTHC · Chậm giải quyết · Kênh · Thời điểm nhận · Hạn trả lời · "
    "Thời điểm trả lời · Kết quả · Mức hài lòng · Nội dung",
    "thanh_tra_kiem_tra": "Mã cuộc · Cơ quan tiến hành · Mã đơn vị · Lĩnh vực · Mã TTHC · Ngày bắt đầu · Ngày kết thúc · Ngày báo cáo · "
    "Ngày kết luận · Ngày công khai · Số vụ kiểm tra · Số vụ vi phạm",
    "kien_nghi_thuc_hien": "Mã kiến nghị · Nguồn · Mã cuộc · Mã đơn vị · Nội dung · Ngày nhận · Hạn thực hiện · Ngày thực hiện · "
    "Cá nhân phụ trách · Tập thể phụ trách",
    "xu_phat_hanh_chinh": "Số biên bản · Mã đơn vị · Lĩnh vực · Hành vi · Ngày lập biên bản · Phức tạp · Ngày ra quyết định · Số tiền · "
    "Ngày nhận quyết định · Ngày thi hành · Hình thức cưỡng chế · Ngày quyết định cưỡng chế",
    "van_ban_huong_dan": "Số ký hiệu · Tên · Văn bản được hướng dẫn · Điều khoản · Mã đơn vị · Hạn ban hành · Ngày hiệu lực của luật · "
    "Ngày lấy ý kiến · Ngày ban hành · Ngày hiệu lực · Ngày đăng công khai · Cá nhân phụ trách · Tập thể phụ trách",
    "ket_qua_ra_soat": "Mã · Văn bản · Điều khoản · Loại · Mã TTHC · Mã đơn vị · Ngày phát hiện · Hạn xử lý · Ngày xử lý · Hướng xử lý",
    "nhiem_vu_ke_hoach": "Mã · Nhóm nhiệm vụ · Nội dung · Sản phẩm · Số sản phẩm giao · Số sản phẩm hoàn thành · Mã đơn vị · "
    "Cá nhân phụ trách · Tập thể phụ trách · Ngày giao · Hạn · Ngày hoàn thành · Định mức · Kinh phí đã chi",
    "tiep_cong_dan": "Mã đơn vị · Ngày theo lịch · Ngày thực hiện · Người tiếp · Số lượt",
    "yeu_cau_thong_tin": "Mã yêu cầu · Mã đơn vị · Kênh · Phức tạp · Ngày nhận · Gia hạn đến ngày · Ngày trả lời · Kết quả",
    "ngan_sach": "Năm · Mã đơn vị · Chi thường xuyên · Dự toán công tác pháp luật · Đã giải ngân",
    "nhan_su_phap_che": "Ngày · Mã đơn vị · Vị trí được giao · Có mặt · Đạt chuẩn · Giờ đào tạo",
    "khao_sat_hai_long": "Kỳ · Mã đơn vị · Mã TTHC · Số phiếu · Số hài lòng",
    "ban_an_hanh_chinh": "Mã vụ · Mã đơn vị · Mã đơn · Ngày tuyên · Kết quả",
    "su_kien_vu_viec": "Loại vụ việc · Mã vụ việc · Sự kiện · Thời điểm · Thời điểm ghi nhận · Căn cứ",
    "nghia_vu_dinh_ky": "Mã đơn vị · Mã chuẩn mực · Kỳ · Ngày thực hiện · Số hiệu văn bản · Cá nhân phụ trách · Tập thể phụ trách",
    "so_lieu_dinh_ky": "Mã đơn vị · Mã chuẩn mực · Kỳ · Tử số · Mẫu số",
    "phan_hoi": "Mã cảnh báo · Mã đơn vị · Ngày · Nội dung · Chấp nhận",
}
BY_AGENCY = (
    "don_to_cao",
    "nhiem_vu_ke_hoach",
    "tiep_cong_dan",
    "yeu_cau_thong_tin",
    "nhan_su_phap_che",
    "nghia_vu_dinh_ky",
    "so_lieu_dinh_ky",
)
MONTHS = [f"{2024 + (10 + i) // 12}-{(10 + i) % 12 + 1:02d}" for i in range(24)]
MONEY = {"Số tiền", "Chi thường xuyên", "Dự toán công tác pháp luật", "Đã giải ngân", "Kinh phí đã chi", "Định mức", "Tử số", "Mẫu số"}
PEOPLE = {"Cán bộ thụ lý", "Người phụ trách", "Cá nhân phụ trách", "Người tiếp"}
PLACES = re.compile(r"Cán bộ \d\d|Chủ tịch UBND (phường|xã|thành phố)|Giám đốc sở|Người đứng đầu|Cấp phó|")
PERSONAL = re.compile(r"@|\d{8,}|(?:\d[ .\-()]?){9,}|\b(?:ông|bà|CCCD)\b", re.IGNORECASE)


def texts(path: Path) -> str:
    """What a file says, a workbook's cells included."""
    if path.suffix == ".xlsx" and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as book:
            return "\n".join(book.read(name).decode("utf-8") for name in book.namelist() if name.endswith(".xml"))
    return path.read_text(encoding="utf-8")


def files(city: Path) -> dict[str, Path]:
    return {path.relative_to(city).as_posix(): path for path in sorted(city.rglob("*")) if path.is_file()}


def test_the_same_seed_gives_the_same_bytes(city: Path, tmp_path: Path):
    simulate_sample(tmp_path)
    again = files(tmp_path)
    assert list(again) == list(files(city))
    differing = [name for name, path in files(city).items() if path.read_bytes() != again[name].read_bytes()]
    assert differing == []


def test_every_source_of_the_inbox_comes_with_exactly_its_headers(city: Path):
    assert {path.name for path in (city / "inbox").iterdir() if path.is_dir()} == set(HEADERS)
    for source, header in HEADERS.items():
        found = list(tables(city, source))
        assert [path.name for path, table in found if table[0] != header.split(" · ")] == [], source
        if source != "phan_hoi":
            assert sum(len(table) - 1 for _, table in found) > 30, f"{source}: hardly a row"


def test_nobody_is_named_and_nothing_looks_like_a_person(city: Path):
    for source in HEADERS:
        for path, (header, *lines) in tables(city, source):
            for position, name in enumerate(header):
                cells = {line[position] for line in lines}
                if name in PEOPLE:
                    assert all(PLACES.fullmatch(cell) for cell in cells), path
                elif name == "Mã người nộp":
                    assert all(re.fullmatch(r"(SIM\d{7})?", cell) for cell in cells), path
                elif name not in MONEY and not name.startswith(("Thời điểm", "Ngày", "Hạn", "Mã ", "Số biên bản")):
                    assert not any(PERSONAL.search(cell) for cell in cells), f"{path}: {name}"


def test_no_real_agency_is_named_anywhere(city: Path):
    with (ROOT / "profiles" / "hanoi" / "agencies.csv").open(encoding="utf-8", newline="") as handle:
        real = [name for row in csv.DictReader(handle) for name in (row["name_vi"], row["name_en"], row["agency_id"]) if name != "01"]
    pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in real))
    # each text once: most cells are dates and numbers that repeat
    written = {name for name in files(city)} | {texts(city / name) for name in ("truth.csv", "truth_exact.csv", "inbox/received.csv")}
    for source in HEADERS:
        written |= {cell for _, table in tables(city, source) for line in table for cell in line}
    assert not pattern.search("\n".join(sorted(written)))


def test_every_agency_sends_every_month_but_those_that_are_missing(city: Path):
    with (ROOT / "profiles" / "sample" / "agencies.csv").open(encoding="utf-8", newline="") as handle:
        codes = [row["code"] for row in csv.DictReader(handle)]
    missing = set()
    for source in ("don_khieu_nai", *BY_AGENCY):
        sent = {path.stem for path, _ in tables(city, source)}
        due = {f"{code}_{month}" for code in codes for month in (MONTHS if source == "don_khieu_nai" else MONTHS[12:])}
        missing |= {(source, name) for name in due - sent}
        assert {name for name in sent - due if not name.endswith("_v2")} == set()
    assert missing == {("don_khieu_nai", "M0090_2026-09"), ("tiep_cong_dan", "M0044_2026-05"), ("so_lieu_dinh_ky", "M0071_2026-08")}
    with (city / "truth_exact.csv").open(encoding="utf-8", newline="") as handle:
        told = {(row["note"], f"{row['agency_id']}_{row['from'][:7]}") for row in csv.DictReader(handle) if row["kind"] == "unreported"}
    assert told == missing
    for source in set(HEADERS) - {"don_khieu_nai", "phan_hoi", *BY_AGENCY}:
        assert [path.stem for path, _ in tables(city, source)] == MONTHS, source
    assert {path.suffix for path in (city / "inbox" / "phan_anh_kien_nghi").iterdir()} == {".csv", ".xlsx"}


def test_a_corrected_file_mends_the_one_before(city: Path):
    first, second = (list(table) for path, table in tables(city, "so_lieu_dinh_ky") if path.stem.startswith("M0023_2026-06"))
    assert len(first) == len(second) > 1
    assert [row[:3] for row in first] == [row[:3] for row in second]
    assert any(int(row[3]) > int(row[4]) for row in first[1:]) and all(int(row[3]) <= int(row[4]) for row in second[1:])


def test_files_that_are_not_what_their_name_says(city: Path):
    folder = city / "inbox" / "don_khieu_nai"
    assert not zipfile.is_zipfile(folder / "M0003_2026-08_v2.xlsx")
    assert (folder / "M0004_2026-08_v2.csv").stat().st_size == 0
    assert (folder / "M0003_2026-08.csv").stat().st_size > 0 and (folder / "M0004_2026-08.csv").stat().st_size > 0


def test_received_names_every_file_and_no_other(city: Path):
    with (city / "inbox" / "received.csv").open(encoding="utf-8", newline="") as handle:
        received = {row["path"]: dt.datetime.fromisoformat(row["received_at"]) for row in csv.DictReader(handle)}
    names = {name.removeprefix("inbox/") for name in files(city) if name.startswith("inbox/")} - {"received.csv"}
    assert set(received) == names


def test_nothing_is_decided_on_a_day_off_and_some_cases_stay_open(city: Path):
    for source, key, columns in (
        ("ho_so_tthc", "Mã hồ sơ", ("Thời điểm tiếp nhận", "Thời điểm hoàn tất", "Thời điểm trả kết quả", "Ngày hẹn trả")),
        ("don_khieu_nai", "Mã đơn", ("Ngày nhận", "Ngày thụ lý", "Ngày ra quyết định")),
        ("phan_anh_kien_nghi", "Mã phản ánh", ("Thời điểm nhận", "Thời điểm trả lời")),
    ):
        good = newest(city, source, key)
        written = {row[column].split(" ")[0] for row in good for column in columns if row[column]}
        moments = {dt.datetime.strptime(day, "%d/%m/%Y").date() for day in written}
        assert [day for day in moments if not days.is_working(day)] == []
        last = columns[-2] if source == "ho_so_tthc" else columns[-1]
        assert 0 < sum(not row[last] for row in good) < 0.1 * len(good)


def test_what_was_planted_is_there(city: Path):
    with (city / "truth.csv").open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        truth = list(reader)
        assert reader.fieldnames == ["kind", "agency_id", "standard_id", "procedure_code", "from", "to", "size", "note"]
    assert [row["standard_id"] for row in truth if row["kind"] == "unworkable"] == ["proc_construction_permit_v2"]
    assert sum(row["kind"] == "unmet" for row in truth) >= 3
    dossiers = newest(city, "ho_so_tthc", "Mã hồ sơ")
    assert 60_000 <= len(dossiers) <= 90_000
    assert 4_000 <= len(newest(city, "don_khieu_nai", "Mã đơn")) <= 6_000
    new_law = [
        (dt.datetime.strptime(row["Thời điểm tiếp nhận"], "%d/%m/%Y %H:%M"), dt.datetime.strptime(row["Thời điểm hoàn tất"], "%d/%m/%Y %H:%M"))
        for row in dossiers
        if row["Mã TTHC"] == "1.009994" and row["Thời điểm hoàn tất"] and row["Thời điểm tiếp nhận"][3:10] in ("07/2026", "08/2026")
    ]  # fmt: skip
    within = sum(days.between(start.date(), end.date()) <= 7 for start, end in new_law) / len(new_law)
    assert len(new_law) > 1_000 and within < 0.35


def test_the_working_days_are_those_of_the_law(city: Path):
    """The simulator's calendar and the engine's were written apart: they must agree."""
    from assets.sources.calendar import calendar_days
    from pipelines.runtime.profile import load_profile

    table = calendar_days(load_profile("sample"))
    engine = {day for day, working in zip(table["day"], table["is_working"], strict=True) if working and 2024 <= day.year <= 2026}
    assert engine == {day for day in days.working_days() if 2024 <= day.year <= 2026}
