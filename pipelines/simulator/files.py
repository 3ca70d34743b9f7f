"""Rows as the files agencies and city systems would send, month by month, with their usual accidents."""

import csv
import datetime as dt
from pathlib import Path

import numpy as np

from pipelines.simulator.city import LAST_YEAR, MONTHS
from pipelines.simulator.formats import FIRST, SHEETS, Sheet

BY_AGENCY = "don_khieu_nai"
# files that never come
MISSING = {
    ("don_khieu_nai", "M0090", (2026, 9)), ("tiep_cong_dan", "M0044", (2026, 5)), ("so_lieu_dinh_ky", "M0071", (2026, 8)),
}  # fmt: skip
# files that come after their due day
LATE = {("tiep_cong_dan", "M0012", (2026, 4)): 12, ("don_to_cao", "M0108", (2026, 7)): 9, ("nhan_su_phap_che", "MS11", (2026, 3)): 17}
# sent with a digit too many, and again as it should be
CORRECTED = {("so_lieu_dinh_ky", "M0023", (2026, 6))}
# a row without its number, sent back
DIRTY = {("yeu_cau_thong_tin", "M0015", (2026, 2)), ("don_to_cao", "M0083", (2026, 6)), ("nhiem_vu_ke_hoach", "M0119", (2026, 1))}
# three communes changed to workbooks lately
WORKBOOK_SENDERS, WORKBOOKS_SINCE = {"M0005", "M0042", "M0101"}, (2026, 9)
WORKBOOK_MONTHS = {
    ("phan_anh_kien_nghi", (2026, 3)), ("phan_anh_kien_nghi", (2026, 4)), ("xu_phat_hanh_chinh", (2026, 5)),
    ("van_ban_huong_dan", (2026, 6)),
}  # fmt: skip
OPEN_FIELDS = {
    "ho_so_tthc": {"Thời điểm hoàn tất": "", "Thời điểm trả kết quả": "", "Tình trạng": "Đang xử lý"},
    "phan_anh_kien_nghi": {"Thời điểm trả lời": "", "Kết quả": "", "Mức hài lòng": ""},
    "don_khieu_nai": {"Ngày ra quyết định": "", "Kết quả": ""},
    "su_kien_ho_so": {},
}
Month = tuple[int, int]
Received = list[tuple[str, str]]


