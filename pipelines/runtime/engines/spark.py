"""Apache Spark: the same .sql files, transpiled by SQLGlot, over Parquet copies of the tables they read.

Nothing of a file is rewritten for Spark by hand. Where the two engines read one text differently and SQLGlot
does not know, `to_spark` says so in one place; what it cannot say is kept out by tests/rooms/test_shared_sql.py.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import sqlglot
from sqlglot import exp

from pipelines.runtime.engines import SHARED_ROOMS
from pipelines.runtime.engines.duckdb import INTEGERS, check_types, put_parquet, types_of, view_body, write_parquet
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.sqlfile import SqlFile
from pipelines.runtime.warehouse import count

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

HERE = "127.0.0.1"
# moments are local time without a zone; UTC has no hour that is missing or comes twice
MEANING = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.parquet.inferTimestampNTZ.enabled": "true",
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
}
SPARK_TYPES = {"string": "VARCHAR", "boolean": "BOOLEAN", "date": "DATE", "timestamp_ntz": "TIMESTAMP"}
SPARK_INTEGERS = ("tinyint", "smallint", "int", "bigint")
NUMBERS = {exp.DType.TINYINT, exp.DType.SMALLINT, exp.DType.INT, exp.DType.BIGINT}


class SparkEngine:
    """Makes tables on Spark for one computation of one warehouse.

    What it reads is copied when it is first read: the asset graph makes every table before those that read it.
    `folder` is the engine's own, removed at the end; the workers of a cluster must see it under the same path.
    """

    def __init__(self, folder: Path, master: str = "") -> None:
        self.folder = folder.resolve()
        self.master = master or os.environ.get("LAWGAP_SPARK_MASTER", "") or "local[*]"
        self._session: SparkSession | None = None
        self._ours = False
        self._ready: set[str] = set()

    @property
    def session(self) -> "SparkSession":
        """Started when first asked for: a run with nothing to compute waits for no JVM. What a killed run left is gone."""
        if self._session is None:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(mode=0o700, parents=True)
            self._session, self._ours = start(self.master, self.folder)
        return self._session

    def make_table(self, connection: duckdb.DuckDBPyConnection, file: SqlFile) -> int:
        """(Re)make the table of an .sql file in the warehouse; the number of rows. Raises LawgapError where Spark refuses."""
        types = types_of(connection, file.body)
        check_types(types, str(file.path))
        place = self.folder / "made" / file.table
        with _refusals(file):
            # before anything is copied: it clears the folder
            session = self.session
            for table in file.reads:
                self._provide(connection, table)
            frame = session.sql(to_spark(file.body))
            _agree(frame, types, file)
            frame.write.mode("overwrite").parquet(_url(place))
            self._show(file.table, place)
        put_parquet(connection, file, types, place)
        return count(connection, file.table)

    def close(self) -> None:
        """Stops Spark, if this engine started it, and removes the copies."""
        if self._session is not None and self._ours:
            self._session.stop()
        self._session = None
        self._ready.clear()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _provide(self, connection: duckdb.DuckDBPyConnection, table: str) -> None:
        """Makes `table` readable. Views of the shared rooms are read by their definition, whoever wrote it."""
        if table in self._ready:
            return
        body = view_body(connection, table)
        if body is not None and table.split(".")[0] in SHARED_ROOMS:
            # not remembered as ready: a view follows its tables
            for below in _tables(sqlglot.parse_one(body, read="duckdb")):
                self._provide(connection, f"{below.db}.{below.name}")
            self.session.sql(to_spark(body)).createOrReplaceTempView(_name(table))
            return
        path = self.folder / "read" / table / "rows.parquet"
        write_parquet(connection, table, path)
        self._show(table, path)

    def _show(self, table: str, place: Path) -> None:
        self.session.read.parquet(_url(place)).createOrReplaceTempView(_name(table))
        self._ready.add(table)


def start(master: str, folder: Path) -> tuple["SparkSession", bool]:
    """A session that shares no names with any other, and whether Spark was started for it.

    The driver listens on this machine alone, shows no page and asks nobody. LAWGAP_SPARK_DRIVER_HOST is the name
    by which the workers of a cluster on other machines find it.
    """
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise LawgapError("Spark needs Java 17 or later, and there is none", "--engine spark", "install it, or leave --engine away")
    try:
        from pyspark import SparkContext
        from pyspark.sql import SparkSession
    except ImportError:
        raise LawgapError("Spark is not installed", "--engine spark", "install lawgap[spark], or leave --engine away") from None
    ours = SparkContext._active_spark_context is None
    host = os.environ.get("LAWGAP_SPARK_DRIVER_HOST", HERE)
    os.environ.setdefault("SPARK_LOCAL_IP", host)
    settings = {
        "spark.driver.host": host,
        "spark.driver.bindAddress": host,
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.local.dir": str(folder / "local"),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.sql.catalogImplementation": "in-memory",
        "spark.driver.extraJavaOptions": "-Duser.timezone=UTC",
        "spark.executor.extraJavaOptions": "-Duser.timezone=UTC",
        **({"spark.sql.shuffle.partitions": "8"} if master.startswith("local[") else {}),
    }
    (folder / "local").mkdir(parents=True, exist_ok=True)
    builder = SparkSession.builder.master(master).appName("lawgap")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate().newSession()
    for name, value in MEANING.items():
        session.conf.set(name, value)
    return session, ours


def to_spark(body: str) -> str:
    """A body of the shared rooms in Spark's words. Raises sqlglot's UnsupportedError where SQLGlot knows of none."""
    tree = sqlglot.parse_one(body, read="duckdb")
    for table in _tables(tree):
        alias = table.alias_or_name
        table.set("this", exp.to_identifier(_name(f"{table.db}.{table.name}")))
        table.set("db", None)
        table.set("alias", exp.TableAlias(this=exp.to_identifier(alias)))
    for cast in list(tree.find_all(exp.Cast)):
        if cast.to.this in NUMBERS:
            # 2.5 becomes 3 in DuckDB and 2 in Spark
            cast.set("this", exp.Round(this=cast.this))
    return tree.sql("spark", unsupported_level=sqlglot.ErrorLevel.RAISE)


@contextmanager
def _refusals(file: SqlFile) -> Iterator[None]:
    """Spark's and SQLGlot's own errors, with the file they are about and without their stack."""
    try:
        yield
    except LawgapError:
        raise
    except Exception as error:
        if not isinstance(error, sqlglot.errors.SqlglotError) and type(error).__module__.split(".")[0] not in ("pyspark", "py4j"):
            raise
        # pyspark is not imported for its classes: without it there is another error to tell
        reason = str(error).strip().partition("\n")[0]
        raise LawgapError(f"Spark: {reason}", str(file.path), "keep to what both engines read alike: docs/decisions/006-spark.md") from None


def _tables(tree: exp.Expr) -> list[exp.Table]:
    """Every mention of a table; names of CTEs have no schema."""
    return [table for table in tree.find_all(exp.Table) if table.db]


def _agree(frame: "DataFrame", types: dict[str, str], file: SqlFile) -> None:
    """Raises LawgapError where Spark understands other columns than DuckDB does."""
    found = dict(frame.dtypes)
    if list(found) != list(types):
        raise LawgapError(f"Spark gives columns {list(found)}, DuckDB {list(types)}", str(file.path), "name every column")
    for name, kind in types.items():
        alike = found[name] in SPARK_INTEGERS if kind in INTEGERS else SPARK_TYPES.get(found[name], found[name].upper()) == kind
        if not alike:
            raise LawgapError(f"column {name!r} is {found[name]} on Spark, {kind} on DuckDB", str(file.path), "cast it")


def _name(table: str) -> str:
    return table.replace(".", "__")


def _url(path: Path) -> str:
    """Never the cluster's default file system; not percent-encoded, as Hadoop decodes nothing."""
    return f"file://{path}"
