"""Every file of the three shared rooms, on both engines, over the same rows."""

import shutil
from pathlib import Path

import pytest

from pipelines.runtime.engines import SHARED_ROOMS
from pipelines.runtime.engines.compare import first_difference
from pipelines.runtime.profile import load_profile
from pipelines.runtime.sqlfile import list_sql
from pipelines.runtime.warehouse import connect, count, make_table
from tests.spark.world import make_rooms, random_world


@pytest.fixture(scope="module")
def two_warehouses(quick_engine, tmp_path_factory) -> tuple[Path, Path]:
    """One city; its rooms made by DuckDB in the first file and by Spark in the second."""
    folder = tmp_path_factory.mktemp("two")
    by_duckdb, by_spark = folder / "duckdb.duckdb", folder / "spark.duckdb"
    profile = load_profile("sample")
    with connect(by_duckdb) as connection:
        random_world(connection, profile, cases=60, seed="both engines")
    shutil.copyfile(by_duckdb, by_spark)
    for make, path in ((make_table, by_duckdb), (quick_engine(folder / "copies").make_table, by_spark)):
        with connect(path) as connection:
            make_rooms(connection, profile, make)
    return by_duckdb, by_spark


def test_every_table_is_the_same_on_both_engines(two_warehouses: tuple[Path, Path]):
    assert first_difference(*two_warehouses) is None


def test_no_file_is_compared_empty(two_warehouses: tuple[Path, Path]):
    """Two empty tables are equal and prove nothing. An indicator of another profile's standards has no rows here."""
    law = {standard.standard_id for standard in load_profile("sample").standards}
    files = [file for room in SHARED_ROOMS for file in list_sql(room)]
    ours = [file for file in files if not isinstance(file.header.get("standards"), list) or law & set(file.header["standards"])]
    with connect(two_warehouses[1]) as connection:
        empty = [file.table for file in ours if count(connection, file.table) == 0]
        statuses = {row[0] for row in connection.execute("select distinct status from duties.duty").fetchall()}
    assert empty == []
    assert statuses == {"met", "late", "overdue", "pending", "excused", "unknown"}
