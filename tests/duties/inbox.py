"""Cases as an agency would send them: files in the frozen formats, taken in by the real intake."""

import csv
import datetime as dt
import re
from collections import defaultdict
from pathlib import Path

from pipelines.runtime.profile import load_profile

RECEIVED = dt.datetime(2027, 1, 10)
HEADERS = {name: list(contract.columns.values()) for name, contract in load_profile("hanoi").contracts.items()}
KINDS = {name: contract.kind for name, contract in load_profile("hanoi").contracts.items()}
BY_AGENCY = {name for name, contract in load_profile("hanoi").contracts.items() if contract.sender == "agency"}
FIRST, LAST = "2025-01", "2026-12"
# „name day [time] (key: value; …)“, as the tables of cases write an event
EVENT = re.compile(r"(?P<name>.+?) (?P<at>\d\d/\d\d/\d{4}(?: \d\d:\d\d(?::\d\d)?)?)(?: \((?P<more>[^)]*)\))?")
MORE = {"căn cứ": "Căn cứ", "ghi nhận": "Thời điểm ghi nhận", "đến": "Ngày hẹn trả mới", "sang": "Mã đơn vị mới"}

DOSSIER = {"Mã hồ sơ": "", "Mã TTHC": "1.001612", "Mã đơn vị": "M0001", "Tình trạng": "Đã có kết quả"}
COMPLAINT = {"Mã đơn": "", "Mã đơn vị": "M0001", "Lần giải quyết": "1"}


def months(first: str = FIRST, last: str = LAST) -> list[str]:
    year, month = map(int, first.split("-"))
    found = []
    while f"{year}-{month:02d}" <= last:
        found.append(f"{year}-{month:02d}")
        year, month = year + month // 12, month % 12 + 1
    return found


class Inbox:
    """Rows by source and file; `came` says which files came with nothing but their header."""

    def __init__(self) -> None:
        self.files: dict[tuple[str, str], list[dict]] = defaultdict(list)

    def add(self, source: str, row: dict, file: str = "2025-09") -> None:
        """One row into the file of a month; an agency's own source names the agency in the file's name."""
        self.files[source, f"{row['Mã đơn vị']}_{file}" if source in BY_AGENCY else file].append(row)

    def came(self, source: str, month: str, agency: str | None = None) -> None:
        _ = self.files[source, f"{agency}_{month}" if agency else month]

    def city_reports(self, silent: tuple[str, ...] = ()) -> None:
        """Every month's file of every source of the city, but of the months in `silent`."""
        for source in HEADERS:
            if source not in BY_AGENCY and source != "phan_hoi":
                for month in months():
                    if month not in silent:
                        self.came(source, month)

    def agency_reports(self, agency: str, sources: tuple[str, ...], silent: tuple[str, ...] = ()) -> None:
        for source in sources:
            for month in months():
                if month not in silent:
                    self.came(source, month, agency)

    def write(self, folder: Path) -> Path:
        for (source, stem), rows in self.files.items():
            path = folder / source / f"{stem}.csv"
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("w", encoding="utf-8", newline="") as handle:
                writer = csv.DictWriter(handle, HEADERS[source], restval="", lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
        return folder


def events_of(source: str, case_id: str, text: str) -> list[tuple[str, dict]]:
    """The events of a case as the rows of the file that carries them."""
    found = []
    for part in filter(None, re.split(r";\s*(?![^()]*\))", text)):
        match = EVENT.fullmatch(part.strip())
        if not match:
            raise ValueError(f"not an event: {part!r}")
        more = dict(pair.split(": ", 1) for pair in filter(None, (match["more"] or "").split("; ")))
        row = {"Sự kiện": match["name"], "Thời điểm": match["at"], **{MORE[key]: value for key, value in more.items()}}
        if source == "ho_so_tthc" and match["name"][0].isupper():
            found.append(("su_kien_ho_so", row | {"Mã hồ sơ": case_id}))
        else:
            found.append(("su_kien_vu_viec", row | {"Loại vụ việc": KINDS[source], "Mã vụ việc": case_id}))
    return found


def send(
    folder: Path, dossiers: list[dict] = (), events: list[dict] = (), complaints: list[dict] = (), silent: tuple[str, ...] = ()
) -> None:
    """Dossiers with their events, and complaints, of one commune; `silent` months did not report."""
    inbox = Inbox()
    inbox.city_reports(silent)
    inbox.agency_reports("M0001", ("don_khieu_nai",), silent)
    for row in dossiers:
        inbox.add("ho_so_tthc", DOSSIER | row)
    for row in events:
        inbox.add("su_kien_ho_so", row)
    for row in complaints:
        inbox.add("don_khieu_nai", COMPLAINT | row)
    inbox.write(folder)
