"""petition_satisfied: phản ánh đã trả lời mà người gửi hài lòng (mức 4, 5)
— answered petitions whose sender gave a 4 or a 5."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
cases.petition
case_id  agency_id  received_at       answered_at       satisfaction
P1       A101       2026-01-05        2026-01-20        5
P2       A101       2026-01-06        2026-01-21 16:30  4
P3       A101       2025-12-30        2026-01-02        3
P4       A101       2026-01-07        2026-01-22        -
P5       A101       2026-01-08        2026-01-22        9
P6       A101       2026-01-09        -                 -
P7       A101       2026-01-10        2026-02-02        1
P8       A101       2026-03-10        2026-04-01        5
P9       A202       2023-03-01        2023-03-31        5
"""

EXPECT = """
agency_id  period   numerator  denominator  unknown
A101       2026-01  2          3            2
A101       2026-02  0          1            0
"""


def test_spec():
    """By the month of the answer; an answer without a mark, or with one the scale lacks, is unknown, and no answer is not counted."""
    spec("petition_satisfied", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("petition_satisfied")
