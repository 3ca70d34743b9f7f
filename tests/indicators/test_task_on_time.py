"""task_on_time: nhiệm vụ kế hoạch hoàn thành đúng hạn — plan tasks done on time."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
duties.duty
agency_id  standard_id               month    status
STP        plan_task_on_time         2026-03  met
STP        plan_task_on_time         2026-03  met
STP        plan_task_on_time         2026-03  late
STP        plan_task_on_time         2026-03  overdue
STP        plan_task_on_time         2026-03  pending
00004      plan_task_on_time         2026-03  excused
00004      plan_task_on_time         2026-02  unknown
01         capital_delayed_projects  2026-03  overdue
STP        plan_task_head_named      2026-03  overdue
"""

EXPECT = """
agency_id  standard_id               period   numerator  denominator  unknown
STP        plan_task_on_time         2026-03  2          4            0
00004      plan_task_on_time         2026-03  0          0            0
00004      plan_task_on_time         2026-02  0          0            1
01         capital_delayed_projects  2026-03  0          1            0
"""


def test_spec():
    """Tasks open past their date count; tasks not due yet, or cancelled in time, do not."""
    spec("task_on_time", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("task_on_time")
