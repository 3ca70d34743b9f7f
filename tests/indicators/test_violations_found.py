"""violations_found: vụ vi phạm trên số vụ được thanh tra, kiểm tra — violations among the cases checked."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
cases.inspection
agency_id  started_at  ended_at    concluded_at  result  cases_checked  cases_violating
A101       2026-01-05  2026-01-20  2026-03-01    -       40             6
A101       2026-01-12  2026-01-28  -             -       10             0
A101       2026-01-12  2026-01-28  -             -       10             12
A101       2026-03-25  2026-04-03  -             -       30             30
A202       2026-02-02  -           -             failed  -              -
A202       2026-02-09  -           -             passed  -              -
A202       2026-02-16  2026-02-17  -             -       -              -
"""

EXPECT = """
agency_id  period   numerator  denominator  unknown
A101       2026-01  6          50           10
A202       2026-02  1          2            1
"""


def test_spec():
    """More violations than cases is a defect; an inspection still on site is not counted; one place with a result is one case."""
    spec("violations_found", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference(
        "violations_found",
        values={"cases_checked": [None, 0, 1, 5, 20], "cases_violating": [None, -1, 0, 1, 4], "result": ["failed", "passed", None]},
    )
