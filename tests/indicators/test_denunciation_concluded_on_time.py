"""denunciation_concluded_on_time: đơn tố cáo đến hạn kết luận trong tháng, kết luận đúng hạn
— denunciations due in the month, concluded on time."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
duties.duty
agency_id  standard_id                           month    status
A101       denunciation_settlement               2026-03  met
A101       denunciation_settlement               2026-03  late
A101       denunciation_settlement_complex       2026-03  met
A101       denunciation_settlement_very_complex  2026-03  overdue
A101       denunciation_conclusion_sent          2026-03  late
A202       denunciation_settlement               2026-03  pending
"""

EXPECT = """
agency_id  standard_id                           period   numerator  denominator  unknown
A101       denunciation_settlement               2026-03  1          2            0
A101       denunciation_settlement_complex       2026-03  1          1            0
A101       denunciation_settlement_very_complex  2026-03  0          1            0
A202       denunciation_settlement               2026-03  0          0            0
"""


def test_spec():
    """Cases with 30, 60 and 90 days stand apart, each under the limit its written extensions give."""
    spec("denunciation_concluded_on_time", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("denunciation_concluded_on_time")
