"""outcome_consistency: khiếu nại được giải quyết như thông lệ của thành phố — complaints decided as like complaints usually are."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
cases.complaint
agency_id  field    instance  decided_at  result
A101       đất đai  1         2026-01-05  rejected
A101       đất đai  1         2026-01-12  upheld
A202       đất đai  1         2025-06-02  rejected
A202       đất đai  1         2025-07-07  rejected
A303       đất đai  1         2025-08-04  upheld
A303       đất đai  1         2025-08-04  withdrawn
A303       đất đai  2         2026-02-02  upheld
A303       đất đai  1         2026-04-01  upheld
"""

EXPECT = """
agency_id  period   numerator  denominator  unknown
A101       2026-01  1          2            0
A202       2025-06  1          1            0
A202       2025-07  1          1            0
A303       2025-08  0          1            0
A303       2026-02  0          0            1
"""


def test_spec():
    """Of five first decisions on land three reject: that is usual. One second decision makes no custom."""
    spec("outcome_consistency", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("outcome_consistency", rows=150, values={"field": ["đất đai", "hộ tịch", None], "procedure_code": [None]})