def write_inbox(inbox: Path, first: dict[str, list[dict]], more: dict[str, list[dict]], codes: list[str], seed: int) -> None:
    """Every file of every month, and received.csv. A case that changes later is sent again in that month.

    `first` are the rows of the first four sources; `more`, of any source, stand below them.
    """
    received: Received = []
    for source, sheet in SHEETS.items():
        by_month = _by_month(first.get(source, []))
        added = months_of(sheet, more.get(source, []))
        for month in MONTHS if source in FIRST or not sheet.by_agency else LAST_YEAR:
            sent = [_as_of(source, row, month) for row in by_month.get(month, [])]
            if source == "phan_hoi":
                continue
            if sheet.by_agency:
                received += _agency_files(inbox / source, sheet.columns, sent + added.get(month, []), codes, month)
            else:
                sent += _dirty(source, sheet.columns, month, seed) + added.get(month, [])
                name = _write(inbox / source, f"{month[0]}-{month[1]:02d}", sheet.columns, sent, (source, month) in WORKBOOK_MONTHS)
                received.append((f"{source}/{name}", _stamp(month, 3)))
    # nobody has answered a flag yet: no edition came before
    name = _write(inbox / "phan_hoi", "2026-10", SHEETS["phan_hoi"].columns, [], False)
    received += [(f"phan_hoi/{name}", _stamp(MONTHS[-1], 3)), *_accidents(inbox / BY_AGENCY, SHEETS[BY_AGENCY].columns)]
    with (inbox / "received.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["path", "received_at"])
        writer.writerows(sorted(received))


def months_of(sheet: Sheet, rows: list[dict]) -> dict[Month, list[dict]]:
    """Rows of a sheet as they were known at the end of each month in which one of their facts became known."""
    found: dict[Month, list[dict]] = {}
    for row in rows:
        began = _day(row[sheet.begins])
        known = {name: _day(value) for name, value in row.items() if isinstance(value, dt.date) and name not in sheet.ahead}
        for month in sorted({(day.year, day.month) for day in (began, *(max(day, began) for day in known.values()))}):
            end = _month_end(month)
            late = {name for name, day in known.items() if day > end}
            hidden = {name: "" for name in sheet.columns if name in late or sheet.follows.get(name) in late}
            if "Tình trạng" in hidden:
                hidden["Tình trạng"] = "Đang xử lý"
            found.setdefault(month, []).append(row | hidden)
    return found


def _day(value: dt.date) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value


def _month_end(month: Month) -> dt.date:
    return dt.date(month[0] + month[1] // 12, month[1] % 12 + 1, 1) - dt.timedelta(days=1)


def _by_month(rows: list[dict]) -> dict[Month, list[dict]]:
    """A row belongs to the month it began in and to those in which it changed."""
    found: dict[Month, list[dict]] = {}
    for row in rows:
        began, ended = row["_began"], row["_ended"]
        moments = [began, row.get("_accepted", began), ended, row.get("_collected", ended)]
        for month in sorted({(day.year, day.month) for day in moments}):
            found.setdefault(month, []).append(row)
    return found


def _as_of(source: str, row: dict, month: Month) -> dict:
    """The row as it was known at the end of a month."""
    end = _month_end(month)
    shown = dict(row)
    if row["_ended"] > end:
        shown |= OPEN_FIELDS[source]
    returned = row.get("Thời điểm trả kết quả")
    if isinstance(returned, dt.datetime) and returned.date() > end:
        shown["Thời điểm trả kết quả"] = ""
    if row.get("_accepted", row["_began"]) > end:
        shown["Ngày thụ lý"] = ""
    return shown


def _agency_files(folder: Path, header: list[str], rows: list[dict], codes: list[str], month: Month) -> Received:
    """One file for each agency; one with nothing to report sends the header alone."""
    own: dict[str, list[dict]] = {code: [] for code in codes}
    for row in rows:
        own[row["Mã đơn vị"]].append(row)
    received = []
    for code, sent in own.items():
        place = (folder.name, code, month)
        if place in MISSING:
            continue
        stem = f"{code}_{month[0]}-{month[1]:02d}"
        book = code in WORKBOOK_SENDERS and month >= WORKBOOKS_SINCE
        if place in DIRTY:
            sent = [*sent, dict.fromkeys(header, "") | {"Mã đơn vị": code, header[0]: ""}]
        if place in CORRECTED:
            name = _write(folder, f"{stem}_v2", header, sent, book)
            received.append((f"{folder.name}/{name}", _stamp(month, 5)))
            sent = [row | {"Tử số": 10 * row["Tử số"]} for row in sent]
        name = _write(folder, stem, header, sent, book)
        received.append((f"{folder.name}/{name}", _stamp(month, LATE.get(place, 4))))
    return received


def _stamp(month: Month, day: int) -> str:
    """A day of the month after, in the morning."""
    return f"{dt.datetime(month[0] + month[1] // 12, month[1] % 12 + 1, day, 8, 30):%Y-%m-%d %H:%M:%S}"


def _cell(value: object) -> object:
    if type(value) is str or not isinstance(value, dt.date):
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

    # in memory is faster, and gives other zip headers: the first sources keep their bytes
    with xlsxwriter.Workbook(path, {"in_memory": path.parent.name not in FIRST}) as book:
        book.set_properties({"created": dt.datetime(2026, 1, 1)})
        sheet = book.add_worksheet("Du lieu")
        sheet.write_row(0, 0, header)
        for number, row in enumerate(table, 1):
            sheet.write_row(number, 0, row)


def _dirty(source: str, header: list[str], month: Month, seed: int) -> list[dict]:
    """Rows no file should hold: two dossiers a month, and every other month a petition answered in the future."""
    draw = np.random.Generator(np.random.Philox(key=[seed + 1, month[0] * 12 + month[1]]))
    moment = dt.datetime(month[0], month[1], int(draw.integers(1, 28)), 9, 0)
    future = f"{moment:%d/%m}/2062 09:00"
    blank = dict.fromkeys(header, "") | {"Mã đơn vị": "M0001"}
    number = f"LOI-{month[0]}{month[1]:02d}"
    if source == "xu_phat_hanh_chinh" and month[1] % 3 == 0:
        return [blank | {"Số biên bản": number, "Ngày lập biên bản": future}]
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
