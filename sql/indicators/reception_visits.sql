/* ---
title:
  vi: "Số lượt tiếp trên một ngày tiếp công dân"
  en: "Visits per reception day held"
why:
  vi: >-
    Ngày tiếp không có ai đến có thể vì dân hài lòng, cũng có thể vì dân không biết lịch; so với đơn vị cùng cấp mới
    thấy. Chỉ số tính trên ngày đã tiếp, không trên nghĩa vụ, vì luật không đặt số lượt.
  en: >-
    A day on which nobody comes may mean that people are content, or that they never heard of it; only peers tell. It
    counts days held and not duties, because no law sets a number of visits.
plan_group: 1
case_kinds: [reception]
theme: access
standards: none
family: rate
unit: visits per day
better: higher
grain: agency × month
minimum_denominator: 3
source_of_definition: "định nghĩa của lawgap / lawgap's own definition"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with held as (
    select
        c.agency_id, substr(cast(cast(c.held_at as date) as text), 1, 7) as period, c.visits,
        -- a number below zero is a slip of the pen
        case when c.visits >= 0 then 1 else 0 end as usable
    from cases.reception as c
    cross join sources.clock as k
    where
        -- days held after as_of do not exist yet
        c.held_at <= k.as_of_end
        -- the months of the trend
        and substr(cast(cast(c.held_at as date) as text), 1, 7) >= k.first_month
),

counted as (
    select
        agency_id,
        '-' as standard_id,
        period,
        cast(sum(case when usable = 1 then visits else 0 end) as bigint) as numerator,
        cast(sum(usable) as bigint) as denominator,
        cast(sum(1 - usable) as bigint) as unknown
    from held
    group by agency_id, period
)

select agency_id, standard_id, period, numerator, denominator, unknown
from counted
