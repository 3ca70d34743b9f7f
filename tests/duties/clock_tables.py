"""The tables of clock_cases/: what happened, which standard, what a lawyer expects, and why.

One file a rule, named `<source>.<rule>.csv`. Columns before the arrows are the source's own headers, as an agency fills them
in; empty cells mean what they mean there. `sự kiện` holds events („name day time (căn cứ: …; ghi nhận: …; đến: …; sang: …)“),
`tệp` the month of the file a row comes in. Rows that share a number in `ca` are one case and several expectations.
After the arrows stands what must come out; a table without a column leaves it open, an empty cell says that there is none.
"""

import csv
import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from tests.duties.inbox import BY_AGENCY, HEADERS, Inbox, events_of

TABLES = Path(__file__).parent / "clock_cases"
AS_OF = dt.date(2026, 10, 31)
STATUS = {
    "đúng hạn": "met", "trễ hạn": "late", "vi phạm": "late", "quá hạn": "overdue", "chưa đến hạn": "pending",
    "được loại trừ": "excused", "chưa rõ": "unknown", "không có": None,
}  # fmt: skip
# the case's number in a file that numbers its rows, and the fields that number them elsewhere
NUMBER = {
    "ho_so_tthc": "Mã hồ sơ", "don_khieu_nai": "Mã đơn", "don_to_cao": "Mã đơn", "xu_phat_hanh_chinh": "Số biên bản",
    "yeu_cau_thong_tin": "Mã yêu cầu", "thanh_tra_kiem_tra": "Mã cuộc", "van_ban_huong_dan": "Số ký hiệu", "nhiem_vu_ke_hoach": "Mã",
    "phan_anh_kien_nghi": "Mã phản ánh", "kien_nghi_thuc_hien": "Mã kiến nghị",
}  # fmt: skip
KEYS = {
    "nghia_vu_dinh_ky": ("Mã đơn vị", "Mã chuẩn mực", "Kỳ"), "so_lieu_dinh_ky": ("Mã đơn vị", "Mã chuẩn mực", "Kỳ"),
    "ngan_sach": ("Năm", "Mã đơn vị"),
}  # fmt: skip
# what the law asks of every document of a period: its number tells the duties apart
BY_DOCUMENT = ("doc_review_ongoing", "policy_communication_drafts", "capital_impact_assessment")
DEFAULTS = {"thanh_tra_kiem_tra": {}, "ho_so_tthc": {"Mã TTHC": "1.001612"}, "nhiem_vu_ke_hoach": {"Nhóm nhiệm vụ": "3"}}
# agencies all of whose files came, and the two that reported some months only
REPORTING = ("01", "MS01", "MS02", "MS03", "M0001")
SOME_MONTHS = [("don_khieu_nai", "M0002", "2026-06"), ("nghia_vu_dinh_ky", "M0003", "2026-01")]


@dataclass(frozen=True)
class Expected:
    table: str
    line: int
    case_id: str
    row: dict

    @property
    def label(self) -> str:
        return f"{self.table}:{self.line} {self.row['vì sao']}"

    @property
    def as_of(self) -> dt.date:
        text = self.row.get("→ tính đến")
        return dt.datetime.strptime(text, "%d/%m/%Y").date() if text else AS_OF


def read_table(path: Path) -> list[dict]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _number(source: str, table: str, case: dict) -> str:
    if case.get("kỳ"):
        return f"{case['Mã đơn vị']}~{dt.datetime.strptime(case['kỳ'], '%d/%m/%Y').date()}"
    if source == "nhan_su_phap_che":
        return f"{case['Mã đơn vị']}~{dt.datetime.strptime(case['Ngày'], '%d/%m/%Y'):%Y-%m-%d}"
    if source in KEYS:
        own = case.get("Số hiệu văn bản") if case["→ chuẩn mực"] in BY_DOCUMENT else ""
        return "~".join([*(case[name] for name in KEYS[source]), *([own] if own else [])])
    return f"{table}-{case['ca']}"


def _put(inbox: Inbox, source: str, case_id: str, row: dict) -> None:
    given = {name: row[name] for name in HEADERS[source] if row.get(name)}
    # a row that only says more about its case, or a file that came with its header alone
    if not set(given) - {"Mã đơn vị"} and not (source in NUMBER and row.get("sự kiện")):
        if row.get("tệp"):
            inbox.came(source, row["tệp"], row["Mã đơn vị"])
        return
    state = "Đã có kết quả" if row.get("Thời điểm hoàn tất") else "Đang xử lý"
    filled = {"Mã đơn vị": "M0001", **DEFAULTS.get(source, {}), **({"Tình trạng": state} if source == "ho_so_tthc" else {}), **given}
    if source in NUMBER:
        filled[NUMBER[source]] = case_id
    inbox.add(source, filled, row.get("tệp") or "2025-09")
    for where, event in events_of(source, case_id, row.get("sự kiện") or ""):
        inbox.add(where, event)


def whole_inbox() -> tuple[Inbox, list[Expected]]:
    """Every case of every table in one inbox, and what is expected of each."""
    inbox, expected = Inbox(), []
    inbox.city_reports()
    sources = tuple(source for source in sorted(BY_AGENCY) if source != "tiep_cong_dan")
    for agency in REPORTING:
        inbox.agency_reports(agency, sources)
    for source, agency, month in SOME_MONTHS:
        inbox.came(source, month, agency)
    for path in sorted(TABLES.glob("*.csv")):
        source, table = path.stem.split(".")
        first: dict[str, dict] = {}
        for line, row in enumerate(read_table(path), 2):
            case = first.setdefault(row["ca"], row)
            case_id = _number(source, table, {**case, **{name: value for name, value in row.items() if value}})
            _put(inbox, source, case_id, row)
            if row["→ chuẩn mực"]:
                expected.append(Expected(path.name, line, case_id, row))
    return inbox, expected
