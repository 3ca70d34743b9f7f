"""communication_before_effect: văn bản, thủ tục hành chính được công khai trước khi có hiệu lực — made public before they take effect."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
cases.document
case_id  agency_id  effective_at         published_at
01/2026  01         2026-01-15           2026-01-10
02/2026  01         2026-01-15           2026-01-15 09:00
03/2026  01         2026-01-20           -
04/2026  01         2026-02-20           2026-04-02
05/2026  01         2026-04-20           2026-03-30
06/2023  01         2023-03-31           2023-03-01
07/2026  00004      2026-03-31 23:59:59  2026-03-30

duties.duty
agency_id  standard_id                  month    status
01         tthc_decision_before_effect  2026-01  met
01         tthc_decision_before_effect  2026-01  late
01         tthc_decision_before_effect  2026-01  unknown
01         doc_local_posted             2026-01  met
"""

EXPECT = """
agency_id  standard_id                  period   numerator  denominator  unknown
01         -                            2026-01  1          3            0
01         -                            2026-02  0          1            0
01         tthc_decision_before_effect  2026-01  1          2            1
00004      -                            2026-03  1          1            0
"""


def test_spec():
    """On the day itself (02) and never (03) are not before; 05 is not in force yet. Announced procedures stand under their standard."""
    spec("communication_before_effect", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("communication_before_effect")
