/* ---
title:
  vi: "Nhiệm vụ kế hoạch hoàn thành đúng hạn"
  en: "Plan tasks done on time"
why:
  vi: >-
    Kế hoạch giao việc có thời hạn; hạn trôi qua mà việc chưa xong thì kế hoạch chỉ nằm trên giấy. Nhiệm vụ quá hạn còn dang dở cũng
    được tính.
  en: "The plan gives every task a date; when dates pass and work is open, the plan stays on paper. Open tasks past their date count too."
plan_group: 1
case_kinds: [plan_task]
theme: timeliness
standards: [plan_task_on_time, capital_delayed_projects]
family: proportion
unit: percent
better: higher
grain: "agency × standard × month (due)"
minimum_denominator: 5
source_of_definition: "Quy chế làm việc UBND; kế hoạch của UBND TP Hà Nội; Luật Thủ đô 02/2026/QH16, Điều 22 khoản 6 điểm g"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with due as (
    select d.agency_id, d.standard_id, d.month, d.status
    from duties.duty as d
    cross join sources.clock as k
    -- tasks with a due date of the plan or of the law
    where d.standard_id in ('plan_task_on_time', 'capital_delayed_projects')
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
