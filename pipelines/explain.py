"""`lawgap explain`: the rule behind a standard or an indicator, or a duty's clock day by day."""

import datetime as dt

import duckdb
from rich.console import Console

from assets.editions.publish import edition_folder
from assets.sources.calendar import calendar_days
from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile, Standard
from pipelines.runtime.sqlfile import list_sql

DAYS_SHOWN = 120


def explain(profile: Profile, home: settings.Home, subject: str, out: Console) -> None:
    """Print what `subject` is. Raises LawgapError if it is neither standard, indicator nor duty."""
    standards = {standard.standard_id: standard for standard in profile.standards}
    indicators = {file.name: file for file in list_sql("indicators")}
    if subject in standards:
        _standard(standards[subject], out)
    elif subject in indicators:
        file = indicators[subject]
        out.print(
            f"{file.text('title', 'vi')} — {file.text('title', 'en')}\n{file.text('why', 'vi')}\n{file.text('why', 'en')}\n\n{file.body}"
        )
    elif subject.partition("~")[0] in standards:
        _duty(profile, home, subject, standards[subject.partition("~")[0]], out)
    else:
        raise LawgapError(
            f"no standard, indicator or duty {subject!r}",
            f"profile {profile.card.name}",
            f"standards: {', '.join(sorted(standards))}; indicators: {', '.join(indicators)}",
        )


def _standard(standard: Standard, out: Console) -> None:
    limit = f"{standard.limit_value} {standard.unit}" if standard.limit_value is not None else f"event {standard.due_event}"
    status = {"confirmed": "đã xác nhận — confirmed", "seen": "đã đọc bản sao — seen in a copy", "to_confirm": "CẦN XÁC NHẬN — to confirm"}[
        standard.status
    ]
    out.print(f"{standard.name_vi} — {standard.name_en}")
    out.print(f"căn cứ — legal basis: {standard.legal_basis}  [{status}]".replace("[", "(").replace("]", ")"))
    out.print(f"từ — from: {standard.start_event}; đến — to: {standard.end_event}; hạn — limit: {limit} ({standard.direction})")
    out.print(f"hiệu lực — in force: {standard.effective_from:%d/%m/%Y} – {standard.effective_to or ''}; cấp — tiers: {standard.tier}")
    out.print(
        f"nguồn — carried by: {standard.carried_by}; yêu cầu — required {standard.required}, dung sai — tolerance {standard.tolerance}"
    )
    if standard.note:
        out.print(f"ghi chú — note: {standard.note}")


def _duty(profile: Profile, home: settings.Home, duty_id: str, standard: Standard, out: Console) -> None:
    with duckdb.connect(str(edition_folder(home, None) / "audit.duckdb"), read_only=True) as audit:
        found = audit.execute(
            "select case_kind, case_id, arises_at, original_due_at, due_at, fulfilled_at, status, days_late from duty where duty_id = ?",
            [duty_id],
        ).fetchall()
        if not found:
            raise LawgapError(
                f"no duty {duty_id!r} in the latest edition", str(home.editions), "see: lawgap query 'select duty_id from duty limit 10'"
            )
        kind, case, arises, original, due, fulfilled, status, late = found[0]
        events = audit.execute(
            "select occurred_at, event, ground from case_event where case_kind = ? and case_id = ? order by all", [kind, case]
        ).fetchall()
        rows = audit.execute("select role, file_name, row from trace(?)", [duty_id]).fetchall()
    _standard(standard, out)
    out.print(f"\n{duty_id}: {status}" + (f", {late} ngày quá hạn — days late" if late else ""))
    out.print(f"phát sinh — arose {arises}; hạn ban đầu — first due {original}; hạn — due {due}; xong — fulfilled {fulfilled}")
    if arises and due:
        _clock(profile, arises, max(moment for moment in (due, fulfilled, arises) if moment), events, due, out)
    for role, name, row in rows:
        out.print(f"  {role}: {name}, dòng — row {row}")


def _clock(profile: Profile, start: dt.datetime, end: dt.datetime, events: list, due: dt.datetime, out: Console) -> None:
    """One line a day: working or not, the count, and what happened."""
    days = calendar_days(profile).set_index("day")
    first = days.loc[start.date()]
    day = start.date()
    for _ in range(DAYS_SHOWN):
        if day > end.date():
            return
        row = days.loc[day]
        notes = [f"{event} {moment:%H:%M}" for moment, event, _ in events if moment.date() == day]
        notes += ["HẠN — DUE"] if day == due.date() else []
        mark = "làm việc — working" if row.is_working else "nghỉ — off"
        out.print(
            f"  {day:%d/%m/%Y} {mark:20} calendar {row.day_no - first.day_no:>4} working {row.work_no - first.work_no:>4}  {'; '.join(notes)}"
        )
        day += dt.timedelta(days=1)
