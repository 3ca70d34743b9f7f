"""document_issued_on_time: văn bản quy định chi tiết ban hành đúng hạn — implementing documents issued on time."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
duties.duty
agency_id  standard_id                        month    status
01         implementing_docs_assigned_issued  2026-01  met
01         implementing_docs_assigned_issued  2026-01  late
01         implementing_docs_assigned_issued  2026-01  overdue
01         implementing_docs_assigned_issued  2026-01  pending
01         implementing_docs_assigned_issued  2026-01  excused
01         implementing_docs_assigned_issued  2026-02  met
01         implementing_docs_assigned_issued  2026-03  unknown
01         implementing_docs_assigned_issued  2026-05  met
01         implementing_docs_assigned_issued  2023-03  overdue
01         implementing_docs_same_time        2026-02  overdue
"""

EXPECT = """
agency_id  standard_id                        period   numerator  denominator  unknown
01         implementing_docs_assigned_issued  2026-01  1          3            0
01         implementing_docs_assigned_issued  2026-02  1          1            0
01         implementing_docs_assigned_issued  2026-03  0          0            1
"""


def test_spec():
    """A document past its due date and not issued counts; one not due yet, or due outside the trend, does not."""
    spec("document_issued_on_time", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("document_issued_on_time")
