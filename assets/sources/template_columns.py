"""What a source's template asks for, column by column, and one example of a row.

Derived from the contract, the kind's fields and the profile: a new source needs nothing written here.
"""

import datetime as dt
import re
from dataclasses import dataclass

from pipelines.runtime.contract import Contract
from pipelines.runtime.kinds import Kind, case_kinds, kinds
from pipelines.runtime.profile import Profile

HOW = {
    "list": ("Chọn một giá trị trong danh sách.", "one of the list"),
    "agency": ("Chọn mã đơn vị trong danh sách, đủ chữ số, kể cả số 0 ở đầu.", "agency code, leading zeros included"),
    "moment": ("Ngày giờ dd/mm/yyyy hh:mm, ví dụ 05/01/2026 08:30.", "day and time, dd/mm/yyyy hh:mm"),
    "day": ("Ngày dd/mm/yyyy, ví dụ 05/01/2026.", "day, dd/mm/yyyy"),
    "whole": ("Số nguyên không âm, không có dấu phân cách hàng nghìn.", "whole number, 0 or more, no separators"),
    "decimal": ("Số không âm, không có dấu phân cách hàng nghìn.", "number, 0 or more, no thousands separators"),
    "money": ("Số tiền tính bằng đồng, không âm, không có dấu phân cách hàng nghìn.", "đồng, 0 or more, no separators"),
    "period": ("Kỳ: YYYY, YYYY-MM hoặc YYYY-Q1, ví dụ 2026-01.", "period: YYYY, YYYY-MM or YYYY-Q1"),
    "text": ("Văn bản.", "text"),
}
KEPT = {
    "never": ("Không bao giờ lưu; có thể để trống", "never stored; may be left empty"),
    "token": ("Chỉ lưu mã băm có khóa, không lưu giá trị gốc", "only a keyed hash is stored"),
    "masked": ("Lưu sau khi che số định danh, điện thoại, thư điện tử, biển số, số tài khoản", "stored with personal numbers masked"),
    "plain": ("Lưu nguyên giá trị", "stored as it is"),
}


@dataclass(frozen=True)
class Column:
    """One column of a template. `allowed` are the texts of its list; `open_list`: other texts may be written too."""

    header: str
    field: str
    vi: str
    en: str
    shape: str
    kept: str
    required: tuple[str, str]
    allowed: tuple[str, ...] = ()
    open_list: bool = False

    @property
    def is_required(self) -> bool:
        return self.required[0] != "Không"


def template_columns(profile: Profile, contract: Contract) -> list[Column]:
    """The columns in order: the contract's own, those it joins or links by, and those that are known but not stored."""
    kind = kinds()[contract.kind]
    found = [_column(profile, contract, kind, field, header) for field, header in contract.columns.items()]
    by = [*([contract.link.column] if contract.link else []), *(header for join in contract.join.values() for header in join.on)]
    need = ("Bắt buộc", "required")
    found += [
        Column(header, "link_key", "mã nối với nguồn khác", "value shared with another source", "text", "plain", need) for header in by
    ]
    no = ("Không", "no")
    found += [Column(h, "", "cột đã biết, không lưu", "known column, not stored", "text", "never", no) for h in contract.ignored]
    return list({column.header: column for column in reversed(found)}.values())[::-1]


def _column(profile: Profile, contract: Contract, kind: Kind, field: str, header: str) -> Column:
    stored = {"agency": "agency_id", "new_agency": "new_agency_id"}.get(field, field)
    facts = kind.file.fields.get(stored, {})
    allowed, open_list = _allowed(profile, contract, field, facts)
    shape = _shape(kind, field, facts, header, bool(allowed))
    vi, en = (_meaning(str(facts.get(language, header)), bool(allowed)) for language in ("vi", "en"))
    kept = "plain"
    if header in contract.never_store:
        kept = "never"
    elif facts.get("token"):
        kept = "token"
    elif (shape in ("text", "period") and not facts.get("code")) or facts.get("agency_of"):
        kept = "masked"
    return Column(header, field, vi, en, shape, kept, _required(contract, kind, field), allowed, open_list)


def _meaning(text: str, listed: bool) -> str:
    """A field's text without the stored values: the sender writes other words, and finds them in the list."""
    return re.sub(r"\s*:.*$", "", text) if listed else text


