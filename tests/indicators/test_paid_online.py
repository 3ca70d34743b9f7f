"""paid_online: phí, lệ phí được thanh toán trực tuyến — fees paid online."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
cases.procedure_case
case_id  agency_id  finished_at  has_fee  paid_online
H1       00004      2026-01-05   yes      yes
H2       00004      2026-01-06   yes      no
H3       00004      2026-01-07   no       no
H4       00004      2026-01-08   yes      -
H5       00004      2026-01-09   -        yes
H6       00004      -            yes      no
H7       00004      2026-04-02   yes      yes
H8       00004      2026-02-03   no       -
"""

EXPECT = """
agency_id  period   numerator  denominator  unknown
00004      2026-01  1          2            2
00004      2026-02  0          0            0
"""


def test_spec():
    """Where no fee exists (H3, H8) none can be paid online; an open dossier (H6) may still be paid for."""
    spec("paid_online", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("paid_online")
