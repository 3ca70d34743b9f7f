"""product_cost: kinh phí đã chi so với định mức sản phẩm — spent on products against the norm."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
cases.plan_task
case_id  agency_id  completed_at  products_completed  norm_per_product  spent
N1       STP        2026-01-20    2                   15000000          28000000
N2       STP        2026-01-25    1                   10000000          16000000.50
N3       STP        2026-01-25    3                   -                 9000000
N4       STP        2026-02-25    1                   10000000          -
N5       STP        2026-02-25    0                   10000000          5000000
N6       STP        -             2                   10000000          5000000
N7       STP        2026-04-01    1                   10000000          9000000
"""

EXPECT = """
agency_id  period   numerator    denominator  unknown
STP        2026-01  44000000.50  40000000     1
STP        2026-02  0            0            1
"""


def test_spec():
    """January: 44.0 million spent where norm × products allow 40; a task without its norm (N3) or its spending (N4) is counted, not
    guessed.
    """
    spec("product_cost", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("product_cost")
