"""What every agency does by itself: receptions, tasks of the plan, staff, periodic duties, figures."""

import datetime as dt

from pipelines.simulator import days
from pipelines.simulator.city import Agency, Draw, Habit, some_day
from pipelines.simulator.openness import NEW_RECEPTION, of_month
from pipelines.simulator.periodic import DEPARTMENT, FIGURES, REGISTER, bounds, write_entry, write_figure
from pipelines.simulator.resources import staff
from pipelines.simulator.tasks import NUMBER, task
from pipelines.simulator.worlds.cases import Odds, months_from
from pipelines.simulator.worlds.ground import Ground

TASKS = {**NUMBER, "commune": 7}


def offices(ground: Ground) -> None:
    for part in (receptions, tasks, staff, register, figures):
        part(ground)


def receptions(ground: Ground) -> None:
    """Communes: a day a week until June 2026, then two days a month. Departments and the city: a day a month."""
    for agency, draw in ground.each("receptions"):
        if agency.tier == "commune":
            for day in weekly(ground.spec.agencies_from):
                _reception(ground, agency, draw, [day], "reception_commune_head_v1", day + dt.timedelta(days=6 - day.weekday()))
        for year, month in months_from(ground.spec.agencies_from):
            last = dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
            if agency.tier != "commune":
                _reception(ground, agency, draw, [of_month(year, month, 1)], "reception_agency_head", last)
            elif last > NEW_RECEPTION:
                _reception(ground, agency, draw, [of_month(year, month, 1), of_month(year, month, 3)], "reception_commune_head_v2", last)


def weekly(first: dt.date) -> list[dt.date]:
    """Thursday, or the last working day before it in that week, else the first after; up to June 2026."""
    chosen = []
    monday = first - dt.timedelta(days=first.weekday())
    while monday < NEW_RECEPTION:
        week = [day for day in (monday + dt.timedelta(days=i) for i in range(7)) if days.is_working(day) and day >= first]
        if week:
            early = [day for day in week if day.weekday() <= 3]
            chosen.append(early[-1] if early else week[0])
        monday += dt.timedelta(weeks=1)
    return chosen


def _reception(ground: Ground, agency: Agency, draw: Draw, chosen: list[dt.date], standard: str, due: dt.date) -> None:
    """The days of one week or month: the duty is kept if the head sat on all of them."""
    p = ground.cell(agency, standard).at(chosen[0].toordinal())
    kept = draw.random() < p
    ground.count(agency, standard, due.toordinal(), p)
    for position, day in enumerate(chosen):
        ground.add("tiep_cong_dan", {
            "Mã đơn vị": agency.code, "Ngày theo lịch": day, "Ngày thực hiện": day,
            "Người tiếp": "Người đứng đầu" if kept or position else "Cấp phó", "Số lượt": int(draw.poisson(4)), "_listed": day,
        })  # fmt: skip


def tasks(ground: Ground) -> None:
    for agency, draw in ground.each("tasks"):
        p = ground.cell(agency, "plan_task_on_time").base
        months = months_from(ground.spec.agencies_from)[:-1]
        for number in range(1, TASKS[agency.tier] + 1):
            group = (agency.number + number) % 7 + 1
            row = task(
                ground,
                agency,
                draw,
                f"NV-{agency.code}-{number:03d}",
                group,
                some_day(draw, months[int(draw.integers(len(months)))]),
                Odds(draw, p),
            )
            ground.count(agency, "plan_task_on_time", row["Hạn"].toordinal(), p)
            ground.count(agency, "plan_task_head_named", row["Ngày giao"].toordinal(), 1.0)
        if effect := ground.effect_at(agency.code, "plan_task_head_named", "unowned"):
            _unowned(ground, agency, effect.since, int(effect.size))


def _unowned(ground: Ground, agency: Agency, since: dt.date, count: int) -> None:
    """Given to nobody in particular, or to no unit; done in time all the same."""
    draw = ground.draws("unowned", agency.code)
    months = months_from(since)[:-1] or months_from(since)
    for position in range(1, count + 1):
        name = f"NV-{agency.code}-9{position:02d}"
        assigned = some_day(draw, months[int(draw.integers(len(months)))])
        row = task(ground, agency, draw, name, position % 7 + 1, assigned, Habit())
        row[("Cá nhân phụ trách", "Tập thể phụ trách")[position % 2]] = ""
        ground.count(agency, "plan_task_head_named", assigned.toordinal(), 0.0)
        ground.found("unowned", agency.code, "plan_task_head_named", assigned, name)


def register(ground: Ground) -> None:
    """What had to exist in each period; what a handful of departments or the city must have, they have."""
    for agency, draw in ground.each("register"):
        for standard, (owed_by, periods, when) in REGISTER.items():
            if agency.tier in owed_by:
                sure = owed_by == DEPARTMENT or agency.tier == "city"
                kept = Odds(draw, 1.0 if sure else ground.cell(agency, standard).base)
                for period in periods:
                    write_entry(ground, agency, draw, standard, period, when, kept)
                    if not sure and when != "ahead":
                        due = bounds(period)[1] + dt.timedelta(days=int(ground.standards[standard]["limit_value"] or 0))
                        ground.count(agency, standard, due.toordinal(), kept.p)


def figures(ground: Ground) -> None:
    for agency, draw in ground.each("figures"):
        for standard, (owed_by, periods, usual, share) in FIGURES.items():
            if agency.tier in owed_by:
                for period in periods:
                    write_figure(ground, agency, draw, standard, period, (usual, share), Odds(draw, 0.985))
