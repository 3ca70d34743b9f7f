"""Rows as the files agencies and city systems would send, month by month, with their usual accidents."""

import csv
import datetime as dt
from pathlib import Path

import numpy as np

BY_AGENCY = "don_khieu_nai"
MISSING = ("M0090", (2026, 9))
WORKBOOK_SENDERS = {"M0005", "M0042", "M0101"}
WORKBOOK_MONTHS = {("phan_anh_kien_nghi", (2026, 3)), ("phan_anh_kien_nghi", (2026, 4))}
OPEN_FIELDS = {
    "ho_so_tthc": {"Thời điểm hoàn tất": "", "Thời điểm trả kết quả": "", "Tình trạng": "Đang xử lý"},
    "phan_anh_kien_nghi": {"Thời điểm trả lời": "", "Kết quả": "", "Mức hài lòng": ""},
    "don_khieu_nai": {"Ngày ra quyết định": "", "Kết quả": ""},
    "su_kien_ho_so": {},
}


def write_inbox(inbox: Path, rows: dict[str, list[dict]], codes: list[str], months: list[tuple[int, int]], seed: int) -> None:
    """Every file of every month, and received.csv. A case that changes later is sent again in that month."""
    received: list[tuple[str, str]] = []
    headers = {source: [name for name in found[0] if not name.startswith("_")] for source, found in rows.items()}
    for source, found in rows.items():
        by_month = _by_month(found)
        for month in months:
            sent = [_as_of(source, row, month) for row in by_month.get(month, [])]
            if source == BY_AGENCY:
                received += _agency_files(inbox / source, headers[source], sent, codes, month)
            else:
                sent += _dirty(source, headers[source], month, seed)
                book = (source, month) in WORKBOOK_MONTHS
                name = _write(inbox / source, f"{month[0]}-{month[1]:02d}", headers[source], sent, book)
                received.append((f"{source}/{name}", _stamp(month, 3)))
    received += _accidents(inbox / BY_AGENCY, headers[BY_AGENCY])
    with (inbox / "received.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["path", "received_at"])
        writer.writerows(sorted(received))


def _by_month(rows: list[dict]) -> dict[tuple[int, int], list[dict]]:
    """A row belongs to the month it began in and to those in which it changed."""
    found: dict[tuple[int, int], list[dict]] = {}
    for row in rows:
        began, ended = row["_began"], row["_ended"]
        moments = [began, row.get("_accepted", began), ended, row.get("_collected", ended)]
        for month in sorted({(day.year, day.month) for day in moments}):
            found.setdefault(month, []).append(row)
    return found


def _as_of(source: str, row: dict, month: tuple[int, int]) -> dict:
    """The row as it was known at the end of a month."""
    end = dt.date(month[0] + month[1] // 12, month[1] % 12 + 1, 1) - dt.timedelta(days=1)
    shown = dict(row)
    if row["_ended"] > end:
        shown |= OPEN_FIELDS[source]
    returned = row.get("Thời điểm trả kết quả")
    if isinstance(returned, dt.datetime) and returned.date() > end:
        shown["Thời điểm trả kết quả"] = ""
    if row.get("_accepted", row["_began"]) > end:
        shown["Ngày thụ lý"] = ""
    return shown


def _agency_files(folder: Path, header: list[str], rows: list[dict], codes: list[str], month: tuple[int, int]) -> list[tuple[str, str]]:
    """One file for each agency; one with nothing to report sends the header alone."""
    own: dict[str, list[dict]] = {code: [] for code in codes}
    for row in rows:
        own[row["Mã đơn vị"]].append(row)
    received = []
    for code, sent in own.items():
        if (code, month) == MISSING:
            continue
        name = _write(folder, f"{code}_{month[0]}-{month[1]:02d}", header, sent, code in WORKBOOK_SENDERS)
        received.append((f"{folder.name}/{name}", _stamp(month, 4)))
    return received


def _stamp(month: tuple[int, int], day: int) -> str:
    return f"{dt.datetime(month[0] + month[1] // 12, month[1] % 12 + 1, day, 8, 30):%Y-%m-%d %H:%M:%S}"


def _cell(value: object) -> object:
    if not isinstance(value, dt.date):
        return value
    day = f"{value.day:02d}/{value.month:02d}/{value.year}"
    return f"{day} {value.hour:02d}:{value.minute:02d}" if isinstance(value, dt.datetime) else day


def _write(folder: Path, stem: str, header: list[str], rows: list[dict], workbook: bool) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    table = [[_cell(row[name]) for name in header] for row in rows]
    if workbook:
        _write_workbook(folder / f"{stem}.xlsx", header, table)
        return f"{stem}.xlsx"
    with (folder / f"{stem}.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(table)
    return f"{stem}.csv"


def _write_workbook(path: Path, header: list[str], table: list[list]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": dt.datetime(2026, 1, 1)})
        sheet = book.add_worksheet("Du lieu")
        sheet.write_row(0, 0, header)
        for number, row in enumerate(table, 1):
            sheet.write_row(number, 0, row)


def _dirty(source: str, header: list[str], month: tuple[int, int], seed: int) -> list[dict]:
    """Rows no file should hold: two dossiers a month, and every other month a petition answered in the future."""
    draw = np.random.Generator(np.random.Philox(key=[seed + 1, month[0] * 12 + month[1]]))
    moment = dt.datetime(month[0], month[1], int(draw.integers(1, 28)), 9, 0)
    future = f"{moment:%d/%m}/2062 09:00"
    blank = dict.fromkeys(header, "") | {"Mã đơn vị": "M0001"}
    number = f"LOI-{month[0]}{month[1]:02d}"
    if source == "phan_anh_kien_nghi" and month[1] % 2 == 0:
        return [blank | {"Mã phản ánh": number, "Thời điểm nhận": moment, "Thời điểm trả lời": future}]
    if source != "ho_so_tthc":
        return []
    good = blank | {"Mã hồ sơ": number, "Mã TTHC": "1.001612", "Thời điểm tiếp nhận": moment, "Tình trạng": "Đang xử lý"}
    bad = [
        {"Thời điểm tiếp nhận": f"31/02/{month[0]} 09:00"}, {"Mã đơn vị": "M9999"}, {"Mã hồ sơ": ""}, {"Tình trạng": "không rõ"},
        {"Thời điểm tiếp nhận": future},
    ]  # fmt: skip
    return [good | bad[int(i)] for i in draw.choice(len(bad), size=2, replace=False)]


def _accidents(folder: Path, header: list[str]) -> list[tuple[str, str]]:
    """A workbook that is text, and an empty file: beside good ones, so that nothing real is lost."""
    (folder / "M0003_2026-08_v2.xlsx").write_text(",".join(header) + "\n", encoding="utf-8")
    (folder / "M0004_2026-08_v2.csv").write_bytes(b"")
    return [(f"{folder.name}/M0003_2026-08_v2.xlsx", "2026-09-05 10:00:00"), (f"{folder.name}/M0004_2026-08_v2.csv", "2026-09-05 10:05:00")]
