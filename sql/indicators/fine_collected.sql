/* ---
title:
  vi: "Tỷ lệ tiền phạt đã thu trên tiền phạt đã quyết định"
  en: "Fines collected of fines decided"
why:
  vi: >-
    Tiền phạt chỉ có trong quyết định thì không răn đe được ai. Một vụ phạt lớn chưa thu nặng hơn nhiều vụ phạt nhỏ, nên
    ở đây tính số tiền, không tính số vụ.
  en: >-
    A fine that exists only in the decision deters nobody. One large fine left unpaid weighs more than many small ones,
    so this counts money, not cases.
plan_group: 3
case_kinds: [sanction]
theme: effectiveness
standards: [sanction_executed]
family: amount
unit: percent
better: higher
grain: agency × standard × month
minimum_denominator: 1
source_of_definition: "Luật Xử lý vi phạm hành chính 15/2012/QH13 (sửa 67/2020/QH14, 88/2025/QH15), Điều 73"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with fine as (
    select
        c.agency_id, c.case_id, c.amount, c.decided_at,
        case when c.executed_at <= k.as_of_end then 1 else 0 end as collected
    from cases.sanction as c
    cross join sources.clock as k
    where
        -- decisions dated after as_of do not exist yet
        c.decided_at <= k.as_of_end
        -- a warning, or another sanction without money, has nothing to collect
        and c.amount > 0
),

owed as (
    select
        coalesce(d.agency_id, f.agency_id) as agency_id,
        -- by the month in which the ten days of the person fined run out; not served, by that of the decision
        coalesce(d.month, substr(cast(cast(f.decided_at as date) as text), 1, 7)) as period,
        f.amount,
        case
            when d.status in ('pending', 'excused') then 'outside'
            when f.collected = 1 then 'collected'
            when d.status in ('late', 'overdue') then 'outstanding'
            -- no date of service: nobody can tell since when the money is owed
            else 'unknown'
        end as outcome
    from fine as f
    left join duties.duty as d
        on f.case_id = d.case_id and d.case_kind = 'sanction' and d.standard_id = 'sanction_executed'
),

counted as (
    select
        o.agency_id,
        'sanction_executed' as standard_id,
        o.period,
        cast(sum(case when o.outcome = 'collected' then o.amount else 0 end) as decimal(38, 6)) as numerator,
        cast(sum(case when o.outcome in ('collected', 'outstanding') then o.amount else 0 end) as decimal(38, 6)) as denominator,
        -- how many fines, not how much money
        cast(sum(case when o.outcome = 'unknown' then 1 else 0 end) as bigint) as unknown
    from owed as o
    cross join sources.clock as k
    where
        -- still within the ten days, or lawfully lifted: nobody owes the money yet
        o.outcome <> 'outside'
        -- the months of the trend
        and o.period >= k.first_month
        and o.period <= k.last_month
    group by o.agency_id, o.period
)

select agency_id, standard_id, period, numerator, denominator, unknown
from counted
