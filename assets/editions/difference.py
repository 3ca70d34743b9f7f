"""`lawgap diff`: where two editions differ, and why.

A number's cause is what the `change` tables of the editions between them say of it: each edition was compared with one before
(life.py), and these steps lead from the later edition back to the earlier. Numbers are stated as life.py states them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from assets.editions.earlier import attached
from assets.editions.life import STATED
from assets.editions.publish import order
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.sqlfile import read_sql

BETWEEN = {"before": "earlier.main", "after": "later.main"}


@contextmanager
def differences(earlier: Path, later: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """what, key, before, after, cause: every flag, verdict, gap cell, estimate, indicator, standard, parameter and file that differs.

    `cause` joins those of the steps between the two; `not_compared` where no step leads from one to the other, as from a draft.
    Raises LawgapError if they are given the wrong way round.
    """
    if order(earlier) > order(later):
        raise LawgapError(f"{earlier.name} is the later edition", "lawgap diff", f"write: lawgap diff {later.name} {earlier.name}")
    with duckdb.connect(":memory:") as connection:
        connection.execute("create schema editions")
        _put_steps(connection, earlier, later)
        with attached(connection, earlier), attached(connection, later, "later"):
            stated = " union all ".join(table.select(version, room) for table in STATED for version, room in BETWEEN.items())
            connection.execute(f"create table editions.stated as {stated}")
            yield connection.execute(read_sql("editions", "difference").body)


def _put_steps(connection: duckdb.DuckDBPyConnection, earlier: Path, later: Path) -> None:
    """`editions.step`: the changes of every edition from `later` back to `earlier`; empty if `earlier` is not met (`editions.way`)."""
    connection.execute("create table editions.step (what text, key text, cause text)")
    connection.execute("create table editions.way as select false as connected")
    found: list[tuple] = []
    folder = later
    while folder != earlier:
        with duckdb.connect(":memory:") as one, attached(one, folder):
            ((before,),) = one.execute("select compared_with from earlier.main.edition").fetchall()
            found += one.execute("select what, key, cause from earlier.main.change").fetchall()
        if before is None:
            return
        folder = folder.parent / before
    connection.execute("update editions.way set connected = true")
    if found:
        connection.executemany("insert into editions.step values (?, ?, ?)", found)
