"""reinspected_on_time: kiểm tra lại đúng hạn sau khi không đạt — inspected again on time after a failure."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
duties.duty
agency_id  standard_id                  month    status
A101       failed_canvass_reinspected  2026-01  met
A101       failed_canvass_reinspected  2026-01  met
A101       failed_canvass_reinspected  2026-01  late
A101       failed_canvass_reinspected  2026-01  overdue
A101       failed_canvass_reinspected  2026-01  pending
A101       failed_canvass_reinspected  2026-01  excused
A101       failed_canvass_reinspected  2026-01  unknown
A101       failed_canvass_reinspected  2026-02  met
A202       failed_canvass_reinspected  2026-01  unknown
A202       a_standard_of_another_indicator  2026-01  met
A303       failed_canvass_reinspected  2022-01  met
"""

EXPECT = """
agency_id  standard_id                  period   numerator  denominator  unknown
A101       failed_canvass_reinspected  2026-01  2          4            1
A101       failed_canvass_reinspected  2026-02  1          1            0
A202       failed_canvass_reinspected  2026-01  0          0            1
"""


def test_spec():
    """Silence of an incomplete source is unknown: beside the denominator, never in it."""
    spec("reinspected_on_time", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("reinspected_on_time")
