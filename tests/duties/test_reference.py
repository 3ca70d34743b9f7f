"""Random cases: the SQL and the slow reference agree on every due date and status, of every duty of every case."""

import datetime as dt

import pytest

from tests.duties.inbox import Inbox, months
from tests.duties.random_cases import AGENCIES, Dice, put
from tests.duties.random_worlds import draw
from tests.reference.clock import duties_of
from tests.reference.clock.facts import Case, World, of_kind

BY_AGENCY = ("don_khieu_nai", "don_to_cao", "yeu_cau_thong_tin", "nhiem_vu_ke_hoach", "nghia_vu_dinh_ky")
BY_CITY = (
    "ho_so_tthc", "su_kien_ho_so", "xu_phat_hanh_chinh", "su_kien_vu_viec", "van_ban_huong_dan", "thanh_tra_kiem_tra",
    "phan_anh_kien_nghi", "kien_nghi_thuc_hien",
)  # fmt: skip
FOUND = """
    select standard_id, case_id, agency_id, due_at, original_due_at, status, base_due_at, base_status, days_late
    from duties.duty where case_kind not in ('reported_figure', 'budget', 'staff', 'reception') order by all
"""


def world_of(seed: int, number: int, as_of: dt.date) -> tuple[Inbox, World]:
    """Cases, and files of which one in ten did not come."""
    dice, inbox = Dice(seed), Inbox()
    cases = [put(inbox, made) for made in draw(dice, number)]
    for source in (*BY_AGENCY, *BY_CITY):
        for month in months("2025-04", "2026-10"):
            for agency in AGENCIES if source in BY_AGENCY else (None,):
                if dice.maybe(0.9):
                    inbox.came(source, month, agency)
    came = set()
    for source, stem in inbox.files:
        agency, _, month = stem.rpartition("_")
        came.add((source, agency or "*", month))
    sent = [(case.kind, fact.event, fact.at.date()) for case in cases for fact in case.facts]
    return inbox, World(as_of, cases, came, sent)


def compare(bench_of, folder, seed: int, number: int, as_of: dt.date) -> int:
    inbox, world = world_of(seed, number, as_of)
    bench = bench_of("sample")
    bench.take_in(inbox.write(folder), dt.datetime(2029, 1, 1))
    assert bench.rows("select name, rows_rejected from sources.source_file where rows_rejected > 0") == []
    bench.compute(as_of)
    found = {row[:3]: row[3:] for row in bench.rows(FOUND)}
    number = 0
    for case in world.cases:
        expected = {(d.standard, d.case, d.agency): d for d in duties_of(case, world)}
        mine = {key: found.pop(key) for key in [(s, case.number, a) for s in names(case) for a in (*AGENCIES, "MS04")] if key in found}
        assert mine.keys() == expected.keys(), (seed, case, "duties", mine.keys() ^ expected.keys())
        for key, duty in expected.items():
            told = (duty.due, duty.original, duty.status, duty.base_due, duty.base_status, duty.late)
            assert mine[key] == told, (seed, key, case)
            number += 1
    assert not found, ("nobody expects", list(found)[:5])
    return number


def names(case: Case) -> list[str]:
    return [rule["standard_id"] for rule in of_kind(case.kind)]


# 10,000 cases in two worlds, each seen on another day
@pytest.mark.parametrize(("seed", "as_of"), [(1, dt.date(2026, 10, 31)), (2, dt.date(2026, 3, 31))])
def test_sql_equals_the_reference(bench_of, tmp_path, seed, as_of):
    assert compare(bench_of, tmp_path, seed, 5000, as_of) > 7000, "a world that makes few duties proves little"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10, 20))
def test_sql_equals_the_reference_in_many_worlds(bench_of, tmp_path, seed):
    compare(bench_of, tmp_path, seed, 20_000, dt.date(2025, 6, 30) + dt.timedelta(days=40 * (seed - 10)))
