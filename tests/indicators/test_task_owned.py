"""task_owned: nhiệm vụ có đủ cá nhân và tập thể phụ trách — tasks owned by a person and a collective."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
duties.duty
agency_id  standard_id           month    status
STP        plan_task_head_named  2026-01  met
STP        plan_task_head_named  2026-01  met
STP        plan_task_head_named  2026-01  overdue
00004      plan_task_head_named  2026-01  overdue
00004      plan_task_head_named  2026-02  unknown
STP        plan_task_on_time     2026-01  overdue
STP        plan_task_head_named  2023-03  met
"""

EXPECT = """
agency_id  standard_id           period   numerator  denominator  unknown
STP        plan_task_head_named  2026-01  2          3            0
00004      plan_task_head_named  2026-01  0          1            0
00004      plan_task_head_named  2026-02  0          0            1
"""


def test_spec():
    """A task that lacks one of the two is not owned, whether or not it is done on time."""
    spec("task_owned", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("task_owned")
