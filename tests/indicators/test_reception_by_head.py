"""reception_by_head: ngày tiếp công dân do người đứng đầu trực tiếp tiếp — reception days taken by the head in person."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
cases.reception
agency_id  scheduled_at  held_at     received_by
A101       2026-01-06    2026-01-06  head
A101       2026-01-13    2026-01-13  deputy
A101       2026-01-20    2026-01-20  other
A101       2026-01-27    2026-01-27  -
A101       2026-01-30    -           head
A101       2026-01-31    2026-02-03  head
"""

EXPECT = """
agency_id  period   numerator  denominator  unknown
A101       2026-01  1          3            1
A101       2026-02  1          1            0
"""


def test_spec():
    """A day not held was taken by nobody; a day moved counts in the month it was held."""
    spec("reception_by_head", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("reception_by_head")
