"""Spark for these tests, where it is; a skip that says why, where it is not."""

import importlib.util
import shutil
from pathlib import Path

import pytest


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


@pytest.fixture
def spark(spark_here: Path, tmp_path: Path):
    """The engine, in a folder of its own whose name is as people name folders here."""
    from pipelines.runtime.engines.spark import SparkEngine

    engine = SparkEngine(tmp_path / "thư mục của Spark", "local[2]")
    yield engine
    engine.close()
