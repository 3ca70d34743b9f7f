"""complaint_accepted_on_time: đơn khiếu nại đến hạn thụ lý trong tháng, thụ lý đúng hạn
— complaints due to be accepted in the month, accepted on time."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
duties.duty
agency_id  standard_id                     month    status
A101       complaint_first_acceptance_v1   2026-01  met
A101       complaint_first_acceptance_v1   2026-01  late
A101       complaint_first_acceptance_v1   2026-01  overdue
A101       complaint_first_acceptance_v1   2026-01  pending
A101       complaint_first_acceptance_v1   2026-01  excused
A101       complaint_first_acceptance_v1   2026-02  unknown
A101       complaint_second_acceptance_v1  2026-01  met
A101       complaint_first_settlement      2026-01  late
A202       complaint_first_acceptance_v2   2023-04  met
A202       complaint_first_acceptance_v1   2023-03  met
A202       complaint_first_acceptance_v2   2026-04  pending
"""

EXPECT = """
agency_id  standard_id                     period   numerator  denominator  unknown
A101       complaint_first_acceptance_v1   2026-01  1          3            0
A101       complaint_first_acceptance_v1   2026-02  0          0            1
A101       complaint_second_acceptance_v1  2026-01  1          1            0
A202       complaint_first_acceptance_v2   2023-04  1          1            0
"""


def test_spec():
    """Old and new rule stand apart, first and second complaints too; settlement is another indicator."""
    spec("complaint_accepted_on_time", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("complaint_accepted_on_time")
