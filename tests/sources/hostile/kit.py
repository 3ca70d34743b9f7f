"""What a hostile file is, and what must become of it."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

COMPLAINTS, INSPECTIONS, TASKS, DENUNCIATIONS, BUDGET = (
    "don_khieu_nai", "thanh_tra_kiem_tra", "nhiem_vu_ke_hoach", "don_to_cao", "ngan_sach",
)  # fmt: skip
HEADER = (
    "Mã đơn", "Mã đơn vị", "Lĩnh vực", "Mã TTHC", "Lần giải quyết", "Ngày nhận", "Ngày thụ lý", "Văn bản xác định phức tạp",
    "Ngày ra quyết định", "Kết quả", "Nội dung", "Người phụ trách",
)  # fmt: skip
GOOD = ("KN1", "M0001", "Đất đai", "", "1", "05/01/2026", "06/01/2026", "", "20/01/2026", "Sai", "", "")
# the three columns that a file of complaints must have, and one for what hostile cells like best
SHORT = ("Mã đơn", "Mã đơn vị", "Ngày nhận", "Nội dung")
HEAD = ",".join(SHORT) + "\n"

NAME, NOW = "M0001_2026-01.csv", dt.datetime(2026, 2, 10)

COLUMNS = "the line does not have the columns of the header"
DATE = "impossible or unreadable date"
OLD = "before 1990, or a two-digit year"
FUTURE = "dated after the file was received"
FAR = "a day too far ahead, or a Buddhist year"
NUMBER = "not a number, or a point that may mean two things (1.500)"
FORMULA = "an error, or a formula without a result"
HEADER_AGAIN = "the header again inside the data"
MISSING = "required value missing"
AGENCY = "no such agency on that day"
VALUE = "value not in the list"
PERSONAL = "an identifier that looks like somebody's number"


@dataclass(frozen=True)
class Case:
    """One hostile file. Either `counts` (it was taken), or `refused` (as a whole: how the reason begins), or `left` (nobody reads it).

    counts    rows read, accepted, duplicate, rejected
    took      row → case number, for every row accepted (rows are counted as a reader of the file counts them, the header is 1)
    rejects   row → how the reason begins, for every row rejected
    stored    field → what the accepted rows hold in it, in order
    notice    how a further notice begins
    encoding  the name and the confidence that the ledger must state
    """

    name: str
    content: bytes | str | Callable[[], bytes]
    counts: tuple[int, int, int, int] | None = None
    took: dict[int, str] | None = None
    rejects: dict[int, str] = field(default_factory=dict)
    stored: dict[str, list] = field(default_factory=dict)
    refused: str = ""
    left: bool = False
    notice: str = ""
    encoding: tuple[str, float] | None = None
    file: str = "M0001_2026-01.csv"
    source: str = COMPLAINTS

    def write(self, inbox: Path) -> Path:
        path = inbox / self.source / self.file
        path.parent.mkdir(parents=True, exist_ok=True)
        content = self.content() if callable(self.content) else self.content
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path


def row(**changes: str) -> list[str]:
    """A complaint nobody could object to, with some cells changed."""
    return [changes.get(name, value) for name, value in zip(HEADER, GOOD, strict=True)]


def table(*rows: list[str] | tuple[str, ...], header: tuple[str, ...] = HEADER, delimiter: str = ",", end: str = "\n") -> str:
    """A file as a careful program writes it."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows([header, *rows])
    return out.getvalue()


def short(*lines: str) -> str:
    """The short header and lines below it, as they stand in a text editor."""
    return HEAD + "".join(f"{line}\n" for line in lines)


def dated(text: str, column: str = "Ngày nhận") -> str:
    """A file of one complaint with this text where a date stands."""
    return table(row(**{column: text}))


def task(**changes: str) -> str:
    """A file of one plan task."""
    good = {"Mã": "NV1", "Mã đơn vị": "M0001", "Ngày giao": "05/01/2026", "Hạn": "30/06/2026", "Số sản phẩm giao": "3", **changes}
    return table(list(good.values()), header=tuple(good))


def budget(**changes: str) -> str:
    """A file of one line of the budget."""
    good = {"Năm": "2025", "Mã đơn vị": "M0001", "Chi thường xuyên": "1000000", "Dự toán công tác pháp luật": "10000", **changes}
    return table(list(good.values()), header=tuple(good))


def put(inbox: Path, name: str = NAME, text: str = HEAD + "KN1,M0001,05/01/2026,x\n") -> Path:
    """Lay a file of complaints into the inbox."""
    return Case(name, text, file=name).write(inbox)
