"""legal_posts_filled: vị trí pháp chế đã có người — legal posts filled."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
cases.staff
case_id  agency_id  reported_at  posts_assigned  posts_filled
B1       STP        2026-01-15   8               5
B2       STP        2026-01-31   8               6
B3       STP        2026-02-28   8               9
B4       00004      2026-01-31   2               -
B5       00004      2026-02-28   -               1
B6       00004      2026-03-31   2               -1
B7       STP        2026-04-01   8               0
"""

EXPECT = """
agency_id  period   numerator  denominator  unknown
STP        2026-01  6          8            0
STP        2026-02  8          8            0
00004      2026-01  0          0            2
00004      2026-02  0          0            1
00004      2026-03  0          0            2
"""


def test_spec():
    """The last report of a month stands for it (B2, not B1); a ninth person on eight posts (B3) fills no post elsewhere; what is missing
    is unknown.
    """
    spec("legal_posts_filled", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("legal_posts_filled")
