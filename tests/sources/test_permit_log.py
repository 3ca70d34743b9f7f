"""Another city's log through a contract alone: deadlines are instants, to the microsecond."""

import csv
import datetime as dt
from pathlib import Path

from tests.conftest import ROOT, third_party

PROFILE = ROOT / "tests" / "profiles_for_tests" / "permit_log"
AS_OF = dt.date(2013, 1, 31)


def statuses(bench) -> dict[str, int]:
    return dict(bench.rows("select status, count(*) from duties.duty group by 1"))


def test_the_known_answer(bench_of):
    bench = bench_of(PROFILE)
    bench.take_in(third_party("permit_log"))
    bench.compute(AS_OF)
    assert statuses(bench) == {"met": 1_329 - 377, "late": 377, "overdue": 105}


def test_ten_shifted_deadlines_change_ten_duties(bench_of, tmp_path: Path):
    with (third_party("permit_log") / "receipt.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    met = bench_of(PROFILE)
    met.take_in(third_party("permit_log"))
    met.compute(AS_OF)
    chosen = {case for (case,) in met.rows("select case_id from duties.duty where status = 'met' order by case_id limit 10")}
    for row in rows:
        if row["case:concept:name"] in chosen:
            row["case:deadline"] = row["case:startdate"]
    with (tmp_path / "receipt.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    bench = bench_of(PROFILE)
    bench.take_in(tmp_path)
    bench.compute(AS_OF)
    before, after = (set(b.rows("select duty_id, due_at, status from duties.duty")) for b in (met, bench))
    assert len(after - before) == 10
    assert statuses(bench) == {"met": 952 - 10, "late": 387, "overdue": 105}
