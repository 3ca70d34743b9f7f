"""The whole sample city on Spark as it is set up for users: by hand, from the command line, and on a cluster of one worker."""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from pipelines.runtime.engines import SHARED_ROOMS, open_engine
from pipelines.runtime.engines.compare import first_difference
from pipelines.runtime.profile import load_profile
from pipelines.runtime.sqlfile import list_sql
from pipelines.runtime.warehouse import connect
from tests.conftest import ROOT
from tests.spark.world import make_rooms

pytestmark = pytest.mark.slow


def copies(demo: Path, folder: Path) -> dict[str, Path]:
    """The sample's warehouse twice, without the tables of the shared rooms: what an engine forgets is missing, not old."""
    found = {}
    for name in ("duckdb", "spark"):
        found[name] = folder / f"{name}.duckdb"
        shutil.copyfile(demo / "sample" / "warehouse.duckdb", found[name])
        with connect(found[name]) as connection:
            for file in [file for room in SHARED_ROOMS for file in list_sql(room)]:
                connection.execute(f"drop table if exists {file.table}")
    return found


def make_both(warehouses: dict[str, Path], folder: Path, master: str) -> None:
    profile = load_profile("sample")
    for name, path in warehouses.items():
        with connect(path) as connection, open_engine(name, folder / "copies", master) as make:
            make_rooms(connection, profile, make)


def test_the_whole_sample_is_the_same_on_both_engines(spark_here: Path, demo: Path, tmp_path: Path):
    warehouses = copies(demo, tmp_path)
    make_both(warehouses, tmp_path, "local[*]")
    assert first_difference(*warehouses.values()) is None
    with connect(warehouses["spark"]) as connection:
        assert connection.execute("select count(*) > 10000 from duties.duty").fetchall() == [(True,)]


def run(home: Path, *arguments: str) -> Path:
    command = [sys.executable, "-m", "pipelines.cli", "run", "--profile", "sample", "--as-of", "2026-10-31"]
    done = subprocess.run([*command, "--home", str(home), *arguments], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return Path(done.stdout.strip().splitlines()[-1])


def test_an_edition_made_by_spark_is_the_edition(spark_here: Path, demo: Path, tmp_path: Path):
    """`lawgap run --engine spark` on the same inbox: the same warehouse, and the same content_id on every page."""
    shutil.copytree(demo / "sample" / "inbox", tmp_path / "home" / "sample" / "inbox")
    folder = run(tmp_path / "home", "--engine", "spark")
    ids = []
    for edition in (folder, demo / "sample" / "editions" / folder.name):
        with duckdb.connect(str(edition / "audit.duckdb"), read_only=True) as audit:
            ids.append(audit.execute("select content_id from edition").fetchall())
    assert first_difference(demo / "sample" / "warehouse.duckdb", tmp_path / "home" / "sample" / "warehouse.duckdb") is None
    assert ids[0] == ids[1]
    assert not (tmp_path / "home" / "sample" / "spark").exists(), "copies go when the run ends"


@pytest.fixture
def cluster(spark_here: Path, tmp_path: Path):
    """A master and one worker on this machine; the master's address."""
    import pyspark

    home = Path(pyspark.__file__).parent
    port, page = (_free_port() for _ in range(2))
    environment = {**os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_WORKER_DIR": str(tmp_path / "worker")}
    here = ["--host", "127.0.0.1", "--webui-port", str(page)]
    parts = [
        ("master.Master", [*here, "--port", str(port)], "I have been elected leader"),
        ("worker.Worker", [*here, "--cores", "1", "--memory", "1g", f"spark://127.0.0.1:{port}"], "Successfully registered with master"),
    ]
    started = []
    for name, arguments, ready in parts:
        command = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{name}", *arguments]
        with (tmp_path / f"{name}.log").open("w") as log:
            started.append(subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT))
        _wait_for(tmp_path / f"{name}.log", ready)
    yield f"spark://127.0.0.1:{port}"
    for process in reversed(started):
        process.terminate()
        process.wait(timeout=60)


def test_a_cluster_gives_the_same(cluster: str, tmp_path: Path):
    """In a process of its own: one process has one Spark, and the other tests' runs on this machine."""
    environment = {**os.environ, "LAWGAP_SPARK_MASTER": cluster}
    said = subprocess.run([sys.executable, "-c", ASKED, str(tmp_path)], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert said.returncode == 0, said.stderr[-3000:]
    assert said.stdout.strip().splitlines()[-1] == f"{cluster} None"


ASKED = """
import shutil, sys
from pathlib import Path
from pipelines.runtime.engines.compare import first_difference
from pipelines.runtime.engines.duckdb import make_table
from pipelines.runtime.engines.spark import SparkEngine
from pipelines.runtime.profile import load_profile
from pipelines.runtime.sqlfile import list_sql
from pipelines.runtime.warehouse import connect
from tests.spark.world import random_world

folder = Path(sys.argv[1])
here, there = folder / "here.duckdb", folder / "there.duckdb"
with connect(here) as connection:
    random_world(connection, load_profile("sample"), 20, "cluster")
shutil.copyfile(here, there)
spark = SparkEngine(folder / "copies")
for make, path in ((make_table, here), (spark.make_table, there)):
    with connect(path) as connection:
        for name in ("complaint", "procedure_case", "budget"):
            make(connection, next(file for file in list_sql("cases") if file.name == name))
master = spark.session.sparkContext.master
spark.close()
print(master, first_difference(here, there))
"""


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _wait_for(log: Path, text: str, seconds: int = 120) -> None:
    for _ in range(seconds * 2):
        if text in log.read_text(encoding="utf-8"):
            return
        time.sleep(0.5)
    raise AssertionError(log.read_text(encoding="utf-8")[-2000:])
