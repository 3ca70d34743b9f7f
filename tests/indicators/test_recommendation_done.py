"""recommendation_done: kiến nghị thanh tra được thực hiện đúng hạn — inspection recommendations carried out on time."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
duties.duty
agency_id  standard_id                     case_id  month    status
A101       inspection_recommendation_done  KN1      2026-01  met
A101       inspection_recommendation_done  KN2      2026-01  late
A101       inspection_recommendation_done  KN3      2026-01  overdue
A101       inspection_recommendation_done  KN4      2026-03  pending
A202       inspection_recommendation_done  KN5      2026-01  met
"""

EXPECT = """
agency_id  standard_id                     period   numerator  denominator  unknown
A101       inspection_recommendation_done  2026-01  1          3            0
A101       inspection_recommendation_done  2026-03  0          0            0
A202       inspection_recommendation_done  2026-01  1          1            0
"""


def test_spec():
    """The agency inspected answers; carried out late is unmet, not due yet counts nowhere."""
    spec("recommendation_done", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("recommendation_done")
