"""An inbox that fills up over time: every file with the moment it came, and every table of schema `sources` to compare."""

import csv
import datetime as dt
from pathlib import Path

COMPLAINT = {
    "Mã đơn": "", "Mã đơn vị": "M0001", "Lĩnh vực": "Đất đai", "Mã TTHC": "", "Lần giải quyết": "1", "Ngày nhận": "02/12/2025",
    "Ngày thụ lý": "05/12/2025", "Văn bản xác định phức tạp": "", "Ngày ra quyết định": "", "Kết quả": "", "Nội dung": "",
    "Người phụ trách": "",
}  # fmt: skip
# written anew by every run, and no part of what must be kept
MADE_BY_RUNS = ("clock", "known_file", "missing_file")


class Mail:
    """Files go in by `send`; `received.csv` says when each came."""

    def __init__(self, inbox: Path) -> None:
        self.inbox = inbox
        self.came: dict[str, str] = {}

    def send(self, name: str, at: str, *rows: dict, header: dict = COMPLAINT) -> Path:
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, list(header), lineterminator="\n")
            writer.writeheader()
            writer.writerows([{**header, **row} for row in rows])
        return self.note(name, at)

    def note(self, name: str, at: str) -> Path:
        self.came[name] = f"{at} 08:30:00"
        with (self.inbox / "received.csv").open("w", encoding="utf-8", newline="") as handle:
            csv.writer(handle, lineterminator="\n").writerows([("path", "received_at"), *self.came.items()])
        return self.inbox / name


def day(text: str) -> dt.datetime:
    """The end of a day: what was known by then."""
    return dt.datetime.fromisoformat(f"{text} 23:59:59")


def kept(connection) -> dict[str, list[tuple]]:
    """Every table of schema `sources` that is kept, its rows in order."""
    names = [
        row[0]
        for row in connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'sources' and not temporary order by table_name"
        ).fetchall()
    ]
    return {name: connection.execute(f"select * from sources.{name} order by all").fetchall() for name in names if name not in MADE_BY_RUNS}
