"""What the city's own systems hold besides cases: inspections and what they recommend, documents, findings, money, opinion."""

import datetime as dt

from pipelines.simulator import days
from pipelines.simulator.city import END, INSPECTORATE, Agency, Draw, Habit, in_days, in_working_days, one_of, some_day
from pipelines.simulator.documents import DUTIES, FINDINGS, LAWS, document, finding, lawful
from pipelines.simulator.inspections import FIELDS, ORIGINS, recommendation
from pipelines.simulator.resources import QUARTERS, REGULAR
from pipelines.simulator.worlds.cases import months_from
from pipelines.simulator.worlds.ground import Ground
from pipelines.simulator.worlds.kinds import MAIN
from pipelines.simulator.worlds.plant import Effect

INSPECTIONS, OTHERS, FOUND = 6.0, 7.0, 45
FAILED, UNHAPPY = 0.02, 0.05
# allotted share of regular expenditure and spent share of the allotment by year; which sign changes what
SHARE, SPENT = {2024: 0.0051, 2025: 0.0053, 2026: 0.0055}, {2024: 0.96, 2025: 0.96, 2026: 0.84}
SIGNS = {"share": ("allotted", {2024: 0.0042, 2025: 0.0046}), "falling": ("allotted", {2024: 0.0062}), "disbursed": ("spent", {2025: 0.82})}


def centre(ground: Ground) -> None:
    for part in (inspections, recommendations, documents, findings, budget, survey):
        part(ground)


def inspections(ground: Ground) -> None:
    """Of any agency, or of one procedure at a commune; carried out step by step in time."""
    draw = ground.draws("inspections")
    inspected = [agency for agency in ground.agencies if agency.tier != "city" and agency.code != INSPECTORATE]
    number = 0
    for month in months_from(ground.spec.first):
        for agency in (inspected[int(i)] for i in draw.integers(len(inspected), size=draw.poisson(INSPECTIONS))):
            number += 1
            standard = one_of(draw, MAIN) if agency.tier == "commune" and draw.random() < 0.6 else ""
            _inspection(ground, agency, f"TTr-{month[0]}-{number:03d}", some_day(draw, month), standard)
    for effect in ground.effects:
        if effect.kind == "contradicted":
            _targeted(ground, effect)
        if effect.kind == "not_executed" and effect.standard_id == "inspection_recommendation_done":
            _neglected(ground, effect)


def _targeted(ground: Ground, effect: Effect) -> None:
    """Where citizens complain the inspectorate comes twice, and finds what the register does not show."""
    agency, draw = ground.by_code[effect.agency_id], ground.draws("targeted", effect.agency_id)
    months = months_from(effect.since)
    for position in range(2):
        month = months[int(draw.integers(max(1, len(months) - 3)))]
        _inspection(ground, agency, f"TTr-{month[0]}-{effect.agency_id}-{position}", some_day(draw, month), effect.standard_id)


def _inspection(ground: Ground, agency: Agency, number: str, started: dt.date, standard: str) -> str:
    draw = ground.draws("inspection", number)
    ended = in_days(draw, started, 45, True, least=20)
    reported = days.on_or_after(ended + dt.timedelta(days=int(draw.integers(5, 15))))
    concluded = days.on_or_after(reported + dt.timedelta(days=int(draw.integers(15, 30))))
    published = in_days(draw, concluded, 10, True)
    ground.event("inspection", number, "drafting_assigned", in_working_days(draw, reported, 5, True))
    checked = int(draw.integers(20, 41))
    procedure = next((found.code for found in ground.procedures if found.standard == standard), "")
    effect = ground.effect_at(agency.code, standard, "contradicted") if standard else None
    failing = FAILED * (effect.size if effect and started >= effect.since else 1.0)
    ground.add("thanh_tra_kiem_tra", {
        "Mã cuộc": number, "Cơ quan tiến hành": INSPECTORATE, "Mã đơn vị": agency.code,
        "Lĩnh vực": "Thủ tục hành chính" if standard else one_of(draw, FIELDS), "Mã TTHC": procedure,
        "Ngày bắt đầu": started, "Ngày kết thúc": ended, "Ngày báo cáo": reported, "Ngày kết luận": concluded, "Ngày công khai": published,
        "Số vụ kiểm tra": checked, "Số vụ vi phạm": int(draw.binomial(checked, min(0.9, failing))),
    })  # fmt: skip
    received = days.after(concluded, 2)
    for position in range(1, int(draw.integers(2, 5)) + 1):
        _recommended(ground, agency, draw, f"KNTH-{number}-{position}", number, received, False)
    return number


