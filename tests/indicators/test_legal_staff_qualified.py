"""legal_staff_qualified: người làm công tác pháp chế đạt chuẩn — legal staff who are qualified."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
sources.agency
agency_id  tier
01         city
STP        department
00004      commune

cases.staff
case_id  agency_id  reported_at  posts_filled  posts_qualified
B1       STP        2026-01-15   8             4
B2       STP        2026-01-31   8             6
B3       STP        2026-02-28   8             9
B4       00004      2026-01-31   2             1
B5       00004      2026-02-28   3             -
B6       00004      2026-03-31   -             2
"""

EXPECT = """
agency_id  standard_id             period   numerator  denominator  unknown
STP        legal_staff_law_degree  2026-01  6          8            0
STP        legal_staff_law_degree  2026-02  0          0            8
00004      -                       2026-01  1          2            0
00004      -                       2026-02  0          0            3
00004      -                       2026-03  0          0            2
"""


def test_spec():
    """The law degree is a duty of departments; a ward's figure carries no standard. More qualified than present (B3) is a slip, never
    good news.
    """
    spec("legal_staff_qualified", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("legal_staff_qualified")


def test_the_standard_in_force_on_the_day_of_the_report_is_named():
    given = """
    sources.standard
    standard_id             tier             effective_from  effective_to
    legal_staff_law_degree  city|department  2026-01-15      2026-02-28

    sources.agency
    agency_id  tier
    STP        department

    cases.staff
    case_id  agency_id  reported_at  posts_filled  posts_qualified
    B1       STP        2025-12-31   8             5
    B2       STP        2026-01-15   8             6
    B3       STP        2026-02-28   8             7
    B4       STP        2026-03-01   8             8
    """
    expect = """
    agency_id  standard_id             period   numerator  denominator  unknown
    STP        -                       2025-12  5          8            0
    STP        legal_staff_law_degree  2026-01  6          8            0
    STP        legal_staff_law_degree  2026-02  7          8            0
    STP        -                       2026-03  8          8            0
    """
    spec("legal_staff_qualified", given, expect)
