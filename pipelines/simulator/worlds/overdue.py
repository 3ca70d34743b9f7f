"""Dossiers past their limit and still open, one by one, of procedures that a single department carries."""

import datetime as dt

from pipelines.simulator import days
from pipelines.simulator.city import END, some_day
from pipelines.simulator.worlds import calendar
from pipelines.simulator.worlds.cases import months_from
from pipelines.simulator.worlds.ground import Ground
from pipelines.simulator.worlds.sheets import OPEN, Line

Lines = list[tuple[int, Line]]


def overdue_lines(ground: Ground) -> tuple[Lines, Lines]:
    """Lines of ho_so_tthc and of su_kien_ho_so. Past the limit is past the promised day too, and an apology was sent."""
    cases: Lines = []
    events: Lines = []
    for effect in ground.effects:
        if effect.kind == "overdue":
            procedure = ground.procedure_at(effect.agency_id, effect.standard_id)
            draw = ground.draws(f"overdue {effect.standard_id}", effect.agency_id)
            months = [month for month in months_from(effect.since) if dt.date(*month, 1) < END - dt.timedelta(days=75)] or months_from(
                effect.since
            )[:1]
            for position in range(1, int(effect.size) + 1):
                day = some_day(draw, months[int(draw.integers(len(months)))])
                due = days.after(day, procedure.limit) if procedure.working else days.on_or_after(day + dt.timedelta(days=procedure.limit))
                name = f"{effect.agency_id}-{effect.standard_id.removeprefix('proc_')}-Q{position}"
                taken = f"{day:%d/%m/%Y} 09:10"
                cases.append((calendar.month_number(day), [
                    name, procedure.code, effect.agency_id, "Trực tiếp", "Cá nhân", f"SIM{int(draw.integers(10**7)):07d}", taken, taken, f"{due:%d/%m/%Y}", "", "",
                    OPEN, "Cán bộ 02", "Bộ phận một cửa", "Có", "Không", "Không",
                ]))  # fmt: skip
                before = days.after(due, -1)
                said = f"{before:%d/%m/%Y} 16:00"
                events.append((calendar.month_number(before), [
                    name, "Xin lỗi", said, said, "Phiếu xin lỗi và hẹn lại ngày trả kết quả", f"{days.after(due, 10):%d/%m/%Y}", "",
                ]))  # fmt: skip
                for standard, code in ((effect.standard_id, procedure.code), ("onestop_result_by_due_date", "")):
                    ground.found("overdue", effect.agency_id, standard, due, name, code)
    return cases, events
