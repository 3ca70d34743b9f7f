"""dossier_on_time_by_law: hồ sơ đến hạn trong tháng theo thời hạn của thủ tục, giải quyết đúng hạn
— dossiers due in the month by the limit of their procedure, decided on time."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
duties.duty
agency_id  standard_id                    month    status
A101       proc_household_business        2026-01  met
A101       proc_household_business        2026-01  late
A101       proc_household_business        2026-01  overdue
A101       proc_household_business        2026-01  excused
A101       proc_birth_registration        2026-01  met
A101       proc_birth_registration        2026-01  unknown
A101       onestop_result_by_due_date     2026-01  late
A101       complaint_first_acceptance_v1  2026-01  late
"""

EXPECT = """
agency_id  standard_id              period   numerator  denominator  unknown
A101       proc_household_business  2026-01  1          3            0
A101       proc_birth_registration  2026-01  1          1            1
"""


def test_spec():
    """Only the limits of procedures count here: the promise on the slip and the limits of complaints are other indicators."""
    spec("dossier_on_time_by_law", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("dossier_on_time_by_law")
