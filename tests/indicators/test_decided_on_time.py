"""decided_on_time: nghĩa vụ đến hạn trong tháng được thực hiện đúng hạn luật định
— duties due in the month, done within the limit of the law.
"""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
duties.duty
agency_id  standard_id                  month    status
A101       pakn_answered               2026-01  met
A101       pakn_answered               2026-01  met
A101       pakn_answered               2026-01  late
A101       pakn_answered               2026-01  overdue
A101       pakn_answered               2026-01  pending
A101       pakn_answered               2026-01  excused
A101       pakn_answered               2026-01  unknown
A101       pakn_answered               2026-02  met
A202       pakn_answered               2026-01  unknown
A202       a_standard_of_another_indicator  2026-01  met
A303       pakn_answered               2022-01  met
"""

EXPECT = """
agency_id  standard_id                  period   numerator  denominator  unknown
A101       pakn_answered               2026-01  2          4            1
A101       pakn_answered               2026-02  1          1            0
A202       pakn_answered               2026-01  0          0            1
"""


def test_spec():
    """Open duties past their limit count against the agency; what is not due yet, or excused, does not."""
    spec("decided_on_time", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("decided_on_time")
