"""The warehouse of tests/gaps/beside.py, made once."""

import datetime as dt

import pytest

from pipelines.runtime.sqlfile import read_sql
from tests.conftest import Bench
from tests.gaps.beside import PROFILE, TABLES, World


@pytest.fixture(scope="session")
def ground(tmp_path_factory):
    """A warehouse of the sample's profile that no file came to, and the audit tables' names as views of it."""
    from assets.sources.profile_tables import put_profile
    from pipelines.runtime.warehouse import connect

    home, con = tmp_path_factory.mktemp("compared"), connect(":memory:")
    put_profile(con, PROFILE)
    bench = Bench(PROFILE, con, home)
    (home / "inbox").mkdir()
    bench.take_in(home / "inbox", dt.datetime(2026, 11, 20))
    bench.compute(dt.date(2026, 10, 31), dt.datetime(2026, 11, 20))
    for table in (*TABLES, "duties.duty"):
        con.execute(f"create view {table.split('.')[1]} as from {table}")
    for name in ("agency", "standard", "calendar_day"):
        con.execute(f"create view {name} as {read_sql('audit', name).body}")
    yield con
    con.close()


@pytest.fixture
def world(ground):
    return World(ground)
