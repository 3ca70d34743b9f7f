"""inspection_published: kết luận thanh tra được công khai đúng thời hạn — inspection conclusions published on time."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
duties.duty
agency_id  standard_id                      case_id  month    status
TTTP       inspection_conclusion_published  TT1      2026-01  met
TTTP       inspection_conclusion_published  TT2      2026-01  overdue
TTTP       inspection_conclusion_published  TT3      2026-01  unknown
TTTP       inspection_conclusion_issued     TT4      2026-01  met
TTTP       inspection_conclusion_published  TT5      2023-03  overdue
"""

EXPECT = """
agency_id  standard_id                      period   numerator  denominator  unknown
TTTP       inspection_conclusion_published  2026-01  1          2            1
"""


def test_spec():
    """A conclusion that was issued is not yet published; months before the trend are left out."""
    spec("inspection_published", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("inspection_published")
