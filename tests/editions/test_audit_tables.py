"""audit.duckdb as outsiders bind to it: names, meanings, worked questions, and the way from every flag down to a row of a file."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import polars
import pytest

from tests.conftest import DATA, ROOT

FROZEN = Path(__file__).with_name("frozen_tables.txt")
OLDEST = "1.2.2"
VIEWS = ("v_overdue_now", "v_unworkable_standards", "v_agency_sheet", "v_changes_since_last", "v_official_766")
# outsiders bind to their parameters too, by name
MACROS = {
    "evidence": ["flag_id"], "evidence_of": ["agency_id", "indicator_id", "period"], "trace": ["duty_id"], "trace_flag": ["flag_id"],
    "head_of": ["agency_id", "day"], "predecessors": ["agency_id"],
}  # fmt: skip


@pytest.fixture(scope="module")
def path(demo: Path) -> Path:
    return demo / "sample" / "editions" / "latest" / "audit.duckdb"


@pytest.fixture(scope="module")
def audit(path: Path):
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


@pytest.fixture
def changed(path: Path, tmp_path: Path):
    """A copy of the evidence file that a test may write to."""
    shutil.copy(path, tmp_path / "audit.duckdb")
    with duckdb.connect(str(tmp_path / "audit.duckdb")) as connection:
        yield connection


def rows(audit, sql: str, *arguments) -> list[tuple]:
    return audit.execute(sql, list(arguments)).fetchall()


def frozen() -> dict[str, dict[str, str]]:
    """Table → column → type."""
    lines = [line for line in FROZEN.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return {
        table: dict(re.findall(r"(\w+) (\w+(?:\(\d+,\d+\))?)", columns))
        for table, columns in (line.split(": ", maxsplit=1) for line in lines)
    }


def test_every_frozen_table_and_column_is_there_with_its_type(audit):
    found: dict[str, dict[str, str]] = {}
    for table, column, kind in rows(audit, "select table_name, column_name, data_type from duckdb_columns() where not internal"):
        found.setdefault(table, {})[column] = kind
    assert {table: {name: found.get(table, {}).get(name) for name in columns} for table, columns in frozen().items()} == frozen()
    # only what every client understands
    assert {kind for columns in found.values() for kind in columns.values()} == {
        "VARCHAR",
        "DATE",
        "TIMESTAMP",
        "BIGINT",
        "DECIMAL(38,6)",
        "BOOLEAN",
    }


def test_the_frozen_list_holds_all_that_was_agreed():
    agreed = DATA.parent / "TABLES.md"
    if not agreed.is_file():
        pytest.skip("the agreed list of tables is not on this machine")
    for table, columns in re.findall(r"^\| (\w+) \| (.*) \|$", agreed.read_text(encoding="utf-8"), re.MULTILINE):
        names = re.findall(r"(?:^|, )(\w+)", re.sub(r"\([^)]*\)|\*\*", "", columns))
        assert table == "table" or set(names) <= set(frozen()[table]), table
    (macros,) = re.findall(r"^Macros: (.*?)\. Views", agreed.read_text(encoding="utf-8"), re.MULTILINE)
    told = {name: arguments.split(", ") for name, arguments in re.findall(r"`(\w+)\(([^)]*)\)`", macros)}
    assert len(told) == 5 and told == {name: MACROS[name] for name in told}


def test_a_macro_is_asked_by_position_or_by_the_names_of_its_parameters(audit):
    found = rows(audit, "select function_name, parameters from duckdb_functions() where function_type = 'table_macro' and not internal")
    assert dict(found) == MACROS
    ((flag_id, numerator),) = rows(audit, "select flag_id, numerator from flag where kind = 'unmet' order by 1 limit 1")
    ((agency, day),) = rows(audit, "select agency_id, from_date from head where from_date is not null order by all limit 1")
    ((asked, indicator, period),) = rows(audit, """
        select agency_id, indicator_id, period from observation
        where window_months = 1 and indicator_id = 'decided_on_time' and denominator > 3 order by all limit 1
    """)  # fmt: skip
    ((duty_id,),) = rows(audit, "select min(duty_id) from duty_source")
    ((new,),) = rows(audit, "select coalesce(min(successor_id), '-') from agency_succession")
    for name, values in {
        "evidence": [flag_id], "trace_flag": [flag_id], "trace": [duty_id], "evidence_of": [asked, indicator, period],
        "head_of": [agency, day], "predecessors": [new],
    }.items():  # fmt: skip
        by_name = ", ".join(f"{parameter} := ?" for parameter in MACROS[name])
        told = rows(audit, f"select * from {name}({by_name})", *values)
        assert told == rows(audit, f"select * from {name}({', '.join('?' * len(values))})", *values)
        assert told or name == "predecessors", name
    assert len(rows(audit, "select * from evidence(flag_id := ?)", flag_id)) == numerator


CAPTURED = (
    "select count(*) from flag as e where e.numerator <> (select count(*) from evidence(e.flag_id))",
    "select count(*) from flag where numerator <> (select count(*) from evidence(flag_id))",
    "select count(*) from flag as g where g.numerator <> (select count(distinct t.row_id) from trace_flag(g.flag_id) as t)",
    "select count(*) from duty_source as s where s.duty_id <> (select min(t.duty_id) from trace(s.duty_id) as t)",
    "select count(*) from head as h where h.agency_id <> (select min(t.agency_id) from head_of(h.agency_id, h.from_date) as t)",
)


@pytest.mark.parametrize("sql", CAPTURED)
def test_a_column_handed_to_a_macro_is_the_askers_whatever_he_calls_his_tables(audit, old_python, path, sql):
    """A parameter is replaced by what is asked: beside a table of the same name or column it would mean that one, and match every row."""
    assert rows(audit, sql) == [(0,)]
    told = "import duckdb, sys; print(duckdb.connect(sys.argv[1], read_only=True).execute(sys.argv[2]).fetchall())"
    done = subprocess.run([old_python, "-c", told, str(path), sql], capture_output=True, text=True)
    # a question that takes its time draws a bar first
    assert (done.stdout.splitlines()[-1:], done.stderr) == (["[(0,)]"], "")


def test_everything_says_in_both_languages_what_it_is(audit):
    said = rows(audit, """
        select table_name, comment from duckdb_tables() union all select view_name, comment from duckdb_views() where not internal
        union all select table_name || '.' || column_name, comment from duckdb_columns() where not internal
        union all select function_name, comment from duckdb_functions() where not internal and function_type = 'table_macro'
    """)  # fmt: skip
    assert len(said) > 600 and [name for name, text in said if not re.fullmatch(r"\S.* — \S.*", text or "", re.DOTALL)] == []
    assert {name for name, _ in said} >= MACROS.keys() | set(VIEWS)
    told = rows(audit, "select table_name, column_name from data_dictionary where meaning_vi <> '' and meaning_en <> ''")
    assert {f"{table}.{column}" if column else table for table, column in told} == {name for name, _ in said} and len(told) == len(said)


def test_ten_worked_questions_have_answers(audit):
    worked = rows(audit, "select name, question_vi, question_en, sql from worked_query")
    assert len(worked) == 10
    for name, vietnamese, english, sql in worked:
        answer = audit.execute(sql)
        assert answer.fetchall() and vietnamese.endswith("?") and english.endswith("?"), name
    for name, column in (("flags_recounted", "agrees"), ("rates_recounted", "agrees"), ("intake_by_source", "adds_up")):
        (sql,) = (sql for one, _, _, sql in worked if one == name)
        assert rows(audit, f"select count(*) from ({sql}) where not {column}") == [(0,)], name


def test_every_counted_row_of_every_flag_leads_to_a_row_of_a_file_or_to_what_should_have_come(audit):
    for flag_id, kind, numerator in rows(audit, "select flag_id, kind, numerator from flag"):
        found = rows(audit, "select row_id, role, source_id, file_name, row, had_to_come_by from trace_flag(?)", flag_id)
        assert len({row[0] for row in found}) == numerator, flag_id
        for row_id, role, source_id, file_name, row, day in found:
            if kind == "unreported":
                assert role == "expected" and row_id.startswith(source_id) and file_name is None and f"{day:%d}" == "05", flag_id
            else:
                assert role and source_id and file_name.startswith(source_id) and row >= 1 and day is None, flag_id


def test_a_duty_of_which_nothing_was_done_cites_the_register_or_the_file_that_came(audit):
    assert rows(audit, "select count(*) from duty where duty_id not in (select duty_id from duty_source)") == [(0,)]
    assert rows(audit, "select count(*) from duty_source where source_file_id not in (select source_file_id from source_file)") == [(0,)]
    held = rows(audit, """
        select d.duty_id from duty as d inner join standard as s on d.standard_id = s.standard_id
        where s.computed_by in ('register', 'days_per_period') and d.status = 'overdue' order by 1 limit 20
    """)  # fmt: skip
    for (duty_id,) in held:
        roles = {role for (role,) in rows(audit, "select role from trace(?)", duty_id)}
        assert roles & {"register", "case"} and "end" not in roles
    assert len(held) > 5


def test_where_no_case_came_the_files_that_hold_none_are_the_evidence(changed):
    flag = "dormant~M0003~complaint_first_settlement"
    changed.execute(
        "insert into flag by name select * replace (? as flag_id, 'dormant' as kind, 'M0003' as agency_id) "
        "from flag where flag_id = 'unmet~M0017~complaint_first_settlement'", [flag],
    )  # fmt: skip
    changed.execute("insert into flag_evidence values (?, 'agency', 'M0003')", [flag])
    found = rows(changed, "select role, file_name, row from trace_flag(?)", flag)
    assert len(found) == 12 and {role for role, _, _ in found} == {"register"}
    assert all(name.startswith("don_khieu_nai/M0003_") and row == 1 for _, name, row in found)


def test_the_duties_behind_a_month_are_those_its_value_counts(audit):
    picked = rows(audit, """
        select agency_id, indicator_id, period, sum(numerator), sum(denominator), sum(unknown) from observation
        where window_months = 1 and indicator_id in ('decided_on_time', 'register_duty_done', 'sanction_executed') and agency_id in ('M0017', 'M0071')
        group by all
    """)  # fmt: skip
    assert len(picked) > 20
    for agency, indicator, period, met, due, unknown in picked:
        counted = "count(*) filter (status = 'met'), count(*) filter (status <> 'unknown'), count(*) filter (status = 'unknown')"
        assert rows(audit, f"select {counted} from evidence_of(?, ?, ?)", agency, indicator, period) == [(met, due, unknown)]


def test_ended_flags_and_leads_are_counted_apart(changed):
    sheet = "select flags_standing, leads_standing, flags_ended from v_agency_sheet where agency_id = 'M0017'"
    before = rows(changed, sheet)
    assert before[0][0] >= 1
    copied = "insert into flag by name select * replace (flag_id || ? as flag_id, ? as audience, ? as ended_in, ? as life) from flag where flag_id = ?"
    changed.execute(copied, ["~lead", "lead", None, "new", "unmet~M0017~complaint_first_settlement"])
    changed.execute(copied, ["~over", "published", "2026-10-31.9", "withdrawn", "unmet~M0017~complaint_first_settlement"])
    assert rows(changed, sheet) == [(before[0][0], before[0][1] + 1, before[0][2] + 1)]
    named = "select standard_id, flag_id from v_unworkable_standards"
    assert rows(changed, named) == [("proc_construction_permit_v2", "unworkable~-~proc_construction_permit_v2")]
    changed.execute("update flag set ended_in = '2026-10-31.9' where kind = 'unworkable'")
    assert rows(changed, named) == [("proc_construction_permit_v2", None)]
    assert rows(changed, "select sql from worked_query where name = 'surest_gaps'")[0][0].count("ended_in is null") == 1


def test_who_headed_an_agency_on_a_day(audit):
    agency, day, office = rows(
        audit, "select agency_id, from_date, office_vi from head where agency_id = 'M0001' order by from_date limit 1"
    )[0]
    assert [row[3] for row in rows(audit, "select * from head_of(?, ?)", agency, day)] == [office]
    assert rows(audit, "select * from head_of(?, date '1945-09-02')", agency) == rows(audit, "select * from predecessors('no such')") == []


READ = """
import sys, duckdb
audit = duckdb.connect(sys.argv[1], read_only=True)
assert duckdb.__version__ == sys.argv[2]
for view in sys.argv[3].split():
    audit.execute(f"select * from {view}").fetchall()
