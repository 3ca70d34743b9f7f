/* ---
title:
  vi: "Sản phẩm hoàn thành trên sản phẩm được giao"
  en: "Products delivered of those assigned"
why:
  vi: >-
    Khoán theo sản phẩm chỉ có nghĩa khi sản phẩm thực sự được giao nộp. Tính trên nhiệm vụ đã đến hạn, không trên nghĩa vụ, để sản phẩm
    xong của nhiệm vụ dở dang cũng được ghi nhận; đơn vị đếm là sản phẩm.
  en: >-
    Allotment by product means something only when products arrive. Counted over tasks that have fallen due, not duties, so that
    finished products of unfinished tasks are seen; the unit counted is the product.
plan_group: 7
case_kinds: [plan_task]
theme: effectiveness
standards: none
family: proportion
unit: percent
better: higher
grain: "agency × month (due)"
minimum_denominator: 5
source_of_definition: "Nghị quyết 197/2025/QH15; định nghĩa của lawgap / lawgap's own definition"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with due as (
    -- over tasks, not duties: a task done in part is not done, yet its finished products count here
    select
        t.agency_id,
        substr(cast(cast(t.due_at as date) as text), 1, 7) as period,
        t.products_assigned as assigned,
        t.products_completed as completed,
        t.completed_at,
        k.as_of_end
    from cases.plan_task as t
    cross join sources.clock as k
    -- not due yet: nobody may ask for the products
    where t.due_at <= k.as_of_end
        -- a task without products is judged by its date alone
        and t.products_assigned > 0
        -- before the months that are shown
        and substr(cast(cast(t.due_at as date) as text), 1, 7) >= k.first_month
),

counted_products as (
    select
        d.agency_id,
        d.period,
        d.assigned,
        case
            -- the number stands for the day of completion, which has not come yet
            when d.completed_at > d.as_of_end then cast(null as bigint)
            when d.completed < 0 then cast(null as bigint)
            -- one product too many does not make up for one that another task lacks
            when d.completed is not null then least(d.completed, d.assigned)
            -- said to be done, number not given
            when d.completed_at is not null then cast(null as bigint)
            -- not done and no number: nothing was delivered
            else cast(0 as bigint)
        end as delivered
    from due as d
),

counted as (
    select
        agency_id,
        '-' as standard_id,
        period,
        cast(sum(coalesce(delivered, 0)) as bigint) as numerator,
        cast(sum(case when delivered is not null then assigned else 0 end) as bigint) as denominator,
        cast(sum(case when delivered is null then assigned else 0 end) as bigint) as unknown
    from counted_products
    group by agency_id, period
)

select * from counted
