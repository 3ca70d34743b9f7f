"""The number of a row is its line in its own file, also where many files are read together."""

import csv
import datetime as dt
from pathlib import Path

import pytest

HEADER = ["Mã hồ sơ", "Mã TTHC", "Mã đơn vị", "Thời điểm tiếp nhận", "Tình trạng"]
# 2,048 rows are one chunk of the reader: some files end with a few rows over, which a join would hold back
SIZES = [5, 2048 + 27, 300, 2 * 2048 + 3, 1, 2048, 63, 64, 0, 2048 + 1, 900]


def _write(folder: Path, month: int, rows: int) -> list[str]:
    keys = [f"{month:02d}-{i:05d}" for i in range(rows)]
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"2025-{month:02d}.csv").open("w", encoding="utf-8", newline="") as handle:
        body = [[key, "1.001612", f"M{1 + i % 126:04d}", "03/11/2024 09:00", "Đang xử lý"] for i, key in enumerate(keys)]
        csv.writer(handle).writerows([HEADER, *body])
    return keys


@pytest.mark.parametrize("sizes", [SIZES, SIZES[::-1]])
def test_every_row_keeps_its_file_and_its_number(bench_of, tmp_path, sizes):
    wanted = {f"ho_so_tthc/2025-{month:02d}.csv": _write(tmp_path / "ho_so_tthc", month, rows) for month, rows in enumerate(sizes, 1)}
    bench = bench_of("sample")
    bench.take_in(tmp_path, dt.datetime(2026, 11, 24, 8))
    found: dict[str, dict[int, str]] = {name: {} for name in wanted}
    for name, row, key, agency in bench.rows(
        "select f.name, c.row, c.case_id, c.agency_id from sources.procedure_case as c inner join sources.source_file as f using (source_file_id)"
    ):
        found[name][row] = key
        assert agency == f"M{1 + (row - 2) % 126:04d}"
    assert found == {name: dict(enumerate(keys, 2)) for name, keys in wanted.items()}
