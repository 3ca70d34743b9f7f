"""complaint_days: số ngày giải quyết khiếu nại
— how long complaints take."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
duties.duty
agency_id  standard_id                          month    status   days_taken  ended
A101       complaint_first_settlement           2026-02  met      21          yes
A101       complaint_first_settlement           2026-02  overdue  58          no
A101       complaint_first_settlement_complex   2026-02  late     50          yes
A101       complaint_second_settlement          2026-02  met      40          yes
A101       complaint_first_settlement           2026-02  excused  5           no
A101       complaint_first_acceptance_v1        2026-02  met      3           yes
"""

EXPECT = """
agency_id  standard_id                         period   days  ended
A101       complaint_first_settlement          2026-02  21    1
A101       complaint_first_settlement          2026-02  58    0
A101       complaint_first_settlement_complex  2026-02  50    1
A101       complaint_second_settlement         2026-02  40    1
"""


def test_spec():
    """Simple and complex, first and second complaints stand apart; how long acceptance took is not counted here."""
    spec("complaint_days", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("complaint_days")
