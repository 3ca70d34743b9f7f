"""apology_sent: hồ sơ trễ hẹn có phiếu xin lỗi và hẹn lại — late dossiers with an apology and a new date."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
duties.duty
agency_id  standard_id                 case_id  month    status
A101       onestop_apology_issued      HS1      2026-01  met
A101       onestop_apology_issued      HS2      2026-01  overdue
A101       onestop_apology_issued      HS3      2026-01  overdue
A101       onestop_result_by_due_date  HS4      2026-01  met
A202       onestop_apology_issued      HS5      2026-01  unknown
"""

EXPECT = """
agency_id  standard_id             period   numerator  denominator  unknown
A101       onestop_apology_issued  2026-01  1          3            0
A202       onestop_apology_issued  2026-01  0          0            1
"""


def test_spec():
    """Of three late dossiers one got its apology; a dossier on time owes none; where the file did not come nothing is known."""
    spec("apology_sent", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("apology_sent")
