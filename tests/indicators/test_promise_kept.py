"""promise_kept: kết quả có trước khi hết ngày hẹn trên phiếu — results ready by the day on the slip."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
duties.duty
agency_id  standard_id                  month    status
A101       onestop_result_by_due_date  2026-01  met
A101       onestop_result_by_due_date  2026-01  met
A101       onestop_result_by_due_date  2026-01  late
A101       onestop_result_by_due_date  2026-01  overdue
A101       onestop_result_by_due_date  2026-01  pending
A101       onestop_result_by_due_date  2026-01  excused
A101       onestop_result_by_due_date  2026-01  unknown
A101       onestop_result_by_due_date  2026-02  met
A202       onestop_result_by_due_date  2026-01  unknown
A202       a_standard_of_another_indicator  2026-01  met
A303       onestop_result_by_due_date  2022-01  met
"""

EXPECT = """
agency_id  standard_id                  period   numerator  denominator  unknown
A101       onestop_result_by_due_date  2026-01  2          4            1
A101       onestop_result_by_due_date  2026-02  1          1            0
A202       onestop_result_by_due_date  2026-01  0          0            1
"""


def test_spec():
    """Only the promise is judged here; the law's own limit is another standard."""
    spec("promise_kept", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("promise_kept")
