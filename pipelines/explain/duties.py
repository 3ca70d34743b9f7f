"""One duty: which rule, who owes it, its clock or its count, its status and why, and the lines of files behind it."""

import datetime as dt

from rich.console import Console

from pipelines.catalogue.rules import limit
from pipelines.catalogue.words import words
from pipelines.explain.clock import as_applied, tell_clock
from pipelines.explain.counts import COUNTED
from pipelines.explain.evidence import Evidence, gather
from pipelines.explain.rules import tell_standard
from pipelines.runtime import settings
from pipelines.runtime.legal import Standard
from pipelines.runtime.profile import Profile

STATUS = {
    "met": "đúng hạn — met",
    "late": "xong nhưng trễ — late",
    "overdue": "quá hạn, chưa xong — overdue, still open",
    "pending": "chưa đến hạn — not due yet",
    "excused": "được loại trừ — excused",
    "unknown": "chưa xác định — unknown",
}


def tell_duty(profile: Profile, home: settings.Home, duty_id: str, out: Console) -> None:
    """Print everything the latest edition knows of a duty, under the law that edition was made from."""
    known = gather(profile, home, duty_id)
    rules = {standard.standard_id: standard for standard in known.law.standards}
    standard = rules[known.duty["standard_id"]]
    tell_standard(standard, known.law, out, applied=True)
    out.print(f"\n{duty_id}", markup=False)
    tell_status(known, standard, out)
    _whose(known, out)
    procedure = _procedure_limit(known, standard)
    if procedure:
        out.print(procedure, markup=False)
    COUNTED.get(standard.computed_by, tell_clock)(known, standard, out)
    out.print("dòng nguồn — source rows:")
    for row in known.rows:
        sheet = f" [{row['sheet']}]" if row["sheet"] else ""
        out.print(f"  {row['role']}: {row['file_name']}{sheet}, dòng — row {row['row']}", markup=False)


def tell_status(known: Evidence, standard: Standard, out: Console) -> None:
    """Status with its reason, and the status had only the base limit held."""
    duty = known.duty
    late = f", {duty['days_late']} ngày quá hạn — days late" if duty["days_late"] else ""
    out.print(f"tình trạng — status: {STATUS[duty['status']]}{late} ({known.as_of:%d/%m/%Y})", markup=False)
    if why := why_unsettled(known, standard):
        out.print(f"  {why}", markup=False)
    if duty.get("base_status") and duty["base_status"] != duty["status"]:
        out.print(
            f"nếu chỉ tính thời hạn cơ sở ({_moment(duty['base_due_at'])}) — had only the base limit held: {STATUS[duty['base_status']]}",
            markup=False,
        )
    if duty["provisional"]:
        out.print("hạn tạm tính: lịch nghỉ của năm chưa công bố — provisional: the year's calendar is not confirmed")


def why_unsettled(known: Evidence, standard: Standard) -> str:
    """Why a duty is unknown, excused or pending, where that can be read from its row."""
    duty = known.duty
    status, arises, due, done = duty["status"], duty["arises_at"], duty["due_at"], duty["fulfilled_at"]
    if status == "unknown":
        if arises is None:
            return "thiếu ngày bắt đầu — its start is missing"
        if due is None:
            return "thiếu ngày đến hạn hoặc số liệu — its due day or its figures are missing"
        if done and done.date() < arises.date():
            return "kết thúc trước khi bắt đầu: ngày ghi sai — it ends before it starts: a wrong date"
        return f"chưa thấy kết thúc, mà nguồn {standard.carried_by} chưa đủ để kết luận là trễ — no end seen, and its source cannot prove there is none"
    if status == "excused":
        ended = [e for e in known.events if e["event"] in ("withdrawn", "cancelled", "returned_unprocessed", "transferred")]
        return "; ".join(f"{e['event']} {e['occurred_at']:%d/%m/%Y}" for e in ended) or "không có gì để tính — there was nothing to count"
    if status == "pending" and due and due.date() <= known.as_of:
        return "đang tạm dừng có căn cứ — the clock stands still, with a ground"
    return ""


def _whose(known: Evidence, out: Console) -> None:
    vi, duty = words(known.law, "vi"), known.duty
    people = ", ".join(filter(None, (duty["responsible_person"], duty["responsible_unit"])))
    out.print(
        f"đơn vị — agency: {vi.agency(duty['agency_id'])} ({duty['agency_id']})"
        + (f"; phụ trách — responsible: {people}" if people else ""),
        markup=False,
    )
    if duty["from_agency_id"]:
        out.print(f"chuyển từ — passed on from: {vi.agency(duty['from_agency_id'])} ({duty['from_agency_id']})", markup=False)


def _procedure_limit(known: Evidence, standard: Standard) -> str:
    """A procedure may have a limit of its own, and the city a shorter one: which held, and by what document."""
    code = known.case.get("procedure_code")
    if "procedure" not in (standard.condition or "") or not code:
        return ""
    rule = as_applied(known, standard)
    vi, en = words(known.law, "vi"), words(known.law, "en")
    document = f" ({known.duty['override_document']})" if known.duty.get("override_document") else ""
    return f"thủ tục — procedure {code}: {limit(rule, vi)} — {limit(rule, en)}{document}"


def _moment(moment: dt.datetime | None) -> str:
    return f"{moment:%d/%m/%Y %H:%M}" if moment else "?"
