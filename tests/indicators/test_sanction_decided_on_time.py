"""sanction_decided_on_time: quyết định xử phạt ra đúng thời hạn của loại vụ việc — sanctions decided within the limit of their kind of case."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
duties.duty
agency_id  standard_id                    month    status
A101       sanction_decision              2026-01  met
A101       sanction_decision              2026-01  late
A101       sanction_decision              2026-01  overdue
A101       sanction_decision              2026-01  pending
A101       sanction_decision              2026-01  unknown
A101       sanction_decision_explanation  2026-01  met
A202       sanction_decision_transferred  2026-03  overdue
A202       sanction_decision_sent         2026-03  met
A202       sanction_decision              2026-04  met
"""

EXPECT = """
agency_id  standard_id                    period   numerator  denominator  unknown
A101       sanction_decision              2026-01  1          3            1
A101       sanction_decision_explanation  2026-01  1          1            0
A202       sanction_decision_transferred  2026-03  0          1            0
"""


def test_spec():
    """Each limit is its own row; sending the decision is another matter, and the month after as_of is not there yet."""
    spec("sanction_decided_on_time", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("sanction_decided_on_time")
