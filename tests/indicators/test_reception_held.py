"""reception_held: ngày tiếp công dân theo lịch được thực hiện — scheduled reception days that were held."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
cases.reception
case_id  agency_id  scheduled_at  held_at     source_file_id
T1       A101       2026-01-06    2026-01-06  F1
T2       A101       2026-01-13    2026-01-14  F1
T3       A101       2026-01-20    -           F1
T4       A101       2026-02-03    -           F1
T5       A101       2026-02-10    2026-02-10  F1
T6       A101       2026-04-07    -           F1

sources.known_file
source_file_id  source_id      completeness
F1              tiep_cong_dan  complete

duties.covered
source_id      agency_id  month
tiep_cong_dan  A101       2026-01
tiep_cong_dan  A202       2026-02
"""

EXPECT = """
agency_id  period   numerator  denominator  unknown
A101       2026-01  2          3            0
A101       2026-02  1          1            1
"""


def test_spec():
    """A day moved by one is held; the agency's own file for February did not come, so T4 is unknown; April lies ahead."""
    spec("reception_held", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference(
        "reception_held",
        values={
            "source_id": ["một", None],
            "completeness": ["complete", "complete", "incomplete"],
            "duties.covered.agency_id": ["*", "A1", "A3"],
        },
    )
