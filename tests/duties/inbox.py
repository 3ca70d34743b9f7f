"""Cases as an agency would send them: files in the frozen formats, taken in by the real intake."""

import csv
import datetime as dt
from pathlib import Path

DOSSIER = {
    "Mã hồ sơ": "", "Mã TTHC": "1.001612", "Mã đơn vị": "M0001", "Thời điểm tiếp nhận": "", "Ngày hẹn trả": "", "Thời điểm hoàn tất": "", "Tình trạng": "Đã có kết quả",
}  # fmt: skip
COMPLAINT = {
    "Mã đơn": "", "Mã đơn vị": "M0001", "Lần giải quyết": "1", "Ngày nhận": "", "Ngày thụ lý": "", "Văn bản xác định phức tạp": "", "Ngày ra quyết định": "", "Kết quả": "",
}  # fmt: skip
EVENT = {"Mã hồ sơ": "", "Sự kiện": "", "Thời điểm": "", "Căn cứ": "", "Ngày hẹn trả mới": ""}


def write(path: Path, header: dict, rows: list[dict]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(header), lineterminator="\n")
        writer.writeheader()
        writer.writerows([{**header, **row} for row in rows])


def months(first: str = "2025-09", last: str = "2026-12") -> list[str]:
    year, month = map(int, first.split("-"))
    found = []
    while f"{year}-{month:02d}" <= last:
        found.append(f"{year}-{month:02d}")
        year, month = year + month // 12, month % 12 + 1
    return found


def send(
    inbox: Path, dossiers: list[dict] = (), events: list[dict] = (), complaints: list[dict] = (), silent: tuple[str, ...] = ()
) -> None:
    """Everything in the first month's file; the other months report nothing, but report. `silent` months do not."""
    for number, month in enumerate(m for m in months() if m not in silent):
        write(inbox / "ho_so_tthc" / f"{month}.csv", DOSSIER, dossiers if number == 0 else [])
        write(inbox / "su_kien_ho_so" / f"{month}.csv", EVENT, events if number == 0 else [])
        write(inbox / "don_khieu_nai" / f"M0001_{month}.csv", COMPLAINT, complaints if number == 0 else [])


def moment(text: str) -> dt.datetime:
    return dt.datetime.strptime(text, "%d/%m/%Y %H:%M" if ":" in text else "%d/%m/%Y")
