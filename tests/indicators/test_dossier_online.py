"""dossier_online: hồ sơ nộp trực tuyến — dossiers submitted online."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
cases.procedure_case
case_id  agency_id  accepted_at       channel
H1       00004      2026-01-05 08:30  online
H2       00004      2026-01-06 09:00  direct
H3       00004      2026-01-31 16:30  post
H4       00004      2026-01-07        -
H5       00004      2026-02-02        online
H6       00004      2026-04-01        online
"""

EXPECT = """
agency_id  period   numerator  denominator  unknown
00004      2026-01  1          3            1
00004      2026-02  1          1            0
"""


def test_spec():
    """Post and counter are not online; an unknown channel is neither."""
    spec("dossier_online", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("dossier_online")
