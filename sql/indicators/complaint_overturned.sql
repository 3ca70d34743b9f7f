/* ---
title:
  vi: "Tỷ lệ khiếu nại lần hai được công nhận là đúng hoặc đúng một phần"
  en: "Second settlements that find the complaint right"
why:
  vi: >-
    Khiếu nại đúng ở lần hai nghĩa là quyết định lần đầu đã sai. Tính trên quyết định lần hai, không theo nghĩa vụ, và
    đứng ở cơ quan giải quyết lần hai vì đơn không ghi quyết định lần đầu của ai.
  en: >-
    A complaint found right the second time means that the first decision was wrong. Counted over second decisions, not
    duties, and shown at the unit that settled second, because no column names whose first decision it was.
plan_group: 3
case_kinds: [complaint]
theme: consistency
standards: none
family: proportion
unit: percent
better: lower
grain: agency × month of the second decision
minimum_denominator: 5
source_of_definition: "định nghĩa của lawgap / lawgap's own definition"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with settled as (
    select c.agency_id, substr(cast(cast(c.decided_at as date) as text), 1, 7) as period, c.result
    from cases.complaint as c
    cross join sources.clock as k
    where
        -- only the second instance judges a decision of the first
        c.instance = '2'
        -- decisions dated after as_of do not exist
        and c.decided_at <= k.as_of_end
        -- a complaint withdrawn was not decided
        and coalesce(c.result, '') <> 'withdrawn'
),

counted as (
    select
        s.agency_id,
        s.period,
        cast(sum(case when s.result in ('upheld', 'partly_upheld') then 1 else 0 end) as bigint) as numerator,
        cast(sum(case when s.result in ('upheld', 'partly_upheld', 'rejected') then 1 else 0 end) as bigint) as denominator,
        -- decided, and the outcome is not written
        cast(sum(case when s.result in ('upheld', 'partly_upheld', 'rejected') then 0 else 1 end) as bigint) as unknown
    from settled as s
    cross join sources.clock as k
    where
        -- no month outside the trend
        s.period >= k.first_month
        and s.period <= k.last_month
    group by s.agency_id, s.period
)

select agency_id, '-' as standard_id, period, numerator, denominator, unknown
from counted
