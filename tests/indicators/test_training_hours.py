"""training_hours: giờ đào tạo trên một vị trí pháp chế — hours of training per legal post."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
cases.staff
case_id  agency_id  reported_at  posts_filled  training_hours
B1       STP        2026-01-15   6             10
B2       STP        2026-01-31   6             24.5
B3       STP        2026-02-28   6             -
B4       00004      2026-01-31   0             8
B5       00004      2026-02-28   1             0
B6       STP        2026-04-02   6             40
"""

EXPECT = """
agency_id  period   numerator  denominator  unknown
STP        2026-01  24.5       6            0
STP        2026-02  0          0            1
00004      2026-02  0          1            0
"""


def test_spec():
    """B2 corrects B1; hours not reported (B3) are not zero hours; hours of nobody (B4) are left out."""
    spec("training_hours", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("training_hours")
