"""dossier_returned: hồ sơ bị trả lại trên hồ sơ đã đóng
— dossiers handed back, of those closed."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
cases.procedure_case
case_id  agency_id  accepted_at  finished_at       returned_at  status
H1       A101       2026-02-01   2026-02-05 10:00  2026-02-06   finished
H2       A101       2026-02-01   2026-02-05 10:00  -            returned
H3       A101       2026-02-02   2026-02-28        -            refused
H4       A101       2026-02-02   2026-02-09        -            withdrawn
H5       A101       2026-02-03   -                 -            processing
H6       A101       2026-02-03   2026-02-11        -            processing
H7       A101       2026-02-04   -                 2026-02-12   returned
H8       A101       2026-01-20   -                 -            returned
H9       A101       2026-03-20   2026-04-02        -            returned
"""

EXPECT = """
agency_id  period   numerator  denominator  unknown
A101       2026-01  0          0            1
A101       2026-02  2          4            1
"""


def test_spec():
    """A withdrawal is left out; where day and status disagree about the end, it is unknown how it ended."""
    spec("dossier_returned", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("dossier_returned")
