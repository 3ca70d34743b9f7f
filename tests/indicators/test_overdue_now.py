"""overdue_now: nghĩa vụ đang mở đã quá hạn — open duties past their due date."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
duties.duty
agency_id  standard_id    month    status   fulfilled_at
A101       pakn_answered  2021-05  overdue  -
A101       pakn_answered  2026-03  overdue  -
A101       pakn_answered  2026-04  pending  -
A101       pakn_answered  2026-05  pending  -
A101       pakn_answered  2026-03  unknown  -
A101       pakn_answered  2026-03  unknown  2026-03-02
A101       pakn_answered  2026-03  met      2026-03-02
A101       pakn_answered  2026-02  late     2026-03-02
A101       pakn_answered  2026-02  late     -
A101       pakn_answered  2026-02  excused  -
A202       pakn_answered  2026-02  excused  -
"""

EXPECT = """
agency_id  standard_id    period   numerator  denominator  unknown
A101       pakn_answered  2026-03  2          4            1
"""


def test_spec():
    """Half of what is open is overdue, the debt of 2021 included; what was done or closed is not open."""
    spec("overdue_now", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("overdue_now")
