/* ---
title:
  vi: "Tỷ lệ người được khảo sát hài lòng"
  en: "Satisfied among those surveyed"
why:
  vi: >-
    Đúng hạn mà người dân không hài lòng thì vẫn còn điều chưa ổn. Chỉ số tính trên phiếu khảo sát, không trên nghĩa vụ;
    kỳ khảo sát tính vào tháng cuối của kỳ, kỳ chưa kết thúc thì chưa tính.
  en: >-
    Where dossiers are on time and people are still not satisfied, something is missing. It counts survey answers and
    not duties; a period counts in its last month, and not before it is over.
plan_group: 3
case_kinds: [survey]
theme: effectiveness
standards: none
family: proportion
unit: percent
better: higher
grain: agency × month
minimum_denominator: 30
source_of_definition: "định nghĩa của lawgap / lawgap's own definition"
owner: lawgap
primary_key: [agency_id, standard_id, period]
--- */
with answered as (
    select
        c.agency_id, c.responses, c.satisfied,
        -- a year, a quarter or a month: each by its last month
        case
            when length(c.period) = 4 then concat(c.period, '-12')
            when substr(c.period, 6, 2) = 'Q1' then concat(substr(c.period, 1, 4), '-03')
            when substr(c.period, 6, 2) = 'Q2' then concat(substr(c.period, 1, 4), '-06')
            when substr(c.period, 6, 2) = 'Q3' then concat(substr(c.period, 1, 4), '-09')
            when substr(c.period, 6, 2) = 'Q4' then concat(substr(c.period, 1, 4), '-12')
            else c.period
        end as period,
        -- a count is missing, or more are satisfied than answered: the figures cannot be used
        case when c.responses is not null and c.satisfied >= 0 and c.satisfied <= c.responses then 1 else 0 end as usable
    from cases.survey as c
    where
        -- without a period nobody knows when people were asked
        c.period is not null
),

counted as (
    select
        a.agency_id,
        '-' as standard_id,
        a.period,
        cast(sum(case when a.usable = 1 then a.satisfied else 0 end) as bigint) as numerator,
        cast(sum(case when a.usable = 1 then a.responses else 0 end) as bigint) as denominator,
        -- a row that does not say how many answered stands for one answer at least
        cast(sum(case when a.usable = 1 then 0 when a.responses > 0 then a.responses else 1 end) as bigint) as unknown
    from answered as a
    cross join sources.clock as k
    where
        -- the months of the trend; a period that is not over is no answer yet
        a.period >= k.first_month
        and a.period <= k.last_month
    group by a.agency_id, a.period
)

select agency_id, standard_id, period, numerator, denominator, unknown
from counted
