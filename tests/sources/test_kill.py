"""An intake killed at any moment and started again ends where one ends that nobody killed."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
import xlsxwriter

from pipelines.runtime.settings import Home
from tests.conftest import ROOT
from tests.sources.mail import COMPLAINT, Mail, kept

ROUNDS, FEW, KILLS, SEED = 5, 2, 4, 350
DOSSIER = {"Mã hồ sơ": "", "Mã TTHC": "1.001612", "Mã đơn vị": "M0001", "Mã người nộp": "", "Thời điểm tiếp nhận": "05/01/2026 09:00"}
PETITION = {"Mã phản ánh": "", "Mã đơn vị": "M0001", "Thời điểm nhận": "05/01/2026 09:00", "Ghi chú": ""}


class Server:
    """The process that starts intakes."""

    def __init__(self) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        script = str(ROOT / "tests" / "sources" / "taking_in.py")
        self.process = subprocess.Popen(
            [sys.executable, script], cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def take_in(self, home: Path, inbox: Path, kill_after: float | None = None) -> tuple[str, float]:
        """How it ended (whole, killed, failed), and how many seconds the intake took."""
        self.process.stdin.write(f"{home} {inbox}\n")
        self.process.stdin.flush()
        ready, pid = self.process.stdout.readline().split()
        assert ready == "ready"
        began = time.monotonic()
        if kill_after is not None:
            time.sleep(kill_after)
            # it may have ended by itself
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)
        outcome = self.process.stdout.readline().strip()
        return outcome, time.monotonic() - began


@pytest.fixture(scope="module")
def server():
    server = Server()
    yield server
    server.process.stdin.close()
    server.process.wait(timeout=60)


@pytest.fixture(scope="module")
def inbox(tmp_path_factory) -> Path:
    """Some hundred files of four sources: one large, some refused, bad rows, the same bytes for several months, a missing column."""
    mail = Mail(tmp_path_factory.mktemp("kill") / "inbox")
    note, mail.note = mail.note, lambda name, at: mail.came.setdefault(name, f"{at} 08:30:00")
    for month in range(1, 7):
        for number in range(1, 31):
            code, at = f"M{number:04d}", f"2026-{month + 1:02d}-04"
            bad = [{"Mã đơn": "X", "Mã đơn vị": "M9999"}] if number % 7 == 0 else []
            mail.send(f"don_khieu_nai/{code}_2026-{month:02d}.csv", at, {"Mã đơn": f"KN{month}-{number}", "Mã đơn vị": code}, *bad)
        mail.send(f"phan_anh_kien_nghi/2026-{month:02d}.csv", at, {"Mã phản ánh": "P1"}, {"Mã phản ánh": "P1"}, header=PETITION)
        dossiers = [{"Mã hồ sơ": f"H{month}-{i}", "Mã người nộp": f"0010990{i:05d}"} for i in range(20_000 if month == 3 else 50)]
        mail.send(f"ho_so_tthc/2026-{month:02d}.csv", at, *dossiers, {"Mã hồ sơ": ""}, header=DOSSIER)
    book_path = mail.inbox / "don_khieu_nai" / "M0041_2026-01.xlsx"
    with xlsxwriter.Workbook(book_path) as book:
        sheet = book.add_worksheet("Tháng 1")
        sheet.write_row(0, 0, list(COMPLAINT))
        sheet.write_row(1, 0, list({**COMPLAINT, "Mã đơn": "KN41", "Mã đơn vị": "M0041", "Ngày nhận": "hôm qua"}.values()))
    (mail.inbox / "don_khieu_nai" / "M0042_2026-01.csv").write_bytes(b"")
    mail.note("don_khieu_nai/M0041_2026-01.xlsx", "2026-02-04")
    note("don_khieu_nai/M0042_2026-01.csv", "2026-02-04")
    return mail.inbox


def state(root: Path) -> dict:
    """Everything an intake leaves behind."""
    home = Home(root, "sample")
    with duckdb.connect(str(home.warehouse), read_only=True) as connection:
        tables = kept(connection)
        staged = {
            path.name: connection.execute("select * from read_parquet(?)", [str(path)]).fetchall() for path in home.staged.glob("*.parquet")
        }
    lines = {path.name: path.read_text(encoding="utf-8") for path in home.staged.glob("*.json")}
    rejects = {path.relative_to(home.rejects).as_posix(): path.read_bytes() for path in home.rejects.rglob("*") if path.is_file()}
    return {"tables": tables, "staged": staged, "lines": lines, "rejects": rejects}


def left_over(root: Path) -> list[str]:
    home = Home(root, "sample")
    found = [home.work] if home.work.exists() else []
    found += [*home.staged.glob(".*"), *home.rejects.rglob(".*"), *home.folder.glob("*.wal"), *home.folder.glob("*.tmp")]
    found += [path for path in home.staged.glob("*") if path.suffix not in (".json", ".parquet")]
    return [path.name for path in found]


@pytest.fixture(scope="module")
def undisturbed(server, inbox, tmp_path_factory) -> tuple[dict, float]:
    root = tmp_path_factory.mktemp("whole")
    outcome, _ = server.take_in(root, inbox)
    assert outcome == "whole"
    # the first one warms the caches: moments are drawn from the time of a second one
    outcome, seconds = server.take_in(tmp_path_factory.mktemp("timed"), inbox)
    assert outcome == "whole"
    found = state(root)
    assert len(found["tables"]["source_file"]) == 30 * 6 + 6 * 2 + 1 and len(found["tables"]["procedure_case"]) > 20_000
    assert len(found["rejects"]) == 4 * 6 + 6 + 2 and found["tables"]["duplicate_row"] and len(found["tables"]["notice"]) == 19
    return found, seconds


@pytest.mark.parametrize("number", [*range(FEW), *(pytest.param(n, marks=pytest.mark.slow) for n in range(FEW, ROUNDS))])
def test_killed_again_and_again_it_ends_as_if_never_killed(server, inbox, undisturbed, tmp_path, number):
    whole, seconds = undisturbed
    draw = random.Random(SEED + number)
    root = tmp_path / "0"
    while server.take_in(root, inbox, draw.uniform(0, seconds))[0] != "killed":
        # it was whole by then: this machine has become faster than when it was timed
        seconds, root = seconds / 2, tmp_path / str(int(root.name) + 1)
    outcomes = [server.take_in(root, inbox, draw.uniform(0, seconds))[0] for _ in range(KILLS - 1)]
    assert set(outcomes) <= {"killed", "whole"}
    assert server.take_in(root, inbox)[0] == "whole"
    ended = state(root)
    assert ended["tables"] == whole["tables"]
    assert ended["staged"] == whole["staged"] and ended["lines"] == whole["lines"]
    assert ended["rejects"] == whole["rejects"]
    assert left_over(root) == []