for name, sql in audit.execute("select name, sql from worked_query").fetchall():
    assert audit.execute(sql).fetchall(), name
for flag_id, numerator, sql in audit.execute("select flag_id, numerator, evidence_sql from flag").fetchall():
    assert audit.execute(f"select count(*) from ({sql})").fetchone() == (numerator,), flag_id
    assert audit.execute("select count(distinct row_id) from trace_flag(?)", [flag_id]).fetchone() == (numerator,), flag_id
assert audit.execute("select comment from duckdb_tables() where table_name = 'duty'").fetchone()[0]
"""


@pytest.fixture(scope="session")
def old_python(request) -> str:
    """A Python with the oldest client that must open an edition, kept between runs; a skip where it cannot be had."""
    folder = request.config.cache.mkdir(f"duckdb-{OLDEST}")
    python = folder / "bin" / "python"
    for command in ([sys.executable, "-m", "venv", str(folder)], [str(python), "-m", "pip", "install", "-q", f"duckdb=={OLDEST}"]):
        if not (folder / "ready").exists() and subprocess.run(command, capture_output=True, timeout=180).returncode:
            pytest.skip(f"duckdb {OLDEST} cannot be installed here")
    (folder / "ready").touch()
    return str(python)


def test_an_old_client_opens_it_under_any_name_and_finds_the_same(old_python: str, path: Path, tmp_path: Path):
    (tmp_path / "bằng chứng.duckdb").symlink_to(path.resolve())
    done = subprocess.run(
        [old_python, "-c", READ, str(tmp_path / "bằng chứng.duckdb"), OLDEST, " ".join(VIEWS)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_arrow_pandas_and_polars_read_every_table_and_view(audit):
    tables = [name for (name,) in rows(audit, "select table_name from duckdb_tables() where not internal order by 1")]
    for name in (*VIEWS, *tables):
        sql = f"select * from {name} limit 2000"
        ((count,),) = rows(audit, f"select count(*) from ({sql})")
        table = audit.sql(sql).to_arrow_table()
        assert table.num_rows == len(audit.sql(sql).df()) == count and table.column_names
        handed, read = audit.sql(sql).pl(), polars.read_database(sql, audit)
        assert handed.height == read.height == count and handed.columns == read.columns == table.column_names, name
    (numerator,) = polars.read_database("select cast(sum(numerator) as bigint) as n from flag", audit)["n"]
    assert [(numerator,)] == rows(audit, "select sum(numerator) from flag")


def test_the_examples_for_auditors_run(demo: Path, tmp_path: Path):
    (tmp_path / "home").symlink_to(demo)
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "auditors.md").read_text(encoding="utf-8"), re.DOTALL)
    told = [*blocks, "print(len(standing), len(rows), len(answers))"]
    done = subprocess.run([sys.executable, "-c", "\n".join(told)], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    standing, cited, answered = map(int, done.stdout.split("\n")[-2].split())
    assert len(blocks) == 5 and "content_id" in done.stdout and standing > 20 and cited > 2_000 and answered == 10
