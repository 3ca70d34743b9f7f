"""document_consulted: văn bản có lấy ý kiến trước khi ban hành — documents consulted on before they were issued."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
cases.document
case_id  agency_id  consulted_at  issued_at   effective_at  published_at
01/2026  01         2025-12-01    2026-01-05  -             -
02/2026  01         2026-01-20    2026-01-20  -             -
03/2026  01         2026-02-01    2026-01-25  -             -
04/2026  01         -             2026-01-30  -             -
05/2026  01         2026-01-02    -           2026-02-10    -
06/2026  01         2026-01-02    -           -             2026-02-12
07/2026  01         2026-03-20    -           -             -
08/2026  01         2026-03-01    2026-04-01  -             -
"""

EXPECT = """
agency_id  period   numerator  denominator  unknown
01         2026-01  1          4            0
01         2026-02  0          0            2
"""


def test_spec():
    """Asked on the day of issue (02), afterwards (03) or not at all (04) is not consulted; in force or published without a day of issue
    (05, 06) is unknown.
    """
    spec("document_consulted", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("document_consulted")
