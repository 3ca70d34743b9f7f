"""products_delivered: sản phẩm hoàn thành trên sản phẩm được giao — products delivered of those assigned."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
cases.plan_task
case_id  agency_id  due_at               products_assigned  products_completed  completed_at
N1       STP        2026-01-30 23:59:59  4                  4                   2026-01-20
N2       STP        2026-01-30 23:59:59  5                  2                   -
N3       STP        2026-01-30 23:59:59  1                  3                   2026-02-10
N4       STP        2026-01-30 23:59:59  2                  -                   -
N5       STP        2026-01-30 23:59:59  7                  -                   2026-01-15
N6       STP        2026-02-27 23:59:59  3                  3                   2026-04-03
N7       STP        2026-01-30 23:59:59  -                  6                   2026-01-15
N8       STP        2026-01-30 23:59:59  6                  -1                  -
N9       STP        2026-04-30 23:59:59  8                  8                   2026-03-01
"""

EXPECT = """
agency_id  period   numerator  denominator  unknown
STP        2026-01  7          12           13
STP        2026-02  0          0            3
"""


def test_spec():
    """N2's two products count though the task is open; N3's surplus makes up for nothing; N4 delivered none; done without a number (N5),
    a number of a day to come (N6) and fewer than none (N8) are unknown.
    """
    spec("products_delivered", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("products_delivered")
