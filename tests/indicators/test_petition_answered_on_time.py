"""petition_answered_on_time: phản ánh, kiến nghị đến hạn trong tháng, trả lời đúng hạn
— petitions due in the month, answered on time."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
duties.duty
agency_id  standard_id               month    status
A101       pakn_answered             2026-01  met
A101       pakn_answered             2026-01  overdue
A101       petition_reception_reply  2026-01  late
A101       voter_petition_answered   2026-01  met
A101       pakn_transferred          2026-01  late
"""

EXPECT = """
agency_id  standard_id               period   numerator  denominator  unknown
A101       pakn_answered             2026-01  1          2            0
A101       petition_reception_reply  2026-01  0          1            0
A101       voter_petition_answered   2026-01  1          1            0
"""


def test_spec():
    """Feedback on the portal, citizens received in person and voters each have their own limit; passing a petition on is no answer."""
    spec("petition_answered_on_time", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("petition_answered_on_time")
