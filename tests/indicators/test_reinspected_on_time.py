"""reinspected_on_time: Silence of an incomplete source is unknown: beside the denominator, never in it."""

from tests.indicators.spec import check, check_random

STANDARD = "failed_canvass_reinspected"

#        agency standard  month      status
DUTIES = """
         A101   this      2026-01    met
         A101   this      2026-01    met
         A101   this      2026-01    late
         A101   this      2026-01    overdue
         A101   this      2026-01    pending
         A101   this      2026-01    excused
         A101   this      2026-01    unknown
         A101   this      2026-02    met
         A202   this      2026-01    unknown
         A202   other     2026-01    met
         A303   this      2022-01    met
"""

#          agency month     numerator denominator unknown
EXPECTED = """
           A101   2026-01   2         4           1
           A101   2026-02   1         1           0
           A202   2026-01   0         0           1
"""


def test_spec():
    """Silence of an incomplete source is unknown: beside the denominator, never in it."""
    check("reinspected_on_time", STANDARD, DUTIES, EXPECTED)


def test_random_duties_equal_the_reference():
    check_random("reinspected_on_time", STANDARD)
