"""enforcement_after_default: có quyết định cưỡng chế khi không tự nguyện chấp hành — enforcement decided after default."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
duties.duty
agency_id  standard_id                         month    status
A101       sanction_enforcement_after_default  2026-02  met
A101       sanction_enforcement_after_default  2026-02  overdue
A101       sanction_enforcement_after_default  2026-02  overdue
A101       sanction_enforcement_after_default  2026-02  pending
A101       sanction_executed                   2026-02  met
"""

EXPECT = """
agency_id  standard_id                         period   numerator  denominator  unknown
A101       sanction_enforcement_after_default  2026-02  1          3            0
"""


def test_spec():
    """Two decisions ran out without enforcement; one still has time; what was paid in time needed none."""
    spec("enforcement_after_default", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("enforcement_after_default")