def _neglected(ground: Ground, effect: Effect) -> None:
    """Recommendations of one inspection that are never carried out, due before the end."""
    agency, draw = ground.by_code[effect.agency_id], ground.draws("neglected", effect.agency_id)
    latest = END - dt.timedelta(days=125)
    received = days.on_or_before(min(max(effect.since, ground.spec.first) + dt.timedelta(days=int(draw.integers(5, 25))), latest))
    for position in range(1, int(effect.size) + 1):
        name = f"KNTH-{effect.agency_id}-K{position}"
        due = _recommended(ground, agency, draw, name, "", received, True)
        ground.found("not_executed", agency.code, effect.standard_id, due, name)


def _recommended(ground: Ground, agency: Agency, draw: Draw, name: str, inspection: str, received: dt.date, undone: bool) -> dt.date:
    """The day by which an inspection's recommendation is to be carried out."""
    recommendation(ground, agency, draw, name, "Thanh tra", inspection, received, Habit(), undone)
    due = ground.rows["kien_nghi_thuc_hien"][-1]["Hạn thực hiện"]
    ground.count(agency, "inspection_recommendation_done", due.toordinal(), 0.0 if undone else 1.0)
    return due


def recommendations(ground: Ground) -> None:
    """What the Front, the Council and the auditors recommend."""
    draw, number = ground.draws("recommendations"), 0
    for month in months_from(ground.spec.first):
        for _ in range(draw.poisson(OTHERS)):
            number += 1
            agency = ground.agencies[int(draw.integers(len(ground.agencies)))]
            name = f"KNTH-{month[0]}-{number:04d}"
            recommendation(ground, agency, draw, name, one_of(draw, ORIGINS), "", some_day(draw, month), Habit(), False)


def documents(ground: Ground) -> None:
    """In time with their laws, but for what is planted."""
    lawful(ground, ground.city, ground.draws("documents"), dict.fromkeys(DUTIES, Habit()))
    for effect in ground.effects:
        if effect.kind == "undocumented":
            draw = ground.draws("undocumented", effect.standard_id)
            for position in range(1, int(effect.size) + 1):
                _undocumented(ground, effect, draw, position)


def _undocumented(ground: Ground, effect: Effect, draw: Draw, position: int) -> None:
    """Due and not issued, whenever its law takes effect; or issued after the law took effect."""
    if effect.standard_id == "implementing_docs_assigned_issued":
        name = f"9{position:02d}/2026/QĐ-UBND.MS"
        due = min(effect.since + dt.timedelta(days=int(draw.integers(10, 90))), END)
        document(ground, ground.city, draw, name, "Luật Mẫu số 8", dt.date(2026, 12, 1), due, "")["_listed"] = max(
            effect.since, ground.spec.first
        )
        ground.found(effect.kind, ground.city.code, effect.standard_id, due, name)
        return
    name = f"8{position:02d}/2026/QĐ-UBND.MS"
    law, takes_effect = next(((law, day) for law, day, _ in LAWS if day >= effect.since), ("Luật Mẫu số 7", dt.date(2026, 9, 1)))
    issued = days.on_or_after(takes_effect + dt.timedelta(days=int(draw.integers(10, 45))))
    row = document(ground, ground.city, draw, name, law, takes_effect, issued + dt.timedelta(days=20), issued)
    row["Ngày đăng công khai"] = days.after(issued, 4)
    ground.found(effect.kind, ground.city.code, effect.standard_id, takes_effect, name)


