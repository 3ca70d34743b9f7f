"""How `old_home.tar.gz` was made: run inside a checkout of commit 9615ef7, the first whose warehouses can be rebuilt.

    git worktree add --detach OLD 9615ef7
    cd OLD && PYTHONPATH=. python …/tests/warehouse/old_home_recipe.py OUT
    tar -C OUT/home -czf old_home.tar.gz sample/warehouse.duckdb sample/staged

The profile is `sample`: a fictional city and simulated dossiers. Not run by the tests: today's code makes no old warehouse.
"""

import csv
import datetime as dt
import os
import sys
from pathlib import Path

AT = "%d/%m/%Y %H:%M"


def dossier(agency: str, number: int, day: dt.datetime, late: bool = False) -> dict:
    done = day + dt.timedelta(days=20 if late else 1)
    return {
        "Mã hồ sơ": f"{agency}.{number}", "Mã TTHC": "1.001612", "Mã đơn vị": agency, "Kênh nộp": "Trực tiếp",
        "Loại người nộp": "Cá nhân", "Mã người nộp": f"NN{number}", "Thời điểm nộp": f"{day:{AT}}", "Thời điểm tiếp nhận": f"{day:{AT}}",
        "Ngày hẹn trả": f"{day + dt.timedelta(days=5):%d/%m/%Y}", "Thời điểm hoàn tất": f"{done:{AT}}",
        "Thời điểm trả kết quả": f"{done:{AT}}", "Tình trạng": "Đã có kết quả",
    }  # fmt: skip


def files() -> dict[str, tuple[str, list[dict]]]:
    """Name → when it came and its rows: one row is refused, one stands twice, one is corrected a month later."""
    rows = [
        dossier(f"M{c:04d}", n, dt.datetime(2026, 1, 5, 8, 8) + dt.timedelta(days=7 * n), c == 3) for c in range(1, 13) for n in range(1, 9)
    ]
    bad = dossier("M0001", 99, dt.datetime(2026, 3, 3, 8)) | {"Thời điểm nộp": "33/33/2026"}
    complaint = {
        "Mã đơn": "KN1", "Mã đơn vị": "M0001", "Lần giải quyết": "1", "Ngày nhận": "02/03/2026", "Ngày thụ lý": "05/03/2026",
        "Ngày ra quyết định": "20/03/2026", "Kết quả": "Sai",
    }  # fmt: skip
    return {
        "ho_so_tthc/2026-03.csv": ("2026-04-02 09:00:00", [*rows, bad, rows[0]]),
        "ho_so_tthc/2026-04.csv": ("2026-05-02 09:00:00", [{**rows[3], "Tình trạng": "Rút"}]),
        "don_khieu_nai/M0001_2026-03.csv": ("2026-04-03 09:00:00", [complaint]),
    }


def main(out: Path) -> None:
    os.environ["LAWGAP_KEY"] = "5a" * 32
    from assets.sources.intake import prepare, take_in
    from assets.sources.profile_tables import put_profile
    from pipelines.runtime.profile import load_profile
    from pipelines.runtime.settings import Home
    from pipelines.runtime.warehouse import connect

    profile, home, inbox = load_profile("sample"), Home(out / "home", "sample"), out / "inbox"
    received = [("path", "received_at")]
    for name, (at, rows) in files().items():
        path = inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as handle:
            header = list(profile.contracts[path.parent.name].columns.values())
            writer = csv.DictWriter(handle, header, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        received.append((name, at))
    with (inbox / "received.csv").open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows(received)
    home.folder.mkdir(parents=True)
    connection = connect(home.warehouse)
    put_profile(connection, profile)
    prepare(connection)
    take_in(connection, profile, home, inbox, dt.datetime(2026, 6, 1))
    connection.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
