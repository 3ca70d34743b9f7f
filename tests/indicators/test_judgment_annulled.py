"""judgment_annulled: bản án hủy hoặc sửa quyết định của cơ quan
— judgments that annul or amend the decision."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
cases.judgment
case_id  agency_id  pronounced_at  result
B1       A101       2026-03-02     annulled
B2       A101       2026-03-03     amended
B3       A101       2026-03-31     upheld
B4       A101       2026-03-10     -
B5       A101       2026-04-01     annulled
B6       A202       2023-04-01     upheld
B7       A202       2023-03-31     annulled
"""

EXPECT = """
agency_id  period   numerator  denominator  unknown
A101       2026-03  2          3            1
A202       2023-04  0          1            0
"""


def test_spec():
    """A judgment whose outcome nobody wrote down is unknown, not won."""
    spec("judgment_annulled", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("judgment_annulled")
