"""rule_stability: số lần quy định bị thay đổi trong 12 tháng — rules changed again within 12 months."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
cases.document
case_id  agency_id  guided_document            provision  issued_at
01/2025  01         Luật Đất đai 31/2024/QH15  Điều 5     2025-03-10
02/2026  01         Luật Đất đai 31/2024/QH15  điều 5     2026-03-10
03/2026  01         Luật Đất đai 31/2024/QH15  Điều 5     2026-03-20
04/2026  01         Luật Đất đai 31/2024/QH15  Điều 9     2026-03-20
05/2024  01         Luật Nhà ở 27/2023/QH15    -          2025-02-10
06/2026  01         Luật Nhà ở 27/2023/QH15    -          2026-02-11
07/2026  00004      Luật Đất đai 31/2024/QH15  Điều 5     2026-03-25
08/2026  01         -                          Điều 5     2026-03-28
09/2026  01         Luật Đất đai 31/2024/QH15  Điều 9     2026-04-01
"""

EXPECT = """
agency_id  period   numerator  denominator  unknown
01         2025-02  0          1            0
01         2025-03  0          1            0
01         2026-02  0          1            0
01         2026-03  2          3            1
00004      2026-03  0          1            0
"""


def test_spec():
    """02 changes 01 on the last day of its year, 03 changes 02; 06 comes a year and a day after 05; another agency's rule (07) is its
    own.
    """
    spec("rule_stability", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("rule_stability", rows=160)
