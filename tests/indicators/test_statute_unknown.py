"""statute_unknown: nghĩa vụ chưa xác định được kết quả — duties whose outcome is unknown."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
duties.duty
agency_id  standard_id                month    status
A101       pakn_answered              2026-01  met
A101       pakn_answered              2026-01  unknown
A101       pakn_answered              2026-01  overdue
A101       pakn_answered              2026-01  pending
A101       pakn_answered              2026-01  excused
A101       sanction_decision          2026-01  late
"""

EXPECT = """
agency_id  standard_id        period   numerator  denominator  unknown
A101       pakn_answered      2026-01  1          3            0
A101       sanction_decision  2026-01  0          1            0
"""


def test_spec():
    """One of three duties that fell due has no outcome anybody can tell; every standard has its row."""
    spec("statute_unknown", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("statute_unknown")
