"""The small city's chain of editions, served: draft, published, corrected, and the month after."""

import shutil
from pathlib import Path

import pytest

from pipelines.runtime.settings import Home
from tests.editions.conftest import chain
from tests.serving.running import running

__all__ = ["chain"]


@pytest.fixture(scope="module")
def place(chain) -> Home:
    return chain["city"].home


@pytest.fixture(scope="module")
def served(place: Home):
    with running(place) as server:
        yield server


@pytest.fixture
def copied(place: Home, tmp_path: Path) -> Home:
    """Editions that a test may spoil."""
    copy = Home(tmp_path, "small")
    shutil.copytree(place.editions, copy.editions, symlinks=True)
    return copy
