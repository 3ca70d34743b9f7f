-- Tasks of the plan that are overdue or lack a named person or a named collective, the longest overdue first; at most
-- fifty a group fit a page.
with task as (
    select
        plan_task.task_group,
        plan_task.case_id,
        plan_task.content,
        plan_task.agency_id,
        plan_task.responsible_unit,
        plan_task.due_at,
        plan_task.due_at < clock.as_of + interval 1 day
        and coalesce(plan_task.completed_at >= clock.as_of + interval 1 day, true) as overdue,
        coalesce(trim(plan_task.responsible_person), '') = ''
        or coalesce(trim(plan_task.responsible_unit), '') = '' as unowned
    from plan_task
    cross join clock
    where coalesce(plan_task.assigned_at < clock.as_of + interval 1 day, true)
)

select
    task.*,
    count(*) over (partition by task.task_group) as total
from task
where task.overdue or task.unowned
qualify row_number() over (
    partition by task.task_group
    order by task.overdue desc, task.due_at, task.case_id
) <= 50
order by task.task_group, task.overdue desc, task.due_at, task.case_id
