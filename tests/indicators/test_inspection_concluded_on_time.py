"""inspection_concluded_on_time: kết luận thanh tra ban hành đúng thời hạn — inspection conclusions issued on time."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
duties.duty
agency_id  standard_id                   case_id  month    status
TTTP       inspection_conclusion_issued  TT1      2026-01  met
TTTP       inspection_conclusion_issued  TT2      2026-01  late
TTTP       inspection_conclusion_issued  TT3      2026-02  overdue
TTTP       inspection_draft_assigned     TT3      2026-02  met
"""

EXPECT = """
agency_id  standard_id                   period   numerator  denominator  unknown
TTTP       inspection_conclusion_issued  2026-01  1          2            0
TTTP       inspection_conclusion_issued  2026-02  0          1            0
"""


def test_spec():
    """The inspecting body answers for its conclusions; assigning the draft is another duty."""
    spec("inspection_concluded_on_time", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("inspection_concluded_on_time")
