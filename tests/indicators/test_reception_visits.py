"""reception_visits: số lượt tiếp trên một ngày tiếp công dân — visits per reception day held."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
cases.reception
agency_id  held_at     visits
A101       2026-01-06  4
A101       2026-01-13  0
A101       2026-01-20  -
A101       -           7
A202       2026-04-01  5
"""

EXPECT = """
agency_id  period   numerator  denominator  unknown
A101       2026-01  4          2            1
"""


def test_spec():
    """Four visits on two days; the day without a number is unknown, the day not held and the day after as_of do not count."""
    spec("reception_visits", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("reception_visits", values={"visits": [None, -1, 0, 3, 9]})
