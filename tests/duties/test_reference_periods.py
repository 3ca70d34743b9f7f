"""Random figures, money, staff and reception days: the SQL and the slow reference agree on every duty of a period."""

import datetime as dt

from tests.duties.inbox import Inbox, months
from tests.duties.random_cases import Dice
from tests.reference.clock.facts import World, of_kind
from tests.reference.clock.others import Figure, reception_days, shares

AS_OF = dt.date(2026, 10, 31)
AGENCIES = ("01", "MS01", "MS02", "MS04", "M0001", "M0002", "M0003")
FOUND = """
    select standard_id, case_id, agency_id, due_at, original_due_at, status, base_due_at, base_status, days_late
    from duties.duty where case_kind in ('reported_figure', 'budget', 'staff')
        or standard_id in (select standard_id from sources.standard where computed_by = 'days_per_period') order by all
"""


def month_end(first: dt.date, length: int) -> dt.date:
    number = first.year * 12 + first.month - 1 + length
    return dt.date(number // 12, number % 12 + 1, 1) - dt.timedelta(days=1)


def counts(dice: Dice) -> tuple[int | None, int | None]:
    whole = dice.choice((0, 1, 2, 7, 20, None))
    return dice.choice((whole, whole, 0 if whole is None else max(whole - 1, 0), (whole or 0) + 1, None)), whole


def reported(dice: Dice, inbox: Inbox) -> list[Figure]:
    """Years, quarters and months of few standards, so that periods lie within one another."""
    found: dict[str, Figure] = {}
    rules = dice.sample([rule["standard_id"] for rule in of_kind("reported_figure")], 12)
    for _ in range(900):
        agency, standard, year = dice.choice(AGENCIES), dice.choice(rules), dice.choice((2024, 2025, 2026))
        length = dice.choice((12, 3, 3, 1, 1, 1))
        part = dice.randint(1, 12 // length)
        first = dt.date(year, (part - 1) * length + 1, 1)
        period = {12: f"{year}", 3: f"{year}-Q{part}", 1: f"{year}-{part:02d}"}[length]
        number = f"{agency}~{standard}~{period}"
        if number not in found:
            part_done, whole = counts(dice)
            found[number] = Figure(number, agency, standard, first, month_end(first, length), part_done, whole)
            cells = {"Tử số": "" if part_done is None else part_done, "Mẫu số": "" if whole is None else whole}
            inbox.add("so_lieu_dinh_ky", {"Mã đơn vị": agency, "Mã chuẩn mực": standard, "Kỳ": period, **cells})
    return list(found.values())


def money_and_staff(dice: Dice, inbox: Inbox) -> list[Figure]:
    found = []
    for agency in AGENCIES:
        for year in (2024, 2025, 2026):
            whole = dice.choice((60_000, 200, 0))
            part = dice.choice((whole // 200, whole // 200 + 1, max(whole // 200 - 1, 0), whole + 1))
            inbox.add(
                "ngan_sach",
                {"Năm": str(year), "Mã đơn vị": agency, "Chi thường xuyên": whole, "Dự toán công tác pháp luật": part, "Đã giải ngân": 0},
            )
            first = dt.date(year, 1, 1)
            found.append(Figure(f"{year}~{agency}", agency, "law_budget_half_percent", first, month_end(first, 12), part, whole))
        for month in months("2025-01", "2026-12"):
            first = dt.date.fromisoformat(f"{month}-01")
            day, (part, whole) = month_end(first, 1), counts(dice)
            cells = {"Có mặt": "" if whole is None else whole, "Đạt chuẩn": "" if part is None else part}
            inbox.add("nhan_su_phap_che", {"Ngày": f"{day:%d/%m/%Y}", "Mã đơn vị": agency, **cells})
            found.append(Figure(f"{agency}~{day}", agency, "legal_staff_law_degree", day, day, part, whole))
    return found


def receptions(dice: Dice, inbox: Inbox) -> list[tuple[str, dt.date, str]]:
    """Days by agency, some held on another day than planned; of every fourth month no file came."""
    found = []
    for agency in AGENCIES:
        for month in months("2025-01", "2026-12"):
            if dice.maybe(0.25):
                continue
            inbox.came("tiep_cong_dan", month, agency)
            first = dt.date.fromisoformat(f"{month}-01")
            for day in sorted(dice.sample(range(28), dice.choice((0, 1, 2, 4)))):
                planned = first + dt.timedelta(days=day)
                held, by = planned + dt.timedelta(days=dice.choice((0, 0, 0, 1, 3))), dice.choice(("head", "head", "deputy"))
                name = {"head": "Người đứng đầu", "deputy": "Cấp phó"}[by]
                row = {"Ngày theo lịch": f"{planned:%d/%m/%Y}", "Ngày thực hiện": f"{held:%d/%m/%Y}", "Người tiếp": name}
                inbox.add("tiep_cong_dan", {"Mã đơn vị": agency, **row}, month)
                found.append((agency, held, by))
    return found


def test_sql_equals_the_reference(bench_of, tmp_path):
    dice, inbox = Dice(7), Inbox()
    figures, held = reported(dice, inbox) + money_and_staff(dice, inbox), receptions(dice, inbox)
    came = {(source, *stem.split("_")) for source, stem in inbox.files if "_" in stem}
    world = World(AS_OF, [], came)
    bench = bench_of("sample")
    bench.take_in(inbox.write(tmp_path), dt.datetime(2027, 6, 1))
    assert bench.rows("select name, rows_rejected from sources.source_file where rows_rejected > 0") == []
    bench.compute(AS_OF)
    found = {row[:3]: row[3:] for row in bench.rows(FOUND)}
    expected = {
        (d.standard, d.case, d.agency): (d.due, d.original, d.status, d.base_due, d.base_status, d.late)
        for d in [*shares(figures, world), *reception_days(held, list(AGENCIES), world)]
    }
    wrong = [(key, expected.get(key), found.get(key)) for key in found.keys() | expected.keys() if found.get(key) != expected.get(key)]
    assert wrong == [] and len(found) > 400
    assert {status for _, _, status, *_ in found.values()} == {"met", "overdue", "excused", "unknown"}
