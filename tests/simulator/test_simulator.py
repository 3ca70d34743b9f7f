"""The fictional city's inbox: the same every time, in the frozen formats, with no real agency in it."""

import csv
import datetime as dt
import re
import zipfile
from pathlib import Path

import pytest

from pipelines.simulator import days, simulate_sample
from tests.conftest import ROOT

HEADERS = {
    "ho_so_tthc": "Mã hồ sơ · Mã TTHC · Mã đơn vị · Kênh nộp · Loại người nộp · Mã người nộp · Thời điểm nộp · Thời điểm tiếp nhận · "
    "Ngày hẹn trả · Thời điểm hoàn tất · Thời điểm trả kết quả · Tình trạng · Cán bộ thụ lý · Bộ phận thụ lý · Số hóa · Có phí · "
    "Thanh toán trực tuyến",
    "su_kien_ho_so": "Mã hồ sơ · Sự kiện · Thời điểm · Thời điểm ghi nhận · Căn cứ · Ngày hẹn trả mới · Mã đơn vị mới",
    "don_khieu_nai": "Mã đơn · Mã đơn vị · Lĩnh vực · Mã TTHC · Lần giải quyết · Ngày nhận · Ngày thụ lý · "
    "Văn bản xác định phức tạp · Ngày ra quyết định · Kết quả · Nội dung · Người phụ trách",
    "phan_anh_kien_nghi": "Mã phản ánh · Mã đơn vị · Lĩnh vực · Mã TTHC · Chậm giải quyết · Kênh · Thời điểm nhận · Hạn trả lời · "
    "Thời điểm trả lời · Kết quả · Mức hài lòng · Nội dung",
}
NOT_WHAT_THEY_SAY = {"M0003_2026-08_v2.xlsx", "M0004_2026-08_v2.csv"}


@pytest.fixture(scope="module")
def city(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("city")
    simulate_sample(out)
    return out


def texts(path: Path) -> str:
    """What a file says, a workbook's cells included."""
    if path.suffix == ".xlsx" and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as book:
            return "\n".join(book.read(name).decode("utf-8") for name in book.namelist() if name.endswith(".xml"))
    return path.read_text(encoding="utf-8")


def files(city: Path) -> dict[str, Path]:
    return {path.relative_to(city).as_posix(): path for path in sorted(city.rglob("*")) if path.is_file()}


def rows(city: Path, source: str, key: str) -> dict[str, dict]:
    """The last version of every case, as a reader who goes by month would know it; CSV files only."""
    found = {}
    for path in sorted((city / "inbox" / source).glob("*.csv"), key=lambda path: path.stem[-7:]):
        with path.open(encoding="utf-8", newline="") as handle:
            found |= {row[key]: row for row in csv.DictReader(handle)}
    return found


def test_the_same_seed_gives_the_same_bytes(city: Path, tmp_path: Path):
    simulate_sample(tmp_path)
    again = files(tmp_path)
    assert list(again) == list(files(city))
    differing = [name for name, path in files(city).items() if path.read_bytes() != again[name].read_bytes()]
    assert differing == []


def test_headers_are_the_frozen_ones(city: Path):
    for source, header in HEADERS.items():
        names = header.split(" · ")
        for path in sorted((city / "inbox" / source).iterdir()):
            if path.name in NOT_WHAT_THEY_SAY:
                continue
            if path.suffix == ".csv":
                assert path.read_text(encoding="utf-8").split("\n", 1)[0] == ",".join(names), path.name
            else:
                with zipfile.ZipFile(path) as book:
                    cells = re.findall(r"<t[^>]*>([^<]*)</t>", book.read("xl/sharedStrings.xml").decode("utf-8"))
                assert cells[: len(names)] == names, path.name


def test_no_real_agency_is_named_anywhere(city: Path):
    with (ROOT / "profiles" / "hanoi" / "agencies.csv").open(encoding="utf-8", newline="") as handle:
        real = [name for row in csv.DictReader(handle) for name in (row["name_vi"], row["name_en"], row["agency_id"]) if name != "01"]
    pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in real))
    for name, path in files(city).items():
        found = pattern.search(texts(path))
        assert not found, f"{name}: {found}"


def test_every_agency_sends_every_month_but_the_one_that_is_missing(city: Path):
    with (ROOT / "profiles" / "sample" / "agencies.csv").open(encoding="utf-8", newline="") as handle:
        codes = [row["code"] for row in csv.DictReader(handle)]
    months = [f"{2024 + (10 + i) // 12}-{(10 + i) % 12 + 1:02d}" for i in range(24)]
    sent = {path.stem for path in (city / "inbox" / "don_khieu_nai").iterdir() if path.name not in NOT_WHAT_THEY_SAY}
    assert {f"{code}_{month}" for code in codes for month in months} - sent == {"M0090_2026-09"}
    assert {path.suffix for path in (city / "inbox" / "phan_anh_kien_nghi").iterdir()} == {".csv", ".xlsx"}


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
        good = [row for number, row in rows(city, source, key).items() if number and not number.startswith("LOI-")]
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
    dossiers = rows(city, "ho_so_tthc", "Mã hồ sơ")
    assert 60_000 <= len(dossiers) <= 90_000
    assert 4_000 <= len(rows(city, "don_khieu_nai", "Mã đơn")) <= 6_000
    new_law = [
        (dt.datetime.strptime(row["Thời điểm tiếp nhận"], "%d/%m/%Y %H:%M"), dt.datetime.strptime(row["Thời điểm hoàn tất"], "%d/%m/%Y %H:%M"))
        for row in dossiers.values()
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
    assert engine == {day for day in days.working_days() if day.year <= 2026}
