"""denunciation_accepted_on_time: đơn tố cáo đến hạn xử lý ban đầu trong tháng, xử lý đúng hạn
— denunciations due for first processing in the month, processed on time."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
duties.duty
agency_id  standard_id                      month    status
A101       denunciation_initial_processing  2026-02  met
A101       denunciation_initial_processing  2026-02  met
A101       denunciation_initial_processing  2026-02  overdue
A101       denunciation_initial_processing  2026-02  unknown
A101       denunciation_initial_processing  2026-03  excused
A101       denunciation_settlement          2026-02  late
"""

EXPECT = """
agency_id  standard_id                      period   numerator  denominator  unknown
A101       denunciation_initial_processing  2026-02  2          3            1
A101       denunciation_initial_processing  2026-03  0          0            0
"""


def test_spec():
    """A denunciation nobody has taken up by the due day counts against the agency; its conclusion is another indicator."""
    spec("denunciation_accepted_on_time", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("denunciation_accepted_on_time")
