/* ---
title:
  vi: "Kinh phí đã chi so với định mức sản phẩm"
  en: "Spent on products against the norm"
why:
  vi: >-
    Khoán chi theo sản phẩm có định mức cho từng sản phẩm; chi vượt định mức thì khoán chỉ là hình thức. Tính trên nhiệm vụ hoàn thành
    trong tháng: kinh phí đã chi trên định mức nhân số sản phẩm; trên nhiệm vụ vì tiền đi theo nhiệm vụ, không theo hạn.
  en: >-
    Allotment by product sets a norm for each; spending beyond it makes the allotment a form. Over tasks completed in the month: spent
    against norm × products; over tasks, since money follows the task and not its date.
plan_group: 7
case_kinds: [plan_task]
theme: resources
standards: none
family: amount
unit: percent
better: lower
grain: "agency × month (of completion)"
minimum_denominator: 1
source_of_definition: "Nghị quyết 197/2025/QH15; định nghĩa của lawgap / lawgap's own definition"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with completed as (
    -- over tasks, not duties: money belongs to the task, whatever its due date
    select
        t.agency_id,
        substr(cast(cast(t.completed_at as date) as text), 1, 7) as period,
        t.spent,
        cast(t.norm_per_product * t.products_completed as decimal(38, 6)) as allowed
    from cases.plan_task as t
    cross join sources.clock as k
    -- of work in progress neither products nor money are complete
    where t.completed_at <= k.as_of_end
        -- a task without products has no norm to be held against
        and t.products_completed > 0
        -- before the months that are shown
        and substr(cast(cast(t.completed_at as date) as text), 1, 7) >= k.first_month
),

compared as (
    select
        c.agency_id,
        c.period,
        -- money without a norm, or a norm without money, cannot be compared
        case when c.allowed is not null then c.spent end as spent,
        case when c.spent is not null then c.allowed end as allowed,
        case when c.spent is null or c.allowed is null then 1 else 0 end as alone
    from completed as c
),

counted as (
    select
        agency_id,
        '-' as standard_id,
        period,
        cast(sum(coalesce(spent, 0)) as decimal(38, 6)) as numerator,
        -- norm × products completed
        cast(sum(coalesce(allowed, 0)) as decimal(38, 6)) as denominator,
        -- tasks whose norm or spending is missing
        cast(sum(alone) as bigint) as unknown
    from compared
    group by agency_id, period
)

select * from counted
