"""figure_reached: số liệu tự báo cáo đạt mức yêu cầu — self-reported figures that reach the required level."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
duties.duty
agency_id  standard_id               case_kind        month    status
00004      dx_default_full_online    reported_figure  2025-12  met
00004      dx_default_full_online    reported_figure  2026-01  overdue
00004      front_semiannual_hearing  reported_figure  2025-12  met
00004      front_semiannual_hearing  reported_figure  2025-12  overdue
00004      legal_staff_trained       reported_figure  2025-12  unknown
00004      dx_budget_1pct            reported_figure  2025-12  excused
00004      pakn_published            duty_register    2025-12  overdue
"""

EXPECT = """
agency_id  standard_id               period   numerator  denominator  unknown
00004      dx_default_full_online    2025-12  1          1            0
00004      dx_default_full_online    2026-01  0          1            0
00004      front_semiannual_hearing  2025-12  1          2            0
00004      legal_staff_trained       2025-12  0          0            1
00004      dx_budget_1pct            2025-12  0          0            0
"""


def test_spec():
    """A figure reaches the level or not; one without a level in law, or with a number missing, is unknown; nothing to count asks for
    nothing.
    """
    spec("figure_reached", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("figure_reached")
