"""register_duty_done: nghĩa vụ định kỳ đã thực hiện — periodic duties done."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
duties.duty
agency_id  standard_id                       case_kind        month    status
00004      legal_communication_plan          duty_register    2025-12  met
00004      law_implementation_annual_report  duty_register    2025-12  overdue
00004      pakn_published                    duty_register    2025-12  met
00004      pakn_published                    duty_register    2025-12  late
00004      pakn_published                    duty_register    2026-01  unknown
00004      plan_task_on_time                 plan_task        2025-12  overdue
00004      commune_dialogue_yearly           reported_figure  2025-12  met
"""

EXPECT = """
agency_id  standard_id                       period   numerator  denominator  unknown
00004      legal_communication_plan          2025-12  1          1            0
00004      law_implementation_annual_report  2025-12  0          1            0
00004      pakn_published                    2025-12  1          2            0
00004      pakn_published                    2026-01  0          0            1
"""


def test_spec():
    """Every standard kept in the register has its own line; duties of other sources have none."""
    spec("register_duty_done", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("register_duty_done")
