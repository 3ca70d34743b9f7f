"""dossier_supplemented_once: hồ sơ bị yêu cầu bổ sung, chỉ một lần
— dossiers asked for more papers, once only."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
duties.duty
agency_id  standard_id                 month    status
A101       onestop_one_supplement      2026-02  met
A101       onestop_one_supplement      2026-02  met
A101       onestop_one_supplement      2026-02  late
A101       onestop_one_supplement      2026-03  pending
A101       onestop_result_by_due_date  2026-02  late
"""

EXPECT = """
agency_id  standard_id             period   numerator  denominator  unknown
A101       onestop_one_supplement  2026-02  2          3            0
A101       onestop_one_supplement  2026-03  0          0            0
"""


def test_spec():
    """A dossier still open after one request is not judged yet; a second request counts against the agency."""
    spec("dossier_supplemented_once", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("dossier_supplemented_once")
