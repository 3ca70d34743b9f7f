"""finding_resolved: mâu thuẫn, chồng chéo, bất cập được xử lý đúng hạn — review findings resolved on time."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
cases.review_finding
case_id  agency_id  found_at             due_at               resolved_at
RS1      STP        2025-11-03           2026-01-30 23:59:59  2026-01-30
RS2      STP        2025-11-03           2026-01-30 23:59:59  2026-02-02
RS3      STP        2025-11-03           2026-01-30 23:59:59  -
RS4      STP        2025-11-03           2026-01-30 23:59:59  2026-04-02
RS5      STP        2026-02-03           -                    2026-02-20
RS6      STP        2026-02-03           2026-02-27 23:59:59  2026-01-20
RS7      STP        2026-02-03           2026-06-30 23:59:59  -
RS8      SXD        2026-03-03           2026-03-31 23:59:59  2026-03-10
RS9      SXD        2026-04-01           2026-03-31 23:59:59  -
RS10     00004      2026-03-31 23:59:59  2026-03-31 23:59:59  2026-03-31 23:59:59
RS11     00004      2026-03-02           2026-03-31 23:59:59  -
"""

EXPECT = """
agency_id  period   numerator  denominator  unknown
STP        2026-01  1          4            0
STP        2026-02  0          0            2
SXD        2026-03  1          1            0
00004      2026-03  1          2            0
"""


def test_spec():
    """RS3 and RS4 are open at as_of and past their date; without a date (RS5), or settled before it was found (RS6), nobody can tell."""
    spec("finding_resolved", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("finding_resolved")
