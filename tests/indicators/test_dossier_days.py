"""dossier_days: số ngày giải quyết hồ sơ
— how long dossiers take."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
duties.duty
agency_id  standard_id                 month    status   days_taken  ended
A101       proc_household_business     2026-03  met      2           yes
A101       proc_household_business     2026-03  met      2           yes
A101       proc_household_business     2026-03  late     9           yes
A101       proc_household_business     2026-03  overdue  14          no
A101       proc_household_business     2026-03  pending  1           no
A101       proc_household_business     2026-03  excused  4           no
A101       proc_household_business     2026-03  unknown  -3          yes
A101       proc_household_business     2026-03  met      ·           yes
A101       onestop_result_by_due_date  2026-03  met      2           yes
A101       proc_household_business     2026-04  pending  1           no
"""

EXPECT = """
agency_id  standard_id              period   days  ended
A101       proc_household_business  2026-03  2     1
A101       proc_household_business  2026-03  2     1
A101       proc_household_business  2026-03  9     1
A101       proc_household_business  2026-03  14    0
A101       proc_household_business  2026-03  1     0
"""


def test_spec():
    """Open dossiers stand as not ended, with the days they have taken so far; withdrawn and unknown ones have no length."""
    spec("dossier_days", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("dossier_days")
