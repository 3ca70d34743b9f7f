-- Tasks of the plan by group as they stand on the day of the edition. A later completion does not exist yet.
select
    plan_task.task_group,
    count(*) as assigned,
    count(*) filter (where plan_task.due_at < clock.as_of + interval 1 day) as due,
    count(*) filter (where plan_task.completed_at < clock.as_of + interval 1 day) as done,
    count(*) filter (
        where plan_task.due_at < clock.as_of + interval 1 day
        and coalesce(plan_task.completed_at >= clock.as_of + interval 1 day, true)
    ) as overdue,
    count(*) filter (
        where coalesce(trim(plan_task.responsible_person), '') = '' or coalesce(trim(plan_task.responsible_unit), '') = ''
    ) as unowned
from plan_task
cross join clock
where coalesce(plan_task.assigned_at < clock.as_of + interval 1 day, true)
group by plan_task.task_group
order by plan_task.task_group
