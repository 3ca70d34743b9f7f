"""sanction_executed: quyết định xử phạt được thi hành trong thời hạn — sanctions executed within the limit."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
duties.duty
agency_id  standard_id                    case_id  month    status
A101       sanction_executed              S1       2026-01  late
A101       sanction_execution_limitation  S1       2026-03  met
A101       sanction_executed              S2       2026-01  met
A101       sanction_executed              S3       2026-01  overdue
A101       sanction_execution_limitation  S4       2026-03  overdue
A202       sanction_executed              S5       2026-01  unknown
A202       sanction_executed              S6       2026-02  excused
"""

EXPECT = """
agency_id  standard_id                    period   numerator  denominator  unknown
A101       sanction_executed              2026-01  1          3            0
A101       sanction_execution_limitation  2026-03  1          2            0
A202       sanction_executed              2026-01  0          0            1
A202       sanction_executed              2026-02  0          0            0
"""


def test_spec():
    """S1 came after the ten days and within the year: unmet under the first limit, met under the second."""
    spec("sanction_executed", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("sanction_executed")
