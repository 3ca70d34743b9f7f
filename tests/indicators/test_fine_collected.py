"""fine_collected: tiền phạt đã thu trên tiền phạt đã quyết định — fines collected of fines decided."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
cases.sanction
case_id  agency_id  decided_at  executed_at  amount
XP1      A101       2025-12-20  2026-01-05   2000000
XP2      A101       2025-12-20  -            9000000
XP3      A101       2025-12-22  2026-02-20   1000000
XP4      A101       2026-01-10  -            500000
XP5      A101       2026-01-12  -            -
XP6      A202       2026-03-20  -            700000
XP7      A202       2026-03-30  2026-04-02   300000

duties.duty
agency_id  standard_id        case_kind  case_id  month    status
A101       sanction_executed  sanction   XP1      2026-01  met
A101       sanction_executed  sanction   XP2      2026-01  overdue
A101       sanction_executed  sanction   XP3      2026-01  late
A202       sanction_executed  sanction   XP6      2026-04  pending
A202       sanction_executed  sanction   XP7      2026-03  overdue
A101       sanction_decision  sanction   XP2      2026-01  met
"""

EXPECT = """
agency_id  standard_id        period   numerator  denominator  unknown
A101       sanction_executed  2026-01  3000000    12000000     1
A202       sanction_executed  2026-03  0          300000       0
"""


def test_spec():
    """Two of three fines are paid, a quarter of the money; XP4 was never served, XP5 is a warning, XP7 was paid after as_of."""
    spec("fine_collected", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("fine_collected", values={"case_kind": ["sanction"], "standard_id": ["sanction_executed"]})
