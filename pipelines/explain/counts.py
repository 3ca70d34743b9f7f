"""Duties that no clock counts: register entries, shares, days in a period, events in a case. The sum, with every part of it."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from rich.console import Console

from pipelines.catalogue.carriers import AMOUNTS
from pipelines.catalogue.words import number, percent
from pipelines.explain.clock import tell_clock
from pipelines.explain.evidence import Evidence
from pipelines.runtime.legal import Standard

TELL = Callable[[Evidence, Standard, Console], None]


def tell_share(known: Evidence, standard: Standard, out: Console) -> None:
    """Numerator and denominator, the share they give, and what the law asks for."""
    case = known.case
    if standard.computed_by == "figure":
        upper, lower = case.get("numerator"), case.get("denominator")
    else:
        upper, lower = (case.get(AMOUNTS[event][1]) if event in AMOUNTS else None for event in (standard.end_event, standard.start_event))
    out.print(
        f"kỳ — period: {case.get('period') or case.get('year') or _day(known.duty['arises_at'])}, đến — until {_day(known.duty['original_due_at'])}",
        markup=False,
    )
    out.print(f"tử số — numerator: {_said(upper)}; mẫu số — denominator: {_said(lower)}", markup=False)
    out.print(share_in_words(upper, lower, standard.required), markup=False)


def share_in_words(upper: Any, lower: Any, required: Decimal | None) -> str:
    """Reached or not, exactly as sql/duties/share_duty.sql decides it: by multiplying, never by a rounded share."""
    if upper is None or lower is None:
        return "thiếu số liệu: chưa xác định — a figure is missing: unknown"
    if upper > lower:
        return "tử số lớn hơn mẫu số: số liệu sai, chưa xác định — more than all: wrong figures, unknown"
    if lower == 0:
        return "mẫu số bằng 0: không có gì phải đạt — nothing to divide by asks for nothing"
    share = percent(round(Decimal(upper) / Decimal(lower), 4), "vi")
    if required is None:
        return f"tỷ lệ — share: {share}; pháp luật không đặt mức — the law sets no level"
    reached = Decimal(upper) >= required * Decimal(lower)
    return f"tỷ lệ — share: {share}, mức đòi hỏi — required: {percent(required, 'vi')}: {'ĐẠT — REACHED' if reached else 'CHƯA ĐẠT — NOT REACHED'}"


def tell_register(known: Evidence, standard: Standard, out: Console) -> None:
    """The register's row: the period it had to exist for, and when it came, under which number."""
    case = known.case
    done = _day(case.get("done_at")) or "chưa có — not there"
    out.print(
        f"kỳ — period: {case.get('period')}; thực hiện — done: {done}; số hiệu — document: {_said(case.get('document_number'))}",
        markup=False,
    )
    tell_clock(known, standard, out)


def tell_period(known: Evidence, standard: Standard, out: Console) -> None:
    """Every reception day of the period: counted, or why not."""
    out.print(f"kỳ — period: {_day(known.duty['arises_at'])} – {_day(known.duty['due_at'])}", markup=False)
    seen: set = set()
    for row in known.receptions:
        day = row["held_at"].date() if row["held_at"] else None
        if day is None:
            why = "không tổ chức — not held"
        elif row["received_by"] != "head":
            why = "không phải người đứng đầu tiếp: không tính — not the head: does not count"
        elif day in seen:
            why = "đã tính ngày này — this day is counted already"
        else:
            seen.add(day)
            why = f"tính, ngày thứ {len(seen)} — counts, day {len(seen)}"
        out.print(f"  {_day(row['held_at'] or row['scheduled_at'])}: {why}", markup=False)
    out.print(f"đã tổ chức — held: {len(seen)}; phải có — required: {int(standard.limit_value or 1)}", markup=False)


def tell_events(known: Evidence, standard: Standard, out: Console) -> None:
    """Every time it happened, and which time was one too many."""
    most = int(standard.limit_value or 1)
    happened = [e for e in known.events if e["event"] == standard.end_event and e["occurred_at"].date() <= known.as_of]
    for place, event in enumerate(happened, 1):
        mark = "QUÁ SỐ LẦN — ONE TOO MANY" if place > most else "trong mức — allowed"
        out.print(f"  {place}. {event['event']} {event['occurred_at']:%d/%m/%Y %H:%M}: {mark}", markup=False)
    out.print(f"số lần — times: {len(happened)}; nhiều nhất — at most: {most}", markup=False)


def _day(moment: Any) -> str:
    return f"{moment:%d/%m/%Y}" if moment else ""


def _said(value: Any) -> str:
    return "chưa ghi — not stated" if value is None else number(value, "vi") if isinstance(value, Decimal) else str(value)


COUNTED: dict[str, TELL] = {
    "figure": tell_share,
    "columns": tell_share,
    "register": tell_register,
    "register_by_document": tell_register,
    "days_per_period": tell_period,
    "events_per_case": tell_events,
}
