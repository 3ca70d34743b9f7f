"""international_task_done: nhiệm vụ hợp tác quốc tế về pháp luật đã hoàn thành — tasks of international legal cooperation done."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
cases.plan_task
case_id  task_group
T1       4
T2       4
T3       4
T4       4
T5       4
T6       4
T7       6
T8       -

duties.duty
case_id  agency_id  case_kind  standard_id           month    status   ended
T1       STP        plan_task  plan_task_on_time     2026-03  met      yes
T2       STP        plan_task  plan_task_on_time     2026-03  late     yes
T3       STP        plan_task  plan_task_on_time     2026-03  late     no
T4       STP        plan_task  plan_task_on_time     2026-03  overdue  no
T5       STP        plan_task  plan_task_on_time     2026-03  unknown  no
T6       STP        plan_task  plan_task_on_time     2026-03  pending  no
T7       STP        plan_task  plan_task_on_time     2026-03  overdue  no
T8       STP        plan_task  plan_task_on_time     2026-03  overdue  no
T1       STP        plan_task  plan_task_head_named  2026-03  overdue  no
"""

EXPECT = """
agency_id  standard_id        period   numerator  denominator  unknown
STP        plan_task_on_time  2026-03  2          4            1
"""


def test_spec():
    """Done late is done (T2); closed after the date without being done (T3) is not; tasks of other groups (T7, T8) are elsewhere."""
    spec("international_task_done", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference("international_task_done", values={"task_group": [4, 6, None]})
