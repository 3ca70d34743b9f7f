"""finding_open_age: thời gian từ khi phát hiện đến khi xử lý xong — days from finding to settling."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
cases.review_finding
case_id  agency_id  found_at    due_at               resolved_at
RS1      STP        2026-01-05  2026-02-27 23:59:59  2026-02-04
RS2      STP        2026-01-05  -                    -
RS3      STP        2026-03-31  -                    2026-04-05
RS4      STP        2026-02-02  -                    2026-01-30
RS5      STP        2026-04-01  -                    -
RS6      STP        2023-03-31  -                    -
"""

EXPECT = """
agency_id  period   days  ended
STP        2026-01  30    1
STP        2026-01  85    0
STP        2026-03  0     0
"""


def test_spec():
    """RS1 took 30 days; RS2 is open for 85 and counts as such; RS3 was settled after as_of and is open; RS4 cannot be."""
    spec("finding_open_age", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("finding_open_age")
