"""The month a run below the line began."""

import numpy as np
import pytest

from assets.gaps.since import Run, present_run

MONTHS = [f"{2024 + i // 12}-{i % 12 + 1:02d}" for i in range(36)]


def since(months, met, total, line):
    run = present_run(months, met, total, line)
    return run and run.month


@pytest.mark.parametrize(
    ("rates", "expected"),
    [
        ([1.0] * 36, None),
        ([0.5] * 36, "2024-01"),
        ([1.0] * 30 + [0.5] * 6, "2026-07"),
        ([1.0] * 12 + [0.5] * 12 + [1.0] * 12, None),
        ([1.0] * 10 + [0.5] * 8 + [1.0] * 8 + [0.6] * 10, "2026-03"),
        # worse, then worse still: one run
        ([1.0] * 20 + [0.8] * 8 + [0.3] * 8, "2025-09"),
    ],
)
def test_known_runs(rates, expected):
    total = np.full(36, 20)
    assert since(MONTHS, (np.array(rates) * total).round(), total, 0.95) == expected


def test_months_without_duties_say_nothing():
    total = np.array([20, 0] * 18)
    met = total * np.where(np.arange(36) < 24, 1.0, 0.5)
    assert since(MONTHS, met, total, 0.95) == "2026-01"
    assert since([], [], [], 0.95) is None
    assert since(MONTHS, [0] * 36, [0] * 36, 0.95) is None


def test_start_is_found_and_covered_by_its_interval():
    rng, near, inside = np.random.default_rng(3), 0, 0
    for _ in range(100):
        met = rng.binomial(25, np.where(np.arange(36) < 27, 0.985, 0.7))
        run = present_run(MONTHS, met, np.full(36, 25), 0.95)
        near += run is not None and abs(MONTHS.index(run.month) - 27) <= 1
        inside += run is not None and run.earliest <= MONTHS[27] <= run.latest
    assert near >= 85
    assert inside >= 90


def test_a_run_that_fills_the_data_has_no_known_beginning_unless_nothing_could_be_before_it():
    always, lately = [10] * 36, [20] * 30 + [10] * 6
    assert present_run(MONTHS, always, [20] * 36, 0.95) == Run("2024-01", None, "2024-01")
    assert present_run(MONTHS, always, [20] * 36, 0.95, whole=True) == Run("2024-01", "2024-01", "2024-01")
    assert present_run(MONTHS, lately, [20] * 36, 0.95).earliest > "2026-01"
    # worse, then worse still: one run, and it reaches back to where the data begin
    assert present_run(MONTHS, [16] * 20 + [4] * 16, [20] * 36, 0.95).earliest is None


def test_lengths_must_agree():
    with pytest.raises(ValueError, match="length"):
        since(MONTHS, [1], [1], 0.95)


def test_a_steady_rate_below_the_line_has_no_false_beginning():
    rng, false = np.random.default_rng(8), 0
    for _ in range(200):
        false += since(MONTHS, rng.binomial(20, 0.8, 36), np.full(36, 20), 0.95) != MONTHS[0]
    # the level of one series is 5 %
    assert false <= 16
