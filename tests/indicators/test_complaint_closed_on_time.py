"""complaint_closed_on_time: khiếu nại đến hạn trong tháng được giải quyết đúng hạn — complaints due in the month, settled on time."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
duties.duty
agency_id  standard_id                  month    status
A101       complaint_closed            2026-01  met
A101       complaint_closed            2026-01  met
A101       complaint_closed            2026-01  late
A101       complaint_closed            2026-01  overdue
A101       complaint_closed            2026-01  pending
A101       complaint_closed            2026-01  excused
A101       complaint_closed            2026-01  unknown
A101       complaint_closed            2026-02  met
A202       complaint_closed            2026-01  unknown
A202       a_standard_of_another_indicator  2026-01  met
A303       complaint_closed            2022-01  met
"""

EXPECT = """
agency_id  standard_id                  period   numerator  denominator  unknown
A101       complaint_closed            2026-01  2          4            1
A101       complaint_closed            2026-02  1          1            0
A202       complaint_closed            2026-01  0          0            1
"""


def test_spec():
    """The cohort is what falls due in the month, open complaints included."""
    spec("complaint_closed_on_time", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("complaint_closed_on_time")
