"""A city of twelve communes whose editions are made in seconds, by the plain functions of the rooms in the order a run takes them.

Every commune has two dossiers a month, done the next day; a test makes some of them late, sends corrections and replies.
"""

import csv
import datetime as dt
import re
from pathlib import Path

import duckdb

from tests.conftest import ROOT
from tests.duties.inbox import DOSSIER, HEADERS, months

COMMUNES = [f"M{number:04d}" for number in range(1, 13)]
RULE = "proc_household_business"
HEADS = [("M0003", "Chủ tịch UBND phường", "", "2024-01-01", "2026-03-31"), ("M0003", "Chủ tịch UBND phường", "", "2026-04-01", "")]


def profile_folder(folder: Path) -> Path:
    """The profile sample with its city, its departments and twelve of its communes."""
    folder.mkdir(parents=True)
    text = (ROOT / "profiles" / "sample" / "profile.toml").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^name = .*\nextends = .*$", 'name = "small"\nextends = "sample"', text)
    (folder / "profile.toml").write_text(text, encoding="utf-8")
    with (ROOT / "profiles" / "sample" / "agencies.csv").open(encoding="utf-8", newline="") as handle:
        header, *rows = list(csv.reader(handle))
    _write(folder / "agencies.csv", header, [row for row in rows if row[4] != "commune" or row[0] in COMMUNES])
    _write(folder / "heads.csv", ["agency_id", "office_vi", "name", "from", "to"], HEADS)
    return folder


def dossier(agency: str, month: str, number: int, late: bool = False) -> dict:
    """Taken up on a working day of the month and done the next day, or a month later."""
    year, part = map(int, month.split("-"))
    day = dt.datetime(year, part, 8, 8)
    while day.weekday() > 1:
        day += dt.timedelta(days=1)
    done = day + dt.timedelta(days=20 if late else 1)
    return {
        **DOSSIER, "Mã hồ sơ": f"{agency}.{month}.{number}", "Mã đơn vị": agency, "Kênh nộp": "Trực tiếp", "Loại người nộp": "Cá nhân",
        "Thời điểm nộp": f"{day:%d/%m/%Y %H:%M}", "Thời điểm tiếp nhận": f"{day:%d/%m/%Y %H:%M}",
        "Thời điểm hoàn tất": f"{done:%d/%m/%Y %H:%M}", "Thời điểm trả kết quả": f"{done:%d/%m/%Y %H:%M}",
    }  # fmt: skip


def flag(agency: str) -> str:
    return f"unmet~{agency}~{RULE}"


def a_year(last: str, late: dict[str, set[str]]) -> dict[str, list[dict]]:
    """Rows of the twelve months up to `last` by month; `late`: months in which an agency is late."""
    return {
        month: [dossier(agency, month, number, month in late.get(agency, ())) for agency in COMMUNES for number in (1, 2)]
        for month in months("2025-11", last)
    }


class City:
    """An inbox that grows, a home with its warehouse, and the editions made from it."""

    def __init__(self, folder: Path) -> None:
        from pipelines.runtime.profile import load_profile
        from pipelines.runtime.settings import Home

        self.profile = load_profile(str(profile_folder(folder / "profile")))
        self.inbox, self.home = folder / "inbox", Home(folder / "home", "small")
        self.received: list[tuple[str, str]] = []

    def send(self, source: str, name: str, rows: list[dict], at: str) -> None:
        """A file of a source, received at that moment."""
        path = self.inbox / source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, HEADERS[source], restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        self.received.append((f"{source}/{name}", at))
        _write(self.inbox / "received.csv", ["path", "received_at"], self.received)

    def publish(self, as_of: dt.date, draft: bool = False) -> Path:
        """The edition of everything sent so far; its folder."""
        from assets.editions.publish import publish
        from assets.editions.recompute import make_rooms
        from assets.sources.intake import prepare, take_in
        from assets.sources.ledger import newest_fact
        from assets.sources.profile_tables import put_clock, put_profile
        from pipelines.runtime.warehouse import writing

        with writing(self.home) as connection:
            put_profile(connection, self.profile)
            prepare(connection)
            take_in(connection, self.profile, self.home, self.inbox, dt.datetime(2030, 1, 1))
            put_clock(connection, as_of, newest_fact(connection))
            make_rooms(connection, self.profile)
            return publish(connection, self.home, self.profile, draft).folder


def ask(edition: Path, sql: str, *arguments) -> list[tuple]:
    with duckdb.connect(str(edition / "audit.duckdb"), read_only=True) as audit:
        return audit.execute(sql, list(arguments)).fetchall()


def _write(path: Path, header: list[str], rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows([header, *rows])
