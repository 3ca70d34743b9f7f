"""What all hostile files share: one warehouse a module, a home and an inbox a test."""

from pathlib import Path

import pytest

from tests.sources.hostile.ground import Ground, open_city
from tests.sources.hostile.kit import COMPLAINTS


@pytest.fixture(scope="module")
def city():
    yield from open_city("sample")


@pytest.fixture
def ground(city, tmp_path) -> Ground:
    return Ground(*city, tmp_path / "home")


@pytest.fixture
def inbox(tmp_path) -> Path:
    folder = tmp_path / "inbox" / COMPLAINTS
    folder.mkdir(parents=True)
    return folder.parent
