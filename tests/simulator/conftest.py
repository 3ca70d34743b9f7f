"""One simulated city for all tests of the simulator."""

from pathlib import Path

import pytest

from pipelines.simulator import simulate_sample


@pytest.fixture(scope="session")
def city(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("city")
    simulate_sample(out)
    return out
