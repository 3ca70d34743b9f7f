"""Dossiers past their limit and still open, one by one, of procedures that a single department carries."""

import datetime as dt

from pipelines.simulator import days
from pipelines.simulator.city import END, some_day
from pipelines.simulator.worlds import calendar
from pipelines.simulator.worlds.cases import months_from
from pipelines.simulator.worlds.ground import Ground
from pipelines.simulator.worlds.plant import Effect
from pipelines.simulator.worlds.sheets import OPEN, Line

Lines = list[tuple[int, Line]]
# two months before the end whatever was filed is due
EARLY = dt.timedelta(days=75)


def overdue_lines(ground: Ground) -> tuple[Lines, Lines]:
    """Lines of ho_so_tthc and of su_kien_ho_so. Past the limit is past the promised day too, and an apology was sent."""
    cases: Lines = []
    events: Lines = []
    for effect in ground.effects:
        if effect.kind == "overdue":
            draw = ground.draws(f"overdue {effect.standard_id}", effect.agency_id)
            months = months_from(effect.since)
            months = [month for month in months if dt.date(*month, 1) < END - EARLY] or months[:1]
            for position in range(1, int(effect.size) + 1):
                day = some_day(draw, months[int(draw.integers(len(months)))])
                _dossier(ground, effect, day, f"Q{position}", f"SIM{int(draw.integers(10**7)):07d}", cases, events)
    return cases, events


def _dossier(ground: Ground, effect: Effect, day: dt.date, mark: str, token: str, cases: Lines, events: Lines) -> None:
    procedure = ground.procedure_at(effect.agency_id, effect.standard_id)
    due = days.after(day, procedure.limit) if procedure.working else days.on_or_after(day + dt.timedelta(days=procedure.limit))
    name, taken = f"{effect.agency_id}-{effect.standard_id.removeprefix('proc_')}-{mark}", f"{day:%d/%m/%Y} 09:10"
    cases.append((calendar.month_number(day), [
        name, procedure.code, effect.agency_id, "Trực tiếp", "Cá nhân", token, taken, taken, f"{due:%d/%m/%Y}", "", "", OPEN, "Cán bộ 02",
        "Bộ phận một cửa", "Có", "Không", "Không",
    ]))  # fmt: skip
    if due > END:
        return
    before = days.after(due, -1)
    said = f"{before:%d/%m/%Y} 16:00"
    events.append((calendar.month_number(before), [
        name, "Xin lỗi", said, said, "Phiếu xin lỗi và hẹn lại ngày trả kết quả", f"{days.after(due, 10):%d/%m/%Y}", "",
    ]))  # fmt: skip
    for standard, code in ((effect.standard_id, procedure.code), ("onestop_result_by_due_date", "")):
        ground.found("overdue", effect.agency_id, standard, due, name, code)
