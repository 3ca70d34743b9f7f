"""document_lead_time: văn bản không có hiệu lực trước ngày ban hành — documents in force no sooner than they are issued."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
cases.document
case_id  agency_id  issued_at         effective_at
01/2026  01         2026-01-05        2026-01-15
02/2026  01         2026-01-20        2026-01-20
03/2026  01         2026-01-20        2026-01-01
04/2026  01         -                 2026-01-10
05/2026  01         2026-04-02        2026-03-01
06/2026  01         2026-03-25        2026-04-10
07/2026  01         2026-03-25        -
08/2022  01         2022-12-01        2023-01-01
09/2026  00004      2026-02-10 08:30  2026-02-10
"""

EXPECT = """
agency_id  period   numerator  denominator  unknown
01         2026-01  2          3            1
01         2026-03  0          0            1
00004      2026-02  1          1            0
"""


def test_spec():
    """03/2026 bound people before it was issued; without a date of issue (04, and 05, issued after as_of) nobody can tell."""
    spec("document_lead_time", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("document_lead_time")
