"""complaint_overturned: khiếu nại lần hai được công nhận đúng hoặc đúng một phần
— second decisions that find the complaint right."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
cases.complaint
case_id  agency_id  instance  received_at  decided_at  result
K1       M          2         2026-01-05   2026-02-03  upheld
K2       M          2         2026-01-06   2026-02-10  partly_upheld
K3       M          2         2026-01-07   2026-02-12  rejected
K4       M          2         2026-01-08   2026-02-20  withdrawn
K5       M          2         2026-01-09   2026-02-21  -
K6       M          1         2026-01-09   2026-02-22  upheld
K7       M          2         2026-03-09   2026-04-01  upheld
K8       M          2         2026-03-10   -           -
"""

EXPECT = """
agency_id  period   numerator  denominator  unknown
M          2026-02  2          3            1
"""


def test_spec():
    """Only second decisions count, in the month they were signed; a withdrawal is no decision."""
    spec("complaint_overturned", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("complaint_overturned")
