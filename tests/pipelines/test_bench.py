"""`lawgap bench speed` compares like with like: the bare script and the intake do the same work on the same file."""

import io
import subprocess
import sys

import duckdb
import pytest
from rich.console import Console

from pipelines.bench import speed
from pipelines.bench.steps import Measure, bare_database, home_of
from pipelines.runtime.errors import LawgapError
from tests.conftest import ROOT

# more than two blocks of 122,880: an order that is lost on several threads is lost between blocks
ROWS = 300_000


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """One measurement in a folder that is kept, and its folder."""
    folder = tmp_path_factory.mktemp("speed")
    return speed.measure(folder, ROWS, 1, Console(file=io.StringIO())), folder


@pytest.fixture(scope="module")
def both(measured):
    """Both databases on one connection."""
    _, folder = measured
    with duckdb.connect() as connection:
        connection.execute(f"attach '{bare_database(folder)}' as bare (read_only)")
        connection.execute(f"attach '{home_of(folder).warehouse}' as ours (read_only)")
        yield connection


def rows(connection, sql: str) -> list[tuple]:
    return connection.execute(sql).fetchall()


def test_the_file_is_one_month_as_the_city_would_send_it(measured, both):
    assert rows(both, "select rows_read, rows_accepted, rows_rejected from ours.sources.source_file") == [(ROWS, ROWS, 0)]
    assert rows(both, "select name from ours.sources.source_file") == [("ho_so_tthc/2026-10.csv",)]
    assert rows(both, "select count(*) from ours.sources.notice") == [(0,)]
    assert rows(both, "select count(distinct case_id), count(distinct applicant_token) from ours.sources.procedure_case") == [
        (ROWS, ROWS * 3 // 10)
    ]
    assert rows(both, "select count(*) from ours.sources.procedure_case where coalesce(returned_at, accepted_at) >= '2026-11-01'") == [(0,)]


def test_both_sides_give_every_row_the_same_number_token_and_texts(both):
    same = """
        select count(*) from bare.dossier as b inner join ours.sources.procedure_case as o
        on b.row = o.row and b.case_id = o.case_id and b.applicant_token = o.applicant_token
            and b.responsible_person = o.responsible_person and b.responsible_unit = o.responsible_unit
            and b.submitted_at = o.submitted_at and b.finished_at is not distinct from o.finished_at
    """
    assert rows(both, same) == [(ROWS,)]
    assert rows(both, f"select row, case_id from ours.sources.procedure_case where row in (2, {ROWS + 1}) order by row") == [
        (2, "HS.2026.000000000"),
        (ROWS + 1, f"HS.2026.{ROWS - 1:09}"),
    ]


def test_the_masking_that_is_timed_does_mask(both):
    hidden = rows(both, "select distinct responsible_person from bare.dossier where responsible_person like '%…%' ")
    assert hidden == [("Nguyễn Văn Mẫu […]",)]
    assert rows(both, "select count(*) from bare.dossier where regexp_matches(responsible_person, '[0-9]{8}')") == [(0,)]
    assert rows(both, "select count(*) from bare.dossier where responsible_person like '%…%'") == [(ROWS // 10,)]


def test_every_step_says_what_it_made_and_held(measured):
    found, _ = measured
    assert list(found) == ["write", "bare", "intake", "cases", "duties", "indicator"]
    assert [found[name].rows for name in ("write", "bare", "intake", "cases")] == [ROWS] * 4
    assert found["indicator"].rows > 100
    assert all(10**7 < one.peak < 10**10 and one.seconds > 0 for one in found.values())


def test_every_dossier_owes_its_promise_its_legal_limit_and_where_the_promise_passed_an_apology(measured, both):
    """What `duties` is timed for, counted from the file itself: no procedure is without a limit, none is counted twice."""
    passed = """
        select count(*) from ours.sources.procedure_case
        where promised_at <= timestamp '2026-10-31 23:59:59' and cast(promised_at as date) > cast(accepted_at as date)
            and (finished_at is null or finished_at > promised_at)
    """
    ((apologies,),) = rows(both, passed)
    assert 0 < apologies < ROWS and measured[0]["duties"].rows == 2 * ROWS + apologies


def test_a_step_does_not_report_the_memory_of_whoever_started_it():
    code = (
        "import subprocess, sys; held = b'x' * 600_000_000; "
        "print(subprocess.check_output([sys.executable, '-c', 'from pipelines.bench.steps import peak_memory; print(peak_memory())']).decode())"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(done.stdout) < 400_000_000


FAST, SLOW = Measure(10.0, 10.0, 10**9, 100), Measure(16.0, 16.0, 10**9, 100)


@pytest.mark.parametrize(
    ("intake", "said"),
    [
        (FAST, "đạt · met: intake ≤ 1.5 × bare, < 4 GB"),
        (SLOW, "chậm hơn mục tiêu · too slow: intake 1.60 × bare, target 1.5"),
        (Measure(10.0, 10.0, 4 * 10**9, 100), "tốn bộ nhớ hơn mục tiêu · too much memory: 4.00 GB, target 4 GB"),
        (Measure(10.0, 10.0, 10**9, 99), "không cùng một việc · not the same work: bare 100 rows, intake 99"),
    ],
)
def test_a_missed_target_is_named_and_fails(intake, said):
    out = Console(file=io.StringIO(), width=160, soft_wrap=True)
    assert speed.report({"bare": FAST, "intake": intake}, 1_000_000, out) is (intake is FAST)
    text = out.file.getvalue()
    assert said in text
    # 10 s for a million rows are 10 µs a row
    assert "10.00" in text and "1,000,000" in text


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("kept")
    with pytest.raises(LawgapError, match="not empty"):
        speed.speed(1000, 1, tmp_path, Console(file=io.StringIO()))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_too_little_disk_is_said_before_anything_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(LawgapError, match="GB of disk are needed"):
        speed.speed(10**12, 1, None, Console(file=io.StringIO()))
    assert list(tmp_path.iterdir()) == []


def test_a_step_that_fails_says_which_and_why(tmp_path):
    with pytest.raises(LawgapError, match=r"step bare failed: .*No files found"):
        speed.step("bare", tmp_path, 1000, "5a" * 32, Console(file=io.StringIO()))
