/* ---
title:
  vi: "Tỷ lệ mức phạt gần mức trung vị của thành phố cho cùng hành vi"
  en: "Fines near the city's median for the same violation"
why:
  vi: >-
    Cùng một hành vi mà nơi phạt gấp nhiều lần nơi khác thì người dân không biết luật nào đúng. Chỉ số tính trên quyết
    định phạt tiền, không trên nghĩa vụ: gần là từ nửa đến gấp đôi trung vị; tổ chức bị phạt gấp đôi cá nhân nên khoảng
    rộng như vậy.
  en: >-
    Where one place fines many times what another does for the same act, nobody knows what the law is. It counts fines
    and not duties: near is from half to twice the median, as wide as that because an organisation is fined twice what a
    person is.
plan_group: 3
case_kinds: [sanction]
theme: consistency
standards: none
family: proportion
unit: percent
better: higher
grain: agency × month
minimum_denominator: 5
source_of_definition: "định nghĩa của lawgap / lawgap's own definition"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with fine as (
    select c.agency_id, c.case_id, c.violation, c.amount, substr(cast(cast(c.decided_at as date) as text), 1, 7) as period
    from cases.sanction as c
    cross join sources.clock as k
    where
        -- decisions dated after as_of do not exist yet
        c.decided_at <= k.as_of_end
        -- a warning, or another sanction without money, has no amount to compare
        and c.amount > 0
        -- the months of the trend
        and substr(cast(cast(c.decided_at as date) as text), 1, 7) >= k.first_month
),

alike as (
    select violation
    from fine
    where
        -- a fine that names no violation is like no other
        violation is not null
    group by violation
    -- fewer than five fines, or one agency alone, have no median of the city
    having count(*) >= 5 and count(distinct agency_id) >= 2
),

ranked as (
    select
        f.violation, f.amount,
        row_number() over (partition by f.violation order by f.amount, f.case_id) as place,
        count(*) over (partition by f.violation) as fines
    from fine as f
    inner join alike as a on f.violation = a.violation
),

middle as (
    -- twice the median, so that nothing is divided: the two middle fines, or the middle one twice
    select violation, min(amount) + max(amount) as twice_median
    from ranked
    where
        -- the middle place, or the two of an even number
        2 * place >= fines and 2 * place <= fines + 2
    group by violation
),

judged as (
    select
        f.agency_id, f.period,
        case
            when m.violation is null then 'unknown'
            when f.amount <= m.twice_median and 4 * f.amount >= m.twice_median then 'near'
            else 'far'
        end as outcome
    from fine as f
    left join middle as m on f.violation = m.violation
),

counted as (
    select
        agency_id,
        '-' as standard_id,
        period,
        cast(sum(case when outcome = 'near' then 1 else 0 end) as bigint) as numerator,
        cast(sum(case when outcome in ('near', 'far') then 1 else 0 end) as bigint) as denominator,
        cast(sum(case when outcome = 'unknown' then 1 else 0 end) as bigint) as unknown
    from judged
    group by agency_id, period
)

select agency_id, standard_id, period, numerator, denominator, unknown
from counted
