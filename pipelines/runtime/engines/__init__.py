"""Engines: what makes the table of an .sql file from the tables it reads (docs/decisions/006-spark.md).

Every engine is called alike and leaves the same rows, of the same types, in the warehouse; whatever comes
after the three shared rooms neither knows nor cares which one it was.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

import duckdb

from pipelines.runtime.errors import LawgapError
from pipelines.runtime.sqlfile import SqlFile


class Engine(StrEnum):
    """What makes the tables of cases, duties and indicators."""

    duckdb = "duckdb"
    spark = "spark"


SHARED_ROOMS = ("cases", "duties", "indicators")

MakeTable = Callable[[duckdb.DuckDBPyConnection, SqlFile], int]


def check_name(name: str) -> None:
    """Raises LawgapError on an engine that there is not."""
    if name not in list(Engine):
        raise LawgapError(f"no engine {name!r}", "--engine", f"write one of {', '.join(Engine)}")


@contextmanager
def open_engine(name: str, folder: Path, master: str = "") -> Iterator[MakeTable]:
    """What makes tables until the block ends. Spark keeps its files in `folder` and starts with the first table asked for.

    `master`: Spark's; empty: LAWGAP_SPARK_MASTER, else this machine. Raises LawgapError on an unknown name.
    """
    check_name(name)
    if name == "duckdb":
        from pipelines.runtime.engines.duckdb import make_table

        yield make_table
        return
    from pipelines.runtime.engines.spark import SparkEngine

    spark = SparkEngine(folder, master)
    try:
        yield spark.make_table
    finally:
        spark.close()