def findings(ground: Ground) -> None:
    """Contradictions, overlaps and inadequacies; all settled before their day, but for what is planted."""
    draw = ground.draws("findings")
    owners = [agency for agency in ground.agencies if agency.tier != "commune"]
    for number in range(1, FOUND + 1):
        found = days.on_or_after(ground.spec.first + dt.timedelta(days=int(draw.integers((END - ground.spec.first).days - 20))))
        due, resolved = (days.on_or_before(found + dt.timedelta(days=int(draw.integers(*span)))) for span in ((60, 120), (25, 59)))
        owner = owners[int(draw.integers(len(owners)))]
        finding(
            ground, draw, f"RS-{number:03d}", LAWS[number % len(LAWS)][0], "", one_of(draw, FINDINGS), owner.code, (found, due, resolved)
        )
    for effect in ground.effects:
        if effect.kind == "unresolved_contradiction":
            draw = ground.draws("unresolved", effect.agency_id)
            for position in range(1, int(effect.size) + 1):
                due = days.on_or_before(min(effect.since + dt.timedelta(days=int(draw.integers(5, 60))), END))
                found = days.on_or_before(
                    max(due - dt.timedelta(days=int(draw.integers(60, 90))), ground.spec.first + dt.timedelta(days=7))
                )
                name = f"RS-{effect.agency_id}-{position}"
                finding(ground, draw, name, "Luật Mẫu số 4", "", FINDINGS[position % 3], effect.agency_id, (found, due, ""))
                ground.found(effect.kind, effect.agency_id, "", due, name)


def budget(ground: Ground) -> None:
    """About a half per cent for legal work everywhere; the city's share and spending as planted."""
    changed = {SIGNS[effect.note][0]: SIGNS[effect.note][1] for effect in ground.effects if effect.kind == "unfunded"}
    for agency, draw in ground.each("budget"):
        city = agency.tier == "city"
        usual = REGULAR[agency.tier] * (1.0 if city else agency.size)
        for year in SHARE:
            share, spent = SHARE[year] * (1.0 if city else float(draw.normal(1.0, 0.05))), SPENT[year] * float(draw.uniform(0.98, 1.02))
            if city:
                share, spent = changed.get("allotted", {}).get(year, share), changed.get("spent", {}).get(year, spent)
            regular = round(usual * (1 + 0.06 * (year - 2024)) / 1_000_000) * 1_000_000
            allotted = round(regular * share / 1_000_000) * 1_000_000
            ground.add("ngan_sach", {
                "Năm": year, "Mã đơn vị": agency.code, "Chi thường xuyên": regular, "Dự toán công tác pháp luật": allotted,
                "Đã giải ngân": int(allotted * spent), "_listed": days.of_month(year, 10 if year == 2026 else 12)[-1],
            })  # fmt: skip


def survey(ground: Ground) -> None:
    for standard in MAIN:
        procedure = next(found for found in ground.procedures if found.standard == standard)
        for agency in ground.offices(procedure):
            draw = ground.draws(f"survey {standard}", agency.code)
            unhappy = float(draw.beta(UNHAPPY * 300, (1 - UNHAPPY) * 300))
            effect = ground.effect_at(agency.code, standard, "contradicted")
            for period, (year, month) in QUARTERS.items():
                day = days.of_month(year, month)[-1]
                share = min(0.8, UNHAPPY * effect.size) if effect and day >= effect.since else unhappy
                asked = 10 + int(draw.poisson(20 * agency.size))
                ground.add("khao_sat_hai_long", {
                    "Kỳ": period, "Mã đơn vị": agency.code, "Mã TTHC": procedure.code, "Số phiếu": asked,
                    "Số hài lòng": int(sum(draw.random(asked) >= share)), "_listed": day,
                })  # fmt: skip
