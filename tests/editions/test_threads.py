"""The same files give the same tables, whatever the number of threads: sums that depend on an order would show here."""

import datetime as dt
from pathlib import Path

from assets.editions.manifest import read_manifest
from assets.editions.publish import publish
from assets.editions.recompute import make_rooms
from assets.sources.intake import prepare, take_in
from assets.sources.ledger import newest_fact
from assets.sources.profile_tables import put_clock, put_profile
from pipelines.runtime.settings import Home
from pipelines.runtime.warehouse import writing


def built(chain: dict, root: Path, threads: int) -> dict:
    """The manifest of an edition of all that the small city sent, made by so many threads of DuckDB."""
    city, home = chain["city"], Home(root, "small")
    with writing(home) as connection:
        connection.execute(f"set threads = {threads}")
        put_profile(connection, city.profile)
        prepare(connection)
        take_in(connection, city.profile, home, city.inbox, dt.datetime(2030, 1, 1))
        put_clock(connection, dt.date(2026, 11, 30), newest_fact(connection))
        make_rooms(connection, city.profile)
        assert connection.execute("select current_setting('threads')").fetchall() == [(threads,)]
        return read_manifest(publish(connection, home, city.profile, draft=False).folder)


def test_one_thread_and_two_give_the_same_content_of_every_table(chain: dict, tmp_path: Path):
    one, two = (built(chain, tmp_path / str(threads), threads) for threads in (1, 2))
    assert one["inputs"] == two["inputs"] and len(one["tables"]) > 50
    assert {table for table, value in one["tables"].items() if two["tables"][table] != value} == set()
    assert one["content_id"] == two["content_id"]