def _shape(kind: Kind, field: str, facts: dict, header: str, listed: bool) -> str:
    if field in ("agency", "new_agency"):
        return "agency"
    if listed:
        return "list"
    sql = str(facts.get("type", "TEXT"))
    if sql == "TIMESTAMP":
        # the header says whether the hour matters: 'Thời điểm …' against 'Ngày …', 'Hạn …'
        return "moment" if header.casefold().startswith(("thời điểm", "giờ")) else "day"
    if sql.startswith("DECIMAL"):
        return "money" if "đồng" in str(facts.get("vi", "")) else "decimal"
    if sql == "BIGINT":
        return "whole"
    periods = {other.get("period_of") for other in kind.file.fields.values()}
    return "period" if field in periods else "text"


def _allowed(profile: Profile, contract: Contract, field: str, facts: dict) -> tuple[tuple[str, ...], bool]:
    """(the texts a column may hold, whether others may stand there too); nothing where any text may."""
    written = contract.values.get(field)
    if written is not None:
        return tuple(text for text in written if text != "*"), "*" in written
    own = [s for s in profile.standards if s.carried_by == contract.source_id]
    if field in ("agency", "new_agency"):
        return tuple(dict.fromkeys(a.code for a in profile.agencies if a.valid_to is None)), False
    if field == "standard_id":
        return tuple(dict.fromkeys(s.standard_id for s in own or profile.standards)), False
    if field == "case_kind":
        return tuple(case_kinds()), False
    if field == "event" and contract.kind == "case_event":
        named = [name for s in profile.standards for name in (s.start_event, s.end_event)]
        return tuple(sorted({name for name in named if name})), True
    return (), False


def _required(contract: Contract, kind: Kind, field: str) -> tuple[str, str]:
    need, no = ("Bắt buộc", "required"), ("Không", "no")
    # a period or a year stands for its first day
    written = {name: str(facts.get("period_of") or name) for name, facts in kind.file.fields.items()}
    dates = [written[name] for name in kind.first_dates if written[name] in contract.columns]
    keys = {written.get(name, name) for name in contract.key or ["case_id"]}
    if contract.kind == "case_event":
        return need if field in {"case_kind", "case_id", "event", *keys, *dates} else no
    if field in {*keys, "agency"} or [field] == dates:
        return need
    if field in dates:
        names = ", ".join(contract.columns[name] for name in dates)
        return f"Ít nhất một trong: {names}", f"at least one of: {names}"
    return no


