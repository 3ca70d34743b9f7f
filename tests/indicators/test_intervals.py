"""Wilson's interval against SciPy's own and statsmodels'."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest
from statsmodels.stats.proportion import proportion_confint

from assets.indicators.intervals import wilson


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.sampled_from([0.8, 0.95, 0.998]))
def test_equals_the_reference(counts, level):
    lower, upper = wilson(*counts, level)
    reference = binomtest(*counts).proportion_ci(level, method="wilson")
    assert lower == pytest.approx(reference.low, abs=1e-6)
    assert upper == pytest.approx(reference.high, abs=1e-6)
    assert (lower, upper) == pytest.approx(proportion_confint(*counts, alpha=1 - level, method="wilson"), abs=1e-6)


def test_no_duty_no_interval():
    lower, upper = wilson([0, 0, 5], [0, 5, 5])
    assert np.isnan(lower[0]) and np.isnan(upper[0])
    assert lower[1] == 0 and upper[2] == 1


@pytest.mark.parametrize(("met", "total"), [(3, 2), (-1, 2), (0, -1)])
def test_impossible_counts_are_refused(met, total):
    with pytest.raises(ValueError, match="between 0 and total"):
        wilson(met, total)
