"""Spark for these tests, where it is; a skip that says why, where it is not."""

import importlib.util
import shutil
from pathlib import Path

import pytest

# a plan of ours is compiled in seconds and run over a hundred rows in none: several partitions stay, so that order is nobody's
QUICK = {
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}


@pytest.fixture(scope="session")
def spark_here(tmp_path_factory) -> Path:
    """Starts Spark once for all these tests: every engine opened by them finds it running. An empty folder."""
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("pyspark is not installed: uv sync --extra spark")
    if shutil.which("java") is None:
        pytest.skip("Java is not installed: Spark needs 17 or later")
    from pipelines.runtime.engines.spark import start

    folder = tmp_path_factory.mktemp("spark")
    session, _ = start("local[2]", folder)
    yield folder
    session.stop()


@pytest.fixture(scope="session")
def quick_engine(spark_here: Path):
    """quick_engine(folder) → an engine for few rows."""
    from pipelines.runtime.engines.spark import SparkEngine

    opened = []

    def make(folder: Path) -> SparkEngine:
        engine = SparkEngine(folder, "local[2]")
        opened.append(engine)
        for name, value in QUICK.items():
            engine.session.conf.set(name, value)
        return engine

    yield make
    for engine in opened:
        engine.close()


@pytest.fixture
def spark(quick_engine, tmp_path: Path):
    """An engine in a folder of its own, whose name is as people name folders here."""
    engine = quick_engine(tmp_path / "thư mục của Spark")
    yield engine
    engine.close()