# An invented row: "VD" stands for "ví dụ". By field, or by kind and field where the kinds differ.
EXAMPLES = {
    "case_id": "VD-2026-0001", "document.case_id": "01/2026/QĐ-VD", "sanction.case_id": "0001/BB-VD", "complaint_id": "VD-2026-0002",
    "inspection_id": "VD-2026-0003", "applicant_token": "VD-NGUOI-NOP-01", "flag_id": "unmet~01~complaint_first_settlement",
    "responsible_person": "Nguyễn Văn A", "responsible_unit": "Bộ phận chuyên môn (ví dụ)", "inspecting_body": "Cơ quan thanh tra (ví dụ)",
    "field": "Đất đai", "channel": "Cổng dịch vụ công", "result": "Đã giải quyết", "content": "Nội dung tóm tắt, không ghi tên công dân",
    "ground": "Văn bản số 01/VD", "violation": "Lấn chiếm vỉa hè (ví dụ)", "title": "Quyết định quy định chi tiết (ví dụ)",
    "guided_document": "Luật (ví dụ)", "document": "Nghị định (ví dụ)", "provision": "Điều 5 khoản 2", "resolution": "Kiến nghị sửa đổi",
    "product": "Báo cáo (ví dụ)", "document_number": "12/BC-VD", "period": "2026-01", "duty_register.period": "2025", "year": "2026",
    "extension_count": "0", "satisfaction": "4", "cases_checked": "12", "cases_violating": "1", "amount": "2500000", "task_group": "3",
    "products_assigned": "1", "products_completed": "1", "norm_per_product": "5000000", "spent": "4800000", "visits": "7",
    "regular_expenditure": "12000000000", "legal_allotment": "150000000", "disbursed": "90000000", "posts_assigned": "3",
    "posts_filled": "2", "posts_qualified": "2", "training_hours": "24", "responses": "40", "satisfied": "36",
    "numerator": "45", "denominator": "50",
    "submitted_at": "05/01/2026 08:30", "received_at": "05/01/2026 09:15", "accepted_at": "07/01/2026 09:15",
    "procedure_case.accepted_at": "05/01/2026 09:15", "procedure_case.promised_at": "08/01/2026 17:00",
    "finished_at": "07/01/2026 15:40", "returned_at": "08/01/2026 09:05", "promised_at": "12/01/2026 17:00",
    "answered_at": "09/01/2026 16:00", "occurred_at": "06/01/2026 10:00", "case_event.recorded_at": "06/01/2026 10:05",
    "decided_at": "30/01/2026 00:00", "concluded_at": "30/01/2026 00:00", "started_at": "05/01/2026 00:00", "ended_at": "16/01/2026 00:00",
    "reported_at": "26/01/2026 00:00", "published_at": "13/02/2026 00:00", "implemented_at": "28/01/2026 00:00",
    "due_at": "06/02/2026 00:00", "document.due_at": "01/03/2026 00:00", "law_effective_at": "01/03/2026 00:00",
    "consulted_at": "05/01/2026 00:00", "issued_at": "12/02/2026 00:00", "effective_at": "01/03/2026 00:00",
    "found_at": "05/01/2026 00:00", "resolved_at": "30/01/2026 00:00", "assigned_at": "05/01/2026 00:00",
    "completed_at": "28/01/2026 00:00", "scheduled_at": "15/01/2026 00:00", "held_at": "15/01/2026 00:00",
    "pronounced_at": "20/01/2026 00:00", "done_at": "20/01/2026 00:00", "replied_at": "12/02/2026 00:00",
    "recorded_at": "05/01/2026 00:00", "sanction.decided_at": "09/01/2026 00:00", "served_at": "13/01/2026 00:00",
    "executed_at": "20/01/2026 00:00",
}  # fmt: skip
# what the dates of the example say
PREFERRED = {"status": "finished", "complex": "no"}
FIRST_EXAMPLE = "05/01/2026 08:00"


def example_values(profile: Profile, contract: Contract, columns: list[Column]) -> list[str | int | float | dt.datetime]:
    """One invented row that keeps every rule of the template; '' = empty cell."""
    return [_example(profile, contract, column) for column in columns]


def _example(profile: Profile, contract: Contract, column: Column) -> str | int | float | dt.datetime:
    if column.kept == "never":
        return ""
    text = EXAMPLES.get(f"{contract.kind}.{column.field}", EXAMPLES.get(column.field, ""))
    if column.allowed:
        return _listed_example(profile, contract, column)
    if column.field == "procedure_code":
        return profile.procedures[0].procedure_code if profile.procedures else ""
    if not text and column.is_required:
        text = {"text": "VD-0001", "period": "2026-01", "moment": FIRST_EXAMPLE, "day": FIRST_EXAMPLE}.get(column.shape, "1")
    if not text:
        return ""
    if column.shape in ("moment", "day"):
        moment = dt.datetime.strptime(text, "%d/%m/%Y %H:%M")
        return moment if column.shape == "moment" else moment.replace(hour=0, minute=0)
    return int(text) if column.shape in ("whole", "decimal", "money") else text


def _listed_example(profile: Profile, contract: Contract, column: Column) -> str:
    """A text of the column's list that goes with the rest of the row."""
    if column.field == "agency":
        # the jurisdiction's own code: no invented figure stands beside the name of a single unit
        return profile.card.city_agency if profile.card.city_agency in column.allowed else column.allowed[0]
    if column.field == "new_agency":
        return ""
    ours = [s for s in profile.standards if s.carried_by == contract.source_id] or profile.standards
    rule = {"case_kind": "case_kind", "event": "end_event", "standard_id": "standard_id"}.get(column.field)
    wanted = str(getattr(ours[0], rule)) if ours and rule else PREFERRED.get(column.field)
    stored = contract.values.get(column.field, {text: text for text in column.allowed})
    # of several spellings of one value, the longest is the one for people
    fitting = [text for text in column.allowed if stored.get(text) == wanted]
    return max(fitting, key=len) if fitting else column.allowed[0]
