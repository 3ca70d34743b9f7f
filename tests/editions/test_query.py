"""`lawgap query` in the hands of somebody who wants more than an answer: every attempt is a real process on the demo's edition."""

import csv
import io
import json
import signal
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import duckdb
import pytest
from rich.console import Console

from pipelines import ask
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.settings import Home
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def home(demo: Path) -> Home:
    return Home(demo, "sample")


@pytest.fixture
def asked(home: Home, capsys):
    """asked(sql, form) → what is printed."""

    def put(sql: str, form: str = "json", edition: str | None = None) -> str:
        out = io.StringIO()
        ask.query(home, sql, edition, form, Console(file=out, width=200))
        return out.getvalue() + capsys.readouterr().out

    return put


def state(home: Home) -> dict[str, tuple[int, int]]:
    folder = home.editions / "latest"
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_size) for path in folder.resolve().rglob("*")}


def lawgap(demo: Path, *arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "pipelines.cli", "query", *arguments, "--profile", "sample", "--home", str(demo)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def test_the_three_forms_give_the_same_answer(asked):
    sql = "select flag_id, numerator, probability, since from flag order by flag_id limit 3"
    told = json.loads(asked(sql))
    read = list(csv.DictReader(io.StringIO(asked(sql, "csv"))))
    assert len(told) == 3 and [{k: "" if v is None else str(v) for k, v in row.items()} for row in told] == read
    table = asked(sql, "table")
    assert all(row["flag_id"] in table and row["since"] in table for row in told)


def test_decimals_stay_exact_and_two_columns_of_one_name_are_both_there(asked):
    (row,) = json.loads(asked("select cast('12345678901234567890.123456' as decimal(38, 6)) as x, 1 as x, null as n, [1, 2] as l"))
    assert row == {"x": "12345678901234567890.123456", "x_1": 1, "n": None, "l": [1, 2]}


def test_what_agencies_wrote_neither_formats_nor_steers_the_terminal(asked):
    said = asked("select '[red]x[/blue]' as \"[b]\", chr(27) || '[2Jgone' as y", "table")
    assert "[red]x[/blue]" in said and "[b]" in said and "\x1b" not in said


FORBIDDEN = [
    "select * from read_csv('/etc/passwd')",
    "select * from read_text('/etc/passwd')",
    "select * from read_blob('/etc/passwd')",
    "select * from '/etc/passwd'",
    "select * from 'https://example.org/x.parquet'",
    "select * from glob('/etc/*')",
    "select * from read_json('/etc/passwd')",
    "select * from read_parquet('/etc/passwd')",
    "select * from parquet_metadata('/etc/passwd')",
    "select * from query('select * from read_text(''/etc/passwd'')')",
    "select * from query_table('/etc/passwd')",
    "from '/etc/passwd'",
    "from 'file.csv'",
    "describe '/etc/passwd'",
    "summarize '/etc/passwd'",
    "copy flag from '/etc/passwd'",
    "import database '/tmp/all'",
    "select * from sniff_csv('/etc/passwd')",
    "attach ':memory:' as y",
    "attach '/tmp/y.duckdb' as y",
    "copy flag to '/tmp/flag.csv'",
    "copy (select 1) to '/dev/stdout'",
    "export database '/tmp/all'",
    "install httpfs",
    "load httpfs",
    "pragma database_list",
    "pragma enable_external_access",
    "set enable_external_access = true",
    "reset lock_configuration",
    "set lock_configuration = false",
    "set memory_limit = '100GB'",
    "set temp_directory = '/tmp'",
    "set threads = 64",
    "set variable x = 1",
    "pragma memory_limit = '100GB'",
    "pragma temp_directory = '/tmp'",
    "create secret s (type s3)",
    "force install httpfs",
    "install h3 from community",
    "detach audit",
    "select getenv('HOME')",
    "call pragma_version()",
    "checkpoint",
    "use memory",
    "delete from flag",
    "update flag set numerator = 0",
    "insert into flag_evidence values ('a', 'b', 'c')",
    "create table x as select 1",
    "create temp table x as select 1",
    "drop table flag",
    "alter table flag add column x int",
    "truncate flag",
    "create or replace view v_overdue_now as select 1",
    "create macro m() as 1",
    "with gone as (delete from flag returning *) select * from gone",
    "merge into flag using flag as g on flag.flag_id = g.flag_id when matched then delete",
    "select * from query('delete from flag')",
    "vacuum",
    "begin",
    "prepare p as select 1",
    "explain analyze copy flag to '/tmp/flag.csv'",
    "select 1; delete from flag",
    "select 1; select 2",
    "select * from LOCKED",
    "select * from no_such_table",
    "selec 1",
]


def test_it_reads_the_edition_and_nothing_else_and_changes_nothing(asked, home: Home):
    before = state(home)
    for sql in FORBIDDEN:
        with pytest.raises(LawgapError) as refused:
            asked(sql)
        assert refused.value.what and refused.value.do and "Traceback" not in str(refused.value), sql
        assert "root:" not in str(refused.value), sql
    assert state(home) == before
    # other questions are asked the way people ask them
    for sql in ("from edition", "describe flag", "summarize edition", "show tables", "explain select * from flag", "values (1)"):
        assert json.loads(asked(sql)), sql


@pytest.mark.parametrize(
    "sql",
    [
        "select length(repeat('x', 3000000000))",
        "select list(a.duty_id || b.duty_id) from duty as a, duty as b",
        "select length(string_agg(repeat('x', 1000000), '')) from range(100000)",
        "select count(*) from (select distinct a.duty_id || b.duty_id from duty as a, duty as b)",
        # would be sorted on disk, had it one
        "select * from (select a.duty_id || b.duty_id as x from duty as a, duty as b) order by x limit 1 offset 100000000",
        "select len(range(3000000000))",
    ],
)
def test_memory_ends_before_the_machine_s_does_and_nothing_spills(asked, home: Home, sql: str):
    before = state(home), set(Path("/tmp").glob("*duckdb*"))
    with pytest.raises(LawgapError, match="too much memory"):
        asked(sql)
    assert (state(home), set(Path("/tmp").glob("*duckdb*"))) == before


@pytest.mark.parametrize("sql", ["select " + "(" * 50_000 + "1" + ")" * 50_000, "select " + "-" * 3 + "\n" + "1+" * 100_000 + "1"])
def test_a_question_too_deep_to_read_is_refused_like_any_other(asked, sql: str):
    with pytest.raises(LawgapError) as refused:
        asked(sql)
    assert "Traceback" not in str(refused.value)


def test_no_file_can_grow_in_its_process(home: Home, tmp_path: Path):
    """Where a lock of DuckDB's failed, the operating system still holds: the same limits, with the locks taken off."""
    script = Path(ask.__file__).with_name("ask_locked.py")
    told = f"import sys; sys.path.insert(0, {str(script.parent)!r}); import duckdb, ask_locked; ask_locked.bound({ask.MEMORY}, 60)"
    written = f"duckdb.sql(\"copy (select 1) to '{tmp_path}/x.csv'\")"
    done = subprocess.run([sys.executable, "-I", "-c", f"{told}; {written}"], capture_output=True, text=True)
    assert done.returncode and not any(path.stat().st_size for path in tmp_path.iterdir())


@pytest.mark.parametrize(
    "sql",
    [
        "with recursive r as (select 1 as n union select (n + 1) % 1000000007 from r) select max(n) from r",
        "select count(*) from duty as a, duty as b, duty as c where a.days_late + b.days_late = c.days_late + 1",
    ],
)
def test_what_never_ends_is_ended(asked, monkeypatch, sql: str):
    monkeypatch.setattr(ask, "SECONDS", 3)
    started = time.monotonic()
    with pytest.raises(LawgapError, match="no answer within 3 seconds"):
        asked(sql)
    assert time.monotonic() - started < 20


def test_an_orphan_ends_by_itself(home: Home):
    """The command killed, its question goes on only as long as its processor time lasts."""
    script = Path(ask.__file__).with_name("ask_locked.py")
    path = (home.editions / "latest" / "audit.duckdb").resolve()
    command = [sys.executable, "-I", str(script), str(path), str(ask.MEMORY), "1", "1000000", "0"]
    done = subprocess.run(
        command, input="select count(*) from range(1000000) a, range(1000000) b", text=True, capture_output=True, timeout=60
    )
    assert done.returncode == -signal.SIGXCPU


def test_an_answer_has_bounds(asked, monkeypatch):
    with pytest.raises(LawgapError, match="more than 2,000 rows are too many for a table"):
        asked("from range(2500)", "table")
    assert len(asked("from range(2500)", "csv").splitlines()) == 2501
    assert len(asked("from range(2000)", "table").splitlines()) > 2000
    with pytest.raises(LawgapError, match="more than 2,000 rows"):
        asked("from range(1000000000)", "table")
    # short rows are counted with what holding them costs
    with pytest.raises(LawgapError, match="larger than 64 MB"):
        asked("select 1 from range(3000000)", "csv")
    monkeypatch.setattr(ask, "ANSWER", 2**20)
    with pytest.raises(LawgapError, match="larger than 1 MB"):
        asked("select * from duty", "csv")


@pytest.mark.parametrize("form", ["csv", "json"])
def test_the_command_holds_no_more_than_the_answer_s_bytes(home: Home, monkeypatch, tmp_path: Path, form: str):
    """Rows are made one by one: a list of them would take two hundred bytes each, thirty million in all."""
    with (tmp_path / "told").open("w", encoding="utf-8") as file:
        monkeypatch.setattr("sys.stdout", file)
        tracemalloc.start()
        try:
            ask.query(home, "select range as n from range(150000)", None, form, Console(file=io.StringIO()))
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    told = (tmp_path / "told").read_text(encoding="utf-8")
    assert most < 20 * 2**20, most
    assert (json.loads(told)[-1] == {"n": 149999}) if form == "json" else told.splitlines()[-1] == "149999"


def test_json_is_laid_out_as_the_library_does(asked):
    sql = "select * from (values (1, [1, 2], {'a': 'dòng\nhai'}), (2, [], null)) as t (a, b, c)"
    told = asked(sql)
    assert told == json.dumps(json.loads(told), ensure_ascii=False, indent=1) + "\n" and len(json.loads(told)) == 2
    assert asked("select 1 as a where false") == "[]\n"


def test_one_edition_only_and_none_beside_it(asked, home: Home):
    (edition,) = json.loads(asked("from edition", edition="latest"))
    assert json.loads(asked("from edition", edition=edition["edition_id"])) == [edition]
    for strange in ("2020-01-31.1", "..", "../editions/latest", f"{home.editions}/latest", ".building-1"):
        with pytest.raises(LawgapError, match="no edition"):
            asked("from edition", edition=strange)


def test_ends_with_0_1_or_2(demo: Path, home: Home):
    done = lawgap(demo, "select count(*) as n from flag", "--format", "json")
    with duckdb.connect(str(home.editions / "latest" / "audit.duckdb"), read_only=True) as connection:
        assert [(json.loads(done.stdout)[0]["n"],)] == connection.execute("select count(*) from flag").fetchall() and done.returncode == 0
    done = lawgap(demo, "delete from flag")
    assert (
        done.returncode == 1
        and done.stdout == ""
        and done.stderr.startswith("lawgap: only one question")
        and "Traceback" not in done.stderr
    )
    assert lawgap(demo, "select 1", "--format", "xml").returncode == lawgap(demo, " ").returncode == 2
