/* ---
title:
  vi: "Nhiệm vụ có đủ cá nhân và tập thể phụ trách"
  en: "Tasks owned by a person and a collective"
why:
  vi: >-
    Việc không có người chịu trách nhiệm thì không ai phải trả lời khi việc không xong. Kế hoạch đòi hỏi cả cá nhân và tập thể; thiếu
    một bên là chưa rõ trách nhiệm.
  en: >-
    Where nobody is named, nobody answers for work left undone. The plan wants a person and a collective; one of the two is not enough.
plan_group: 1
case_kinds: [plan_task]
theme: strictness
standards: [plan_task_head_named]
family: proportion
unit: percent
better: higher
grain: "agency × standard × month (due)"
minimum_denominator: 5
source_of_definition: "Nghị quyết 66-NQ/TW (nhóm nhiệm vụ 1)"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with due as (
    select d.agency_id, d.standard_id, d.month, d.status
    from duties.duty as d
    cross join sources.clock as k
    -- a duty for every task assigned: met only where a person and a collective are both named
    where d.standard_id in ('plan_task_head_named')
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
        cast(sum(case when d.status = 'met' then 1 else 0 end) as bigint) as numerator,
        -- open duties past their limit count; what is not due yet or lawfully excused does not
        cast(sum(case when d.status in ('met', 'late', 'overdue') then 1 else 0 end) as bigint) as denominator,
        cast(sum(case when d.status = 'unknown' then 1 else 0 end) as bigint) as unknown
    from due as d
    group by d.agency_id, d.standard_id, d.month
)

select * from counted
