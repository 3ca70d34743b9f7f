"""fine_consistency: mức phạt gần mức trung vị của thành phố cho cùng hành vi — fines near the city's median."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
cases.sanction
case_id  agency_id  violation       decided_at  amount
XP1      A101       đổ rác          2026-01-05  1000000
XP2      A101       đổ rác          2026-01-12  900000
XP3      A202       đổ rác          2026-01-12  2000000
XP4      A202       đổ rác          2026-01-19  4000000
XP5      A202       đổ rác          2026-01-26  4100000
XP6      A202       đổ rác          2026-02-02  2000000
XP7      A202       xây không phép  2026-02-02  90000000
XP8      A202       đổ rác          2026-02-02  -
XP9      A202       đổ rác          2023-03-31  100000
XP10     A202       đổ rác          2023-03-31  100000
"""

EXPECT = """
agency_id  period   numerator  denominator  unknown
A101       2026-01  1          2            0
A202       2026-01  2          3            0
A202       2026-02  1          1            1
"""


def test_spec():
    """The median is 2 million: 1 to 4 million is near. One fine alone has nothing to be compared with; a warning is no fine; what is older than the trend sets no measure."""
    spec("fine_consistency", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("fine_consistency", rows=120, values={"violation": ["đổ rác", "xây không phép", None]})
