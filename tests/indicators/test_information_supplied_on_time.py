"""information_supplied_on_time: yêu cầu cung cấp thông tin được đáp ứng đúng thời hạn — information requests answered on time."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
duties.duty
agency_id  standard_id                    month    status
A101       info_request_direct_v1         2026-01  met
A101       info_request_online_simple_v1  2026-01  late
A101       info_request_online_simple_v1  2026-01  met
A101       info_corrected_v2              2026-01  late
A202       info_request_post_complex_v1   2026-03  overdue
A202       info_request_v2                2026-03  unknown
"""

EXPECT = """
agency_id  standard_id                    period   numerator  denominator  unknown
A101       info_request_direct_v1         2026-01  1          1            0
A101       info_request_online_simple_v1  2026-01  1          2            0
A202       info_request_post_complex_v1   2026-03  0          1            0
A202       info_request_v2                2026-03  0          0            1
"""


def test_spec():
    """Each channel has its own limit and row; correcting wrong information is another duty."""
    spec("information_supplied_on_time", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("information_supplied_on_time")
