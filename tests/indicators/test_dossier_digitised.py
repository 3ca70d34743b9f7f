"""dossier_digitised: hồ sơ được số hóa — dossiers digitised."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
cases.procedure_case
case_id  agency_id  accepted_at          digitised
H1       00004      2026-01-05 08:30     yes
H2       00004      2026-01-06 09:00     yes
H3       00004      2026-01-31 16:30     no
H4       00004      2026-01-07           -
H5       00004      2026-02-02           no
H6       00004      2026-04-01           yes
H7       00004      2023-03-31           yes
H8       00004      2026-03-31 23:59:59  yes
"""

EXPECT = """
agency_id  period   numerator  denominator  unknown
00004      2026-01  2          3            1
00004      2026-02  0          1            0
00004      2026-03  1          1            0
"""


def test_spec():
    """A dossier of which nobody says how it is kept is unknown, not paper."""
    spec("dossier_digitised", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("dossier_digitised")
