/* ---
title:
  vi: "Nhiệm vụ hợp tác quốc tế về pháp luật đã hoàn thành"
  en: "Tasks of international legal cooperation: done"
why:
  vi: >-
    Hợp tác quốc tế về pháp luật dễ dừng lại ở kế hoạch và chuyến đi. Chỉ số cho biết trong các nhiệm vụ đã đến hạn, bao nhiêu nhiệm vụ
    thực sự hoàn thành, kể cả hoàn thành muộn.
  en: >-
    International legal cooperation easily ends with plans and journeys. Of the tasks that have fallen due, how many are really done,
    late ones included.
plan_group: 4
case_kinds: [plan_task]
theme: effectiveness
standards: [plan_task_on_time]
family: proportion
unit: percent
better: higher
grain: "agency × standard × month (due)"
minimum_denominator: 5
source_of_definition: "Quy chế làm việc UBND; kế hoạch của UBND TP Hà Nội (nhóm nhiệm vụ 4)"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with task as (
    select t.case_id
    from cases.plan_task as t
    -- tasks of international legal cooperation are group 4 of the plan
    where t.task_group = 4
),

due as (
    select d.agency_id, d.standard_id, d.month, d.status, d.ended
    from duties.duty as d
    inner join task as t on d.case_id = t.case_id
    cross join sources.clock as k
    -- one duty a task: the one that asks for the task itself
    where d.standard_id = 'plan_task_on_time'
        -- before the months that are shown
        and d.month >= k.first_month
        -- falls due after the last month of the edition
        and d.month <= k.last_month
),

counted as (
    select
        d.agency_id,
        d.standard_id,
        d.month as period,
        -- done, on time or late: how late is the business of task_on_time; closed without being done is not done
        cast(sum(case when d.status in ('met', 'late') and d.ended then 1 else 0 end) as bigint) as numerator,
        cast(sum(case when d.status in ('met', 'late', 'overdue') then 1 else 0 end) as bigint) as denominator,
        cast(sum(case when d.status = 'unknown' then 1 else 0 end) as bigint) as unknown
    from due as d
    group by d.agency_id, d.standard_id, d.month
)

select * from counted
