"""document_effective_with_law: văn bản quy định chi tiết có hiệu lực cùng luật — implementing documents in force with the law."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
duties.duty
agency_id  standard_id                        month    status
01         implementing_docs_same_time        2026-01  met
01         implementing_docs_same_time        2026-01  overdue
01         implementing_docs_same_time        2026-01  late
01         capital_2024_implementing_docs     2026-01  met
01         capital_2024_implementing_docs     2026-01  unknown
01         implementing_docs_assigned_issued  2026-01  overdue
01         implementing_docs_same_time        2026-04  pending
"""

EXPECT = """
agency_id  standard_id                     period   numerator  denominator  unknown
01         implementing_docs_same_time     2026-01  1          3            0
01         capital_2024_implementing_docs  2026-01  1          1            1
"""


def test_spec():
    """Each law's standard stands on its own line; a document still missing when its law is in force counts."""
    spec("document_effective_with_law", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("document_effective_with_law")
