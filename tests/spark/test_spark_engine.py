"""The engine among the other parts: what it reads, what it leaves, whom it listens to, and what it says when it cannot."""

from pathlib import Path

import pytest

from pipelines.runtime.engines import open_engine
from pipelines.runtime.engines.compare import first_difference
from pipelines.runtime.engines.spark import to_spark
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.sqlfile import SqlFile
from pipelines.runtime.warehouse import connect


def file_of(room: str, name: str, body: str) -> SqlFile:
    return SqlFile(room, name, {"primary_key": ["case_id"]}, body, Path(f"sql/{room}/{name}.sql"))


@pytest.fixture
def warehouse():
    with connect(":memory:") as connection:
        connection.execute("create table sources.reply as select 'r' || i as case_id, i::bigint as answers from range(4) t(i)")
        yield connection


def test_a_view_is_read_by_its_definition_and_follows_its_tables(spark, warehouse):
    """As with cases.row_event: the view is made anew with each run, and Spark has no copy of the old one."""
    spark.make_table(warehouse, file_of("cases", "reply", "select case_id, answers from sources.reply where answers > 1"))
    warehouse.execute("create view cases.seen as select case_id, answers * 2 as twice from cases.reply")
    ask = file_of("duties", "asked", "select case_id, twice from cases.seen")
    spark.make_table(warehouse, ask)
    assert warehouse.execute("from duties.asked").fetchall() == [("r2", 4), ("r3", 6)]
    warehouse.execute("create or replace view cases.seen as select case_id, answers * 3 as twice from cases.reply")
    spark.make_table(warehouse, ask)
    assert warehouse.execute("from duties.asked").fetchall() == [("r2", 6), ("r3", 9)]


def test_what_duckdb_counted_comes_to_spark_as_whole_numbers(spark, warehouse):
    """A sum of DuckDB has 128 bits; 2⁵³ + 1 through a DOUBLE would lose its last digit."""
    warehouse.execute("create table cases.total as select 'k' as case_id, sum(9007199254740993) as n")
    spark.make_table(warehouse, file_of("duties", "asked", "select case_id, cast(n as bigint) as n from cases.total"))
    assert warehouse.execute("from duties.asked").fetchall() == [("k", 9007199254740993)]


def test_a_table_has_the_types_that_duckdb_gives_it(spark, warehouse):
    body = "select case_id, sum(answers) as n, count(*) as rows_read from sources.reply group by case_id"
    spark.make_table(warehouse, file_of("cases", "by_spark", body))
    warehouse.execute(f"create table cases.by_duckdb as {body}")
    described = [warehouse.execute(f"describe cases.{name}").fetchall() for name in ("by_spark", "by_duckdb")]
    assert described[0] == described[1]


def test_a_missing_table_is_named(spark, warehouse):
    with pytest.raises(LawgapError, match=r"no table cases\.nobody_made_it"):
        warehouse.execute("create schema if not exists elsewhere")
        spark._provide(warehouse, "cases.nobody_made_it")


def test_an_unknown_engine_is_refused(tmp_path: Path):
    with pytest.raises(LawgapError, match="no engine 'sparc'"), open_engine("sparc", tmp_path):
        pass


def test_an_engine_leaves_nothing_behind(spark, warehouse):
    spark.make_table(warehouse, file_of("cases", "reply", "select case_id from sources.reply"))
    assert list(spark.folder.rglob("*.parquet"))
    spark.close()
    assert not spark.folder.exists()


def test_an_engine_that_is_asked_for_nothing_starts_nothing(tmp_path: Path):
    with open_engine("spark", tmp_path / "spark", "local[1]"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_spark_listens_on_this_machine_alone(spark, warehouse):
    spark.make_table(warehouse, file_of("cases", "reply", "select case_id from sources.reply"))
    java = spark.session._jvm.ProcessHandle.current().pid()
    inodes = {link.split("[")[1][:-1] for link in _links(Path(f"/proc/{java}/fd")) if link.startswith("socket:")}
    assert inodes, "the driver talks through sockets"
    listening = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{java}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and fields[9] in inodes:
                listening.append(fields[1].split(":")[0])
    assert listening and set(listening) <= {"0100007F", "0000000000000000FFFF00000100007F"}


def _links(folder: Path) -> list[str]:
    return [str(path.readlink()) for path in folder.iterdir() if path.is_symlink()]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("update cases.reply set answers = 9 where case_id = 'r2'", "cases.reply: row case_id=r2 with answers=2 (there 9)"),
        ("delete from cases.reply where case_id = 'r1'", "cases.reply: row case_id=r1"),
        ("insert into cases.reply values ('r0', 0)", "cases.reply: row case_id=r0 with one more of its kind"),
        ("alter table cases.reply add column more text", "cases.reply: columns"),
        ("drop table cases.reply", "cases.reply: only in"),
        ("create table duties.extra as select 1 as n", "duties.extra: only in"),
    ],
)
def test_the_first_difference_between_two_warehouses_is_named(tmp_path: Path, change: str, said: str):
    paths = [tmp_path / "một's.duckdb", tmp_path / "hai.duckdb"]
    for path in paths:
        with connect(path) as connection:
            connection.execute("create table cases.reply as select 'r' || i as case_id, i::bigint as answers from range(4) t(i)")
    assert first_difference(*paths) is None
    with connect(paths[1]) as connection:
        connection.execute(change)
    assert said in first_difference(*paths)


def test_names_of_tables_become_names_that_spark_can_hold():
    assert to_spark("select c.case_id from cases.reply as c") == "SELECT c.case_id FROM cases__reply AS c"
    assert to_spark("select reply.case_id from cases.reply") == "SELECT reply.case_id FROM cases__reply AS reply"
